import { join } from 'node:path';
import type { HostEvent } from '../../../src-shared/api/services.ts';
import type { Role, Split } from '../../../src-shared/domain/image-set.ts';
import {
  type TrainRequest,
  type TrainRequestInput,
  trainRequestSchema,
} from '../../../src-shared/domain/training.ts';
import { startEngine } from '../../engine/start-engine.ts';
import { watchedQueue } from '../../jobs/testing/watched-queue.ts';
import { silentLog } from '../../log/log.ts';
import type { Project } from '../../project/project.ts';
import { newImage, temporaryProject } from '../../project/testing/temporary-project.ts';
import { createPretrainedLibrary } from '../pretrained/library.ts';
import { createTraining } from '../create-training.ts';
import { type LabelledFile, writePictures } from './pictures.ts';

export interface SampleSets {
  readonly realSetId: number;
  readonly syntheticSetId: number;
  readonly oodSetId: number;
}

/** A project with real pictures of three classes in all splits, synthetic ones, and an OOD set of two of the classes. */
export async function sampleProject() {
  const temporary = await temporaryProject();
  const { project } = temporary;
  await project.database.call('classes.ensure', ['red', 'green', 'blue']);
  const sets: SampleSets = {
    realSetId: await makeSet(project, 'real', 'photos'),
    syntheticSetId: await makeSet(project, 'synthetic', 'made'),
    oodSetId: await makeSet(project, 'ood', 'art'),
  };
  const parts: readonly [name: string, setId: number, perClass: number, split: Split | null][] = [
    ['train', sets.realSetId, 8, 'train'],
    ['val', sets.realSetId, 3, 'val'],
    ['test', sets.realSetId, 4, 'test'],
    ['made', sets.syntheticSetId, 8, null],
    ['art', sets.oodSetId, 2, null],
  ];
  for (const [name, setId, perClass, split] of parts) {
    const classes = name === 'art' ? [0, 1] : [0, 1, 2];
    const folder = join(project.paths.temporary, name);
    await insert(project, { setId, split }, await writePictures(folder, { perClass, classes, firstId: 0 }));
  }
  return { ...temporary, sets };
}

const makeSet = (project: Project, role: Role, name: string): Promise<number> =>
  project.database.call('sets.create', {
    role,
    name,
    origin: { kind: 'imported', label: name },
    styleCoverage: role === 'ood' ? 'held-out' : 'unknown',
  });

async function insert(
  project: Project,
  { setId, split }: { setId: number; split: Split | null },
  files: readonly LabelledFile[],
): Promise<void> {
  const classes = await project.database.call('classes.list');
  const images = files.map(({ path, label }) =>
    newImage(path, classes[label]!.id, { split, storage: 'referenced', referencePath: path }),
  );
  await project.database.call('images.insertMany', { setId, images });
}

/** Training in a project as the workbench puts it together: real queue, real engine process. */
export function startTraining(project: Project) {
  const engine = startEngine({ role: 'compute', log: silentLog });
  const events: HostEvent[] = [];
  const emit = (event: HostEvent): void => {
    events.push(event);
  };
  const training = createTraining({
    project,
    engine,
    library: createPretrainedLibrary(engine),
    emit,
    log: silentLog,
  });
  const { queue, until } = watchedQueue(project.database, [training.handler, training.evaluateHandler]);
  const services = { service: training.service(queue), evaluation: training.evaluation(queue) };
  return { engine, events, training, queue, until, ...services };
}

/** One recipe at one seed on the sample project; as short as a run can be. */
export function sampleTraining(sets: SampleSets, input: Partial<TrainRequestInput> = {}): TrainRequest {
  return trainRequestSchema.parse({
    name: 'sample',
    realSetId: sets.realSetId,
    syntheticSetIds: [sets.syntheticSetId],
    oodSetIds: [sets.oodSetId],
    recipes: ['real-only'],
    seeds: [1],
    ...input,
    settings: {
      imageSize: 16,
      batchSize: 12,
      validateEvery: 5,
      checkpointSeconds: 1,
      budget: { kind: 'steps', steps: 10 },
      schedule: { kind: 'one-cycle', peak: 0.05 },
      ...input.settings,
    },
  });
}
