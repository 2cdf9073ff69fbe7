import type { StartDraw } from '../../src-shared/api/inputs.ts';
import type { DrawnDataSetInfo, WorldService } from '../../src-shared/api/services.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { Project } from '../project/project.ts';
import { type DrawnDataSet, drawnDataSets } from '../world/data-sets.ts';
import type { DrawSettings } from './draw-settings.ts';

export interface WorldOptions {
  project: Project;
  queue: JobQueue;
  /** Told when classes or sets were made. */
  onChange: () => void;
}

/** What can be drawn does not depend on a project. */
export const listDrawnDataSets = (): DrawnDataSetInfo[] =>
  drawnDataSets.map((dataSet) => ({
    id: dataSet.id,
    name: dataSet.name,
    description: dataSet.description,
    classes: dataSet.classes.map(({ object }) => classLabel(dataSet, object)),
    oodSets: dataSet.ood.map(({ name, styles, heldOut }) => ({ name, styles: [...styles], heldOut })),
  }));

export function createWorldService(options: WorldOptions): WorldService {
  return {
    dataSets: () => Promise.resolve(listDrawnDataSets()),
    startDraw: (input) => startDraw(options, input),
  };
}

/** Two classes of a data set may share their name; the project tells them apart by the sense. */
function classLabel(dataSet: DrawnDataSet, object: string): string {
  const { name } = dataSet.classes.find((entry) => entry.object === object)!;
  const isUnique = dataSet.classes.filter((entry) => entry.name === name).length === 1;
  return isUnique ? name : `${name} (${object.split('.')[1] ?? object})`;
}

async function startDraw(
  { project, queue, onChange }: WorldOptions,
  input: StartDraw,
): Promise<{ jobId: number }> {
  const dataSet = drawnDataSets.find((candidate) => candidate.id === input.dataSet);
  if (!dataSet) {
    const known = drawnDataSets.map((candidate) => candidate.id).join(', ');
    throw new UserError(
      'not-found',
      `The drawn world has no data set "${input.dataSet}".`,
      `Choose one of: ${known}.`,
    );
  }
  const classIds = await project.database.call(
    'classes.ensure',
    dataSet.classes.map(({ object }) => classLabel(dataSet, object)),
  );
  const settings: DrawSettings = {
    dataSet: dataSet.id,
    size: input.size,
    seed: input.seed,
    classes: Object.fromEntries(dataSet.classes.map(({ object }, i) => [object, classIds[i]!])),
    parts: await createParts(project, dataSet, input),
  };
  onChange();
  return { jobId: await queue.enqueue('draw', `Draw ${dataSet.name}`, settings) };
}

async function createParts(
  project: Project,
  dataSet: DrawnDataSet,
  input: StartDraw,
): Promise<DrawSettings['parts']> {
  const { perClass, seed } = input;
  const make = (
    role: 'real' | 'ood' | 'synthetic',
    part: 'real' | 'ood' | 'oracle',
    name: string,
    heldOut?: boolean,
  ) =>
    project.database.call('sets.create', {
      role,
      name,
      origin: {
        kind: 'drawn',
        dataSet: dataSet.id,
        part,
        look: part === 'oracle' ? dataSet.oracleLook : dataSet.look,
        seed,
      },
      styleCoverage: heldOut === undefined ? 'unknown' : heldOut ? 'held-out' : 'covered',
    });
  const realId = await make('real', 'real', dataSet.name);
  const parts: DrawSettings['parts'] = (['train', 'val', 'test'] as const).map((split) => ({
    setId: realId,
    role: 'real',
    split,
    perClass: perClass[split],
  }));
  if (perClass.ood > 0) {
    for (const { name, heldOut } of dataSet.ood) {
      const setId = await make('ood', 'ood', `${dataSet.name}, ${name}`, heldOut);
      parts.push({ setId, role: 'ood', name, split: null, perClass: perClass.ood });
    }
  }
  if (perClass.oracle > 0) {
    const setId = await make('synthetic', 'oracle', `${dataSet.name}, oracle`);
    parts.push({ setId, role: 'oracle', split: null, perClass: perClass.oracle });
  }
  return parts;
}
