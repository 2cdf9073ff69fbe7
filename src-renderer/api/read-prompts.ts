import type { Prompt } from '../../src-shared/domain/prompt.ts';
import { api } from './client.ts';

/** So many are read and compared within a frame. */
const PAGE = 1000;

/**
 * The whole list of prompts, in pieces that leave room for frames between them. Prompts that are as they were in `known` stay the same objects,
 * and if all are, so does the list: what shows them has nothing to do.
 */
export async function readPrompts(
  known: readonly Prompt[] | undefined,
  signal: AbortSignal,
): Promise<readonly Prompt[]> {
  const before = new Map(known?.map((prompt) => [prompt.id, prompt]));
  const list: Prompt[] = [];
  for (let after: number | null = null; ; ) {
    const page: readonly Prompt[] = await api.prompts.page.query({ after, limit: PAGE }, { signal });
    for (const prompt of page) list.push(sameOr(before.get(prompt.id), prompt));
    after = page.at(-1)?.id ?? null;
    if (page.length < PAGE) break;
  }
  const isSame = list.length === known?.length && list.every((prompt, place) => prompt === known[place]);
  return isSame ? known : list;
}

function sameOr(old: Prompt | undefined, fresh: Prompt): Prompt {
  return old && isEqual(old, fresh) ? old : fresh;
}

const plainFields = [
  'classId',
  'text',
  'origin',
  'writer',
  'context',
  'style',
  'original',
  'locked',
  'stale',
  'recipeId',
  'createdAt',
] as const satisfies readonly (keyof Prompt)[];

function isEqual(old: Prompt, fresh: Prompt): boolean {
  if (plainFields.some((field) => old[field] !== fresh[field])) return false;
  const { images } = old;
  if (images.total !== fresh.images.total || images.keep !== fresh.images.keep) return false;
  if (images.reject !== fresh.images.reject) return false;
  const names = Object.keys(old.attributes);
  return (
    names.length === Object.keys(fresh.attributes).length &&
    names.every((name) => old.attributes[name] === fresh.attributes[name])
  );
}
