import type { ScoreFilter } from '../../../src-shared/api/scoring.ts';
import { SCORE_OF_IMAGE } from './image-filter.ts';

export type ScoreBinding = Record<string, string | number | null>;

/**
 * The synthetic images that a filter means, as SQL with `image`, `score` (NULL without a score of the image's class) and `made` (NULL for
 * images that no generator made).
 */
export const FILTERED_IMAGES = `
  image_set JOIN image ON image.set_id = image_set.id
  LEFT JOIN score ON ${SCORE_OF_IMAGE}
  LEFT JOIN generated_image AS made ON made.image_id = image.id
  WHERE image_set.role = 'synthetic'
    AND (@setIds IS NULL OR image.set_id IN (SELECT value FROM json_each(@setIds)))
    AND (@classId IS NULL OR image.class_id = @classId)
    AND (@origin IS NULL OR made.origin = @origin)`;

export const filterBinding = ({ setIds, classId, origin }: ScoreFilter): ScoreBinding => ({
  setIds: setIds ? JSON.stringify(setIds) : null,
  classId: classId ?? null,
  origin: origin ?? null,
});
