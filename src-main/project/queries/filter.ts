import type { Database } from 'better-sqlite3';
import type { ApplyThresholds, KeptShares, ScoreFilter } from '../../../src-shared/api/scoring.ts';
import type { Verdict } from '../../../src-shared/domain/image-set.ts';
import type { FilterPreview, Threshold } from '../../../src-shared/domain/score.ts';
import { UserError } from '../../../src-shared/errors.ts';
import {
  decideByChance,
  decideByThreshold,
  filterCandidates,
  keepingAtLeast,
  previewOf,
} from './filter-decisions.ts';
import { takeBack, takeStep } from './filter-steps.ts';
import { appliedThresholds, countClasses } from './filter-thresholds.ts';
import { FILTERED_IMAGES, filterBinding } from './score-filter.ts';
import { prepared } from './statement.ts';

type Group = KeptShares['groups'][number];

interface Tally {
  className: string;
  origin: string | null;
  style: string | null;
  context: string | null;
  verdict: Verdict;
  n: number;
}

/** One pass over the images: the sums by class, origin, style and context follow from it. */
const TALLIES = `
  SELECT class.name AS className, tally.* FROM (
    SELECT image.class_id AS classId, made.origin AS origin, made.style AS style, made.context AS context,
           verdict, count(*) AS n
    FROM ${FILTERED_IMAGES} GROUP BY 1, 2, 3, 4, 5
  ) AS tally JOIN class ON class.id = classId ORDER BY class.position`;

const keyOf: Readonly<Record<Group['by'], (tally: Tally) => string | null>> = {
  class: ({ className }) => className,
  origin: ({ origin }) => origin,
  style: ({ style }) => style,
  context: ({ context }) => context,
};

function groupsBy(tallies: readonly Tally[], by: Group['by']): Group[] {
  return [...Map.groupBy(tallies, keyOf[by])].map(([key, members]) => {
    const counts = { keep: 0, reject: 0, undecided: 0 };
    for (const { verdict, n } of members) counts[verdict] += n;
    const { keep, reject, undecided } = counts;
    const attemptsPerKept = keep === 0 ? null : (keep + reject + undecided) / keep;
    return { by, key, keep, reject, undecided, attemptsPerKept };
  });
}

const decide = (db: Database, { setIds, thresholds, keepAtLeast = 0 }: ApplyThresholds) => {
  const images = filterCandidates(db, setIds ? { setIds } : {});
  const decisions = decideByThreshold(images, thresholds, countClasses(db));
  return { images, decisions: keepingAtLeast(keepAtLeast, images, decisions) };
};

export const filterQueries = {
  'filter.thresholds': (db: Database): Threshold[] => appliedThresholds(db),

  /** What `filter.apply` would do. */
  'filter.preview': (db: Database, input: ApplyThresholds): FilterPreview => {
    const { images, decisions } = decide(db, input);
    return previewOf(images, decisions);
  },

  /** Gives verdicts by threshold; those by hand stay. `step` takes it back. */
  'filter.apply': (db: Database, input: ApplyThresholds): FilterPreview & { step: number } => {
    const { images, decisions } = decide(db, input);
    return { ...previewOf(images, decisions), step: takeStep(db, decisions, input.thresholds) };
  },

  /** The control for a filter: as many kept in each class, but chosen by chance. 'conflict' when no threshold has kept anything yet. */
  'filter.keepRandom': (
    db: Database,
    input: { setIds?: readonly number[] | undefined; seed: number },
  ): FilterPreview & { step: number } => {
    const images = filterCandidates(db, input.setIds ? { setIds: [...input.setIds] } : {});
    const decisions = decideByChance(images, input.seed);
    if (!decisions.some(({ verdict }) => verdict === 'keep')) {
      throw new UserError(
        'conflict',
        'No image is kept by a threshold, so there is no number to choose by chance.',
        'Apply a threshold first: the control keeps as many images of each class.',
      );
    }
    return { ...previewOf(images, decisions), step: takeStep(db, decisions, null) };
  },

  /** Takes a step back in one go. 'not-found' once it was taken back, or when it is too long ago. */
  'filter.undo': (db: Database, step: number): void => takeBack(db, step),

  /** By class in class order, by origin, style and context as they come. */
  'filter.keptShares': (db: Database, filter: ScoreFilter): Group[] => {
    const tallies = prepared<[object], Tally>(db, TALLIES).all(filterBinding(filter));
    return (['class', 'origin', 'style', 'context'] as const).flatMap((by) => groupsBy(tallies, by));
  },

  'filter.setWanted': (db: Database, input: { classIds: readonly number[]; wanted: number | null }): void => {
    const ids = JSON.stringify(input.classIds);
    if (input.wanted === null) {
      prepared<[string]>(
        db,
        'DELETE FROM class_quota WHERE class_id IN (SELECT value FROM json_each(?))',
      ).run(ids);
      return;
    }
    prepared<[number, string]>(
      db,
      `INSERT INTO class_quota (class_id, wanted)
       SELECT id, ? FROM class WHERE id IN (SELECT value FROM json_each(?))
       ON CONFLICT (class_id) DO UPDATE SET wanted = excluded.wanted`,
    ).run(input.wanted, ids);
  },
};
