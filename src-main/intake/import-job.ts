import { basename, join } from 'node:path';
import type { IngestedImage, IngestResult } from '../imaging/ingest-types.ts';
import type { CompletedItem, JobContext, JobHandler, JobItem } from '../jobs/handler.ts';
import type { IntakeOptions } from './intake-options.ts';
import { planImport } from './import-plan.ts';
import {
  type ImportItem,
  importItemSchema,
  type ImportResult,
  type ImportSettings,
  importSettingsSchema,
} from './import-settings.ts';
import { storageError } from './storage-error.ts';
import {
  type Placement,
  placeImages,
  type StagedFiles,
  type StagedImage,
  stagedFiles,
} from './store-image.ts';

type Context = JobContext<ImportSettings>;

const FILES_AT_ONCE = 64;

/** Import of a folder: one item a file. A file that cannot be used fails its item and nothing else. */
export function importJob(options: IntakeOptions): JobHandler<ImportSettings, ImportItem> {
  return {
    kind: 'import',
    unit: 'images',
    lane: 'images',
    settings: importSettingsSchema,
    payload: importItemSchema,
    batch: FILES_AT_ONCE,
    plan: (context) => planImport(context.settings, context.signal),
    run: (items, context) => importFiles(items, context, options),
  };
}

async function importFiles(
  items: readonly JobItem<ImportItem>[],
  context: Context,
  options: IntakeOptions,
): Promise<void> {
  const { settings, jobId, signal } = context;
  const staged = items.map((item) => stagedFiles(options.project, jobId, item.id));
  const files = items.map((item, i) => ({
    source: join(settings.root, item.payload.path),
    thumbnailTo: staged[i]!.thumbnail,
    ...(settings.storage === 'copied' ? { copyTo: staged[i]!.copy } : {}),
  }));
  const results = await options.images.run('images.ingest', { files }, { signal });
  const usable: StagedImage[] = [];
  for (const [i, result] of results.entries()) {
    const image = await settleUnusable(items[i]!, result, context);
    if (image) usable.push(stagedImage(items[i]!, staged[i]!, image, settings));
  }
  const placements = await placeImages(options.project, settings.setId, usable);
  await context.completeMany(placements.map(completedItem));
  options.onImages(settings.setId);
}

/** Settles the item of a file that is no usable picture; returns the picture otherwise. */
async function settleUnusable(
  item: JobItem<ImportItem>,
  result: IngestResult,
  context: Context,
): Promise<IngestedImage | null> {
  switch (result.kind) {
    case 'image':
      return result;
    case 'ignored':
      await context.complete(item.id, { kind: 'ignored' } satisfies ImportResult);
      return null;
    case 'rejected':
      await context.fail(item.id, { code: 'bad-input', message: result.message });
      return null;
    case 'storage-failed':
      throw storageError(result);
    default:
      return result satisfies never;
  }
}

function stagedImage(
  item: JobItem<ImportItem>,
  staged: StagedFiles,
  image: IngestedImage,
  settings: ImportSettings,
): StagedImage {
  const { path, classId, split } = item.payload;
  const referencePath = settings.storage === 'referenced' ? join(settings.root, path) : null;
  return {
    itemId: item.id,
    staged,
    image,
    classId,
    split,
    sourceName: basename(path),
    referencePath,
    caption: null,
    spec: null,
  };
}

function completedItem(placement: Placement): CompletedItem {
  const { kind, itemId } = placement;
  switch (kind) {
    case 'placed':
      return {
        itemId,
        result: { kind: 'imported', alsoIn: placement.alsoIn } satisfies ImportResult,
        also: [placement.row],
      };
    case 'duplicate': {
      const { sameAs, where } = placement;
      return { itemId, result: { kind, sameAs, where } satisfies ImportResult };
    }
    default:
      return kind satisfies never;
  }
}
