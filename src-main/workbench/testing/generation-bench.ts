import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StartGeneration, startGenerationSchema } from '../../../src-shared/api/generation.ts';
import { isTerminal, type Job } from '../../../src-shared/domain/job.ts';
import { tinyModel } from '../../diffusion/testing/model-copy.ts';
import { silentLog } from '../../log/log.ts';
import { createWorkbench } from '../create-workbench.ts';
import type { HostWorkbench } from '../host.ts';

/** A folder of its own with settings and projects, gone when the test ends. */
export async function temporaryHome(): Promise<AsyncDisposable & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'variegate-generation-'));
  process.env['VARIEGATE_HOME'] = join(folder, 'home');
  process.env['VARIEGATE_PROJECTS'] = join(folder, 'projects');
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

export interface GenerationBench extends AsyncDisposable {
  readonly workbench: HostWorkbench;
  readonly modelId: string;
  readonly location: string;
}

/** A workbench with an open project of two classes that have prompts, and the tiny model: pictures of 16 x 16 pixels. */
export async function generationBench(modelFolder = tinyModel): Promise<GenerationBench> {
  const workbench = await createWorkbench({ entry: 'cli', version: '0', log: silentLog, control: null });
  const { location } = await workbench.projects.create({ name: 'Generated' });
  for (const name of ['crane', 'kite']) await workbench.classes.add({ name });
  const classes = await workbench.classes.list();
  const sentences = ['a photo of a', 'an ink drawing of a', 'a dark photo of a', 'a'];
  await workbench.prompts.add({
    prompts: classes.flatMap(({ id, name }) =>
      sentences.map((sentence, i) => ({
        classId: id,
        text: `${sentence} ${name}`,
        origin: i === 1 ? ('stylized' as const) : ('plain' as const),
        writer: 'person' as const,
        context: null,
        style: i === 1 ? 'ink drawing' : null,
        attributes: {},
      })),
    ),
  });
  const sourceId = await workbench.registerSource(modelFolder);
  const { modelId } = await workbench.generation.addModel({ sourceId });
  return { workbench, modelId, location, [Symbol.asyncDispose]: () => workbench.close() };
}

/** A small generation with the tiny model. */
export const tinyRequest = (modelId: string, fields: Partial<StartGeneration> = {}) =>
  startGenerationSchema.parse({
    modelId,
    sampling: { steps: 3, width: 16, height: 16 },
    setName: 'Generated',
    amount: { kind: 'per-class', images: 6 },
    ...fields,
  });

/** Waits until a job is over, or paused. */
export async function settled(workbench: HostWorkbench, jobId: number): Promise<Job> {
  for (;;) {
    const job = await workbench.jobs.get(jobId);
    if (isTerminal(job.state) || job.state.status === 'paused') return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Starts a generation and waits for its end. */
export async function generate(
  { workbench, modelId }: GenerationBench,
  fields: Partial<StartGeneration> = {},
): Promise<{ job: Job; setId: number }> {
  const { jobId, setId } = await workbench.generation.start(tinyRequest(modelId, fields));
  return { job: await settled(workbench, jobId), setId };
}
