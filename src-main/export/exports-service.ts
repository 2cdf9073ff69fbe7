import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StartExport } from '../../src-shared/api/inputs.ts';
import type { ExportsService } from '../../src-shared/api/services.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { Project } from '../project/project.ts';
import { exportItemSchema, exportSettingsSchema } from './export-settings.ts';

export interface ExportsServiceOptions {
  project: Project;
  queue: JobQueue;
  /** Makes a finished file available to a browser under an opaque id. */
  offerDownload: (path: string, fileName: string) => string;
}

const titles: Record<StartExport['kind'], string> = {
  model: 'Export model',
  images: 'Export images',
  runs: 'Export runs',
};

export function createExportsService({
  project,
  queue,
  offerDownload,
}: ExportsServiceOptions): ExportsService {
  return {
    start: async (request) => {
      const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-').slice(0, 19);
      const folder = `${request.kind}-${stamp}-${Math.random().toString(36).slice(2, 6)}`;
      const settings = exportSettingsSchema.parse({ request, folder });
      return { jobId: await queue.enqueue('export', titles[request.kind], settings) };
    },
    result: async (jobId) => {
      const settings = exportSettingsSchema.parse((await project.database.call('jobs.plan', jobId)).settings);
      const location = join(project.paths.exports, settings.folder);
      if (settings.request.kind === 'images')
        return { location, downloadId: null, fileName: settings.folder };
      const fileName = await onlyFile(project, jobId);
      const path = join(location, fileName);
      await stat(path);
      return { location: path, downloadId: offerDownload(path, fileName), fileName };
    },
  };
}

async function onlyFile(project: Project, jobId: number): Promise<string> {
  const [item] = await project.database.call('jobs.itemResults', { jobId });
  if (!item) throw new UserError('not-found', 'The export is not finished.', 'Wait until its job is done.');
  return exportItemSchema.parse(item.result).fileName;
}
