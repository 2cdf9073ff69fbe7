import type { ClassSenses } from '../../src-shared/domain/sense.ts';
import { hashSeed } from '../../src-shared/random.ts';
import type { Engine } from '../engine/engine.ts';
import type { JobContext, JobItem } from '../jobs/handler.ts';
import type { Project } from '../project/project.ts';
import type { VoteResult } from '../project/queries/sense-votes.ts';
import { type ChosenImages, chooseVoters, type ClassImages } from './choose-voters.ts';
import { doubtOf } from './doubts.ts';
import { embedImages, embedPhrases, type Embedder, type PhraseEmbeddings } from './embed.ts';
import type { ChosenClip, SensesItem, SensesSettings } from './senses-settings.ts';
import { meansOfOthers, voteOnSenses } from './vote.ts';

type Item = JobItem<SensesItem>;

export interface HoldingVotes {
  readonly project: Project;
  readonly engine: Engine;
  readonly context: JobContext<SensesSettings>;
  readonly folder: string;
  readonly clip: ChosenClip;
}

interface VotingClass {
  readonly item: Item;
  readonly entry: Omit<ClassSenses, 'lexiconSenses'>;
}

/** Completes every item; a class with fewer than two senses or without real train images does not vote. */
export async function holdVotes(items: readonly Item[], holding: HoldingVotes): Promise<void> {
  const { context } = holding;
  const byId = new Map((await context.database.call('senses.list')).map((entry) => [entry.classId, entry]));
  const voting: VotingClass[] = [];
  for (const item of items) {
    const entry = byId.get(item.payload.classId);
    if (entry && entry.senses.length > 1 && entry.realTrainImages > 0) voting.push({ item, entry });
    else await context.complete(item.id, { kind: 'no vote' });
  }
  if (voting.length > 0) await vote(voting, holding);
  context.note(null);
}

async function vote(voting: readonly VotingClass[], holding: HoldingVotes): Promise<void> {
  const { context, clip, project, engine, folder } = holding;
  const { settings, database, signal } = context;
  const embedder: Embedder = { project, engine, folder, modelHash: clip.hash, signal };
  const phrases = voting.flatMap(({ entry }) => entry.senses.map(({ phrase }) => phrase));
  context.note('Reading the phrases of the senses');
  const embedded = await embedPhrases(embedder, phrases);
  const trainImages = await database.call('senseVotes.trainImages');
  const chosen = chooseVoters(trainImages, {
    voting: new Set(voting.map(({ entry }) => entry.classId)),
    images: settings.images,
    seed: settings.seed,
  });
  const vectors = await lookAt(chosen, embedder, embedded, context);
  const others = meansOfOthers(
    chosen.map(({ imageIds }) => rowsOf(imageIds, vectors).rows),
    embedded.dimension,
  );
  const means = new Map(chosen.map(({ classId }, i) => [classId, others[i] ?? null]));
  const allImages = new Map(trainImages.map((each) => [each.classId, each]));
  let from = 0;
  for (const each of voting) {
    const { classId, senses } = each.entry;
    const to = from + senses.length * embedded.dimension;
    const ballot = {
      phrases: embedded.rows.subarray(from, to),
      images: chosen.find((choice) => choice.classId === classId)?.imageIds ?? [],
      others: means.get(classId) ?? null,
      vectors,
      dimension: embedded.dimension,
    };
    from = to;
    const result = resultOf(each, ballot, allImages.get(classId), holding);
    await context.complete(each.item.id, { kind: 'voted' }, [
      {
        name: 'senseVotes.save',
        input: { classId, model: clip.name, modelHash: clip.hash, result },
      },
    ]);
  }
}

function lookAt(
  chosen: readonly ChosenImages[],
  embedder: Embedder,
  phrases: PhraseEmbeddings,
  context: JobContext<SensesSettings>,
): Promise<Map<number, Float32Array>> {
  const ids = chosen.flatMap(({ imageIds }) => imageIds);
  return embedImages(embedder, ids, phrases, (done) =>
    context.note(`Looking at real train images: ${done} of ${ids.length}`),
  );
}

/** Of the images that could be read, in their order. */
function rowsOf(
  imageIds: readonly number[],
  vectors: ReadonlyMap<number, Float32Array>,
): { ids: number[]; rows: Float32Array } {
  const ids = imageIds.filter((id) => vectors.has(id));
  const dimension = vectors.get(ids[0] ?? -1)?.length ?? 0;
  const rows = new Float32Array(ids.length * dimension);
  for (const [i, id] of ids.entries()) rows.set(vectors.get(id) ?? [], i * dimension);
  return { ids, rows };
}

interface BallotImages {
  readonly phrases: Float32Array;
  readonly images: readonly number[];
  readonly others: Float32Array | null;
  readonly vectors: ReadonlyMap<number, Float32Array>;
  readonly dimension: number;
}

function resultOf(
  { entry }: VotingClass,
  { phrases, images, others, vectors, dimension }: BallotImages,
  trainImages: ClassImages | undefined,
  { clip, context }: HoldingVotes,
): VoteResult {
  const { senses, classId } = entry;
  const { ids, rows } = rowsOf(images, vectors);
  const { seed } = context.settings;
  const tally = voteOnSenses({
    dimension,
    images: rows,
    phrases,
    others,
    logitScale: clip.logitScale,
    seed: hashSeed(seed, 'vote', classId),
  });
  const all = trainImages?.imageIds ?? [];
  return {
    senses: senses.map(({ id, phrase }) => ({ senseId: id, phrase })),
    trainImages: { count: all.length, sum: all.reduce((sum, id) => sum + id, 0) },
    images: tally.images,
    seed,
    shares: tally.shares.map(({ examples, ...share }, i) => ({
      senseId: senses[i]!.id,
      ...share,
      examples: examples.map((row) => ids[row]!),
    })),
    proposed: tally.winner === null ? null : senses[tally.winner]!.id,
    doubt: doubtOf(
      tally,
      senses.map(({ phrase }) => phrase),
    ),
  };
}
