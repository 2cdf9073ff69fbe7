import type { PromptsService } from '../../src-shared/api/prompts.ts';
import type { Database } from '../project/database.ts';
import { draftPrompts } from './draft-prompts.ts';
import { storePrompts } from './store-prompts.ts';
import { applyRewrite, planRewrite } from './rewrite.ts';
import { listVocabularies } from './terms/project-vocabulary.ts';

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
    page: (input) => database.call('prompts.page', input),
    vocabularies: async () => listVocabularies(await database.call('terms.list')),
    draft: (input) => draftPrompts(database, input),
    write: async (input) => {
      const { prompts, shortfalls } = await draftPrompts(database, input);
      const ids = await changed(storePrompts(database, prompts), onPrompts);
      return { added: ids.length, ids, shortfalls };
    },
    add: async ({ prompts }) => {
      const ids = await changed(storePrompts(database, prompts), onPrompts);
      return { added: ids.length, ids, known: prompts.length - ids.length };
    },
    edit: (input) => changed(database.call('prompts.edit', input), onPrompts),
    editMany: ({ edits }) => changed(database.call('prompts.editMany', edits), onPrompts),
    restoreMany: ({ edits }) => changed(database.call('prompts.restoreMany', edits), onPrompts),
    planRewrite: (input) => planRewrite(database, input),
    applyRewrite: (input) => changed(applyRewrite(database, input), onPrompts),
    setLocked: async (input) => ({
      changed: await changed(database.call('prompts.setLocked', input), onPrompts),
    }),
    archive: async ({ promptIds }) => ({
      archived: await changed(database.call('prompts.archive', promptIds), onPrompts),
    }),
    restore: ({ promptIds }) => changed(database.call('prompts.restore', promptIds), onPrompts),
    // Prompts that say another phrase than the class has now are stale.
    setPhrase: (input) =>
      changed(database.call('classes.setPhrase', input), () => {
        onClasses();
        onPrompts();
      }),
  };
}
