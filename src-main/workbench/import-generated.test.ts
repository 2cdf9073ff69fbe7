import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Role } from '../../src-shared/domain/image-set.ts';
import { isTerminal } from '../../src-shared/domain/job.ts';
import { addPngText } from '../imaging/png-text.ts';
import { silentLog } from '../log/log.ts';
import { createWorkbench } from './create-workbench.ts';
import type { HostWorkbench } from './host.ts';

let folder: string;
let workbench: HostWorkbench;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-generated-'));
  process.env['VARIEGATE_HOME'] = join(folder, 'home');
  process.env['VARIEGATE_PROJECTS'] = join(folder, 'projects');
  workbench = await createWorkbench({ entry: 'cli', version: '0', log: silentLog, control: null });
  await workbench.projects.create({ name: 'Generated elsewhere' });
});
afterEach(async () => {
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
});

const settings = 'Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 965400086, Size: 24x20, Model: birds';

/** A picture of its own colour in the folder of a class. */
async function save(name: string, texts: Record<string, string>): Promise<void> {
  const path = join(folder, 'in', name);
  await mkdir(join(path, '..'), { recursive: true });
  const n = name.split('').reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 0x1000000, 7);
  const background = { r: n >> 16, g: (n >> 8) & 0xff, b: n & 0xff };
  const png = await sharp({ create: { width: 24, height: 20, channels: 3, background } })
    .png()
    .toBuffer();
  await writeFile(path, addPngText(png, new Map(Object.entries(texts))));
}

async function importFolder(role: Role, setName: string) {
  const sourceId = await workbench.registerSource(join(folder, 'in'));
  const { folders } = await workbench.imports.preview({ sourceId, role });
  const { jobId, setId } = await workbench.imports.start({
    sourceId,
    role,
    setName,
    storage: 'copied',
    mapping: folders.map((entry) => ({ folder: entry.folder, className: entry.proposedClass })),
    splits: { kind: 'random', val: 0, test: 0, seed: 1 },
    styleCoverage: 'unknown',
  });
  for (;;) {
    const { state } = await workbench.jobs.get(jobId);
    if (isTerminal(state)) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { jobId, setId, report: await workbench.imports.report(jobId) };
}

async function detailsOf(setId: number) {
  const { ids } = await workbench.images.index({ setId });
  const details = await workbench.images.details(ids);
  return new Map(details.map((detail) => [detail.sourceName, detail]));
}

test('generated images keep prompt, seed and settings, and known prompts are found again', async () => {
  const crane = await workbench.classes.add({ name: 'crane' });
  const { ids } = await workbench.prompts.add({
    prompts: [
      {
        classId: crane.id,
        text: 'A photo of a crane, by a lake',
        origin: 'contextualized',
        writer: 'grammar',
        context: 'lake',
        style: null,
        attributes: {},
      },
    ],
  });
  await save('crane/known.png', { parameters: `a photo of a  crane, by a lake\n${settings}` });
  await save('crane/unknown prompt.png', {
    parameters: `a crane in fog\nNegative prompt: steel\n${settings}`,
  });
  await save('owl/another class has it.png', { parameters: `a photo of a crane, by a lake\n${settings}` });
  await save('owl/nothing.png', {});
  await save('owl/broken text.png', { variegate: '{"prompt": "an owl', prompt: '{"1": ' });
  const { jobId, setId, report } = await importFolder('synthetic', 'From elsewhere');
  expect(report).toMatchObject({ imported: 5, toldHow: 3, rejected: [] });

  const details = await detailsOf(setId);
  expect(details.get('known.png')).toMatchObject({
    caption: 'a photo of a  crane, by a lake',
    generatedFrom: {
      generator: 'a1111',
      model: 'birds',
      modelHash: null,
      promptId: ids[0],
      promptText: 'a photo of a  crane, by a lake',
      origin: 'contextualized',
      context: 'lake',
      seed: 965400086,
      attempt: 1,
      settings: { sampler: 'Euler a', steps: 20, guidanceScale: 7, width: 24, height: 20 },
      jobId,
    },
  });
  expect(details.get('unknown prompt.png')?.generatedFrom).toMatchObject({
    promptId: null,
    negativePrompt: 'steel',
    origin: 'imported',
    context: null,
  });
  expect(details.get('another class has it.png')?.generatedFrom).toMatchObject({ promptId: null });
  expect(details.get('nothing.png')).toMatchObject({ caption: null, generatedFrom: null });
  expect(details.get('broken text.png')).toMatchObject({ caption: null, generatedFrom: null });
  const [prompt] = await workbench.prompts.list({});
  expect(prompt?.images.total).toBe(1);
});

test('images that a set has already add nothing, and in real sets no text is looked at', async () => {
  await save('crane/a.png', { parameters: `a crane\n${settings}` });
  await save('owl/an owl.png', { parameters: `an owl\n${settings}` });
  const real = await importFolder('real', 'Photos');
  expect(real.report).toMatchObject({ imported: 2, toldHow: 0 });
  expect((await detailsOf(real.setId)).get('a.png')).toMatchObject({ caption: null, generatedFrom: null });

  const first = await importFolder('synthetic', 'Generated');
  expect(first.report).toMatchObject({ imported: 2, toldHow: 2 });
  await save('owl/the same owl again.png', { parameters: `another owl\n${settings}` });
  await writeFile(
    join(folder, 'in', 'owl', 'copy.png'),
    addPngText(
      await sharp(join(folder, 'in', 'owl', 'an owl.png'))
        .png()
        .toBuffer(),
      new Map([['parameters', `told otherwise\n${settings}`]]),
    ),
  );
  const sourceId = await workbench.registerSource(join(folder, 'in'));
  const { jobId } = await workbench.imports.start({
    sourceId,
    role: 'synthetic',
    setName: 'Generated',
    intoSetId: first.setId,
    storage: 'copied',
    mapping: ['crane', 'owl'].map((name) => ({ folder: name, className: name })),
    splits: { kind: 'random', val: 0, test: 0, seed: 1 },
    styleCoverage: 'unknown',
  });
  while (!isTerminal((await workbench.jobs.get(jobId)).state)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const report = await workbench.imports.report(jobId);
  expect(report).toMatchObject({ imported: 1, toldHow: 1 });
  expect(report.duplicates.filter(({ where }) => where === 'Generated')).toHaveLength(3);
  const details = await detailsOf(first.setId);
  expect([...details.values()].map(({ generatedFrom }) => generatedFrom?.promptText)).toEqual([
    'a crane',
    'an owl',
    'another owl',
  ]);
});
