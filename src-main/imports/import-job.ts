import { basename, join } from 'node:path';
import type { CompletedItem, JobContext, JobHandler, JobItem } from '../jobs/handler.ts';
import type { NewProvenance } from '../project/queries/provenance.ts';
import type { ImportedFile, ImportedImage } from './ingest-task.ts';
import type { ImportOptions } from './import-options.ts';
import { planImport } from './import-plan.ts';
import {
  type ImportItem,
  importItemSchema,
  type ImportResult,
  type ImportSettings,
  importSettingsSchema,
} from './import-settings.ts';
import { importedProvenance } from './provenance.ts';
import { storageError } from '../project/storage-error.ts';
import {
  type Placement,
  placeImages,
  type StagedFiles,
  type StagedImage,
  stagedFiles,
} from '../project/store-image.ts';

type Context = JobContext<ImportSettings>;

const FILES_AT_ONCE = 64;

/** Import of a folder: one item a file. A file that cannot be used fails its item and nothing else. */
export function importJob(options: ImportOptions): JobHandler<ImportSettings, ImportItem> {
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
  options: ImportOptions,
): Promise<void> {
  const { settings, jobId, signal } = context;
  const staged = items.map((item) => stagedFiles(options.project, jobId, item.id));
  const files = items.map((item, i) => ({
    source: join(settings.root, item.payload.path),
    thumbnailTo: staged[i]!.thumbnail,
    ...(settings.storage === 'copied' ? { copyTo: staged[i]!.copy } : {}),
  }));
  // Only a generator's picture says something of how it was made; a photograph's text is its photographer's.
  const readMadeFrom = settings.role === 'synthetic';
  const results = await options.images.run('images.ingest', { files, readMadeFrom }, { signal });
  const usable: Usable[] = [];
  for (const [i, result] of results.entries()) {
    const image = await settleUnusable(items[i]!, result, context);
    if (image) usable.push({ item: items[i]!, staged: staged[i]!, image });
  }
  const provenance = await provenanceOf(usable, context);
  const entries = usable.map((each) => stagedImage(each, provenance.get(each.item.id), settings));
  const placements = await placeImages(options.project, settings.setId, entries);
  await context.completeMany(
    placements.map((placement) => completedItem(placement, provenance.has(placement.itemId))),
  );
  options.onImages(settings.setId);
}

interface Usable {
  readonly item: JobItem<ImportItem>;
  readonly staged: StagedFiles;
  readonly image: ImportedImage;
}

/** By item, of the pictures that tell how they were made. */
async function provenanceOf(
  usable: readonly Usable[],
  { database, jobId }: Context,
): Promise<Map<number, NewProvenance>> {
  const told = usable.flatMap(({ item, image: { madeFrom } }) =>
    madeFrom ? [{ itemId: item.id, classId: item.payload.classId, madeFrom }] : [],
  );
  const provenance = await importedProvenance(database, jobId, told);
  return new Map(told.map(({ itemId }, i) => [itemId, provenance[i]!]));
}

/** Settles the item of a file that is no usable picture; returns the picture otherwise. */
async function settleUnusable(
  item: JobItem<ImportItem>,
  result: ImportedFile,
  context: Context,
): Promise<ImportedImage | null> {
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
  { item, staged, image }: Usable,
  generated: NewProvenance | undefined,
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
    caption: generated?.promptText || null,
    spec: null,
    generated,
  };
}

function completedItem(placement: Placement, toldHow: boolean): CompletedItem {
  const { kind, itemId } = placement;
  switch (kind) {
    case 'placed':
      return {
        itemId,
        result: {
          kind: 'imported',
          alsoIn: placement.alsoIn,
          toldHow,
        } satisfies ImportResult,
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
