import { setImmediate } from 'node:timers/promises';
import type { PromptDraft, PromptsService, WritePromptsInput } from '../../src-shared/api/prompts.ts';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import type { NewPrompt } from '../../src-shared/domain/prompt.ts';
import { UserError } from '../../src-shared/errors.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import type { Database } from '../project/database.ts';
import { promptDrafter } from './draft.ts';
import { listVocabularies } from './vocabularies/vocabularies.ts';

/** More at once would keep a preview waiting for too long; a larger project is written for in portions. */
const MOST_AT_ONCE = 50_000;
/** Prompts stored in one transaction, so that other questions come in between. */
const CHUNK = 2000;

export interface PromptsServiceOptions {
  database: Database;
  onPrompts: () => void;
  onClasses: () => void;
}

export function createPromptsService({
  database,
  onPrompts,
  onClasses,
}: PromptsServiceOptions): PromptsService {
  const changed = async <T>(work: Promise<T>, tell: () => void): Promise<T> => {
    const result = await work;
    tell();
    return result;
  };
  return {
    list: (filter) => database.call('prompts.list', filter),
    vocabularies: () => Promise.resolve(listVocabularies()),
    draft: (input) => draft(database, input),
    write: async (input) => {
      const { prompts, shortfalls } = await draft(database, input);
      const ids = await changed(store(database, prompts), onPrompts);
      return { added: ids.length, ids, shortfalls };
    },
    add: async ({ prompts }) => {
      const ids = await changed(store(database, prompts), onPrompts);
      return { added: ids.length, ids, known: prompts.length - ids.length };
    },
    edit: (input) => changed(database.call('prompts.edit', input), onPrompts),
    editMany: ({ edits }) => changed(database.call('prompts.editMany', edits), onPrompts),
    restoreMany: ({ edits }) => changed(database.call('prompts.restoreMany', edits), onPrompts),
    setLocked: async (input) => ({
      changed: await changed(database.call('prompts.setLocked', input), onPrompts),
    }),
    archive: async ({ promptIds }) => ({
      archived: await changed(database.call('prompts.archive', promptIds), onPrompts),
    }),
    restore: ({ promptIds }) => changed(database.call('prompts.restore', promptIds), onPrompts),
    setPhrase: (input) => changed(database.call('classes.setPhrase', input), onClasses),
  };
}

async function draft(database: Database, input: WritePromptsInput): Promise<PromptDraft> {
  const classes = chosenClasses(await database.call('classes.list'), input.classIds);
  const wanted = classes.length * input.perClass;
  if (wanted > MOST_AT_ONCE) {
    throw new UserError(
      'bad-input',
      `These would be ${formatCount(wanted)} prompts at once.`,
      `Choose fewer classes or fewer prompts for each: at most ${formatCount(MOST_AT_ONCE)} together.`,
    );
  }
  const write = promptDrafter(input);
  const known = Map.groupBy(
    await database.call(
      'prompts.known',
      classes.map(({ id }) => id),
    ),
    ({ classId }) => classId,
  );
  const whole: PromptDraft = { prompts: [], shortfalls: [] };
  for (const each of classes) {
    const { prompts, shortfalls } = write(each, known.get(each.id) ?? []);
    whole.prompts.push(...prompts);
    whole.shortfalls.push(...shortfalls);
    await setImmediate();
  }
  return whole;
}

function chosenClasses(
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

async function store(database: Database, prompts: readonly NewPrompt[]): Promise<number[]> {
  const ids: number[] = [];
  for (let start = 0; start < prompts.length; start += CHUNK) {
    ids.push(...(await database.call('prompts.add', prompts.slice(start, start + CHUNK))));
  }
  return ids;
}
