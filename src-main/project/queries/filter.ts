import type { Database } from 'better-sqlite3';
import type { ApplyThresholds, KeptShares, ScoreFilter } from '../../../src-shared/api/scoring.ts';
import type { Verdict } from '../../../src-shared/domain/image-set.ts';
import type { FilterPreview, Threshold } from '../../../src-shared/domain/score.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { decideByChance, decideByThreshold, filterCandidates, previewOf } from './filter-decisions.ts';
import { takeBack, takeStep } from './filter-steps.ts';
import { appliedThresholds, countClasses } from './filter-thresholds.ts';
import { FILTERED_IMAGES, filterBinding } from './score-filter.ts';
import { prepared } from './statement.ts';

type Group = KeptShares['groups'][number];

/** What the synthetic images are grouped by, as SQL. */
const groupings: Readonly<Record<Group['by'], string>> = {
  class: '(SELECT name FROM class WHERE class.id = image.class_id)',
  origin: 'made.origin',
  style: 'made.style',
  context: 'made.context',
};

function groupsBy(db: Database, by: Group['by'], filter: ScoreFilter): Group[] {
  const rows = prepared<[object], { key: string | null; verdict: Verdict; n: number }>(
    db,
    `SELECT ${groupings[by]} AS key, verdict, count(*) AS n FROM ${FILTERED_IMAGES} GROUP BY 1, 2 ORDER BY 1`,
  ).all(filterBinding(filter));
  return [...Map.groupBy(rows, ({ key }) => key)].map(([key, members]) => {
    const count = (verdict: Verdict): number => members.find((row) => row.verdict === verdict)?.n ?? 0;
    const [keep, reject, undecided] = [count('keep'), count('reject'), count('undecided')];
    const attemptsPerKept = keep === 0 ? null : (keep + reject + undecided) / keep;
    return { by, key, keep, reject, undecided, attemptsPerKept };
  });
}

const decide = (db: Database, { setIds, thresholds }: ApplyThresholds) => {
  const images = filterCandidates(db, setIds ? { setIds } : {});
  return { images, decisions: decideByThreshold(images, thresholds, countClasses(db)) };
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

  'filter.keptShares': (db: Database, filter: ScoreFilter): Group[] =>
    (['class', 'origin', 'style', 'context'] as const).flatMap((by) => groupsBy(db, by, filter)),

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
