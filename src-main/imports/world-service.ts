import type { StartDraw } from '../../src-shared/api/inputs.ts';
import type { DrawnDataSetInfo, WorldService } from '../../src-shared/api/services.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { Project } from '../project/project.ts';
import { drawnDataSets } from '../world/data-sets.ts';
import { plannedSets } from './draw-plan.ts';
import type { DrawSettings } from './draw-settings.ts';
import { classLabel, classNamesFor, suggestNames } from './drawn-classes.ts';
import { withNewSets } from '../project/new-sets.ts';

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
  const planned = plannedSets(dataSet, input);
  const { database } = project;
  const classNames = await classNamesFor(database, dataSet);
  const sets = planned.map(({ set }) => set);
  const jobId = await withNewSets(database, { classNames, sets }, async ({ classIds, setIds }) => {
    await suggestNames(database, dataSet, classIds);
    const settings: DrawSettings = {
      dataSet: dataSet.id,
      size: input.size,
      seed: input.seed,
      classes: Object.fromEntries(dataSet.classes.map(({ object }, i) => [object, classIds[i]!])),
      parts: planned.flatMap(({ parts }, i) => parts.map((part) => ({ ...part, setId: setIds[i]! }))),
    };
    return queue.enqueue('draw', `Draw ${dataSet.name}`, settings);
  });
  onChange();
  return { jobId };
}
