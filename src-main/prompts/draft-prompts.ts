import { setImmediate } from 'node:timers/promises';
import type { PromptDraft, WritePromptsInput } from '../../src-shared/api/prompts.ts';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { UserError } from '../../src-shared/errors.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import type { Database } from '../project/database.ts';
import type { KnownPrompt } from '../project/queries/prompts.ts';
import { promptDrafter } from './draft.ts';

/** More at once would keep a preview waiting for too long; a larger project is written for in portions. */
const MOST_AT_ONCE = 50_000;

/**
 * What a recipe would write in this project now. Prompts on the list for which `isAbsent` holds are taken as not there.
 *
 * @throws UserError when it cannot be carried out, is too much at once, or a class is gone.
 */
export async function draftPrompts(
  database: Database,
  input: WritePromptsInput,
  isAbsent: (prompt: KnownPrompt) => boolean = () => false,
): Promise<PromptDraft> {
  const classes = chosenClasses(await database.call('classes.list'), input.classIds);
  const wanted = classes.length * input.perClass;
  if (wanted > MOST_AT_ONCE) {
    throw new UserError(
      'bad-input',
      `These would be ${formatCount(wanted)} prompts at once.`,
      `Choose fewer classes or fewer prompts for each: at most ${formatCount(MOST_AT_ONCE)} together.`,
    );
  }
  const write = promptDrafter(input, {
    terms: await database.call('terms.list'),
    meanings: await meaningsOf(database),
  });
  const known = Map.groupBy(
    await database.call(
      'prompts.known',
      classes.map(({ id }) => id),
    ),
    ({ classId }) => classId,
  );
  const whole: PromptDraft = { prompts: [], shortfalls: [] };
  for (const each of classes) {
    const { prompts, shortfalls } = write(
      each,
      (known.get(each.id) ?? []).filter((prompt) => prompt.archived || !isAbsent(prompt)),
    );
    whole.prompts.push(...prompts);
    whole.shortfalls.push(...shortfalls);
    await setImmediate();
  }
  return whole;
}

/** The pinned senses' glosses, where they say something. */
export async function meaningsOf(database: Database): Promise<Map<number, string>> {
  const meanings = new Map<number, string>();
  for (const { classId, senses, pinned } of await database.call('senses.list')) {
    const gloss = senses.find(({ id }) => id === pinned?.senseId)?.gloss.trim();
    if (gloss) meanings.set(classId, gloss);
  }
  return meanings;
}

/** @throws UserError 'not-found' when one of them is gone. */
export function chosenClasses(
  all: readonly ImageClass[],
  classIds: readonly number[] | undefined,
): readonly ImageClass[] {
  if (!classIds) return all;
  const wanted = new Set(classIds);
  const chosen = all.filter(({ id }) => wanted.has(id));
  if (chosen.length < wanted.size) {
    throw new UserError('not-found', 'One of the classes is no longer in the project.');
  }
  return chosen;
}
