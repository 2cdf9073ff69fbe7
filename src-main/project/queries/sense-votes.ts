import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Sense, SenseVote } from '../../../src-shared/domain/sense.ts';
import { fromJson, toJson } from './json-columns.ts';
import { prepared, timestamp } from './statement.ts';

/** Which images a class could vote with: their number and the sum of their ids tell whether they are others now. */
const trainImagesSchema = z.object({ count: z.number().int(), sum: z.number() });
export type TrainImages = z.infer<typeof trainImagesSchema>;

/** What is kept of a vote: what was compared, and what came out. */
const voteResultSchema = z.object({
  senses: z.array(z.object({ senseId: z.number().int(), phrase: z.string() })),
  trainImages: trainImagesSchema,
  images: z.number().int(),
  seed: z.number().int(),
  shares: z.array(
    z.object({
      senseId: z.number().int(),
      share: z.number(),
      low: z.number(),
      high: z.number(),
      voters: z.number().int(),
      examples: z.array(z.number().int()),
    }),
  ),
  proposed: z.number().int().nullable(),
  doubt: z.string().nullable(),
});
export type VoteResult = z.infer<typeof voteResultSchema>;

export interface NewVote {
  classId: number;
  model: string;
  modelHash: string;
  result: VoteResult;
}

interface VoteRow {
  classId: number;
  model: string;
  result: string;
  votedAt: string;
}

/** A vote as it stands, given the senses and images that the class has now. */
function currentVote(
  row: VoteRow,
  senses: readonly Sense[],
  trainImages: TrainImages,
  present: ReadonlySet<number>,
): SenseVote {
  const { shares, images, proposed, doubt, ...before } = fromJson(voteResultSchema, row.result, 'a vote');
  const phraseBefore = new Map(before.senses.map(({ senseId, phrase }) => [senseId, phrase]));
  const now = new Set(senses.map(({ id }) => id));
  return {
    model: row.model,
    shares: shares
      .filter(({ senseId }) => now.has(senseId))
      .map((share) => ({ ...share, examples: share.examples.filter((id) => present.has(id)) })),
    images,
    proposed: proposed !== null && now.has(proposed) ? proposed : null,
    doubt,
    outdated:
      senses.length !== before.senses.length ||
      senses.some(({ id, phrase }) => phraseBefore.get(id) !== phrase) ||
      trainImages.count !== before.trainImages.count ||
      trainImages.sum !== before.trainImages.sum,
    votedAt: row.votedAt,
  };
}

/** Of these images those that are real train images. */
function trainImagesAmong(db: Database, imageIds: readonly number[]): Set<number> {
  const rows = prepared<[string], { id: number }>(
    db,
    `SELECT image.id FROM json_each(?) AS wanted
     CROSS JOIN image ON image.id = wanted.value JOIN image_set ON image_set.id = set_id
     WHERE role = 'real' AND split = 'train'`,
  ).all(JSON.stringify(imageIds));
  return new Set(rows.map(({ id }) => id));
}

/** The newest vote of each class that has one. */
export function votesOf(
  db: Database,
  sensesOf: ReadonlyMap<number, readonly Sense[]>,
  trainImagesOf: ReadonlyMap<number, TrainImages>,
): Map<number, SenseVote> {
  const rows = prepared<[], VoteRow>(
    db,
    'SELECT class_id AS classId, model, result, created_at AS votedAt FROM sense_vote',
  ).all();
  const examples = rows.flatMap(({ result }) =>
    fromJson(voteResultSchema, result, 'a vote').shares.flatMap((share) => share.examples),
  );
  const present = trainImagesAmong(db, examples);
  return new Map(
    rows.map((row) => {
      const trainImages = trainImagesOf.get(row.classId) ?? { count: 0, sum: 0 };
      return [row.classId, currentVote(row, sensesOf.get(row.classId) ?? [], trainImages, present)];
    }),
  );
}

export const senseVoteQueries = {
  /** In place of an earlier vote; nothing happens for a class that was removed meanwhile. */
  'senseVotes.save': (db: Database, { classId, model, modelHash, result }: NewVote): void => {
    if (!prepared<[number]>(db, 'SELECT 1 FROM class WHERE id = ?').get(classId)) return;
    prepared<[object]>(
      db,
      `INSERT OR REPLACE INTO sense_vote (class_id, model, model_hash, result, created_at)
       VALUES (@classId, @model, @modelHash, @result, @createdAt)`,
    ).run({ classId, model, modelHash, result: toJson(result), createdAt: timestamp() });
  },

  /** Ids of the real train images of each class that has some, in order of id. */
  'senseVotes.trainImages': (db: Database): { classId: number; imageIds: number[] }[] => {
    const rows = prepared<[], { classId: number; imageId: number }>(
      db,
      `SELECT class_id AS classId, image.id AS imageId FROM image_set JOIN image ON set_id = image_set.id
       WHERE role = 'real' AND split = 'train' ORDER BY image.id`,
    ).all();
    return [...Map.groupBy(rows, ({ classId }) => classId)].map(([classId, own]) => ({
      classId,
      imageIds: own.map(({ imageId }) => imageId),
    }));
  },
};
