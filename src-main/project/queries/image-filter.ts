import type { Database } from 'better-sqlite3';
import { type ImageFilter, VERSION_DIGITS } from '../../../src-shared/domain/image-set.ts';
import type { PromptOrigin } from '../../../src-shared/domain/prompt.ts';
import { thresholdRule } from '../../../src-shared/domain/score.ts';
import { appliedThresholds, countClasses } from './filter-thresholds.ts';
import { prepared } from './statement.ts';

type Binding = Record<string, string | number>;
/** `letter`: u, k or r by a person, K or R by a threshold. The last two are null where the filter does not ask for them. */
type Row = [
  id: number,
  classId: number,
  letter: string,
  version: string,
  probability: number | null,
  origin: PromptOrigin | null,
];

/** Folds case in every script; LIKE folds only ASCII. Registered on the connection by `openConnection`. */
export const foldCase = (text: unknown): string => (typeof text === 'string' ? text.toLowerCase() : '');

/** A score counts only for the class that the image has now. */
export const SCORE_OF_IMAGE = 'score.image_id = image.id AND score.class_id = image.class_id';
/** Judged by a person: see `VerdictBy`. */
export const BY_HAND = "(image.verdict_by = 'person' AND image.verdict <> 'undecided')";

const needsScore = ({ probability, order, nearThreshold, withScores }: ImageFilter): boolean =>
  probability !== undefined || order !== undefined || nearThreshold !== undefined || withScores === true;

const needsOrigin = ({ promptId, origin, style, context, nearThreshold }: ImageFilter): boolean =>
  [promptId, origin, style, context, nearThreshold].some((field) => field !== undefined);

function conditions(filter: ImageFilter): { where: string[]; binding: Binding } {
  const where: string[] = [];
  const binding: Binding = {};
  const add = (condition: string, name: string, value: string | number | undefined): void => {
    if (value === undefined) return;
    where.push(condition);
    binding[name] = value;
  };
  add('image.set_id = @setId', 'setId', filter.setId);
  add('image.class_id = @classId', 'classId', filter.classId);
  add('image.split = @split', 'split', filter.split);
  add('image.verdict = @verdict', 'verdict', filter.verdict);
  const text = filter.text?.trim().toLowerCase();
  add(
    "instr(fold_case(source_name || char(10) || coalesce(caption, '')), @text) > 0",
    'text',
    text || undefined,
  );
  add('made.prompt_id = @promptId', 'promptId', filter.promptId);
  add('made.origin = @origin', 'origin', filter.origin);
  add('made.style = @style', 'style', filter.style);
  add('made.context = @context', 'context', filter.context);
  add('probability >= @from', 'from', filter.probability?.from);
  add('probability <= @to', 'to', filter.probability?.to);
  add("image.verdict <> 'undecided' AND image.verdict_by = @verdictBy", 'verdictBy', filter.verdictBy);
  if (filter.nearThreshold) where.push('probability IS NOT NULL', `NOT ${BY_HAND}`);
  if (filter.nearDuplicates !== undefined) {
    const not = filter.nearDuplicates ? '' : 'NOT';
    where.push(`${not} EXISTS (SELECT 1 FROM near_duplicate WHERE image_id = image.id)`);
  }
  return { where, binding };
}

/** As asked for; else as given when pictures are named; else by set, class order and time of entry. */
function displayOrder({ order, ids }: ImageFilter): string {
  switch (order) {
    case 'probability-up':
      return 'probability IS NULL, probability, image.id';
    case 'probability-down':
      return 'probability IS NULL, probability DESC, image.id';
    case undefined:
      return ids ? 'wanted.key' : 'image.set_id, class.position, image.id';
    default:
      return order satisfies never;
  }
}

function indexSql(filter: ImageFilter, where: readonly string[]): string {
  const scored = needsScore(filter);
  const made = needsOrigin(filter);
  const from = [
    filter.ids
      ? 'json_each(@ids) AS wanted CROSS JOIN image ON image.id = wanted.value'
      : 'image JOIN class ON class.id = image.class_id',
    ...(scored ? [`LEFT JOIN score ON ${SCORE_OF_IMAGE}`] : []),
    ...(made ? ['LEFT JOIN generated_image AS made ON made.image_id = image.id'] : []),
  ];
  const condition = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
  return `
    SELECT image.id, image.class_id,
           CASE WHEN verdict_by = 'threshold' AND verdict <> 'undecided' THEN upper(substr(verdict, 1, 1))
                ELSE substr(verdict, 1, 1) END,
           substr(image.sha256, 1, ${VERSION_DIGITS}),
           ${scored ? 'probability' : 'NULL'}, ${made ? 'made.origin' : 'NULL'}
    FROM ${from.join(' ')} ${condition} ORDER BY ${displayOrder(filter)}`;
}

/** So that 0.55 is within 0.05 of 0.5. */
const ROUNDING = 1e-9;

/** The pictures that match the filter, in display order. */
export function matchingRows(db: Database, filter: ImageFilter): Row[] {
  const { where, binding } = conditions(filter);
  if (filter.ids) binding['ids'] = JSON.stringify(filter.ids);
  const rows = prepared<[Binding], Row>(db, indexSql(filter, where)).raw().all(binding);
  if (!filter.nearThreshold) return rows;
  const { margin, thresholds = appliedThresholds(db) } = filter.nearThreshold;
  const thresholdOf = thresholdRule(thresholds, countClasses(db));
  return rows.filter(
    ([, classId, , , probability, origin]) =>
      probability !== null && Math.abs(probability - thresholdOf(classId, origin)) <= margin + ROUNDING,
  );
}
