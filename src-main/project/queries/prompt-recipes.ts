import type { Database } from 'better-sqlite3';
import {
  type PromptRecipe,
  type PromptRecipeRequest,
  promptRecipeSchema,
} from '../../../src-shared/api/prompts.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { fromJson, toJson } from './json-columns.ts';
import { nameKey } from './name-key.ts';
import { insertedId, prepared, timestamp } from './statement.ts';

type Row = Omit<PromptRecipe, 'request'> & { request: string };

const SELECT = `
  SELECT id, name, request, last_run AS lastRun,
         (SELECT count(*) FROM prompt WHERE recipe_id = prompt_recipe.id AND archived = 0) AS prompts
  FROM prompt_recipe`;

const toRecipe = (row: Row): PromptRecipe => ({
  ...row,
  request: fromJson(promptRecipeSchema, row.request, 'a prompt recipe'),
});

const gone = (): UserError => new UserError('not-found', 'That recipe is no longer in the project.');

function requireFreeName(db: Database, name: string, recipeId: number | undefined): void {
  const taken = prepared<[string], { id: number; name: string }>(
    db,
    'SELECT id, name FROM prompt_recipe WHERE name_key = ?',
  ).get(nameKey(name));
  if (!taken || taken.id === recipeId) return;
  throw new UserError('conflict', `There is a recipe "${taken.name}" already.`, 'Choose another name.');
}

export const promptRecipeQueries = {
  /** By name. */
  'recipes.list': (db: Database): PromptRecipe[] =>
    prepared<[], Row>(db, `${SELECT} ORDER BY name_key`).all().map(toRecipe),

  'recipes.get': (db: Database, recipeId: number): PromptRecipe => {
    const row = prepared<[number], Row>(db, `${SELECT} WHERE id = ?`).get(recipeId);
    if (!row) throw gone();
    return toRecipe(row);
  },

  /** A new one, or what stands under that id from now on; its id. 'conflict' when the name is taken. */
  'recipes.save': (
    db: Database,
    input: { recipeId?: number | undefined; name: string; request: PromptRecipeRequest },
  ): number => {
    const { recipeId, name, request } = input;
    requireFreeName(db, name, recipeId);
    if (recipeId === undefined) {
      return insertedId(
        prepared<[string, string, string, string]>(
          db,
          'INSERT INTO prompt_recipe (name, name_key, request, created_at) VALUES (?, ?, ?, ?)',
        ).run(name, nameKey(name), toJson(request), timestamp()),
      );
    }
    const { changes } = prepared<[string, string, string, number]>(
      db,
      'UPDATE prompt_recipe SET name = ?, name_key = ?, request = ? WHERE id = ?',
    ).run(name, nameKey(name), toJson(request), recipeId);
    if (changes === 0) throw gone();
    return recipeId;
  },

  /** Prompts that it wrote stay. */
  'recipes.remove': (db: Database, recipeId: number): void => {
    const { changes } = prepared<[number]>(db, 'DELETE FROM prompt_recipe WHERE id = ?').run(recipeId);
    if (changes === 0) throw gone();
  },

  'recipes.ran': (db: Database, recipeId: number): void => {
    prepared<[string, number]>(db, 'UPDATE prompt_recipe SET last_run = ? WHERE id = ?').run(
      timestamp(),
      recipeId,
    );
  },
};
