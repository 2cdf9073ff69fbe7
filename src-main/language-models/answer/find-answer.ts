import type { z } from 'zod';
import type { AnswerSchema } from './answer-schema.ts';
import { type FoundValue, readTolerantly } from './tolerant-json.ts';

/** `problem` is a sentence about the reply, for the model as well as for a person. */
export type Found<Answer> = { readonly answer: Answer } | { readonly problem: string };

/** Places in a reply where an answer may begin; beyond them it is not worth looking. */
const MOST_PLACES = 60;
const thoughts = /<think>[^]*?(?:<\/think>|$)/gi;

/**
 * The answer in what a model said: JSON somewhere in it (thoughts, Markdown and words around it do not matter) that fits the schema. Whole JSON
 * goes before what broke off. Where the schema is an object with one array, entries that do not fit are dropped as long as others
 * stay, and a bare array is taken for that one.
 */
export function findAnswer<Answer>(
  text: string,
  schema: z.ZodType<Answer>,
  { list }: Pick<AnswerSchema, 'list'>,
): Found<Answer> {
  const said = text.replaceAll(thoughts, '').trim();
  if (said === '') return { problem: 'The reply was empty.' };
  const values = jsonValues(said);
  if (values.length === 0) return { problem: withoutJson(said) };
  let problem = '';
  for (const { value } of [...values].sort((a, b) => Number(b.whole) - Number(a.whole))) {
    const found = fit(value, schema, list);
    if ('answer' in found) return found;
    problem ||= found.problem;
  }
  const cut = values.every(({ whole }) => !whole);
  return { problem: cut ? `The JSON broke off before anything of it was complete.` : problem };
}

function jsonValues(text: string): FoundValue[] {
  const values: FoundValue[] = [];
  const places = /[{[]/g;
  for (let tried = 0; tried < MOST_PLACES; tried++) {
    const place = places.exec(text);
    if (!place) break;
    const found = readTolerantly(text, place.index);
    if (!found || isBare(found)) continue;
    values.push(found);
    places.lastIndex = found.end;
  }
  return values;
}

/** A bracket in prose. */
const isBare = ({ value, whole }: FoundValue): boolean => !whole && Object.keys(value as object).length === 0;

function fit<Answer>(value: unknown, schema: z.ZodType<Answer>, list: string | null): Found<Answer> {
  const whole = list !== null && Array.isArray(value) ? { [list]: value as unknown[] } : value;
  const parsed = schema.safeParse(whole);
  if (parsed.success) return { answer: parsed.data };
  const some = list === null ? undefined : withFittingEntries(whole, schema, list);
  if (some !== undefined) return { answer: some };
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? ` at "${issue.path.join('.')}"` : '';
  return { problem: `The JSON is not as asked${where}: ${issue?.message ?? 'unknown form'}.` };
}

function withFittingEntries<Answer>(
  value: unknown,
  schema: z.ZodType<Answer>,
  list: string,
): Answer | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries: unknown = (value as Record<string, unknown>)[list];
  if (!Array.isArray(entries)) return undefined;
  const bad = new Set(issuesOf(schema, value).map(({ path }) => (path[0] === list ? path[1] : undefined)));
  if (bad.has(undefined)) return undefined;
  const kept = entries.filter((_, index) => !bad.has(index));
  if (kept.length === 0) return undefined;
  const parsed = schema.safeParse({ ...value, [list]: kept });
  return parsed.success ? parsed.data : undefined;
}

const issuesOf = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues ?? [];

const refusing =
  /^\W*(?:(?:i['’]m|i am) (?:very |really )?(?:sorry|afraid|unable)|(?:i )?apologi[sz]e|sorry|i (?:can['’]?t|cannot|can not|won['’]t|will not|must decline)|unfortunately|as an ai)\b/i;

function withoutJson(said: string): string {
  const start = said.slice(0, 120).replaceAll(/\s+/g, ' ');
  const what = said.length > 120 ? `${start}…` : start;
  return refusing.test(said) ? `The model refused: "${what}"` : `There was no JSON in the reply: "${what}"`;
}
