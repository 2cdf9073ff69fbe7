import type { HostEvent } from '../../src-shared/api/services.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { Engine } from '../engine/engine.ts';
import type { CompletedItem, JobContext, JobHandler, JobItem, PlannedItem } from '../jobs/handler.ts';
import type { Log } from '../log/log.ts';
import { imageFilePath } from '../project/files.ts';
import type { Project } from '../project/project.ts';
import type { BegunScoring, NewScore, PendingImage, ScoringImage } from '../project/queries/scores.ts';
import type { ClipLibrary } from './clip-library.ts';
import type { ClassEmbeddings, ImageOutcome, ImageTask } from './engine/tasks.ts';
import { findNearDuplicates } from './near-duplicates.ts';
import {
  type ScoreItem,
  scoreItemSchema,
  type ScoreSettings,
  scoreSettingsSchema,
} from './score-settings.ts';

export interface ScoreOptions {
  project: Project;
  /** The engine that computes. */
  engine: Engine;
  library: ClipLibrary;
  emit: (event: HostEvent) => void;
  log: Log;
}

type Context = JobContext<ScoreSettings>;
type Item = JobItem<ScoreItem>;

/** Taken from the queue at once: the engine decodes ahead within them. */
const ITEMS_AT_ONCE = 256;

/**
 * Embeds images with CLIP and scores them against the prompts of all classes: one item an image. What is embedded already is scored from the
 * stored embedding, without the vision model. Near-duplicates are looked for at the end.
 */
export function scoreJob(options: ScoreOptions): JobHandler<ScoreSettings, ScoreItem> {
  return {
    kind: 'score',
    unit: 'images',
    lane: 'compute',
    computesOn: ({ provider }) => provider,
    settings: scoreSettingsSchema,
    payload: scoreItemSchema,
    batch: ITEMS_AT_ONCE,
    plan: (context) => planItems(context, options),
    run: (items, context) => scoreItems(items, context, options),
    finish: async (context) => {
      await findNearDuplicates(context, options);
      options.emit({ type: 'scores' });
      options.emit({ type: 'images', setId: null });
      // Sessions leak memory when they are created and released again.
      await options.engine.recycle();
    },
  };
}

async function planItems(context: Context, options: ScoreOptions): Promise<PlannedItem<ScoreItem>[]> {
  const { settings, database } = context;
  await beginScoring(context, options);
  const { score, embed } = await database.call('scores.pending', {
    setIds: settings.setIds,
    modelHash: settings.model.hash,
    promptSet: settings.promptSet,
    again: settings.again,
  });
  const item =
    (wanted: boolean) =>
    ({ id, name }: PendingImage): PlannedItem<ScoreItem> => ({
      label: name,
      units: 1,
      payload: { imageId: id, score: wanted },
    });
  return [...score.map(item(true)), ...embed.map(item(false))];
}

/** Embeds the class prompts, once a job: what was compared with stays the same however often the job is interrupted. */
async function beginScoring(context: Context, options: ScoreOptions): Promise<void> {
  const { jobId, settings, database, signal } = context;
  if (await database.call('scores.begun', jobId)) return;
  const { model, provider, logitScale, promptSet } = settings;
  const folder = await folderOf(settings, options);
  context.note(`Reading the prompts of ${formatNoun(promptSet.classes.length, 'class', 'classes')}`);
  const prompts = promptSet.classes.map((each) => each.prompts);
  const { embeddings, truncated } = await options.engine.run(
    'scoring.classes',
    { folder, provider, prompts },
    { signal },
  );
  for (const prompt of truncated)
    options.log.warn('The CLIP model reads the beginning of a prompt only', { prompt });
  await database.call('scores.begin', {
    jobId,
    modelId: model.id,
    model: model.name,
    modelHash: model.hash,
    logitScale,
    promptSet: { ...promptSet, truncated },
    embeddings,
  });
  context.note(null);
}

async function folderOf({ model }: ScoreSettings, { library }: ScoreOptions): Promise<string> {
  const { folder, inspection } = await library.usableModel(model.id);
  if (inspection.modelHash === model.hash) return folder;
  throw new UserError(
    'conflict',
    `The files of the model "${model.name}" are not those that this job was started with.`,
    'Put the earlier files back and let the job go on, or score again.',
  );
}

async function scoreItems(items: readonly Item[], context: Context, options: ScoreOptions): Promise<void> {
  const { database, settings, signal, pauseSignal } = context;
  let batch: ScoringBatch | undefined;
  try {
    const folder = await folderOf(settings, options);
    const scoring = await begunScoring(context);
    const imageIds = items.map(({ payload }) => payload.imageId);
    const images = await database.call('scores.images', { imageIds, modelHash: settings.model.hash });
    batch = new ScoringBatch(items, images, scoring, context, options);
    await batch.settleUnscorable();
    const classes = classEmbeddings(scoring, settings);
    const { provider, logitScale } = settings;
    const input = { folder, provider, images: batch.tasks, classes, logitScale };
    const onProgress = (outcomes: ImageOutcome[]): void => batch?.enter(outcomes);
    await options.engine.run('scoring.images', input, { signal, pauseSignal, onProgress });
    await batch.entered();
    options.emit({ type: 'scores' });
    if (signal.aborted || pauseSignal.aborted) await options.engine.recycle();
  } catch (error) {
    // What is being committed must not meet the same items when they are tried again.
    await Promise.allSettled([batch?.entered(), options.engine.recycle()]);
    throw error;
  }
}

async function begunScoring({ database, jobId }: Context): Promise<BegunScoring> {
  const scoring = await database.call('scores.begun', jobId);
  if (!scoring) throw new Error('The scoring of a planned job was not begun.');
  return scoring;
}

const classEmbeddings = ({ embeddings }: BegunScoring, { promptSet }: ScoreSettings): ClassEmbeddings => ({
  embeddings,
  dimension: embeddings.byteLength / 4 / promptSet.classes.length,
});

/** Some items while the engine works on them: their outcomes are committed as they come. */
class ScoringBatch {
  readonly tasks: ImageTask[] = [];
  readonly #items: Item[] = [];
  readonly #unscorable: { item: Item; isGone: boolean }[] = [];
  readonly #scoring: BegunScoring;
  readonly #context: Context;
  #committing: Promise<void> = Promise.resolve();

  constructor(
    items: readonly Item[],
    images: readonly ScoringImage[],
    scoring: BegunScoring,
    context: Context,
    { project }: ScoreOptions,
  ) {
    this.#scoring = scoring;
    this.#context = context;
    const { classes } = context.settings.promptSet;
    const rows = new Map(classes.map(({ classId }, row) => [classId, row]));
    const byId = new Map(images.map((image) => [image.id, image]));
    for (const item of items) {
      const image = byId.get(item.payload.imageId);
      const classRow = image && item.payload.score ? rows.get(image.classId) : null;
      if (!image || classRow === undefined) {
        this.#unscorable.push({ item, isGone: !image });
        continue;
      }
      this.#items.push(item);
      this.tasks.push(taskOf(image, classRow, project, context.settings.again));
    }
  }

  /** Images that were removed meanwhile need nothing; those of a class that came later have no prompt. */
  async settleUnscorable(): Promise<void> {
    for (const { item, isGone } of this.#unscorable) {
      if (isGone) await this.#context.complete(item.id, { kind: 'gone' });
      else
        await this.#context.fail(item.id, {
          code: 'conflict',
          message: 'The class of this image was added after the scoring was started.',
          advice: 'Score again.',
        });
    }
  }

  enter(outcomes: readonly ImageOutcome[]): void {
    this.#committing = this.#committing.then(() => this.#commit(outcomes));
    this.#committing.catch(() => undefined);
  }

  /** Rejects when something could not be committed. */
  entered(): Promise<void> {
    return this.#committing;
  }

  async #commit(outcomes: readonly ImageOutcome[]): Promise<void> {
    const done: CompletedItem[] = [];
    for (const outcome of outcomes) {
      const item = this.#items[outcome.index]!;
      if (outcome.kind === 'failed') await this.#context.fail(item.id, outcome.error);
      else done.push(this.#completed(item, outcome));
    }
    if (done.length > 0) await this.#context.completeMany(done);
  }

  #completed(item: Item, outcome: Extract<ImageOutcome, { kind: 'done' }>): CompletedItem {
    const { score, vector } = outcome;
    const { model } = this.#context.settings;
    const input: NewScore = {
      imageId: item.payload.imageId,
      modelHash: model.hash,
      ...(vector ? { vector } : {}),
      ...(score ? { score: this.#scoreOf(outcome.index, score) } : {}),
    };
    const result = { kind: score ? 'scored' : 'embedded' };
    return { itemId: item.id, result, also: [{ name: 'scores.save', input }] };
  }

  #scoreOf(
    index: number,
    { probability, bestRow, bestProbability }: NonNullable<Extract<ImageOutcome, { kind: 'done' }>['score']>,
  ): NonNullable<NewScore['score']> {
    const { classes } = this.#context.settings.promptSet;
    const classId = classes[this.tasks[index]!.classRow ?? -1]!.classId;
    const bestClassId = classes[bestRow]!.classId;
    return { scoringId: this.#scoring.id, classId, probability, bestClassId, bestProbability };
  }
}

function taskOf(image: ScoringImage, classRow: number | null, project: Project, again: boolean): ImageTask {
  const { vector, referencePath, sha256, format } = image;
  if (vector && !again) return { classRow, vector };
  return { classRow, path: referencePath ?? imageFilePath(project, sha256, format) };
}
