import type { Database } from 'better-sqlite3';
import type { ScoreFilter } from '../../../src-shared/api/scoring.ts';
import type { ScoreHistogram, ScoringState } from '../../../src-shared/domain/score.ts';
import { fromJson } from './json-columns.ts';
import {
  currentPromptSet,
  promptKey,
  type PromptSet,
  promptSetChanges,
  promptSetSchema,
  promptSetWarnings,
} from './prompt-set.ts';
import { FILTERED_IMAGES, filterBinding } from './score-filter.ts';
import { prepared } from './statement.ts';

interface ScoringRow {
  id: number;
  model_id: string;
  model: string;
  logit_scale: number;
  prompt_set: string;
  prompt_key: string;
  created_at: string;
}

const SCORING = 'SELECT id, model_id, model, logit_scale, prompt_set, prompt_key, created_at FROM scoring';

const promptSetOf = ({ prompt_set }: ScoringRow): PromptSet =>
  fromJson(promptSetSchema, prompt_set, 'the prompts of a scoring');

/** Images by the scoring of their score; null: without a score of their class. */
function countByScoring(db: Database, filter: ScoreFilter): { scoringId: number | null; n: number }[] {
  return prepared<[object], { scoringId: number | null; n: number }>(
    db,
    `SELECT scoring_id AS scoringId, count(*) AS n FROM ${FILTERED_IMAGES} GROUP BY scoring_id`,
  ).all(filterBinding(filter));
}

/** Images whose score is about another class than they are in now. */
function countMoved(db: Database, filter: ScoreFilter): number {
  return (
    prepared<[object], { n: number }>(
      db,
      `SELECT count(*) AS n FROM ${FILTERED_IMAGES}
         AND score.image_id IS NULL AND EXISTS (SELECT 1 FROM score AS old WHERE old.image_id = image.id)`,
    ).get(filterBinding(filter))?.n ?? 0
  );
}

function describeLatest(row: ScoringRow | undefined): ScoringState['latest'] {
  if (!row) return null;
  return {
    scoringId: row.id,
    modelId: row.model_id,
    model: row.model,
    templates: promptSetOf(row).templates,
    logitScale: row.logit_scale,
    scoredAt: row.created_at,
  };
}

/** What changed since; empty where the scoring still fits the project. */
function reasonsOf(db: Database, row: ScoringRow): string[] {
  const before = promptSetOf(row);
  const now = currentPromptSet(db, before.templates);
  return promptKey(now) === row.prompt_key ? [] : promptSetChanges(before, now);
}

export const scoreStateQueries = {
  'scores.promptSet': (db: Database, templates: readonly string[]): PromptSet =>
    currentPromptSet(db, templates),

  'scores.state': (db: Database, filter: ScoreFilter): ScoringState => {
    const counts = countByScoring(db, filter);
    const moved = countMoved(db, filter);
    const reasons = new Set<string>();
    let stale = moved;
    let scored = moved;
    let images = 0;
    for (const { scoringId, n } of counts) {
      images += n;
      if (scoringId === null) continue;
      scored += n;
      const row = prepared<[number], ScoringRow>(db, `${SCORING} WHERE id = ?`).get(scoringId);
      const changes = row ? reasonsOf(db, row) : [];
      if (changes.length > 0) stale += n;
      for (const change of changes) reasons.add(change);
    }
    if (moved > 0) {
      reasons.add(`${moved} ${moved === 1 ? 'image was' : 'images were'} moved to another class.`);
    }
    const latest = prepared<[], ScoringRow>(db, `${SCORING} ORDER BY id DESC LIMIT 1`).get();
    const warnings = latest ? promptSetWarnings(promptSetOf(latest)) : [];
    return { images, scored, stale, reasons: [...reasons], warnings, latest: describeLatest(latest) };
  },

  /** Counts of scored images in `bins` equal steps of own-class probability. */
  'scores.histogram': (db: Database, input: { filter: ScoreFilter; bins: number }): ScoreHistogram => {
    const rows = prepared<[object], { verdict: keyof ScoreHistogram; bin: number; n: number }>(
      db,
      `SELECT verdict, min(CAST(probability * @bins AS INTEGER), @bins - 1) AS bin, count(*) AS n
       FROM ${FILTERED_IMAGES} AND probability IS NOT NULL GROUP BY 1, 2`,
    ).all({ ...filterBinding(input.filter), bins: input.bins });
    const empty = (): number[] => Array.from({ length: input.bins }, () => 0);
    const histogram: ScoreHistogram = { keep: empty(), reject: empty(), undecided: empty() };
    for (const { verdict, bin, n } of rows) histogram[verdict][bin] = n;
    return histogram;
  },
};
