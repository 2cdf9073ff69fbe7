import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { reportError, UserError } from '../../src-shared/errors.ts';
import { diskFull, isDiskFull } from '../files/disk-refusal.ts';
import { writeDurably } from '../files/durable-write.ts';
import type { JobContext, JobHandler, JobItem, PlannedItem } from '../jobs/handler.ts';
import { encodeSafetensors } from '../networks/safetensors.ts';
import { weightsOfModel } from '../networks/weights-of-model.ts';
import type { Project } from '../project/project.ts';
import {
  exportedImageSchema,
  type ExportItem,
  exportItemSchema,
  type ExportSettings,
  exportSettingsSchema,
} from './export-settings.ts';
import { planImageFolder } from './image-folder.ts';
import { formatTable, tabulate } from './run-table.ts';
import { safeNames } from './safe-names.ts';
import type { RunsService } from '../../src-shared/api/services.ts';

export interface ExportOptions {
  project: Project;
  runs: Pick<RunsService, 'list' | 'get' | 'summaries'>;
  /** Bytes of the plain inference ONNX of a run's chosen weights. */
  exportModel: (runId: number) => Promise<Uint8Array>;
}

type Context = JobContext<ExportSettings>;

const fileEndings = { csv: 'csv', markdown: 'md', latex: 'tex' } as const;

/** Writes images, a model or a table into a folder of their own below the project's `exports`. */
export function exportJob(options: ExportOptions): JobHandler<ExportSettings, ExportItem> {
  return {
    kind: 'export',
    unit: 'files',
    lane: 'images',
    settings: exportSettingsSchema,
    payload: exportItemSchema,
    batch: 256,
    plan: (context) => plan(context, options),
    run: (items, context) => exportFiles(items, context, options),
    finish: (context) => writeMetadata(context, options),
  };
}

async function plan(
  { settings, database }: Context,
  { runs }: ExportOptions,
): Promise<PlannedItem<ExportItem>[]> {
  const { request } = settings;
  switch (request.kind) {
    case 'images':
      return planImageFolder(database, request.filter);
    case 'runs': {
      const fileName = `runs.${fileEndings[request.format]}`;
      return [{ label: fileName, units: 1, payload: { kind: 'runs', fileName } }];
    }
    case 'model': {
      const run = await runs.get(request.runId);
      const { format } = request;
      const [name] = safeNames([`${run.experiment} ${run.recipe} seed ${run.seed}.${format}`]);
      return [{ label: name!, units: 1, payload: { kind: 'model', runId: run.id, format, fileName: name! } }];
    }
    default:
      return request satisfies never;
  }
}

async function exportFiles(
  items: readonly JobItem<ExportItem>[],
  context: Context,
  options: ExportOptions,
): Promise<void> {
  const folder = join(options.project.paths.exports, context.settings.folder);
  for (const item of items) {
    if (context.signal.aborted || context.pauseSignal.aborted) return;
    const path = join(folder, item.payload.fileName);
    await mkdir(dirname(path), { recursive: true });
    try {
      await writeItem(item.payload, path, context.settings, options);
      await context.complete(item.id, item.payload);
    } catch (error) {
      if (isDiskFull(error)) throw diskFull('resume the export', error);
      await context.fail(item.id, reportError(error));
    }
  }
}

async function writeItem(
  item: ExportItem,
  path: string,
  settings: ExportSettings,
  options: ExportOptions,
): Promise<void> {
  switch (item.kind) {
    case 'image':
      return copyImage(item.imageId, path, options.project);
    case 'model':
      return writeDurably(path, await modelFile(item, options));
    case 'runs':
      return writeDurably(path, new TextEncoder().encode(await runTable(settings, options)));
    default:
      return item satisfies never;
  }
}

type ModelItem = Extract<ExportItem, { kind: 'model' }>;

/** A trained classifier in the form asked for; as safetensors with what is needed to build and feed it again. */
async function modelFile(
  { runId, format }: ModelItem,
  { runs, exportModel }: ExportOptions,
): Promise<Uint8Array | readonly Uint8Array[]> {
  const model = await exportModel(runId);
  switch (format) {
    case 'onnx':
      return model;
    case 'safetensors': {
      const { architecture } = (await runs.get(runId)).settings;
      return encodeSafetensors(weightsOfModel(model, { architecture }));
    }
    default:
      return format satisfies never;
  }
}

async function copyImage(imageId: number, path: string, project: Project): Promise<void> {
  const source = await project.imagePath(imageId);
  if (source === null) throw new UserError('not-found', 'The picture was removed from the project.');
  await copyFile(source, path);
}

async function runTable({ request }: ExportSettings, { runs }: ExportOptions): Promise<string> {
  const [summaries, list] = await Promise.all([runs.summaries(), runs.list()]);
  const table = tabulate(
    summaries,
    list.some((run) => run.drawn),
  );
  return formatTable(table, request.kind === 'runs' ? request.format : 'csv');
}

/** `metadata.jsonl` beside the folders of an image export: only pictures that were written. */
async function writeMetadata(
  { settings, database, jobId }: Context,
  { project }: ExportOptions,
): Promise<void> {
  if (settings.request.kind !== 'images') return;
  const results = await database.call('jobs.itemResults', { jobId, kinds: ['image'] });
  const lines = results.map(
    ({ result }) => `${JSON.stringify(exportedImageSchema.parse(result).metadata)}\n`,
  );
  const path = join(project.paths.exports, settings.folder, 'metadata.jsonl');
  await mkdir(dirname(path), { recursive: true });
  await writeDurably(path, new TextEncoder().encode(lines.join('')));
}
