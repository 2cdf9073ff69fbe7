import type { JobContext, JobHandler, JobItem, PlannedItem } from '../jobs/handler.ts';
import type { IngestedImage } from '../imaging/ingest-types.ts';
import { dataSetPictures, drawnDataSet, lookOf } from '../world/data-sets.ts';
import type { PictureSpec } from '../world/spec.ts';
import { generatorPictureOf } from '../world/training-stream.ts';
import { type DrawItem, drawItemSchema, type DrawSettings, drawSettingsSchema } from './draw-settings.ts';
import type { DrawTask } from './draw-task.ts';
import type { ImportOptions } from './import-options.ts';
import { storageError } from '../project/storage-error.ts';
import { placeImages, type StagedImage, stagedFiles } from '../project/store-image.ts';

type Context = JobContext<DrawSettings>;
type Part = DrawSettings['parts'][number];

const PICTURES_AT_ONCE = 256;

/** Draws pictures of the drawn world into sets of the project: one item a picture. */
export function drawJob(options: ImportOptions): JobHandler<DrawSettings, DrawItem> {
  return {
    kind: 'draw',
    unit: 'images',
    lane: 'images',
    settings: drawSettingsSchema,
    payload: drawItemSchema,
    batch: PICTURES_AT_ONCE,
    plan: ({ settings }) =>
      Promise.resolve(settings.parts.flatMap((part, index) => planPart(settings, part, index))),
    run: (items, context) => drawItems(items, context, options),
  };
}

function planPart(settings: DrawSettings, part: Part, index: number): PlannedItem<DrawItem>[] {
  const pictures = dataSetPictures(settings.dataSet, {
    role: part.role,
    ...(part.name === undefined ? {} : { name: part.name }),
    perClass: part.perClass,
    split: part.split ?? 'all',
    seed: settings.seed,
    ...(part.domainGap === undefined ? {} : { domainGap: part.domainGap }),
  });
  return [...pictures].map(({ spec, caption }, i) => {
    const { object, context, style, seed } = spec;
    const classId = settings.classes[object]!;
    const training = part.role === 'retrieval' ? { trainingIndex: i % part.perClass } : {};
    return {
      label: caption,
      units: 1,
      payload: { part: index, classId, caption, object, context, style, seed, ...training },
    };
  });
}

function specOf(item: DrawItem, { role, domainGap }: Part, dataSet: string): PictureSpec {
  const { object, context, style, seed, trainingIndex = 0 } = item;
  if (role === 'retrieval') return generatorPictureOf(object, trainingIndex);
  return { object, context, style, seed, look: lookOf(drawnDataSet(dataSet), { role, domainGap }) };
}

async function drawItems(
  items: readonly JobItem<DrawItem>[],
  context: Context,
  options: ImportOptions,
): Promise<void> {
  const { settings, jobId, signal } = context;
  const tasks = items.map((item): DrawTask => {
    const staged = stagedFiles(options.project, jobId, item.id);
    const spec = specOf(item.payload, settings.parts[item.payload.part]!, settings.dataSet);
    return { spec, copyTo: staged.copy, thumbnailTo: staged.thumbnail };
  });
  const results = await options.images.run(
    'world.draw',
    { pictures: tasks, size: settings.size },
    { signal },
  );
  const drawn = results.map((result, i) => {
    if (result.kind === 'storage-failed') throw storageError(result);
    return { part: items[i]!.payload.part, entry: stagedImage(items[i]!, tasks[i]!, result, settings) };
  });
  for (const [part, entries] of Map.groupBy(drawn, (picture) => picture.part)) {
    await enter(
      settings.parts[part]!.setId,
      entries.map((picture) => picture.entry),
      context,
      options,
    );
  }
}

function stagedImage(
  item: JobItem<DrawItem>,
  task: DrawTask,
  image: IngestedImage,
  settings: DrawSettings,
): StagedImage {
  const { part, classId, object, seed, caption } = item.payload;
  return {
    itemId: item.id,
    staged: { copy: task.copyTo, thumbnail: task.thumbnailTo },
    image,
    classId,
    split: settings.parts[part]!.split,
    sourceName: `${object} ${seed}.png`,
    referencePath: null,
    caption,
    spec: task.spec,
  };
}

async function enter(
  setId: number,
  entries: readonly StagedImage[],
  context: Context,
  { project, onImages }: ImportOptions,
): Promise<void> {
  const placements = await placeImages(project, setId, entries);
  await context.completeMany(
    placements.map((placement) => ({
      itemId: placement.itemId,
      result: { kind: placement.kind },
      also: placement.kind === 'placed' ? [placement.row] : [],
    })),
  );
  onImages(setId);
}
