import { rm } from 'node:fs/promises';
import type { HostEvent, RunsService } from '../../src-shared/api/services.ts';
import { UserError } from '../../src-shared/errors.ts';
import { runFolder } from '../project/files.ts';
import type { Project } from '../project/project.ts';
import { createImageIntervals } from './comparison/image-intervals.ts';
import { summarize } from './comparison/summaries.ts';

export function createRunsService(project: Project, emit: (event: HostEvent) => void): RunsService {
  const { database } = project;
  const imageIntervals = createImageIntervals((id) => database.call('runs.hits', id));
  return {
    list: () => database.call('runs.list'),
    get: async (id) => {
      const run = await database.call('runs.get', id);
      if (!run) throw new UserError('not-found', 'That run is no longer in the project.');
      return run;
    },
    summaries: async () => summarize(await database.call('runs.scores'), imageIntervals()),
    metrics: (input) => database.call('runs.metrics', input),
    confusionImages: (input) => database.call('runs.confusionImages', input),
    remove: async (id) => {
      await database.call('runs.remove', id);
      await rm(runFolder(project, id), { recursive: true, force: true });
      emit({ type: 'runs' });
    },
  };
}
