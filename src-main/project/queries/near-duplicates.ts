import type { Database } from 'better-sqlite3';
import type { ScoreFilter } from '../../../src-shared/api/scoring.ts';
import type { NearDuplicate } from '../../../src-shared/domain/score.ts';
import { FILTERED_IMAGES, filterBinding } from './score-filter.ts';
import { prepared } from './statement.ts';

/** The most alike image of each of the images that have a near-duplicate. */
export function nearestDuplicates(
  db: Database,
  imageIds: readonly number[],
): Map<number, { imageId: number; similarity: number }> {
  const rows = prepared<[string], NearDuplicate>(
    db,
    `SELECT image_id AS imageId, of_image AS ofImageId, max(similarity) AS similarity FROM near_duplicate
     WHERE image_id IN (SELECT value FROM json_each(?)) GROUP BY image_id`,
  ).all(JSON.stringify(imageIds));
  return new Map(
    rows.map(({ imageId, ofImageId, similarity }) => [imageId, { imageId: ofImageId, similarity }]),
  );
}

export const nearDuplicateQueries = {
  /** Puts these in place of all that was known of the images of the sets. Pairs with an image that was removed meanwhile are left out. */
  'nearDuplicates.replace': (
    db: Database,
    input: { setIds: readonly number[]; pairs: readonly NearDuplicate[] },
  ): void => {
    prepared<[string]>(
      db,
      `DELETE FROM near_duplicate WHERE image_id IN
         (SELECT id FROM image WHERE set_id IN (SELECT value FROM json_each(?)))`,
    ).run(JSON.stringify(input.setIds));
    const insert = prepared<[object]>(
      db,
      `INSERT OR REPLACE INTO near_duplicate (image_id, of_image, similarity)
       SELECT a.id, b.id, @similarity FROM image AS a, image AS b WHERE a.id = @imageId AND b.id = @ofImageId`,
    );
    for (const pair of input.pairs) insert.run(pair);
  },

  /** The most alike image of each synthetic image that has a near-duplicate, most alike first. */
  'nearDuplicates.list': (db: Database, filter: ScoreFilter): NearDuplicate[] =>
    prepared<[object], NearDuplicate>(
      db,
      `SELECT image_id AS imageId, of_image AS ofImageId, max(similarity) AS similarity FROM near_duplicate
       WHERE image_id IN (SELECT image.id FROM ${FILTERED_IMAGES})
       GROUP BY image_id ORDER BY 3 DESC, 1`,
    ).all(filterBinding(filter)),
};
