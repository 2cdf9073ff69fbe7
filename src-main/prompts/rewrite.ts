import type {
  PromptDraft,
  RewriteInput,
  RewritePlan,
  WritePromptsInput,
} from '../../src-shared/api/prompts.ts';
import { type PromptOrigin, promptKey } from '../../src-shared/domain/prompt.ts';
import type { Database } from '../project/database.ts';
import type { WrittenPrompt } from '../project/queries/prompt-rewrites.ts';
import { chosenClasses, draftPrompts } from './draft-prompts.ts';

/** The most that a request may ask for a class. */
const MOST_PER_CLASS = 1000;

/**
 * What writing anew would add, take away and leave, see `rewriteSchema`.
 *
 * @throws UserError as `draftPrompts` does.
 */
export async function planRewrite(database: Database, input: RewriteInput): Promise<RewritePlan> {
  const classes = chosenClasses(await database.call('classes.list'), input.request.classIds);
  const written = await database.call(
    'prompts.written',
    classes.map(({ id }) => id),
  );
  const concerned = written.filter((prompt) => isConcerned(prompt, input));
  const makingRoom = new Map(
    concerned.filter(({ spared }) => !spared).map((prompt) => [placeOf(prompt), prompt]),
  );
  const drafts: PromptDraft[] = [];
  for (const request of requestsOf(input, written, makingRoom)) {
    drafts.push(await draftPrompts(database, request, (prompt) => makingRoom.has(placeOf(prompt))));
  }
  const recipe = input.recipeId === undefined ? {} : { recipeId: input.recipeId };
  const plan: RewritePlan = {
    added: [],
    removed: [],
    same: [],
    spared: concerned.filter(({ spared }) => spared).length,
    shortfalls: drafts.flatMap(({ shortfalls }) => shortfalls),
  };
  for (const prompt of drafts.flatMap(({ prompts }) => prompts)) {
    const place = placeOf({ classId: prompt.classId, key: promptKey(prompt.text) });
    const old = makingRoom.get(place);
    if (old) plan.same.push(old.id);
    else plan.added.push({ ...prompt, ...recipe });
    makingRoom.delete(place);
  }
  plan.removed = [...makingRoom.values()].map(({ id }) => id);
  return plan;
}

/** Carries out the plan of now, in one transaction. */
export async function applyRewrite(
  database: Database,
  input: RewriteInput,
): Promise<{ added: number[]; removed: number[] }> {
  const { added, removed, same } = await planRewrite(database, input);
  const [archived, ids] = await database.transaction([
    { name: 'prompts.archive', input: removed },
    { name: 'prompts.add', input: added },
    { name: 'prompts.writtenAgain', input: { promptIds: same, recipeId: input.recipeId ?? null } },
  ]);
  return { added: ids, removed: archived };
}

const placeOf = ({ classId, key }: { classId: number; key: string }): string => `${classId} ${key}`;

function isConcerned(prompt: WrittenPrompt, { request, recipeId, only }: RewriteInput): boolean {
  if (!originsOf(request.recipe).includes(prompt.origin)) return false;
  if (recipeId !== undefined && prompt.recipeId !== recipeId) return false;
  if (only === 'stale') return prompt.stale;
  return recipeId !== undefined || prompt.writer === 'grammar' || prompt.writer === 'template';
}

function originsOf(recipe: WritePromptsInput['recipe']): readonly PromptOrigin[] {
  switch (recipe.kind) {
    case 'plain':
    case 'definition':
      return ['plain'];
    case 'template':
      return ['template'];
    case 'diversified':
      return ['contextualized', 'stylized'];
    default:
      return recipe satisfies never;
  }
}

/** What to have written. For stale prompts: as many as there were, class by class, those with equal numbers together. */
function requestsOf(
  { request, only }: RewriteInput,
  written: readonly WrittenPrompt[],
  makingRoom: ReadonlyMap<string, WrittenPrompt>,
): WritePromptsInput[] {
  if (only === 'all') return [request];
  const origins = originsOf(request.recipe);
  const stale = new Set([...makingRoom.values()].map(({ classId }) => classId));
  const byClass = Map.groupBy(
    written.filter(({ classId, origin }) => stale.has(classId) && origins.includes(origin)),
    ({ classId }) => classId,
  );
  const amounts = [...byClass].map(([classId, prompts]) => ({
    classId,
    perClass: Math.min(MOST_PER_CLASS, prompts.length),
    stylizedShare: prompts.filter(({ origin }) => origin === 'stylized').length / prompts.length,
  }));
  return [...Map.groupBy(amounts, (each) => `${each.perClass} ${each.stylizedShare}`).values()].flatMap(
    (alike) => {
      const [first] = alike;
      if (!first) return [];
      const { recipe } = request;
      const { perClass, stylizedShare } = first;
      return [
        {
          ...request,
          classIds: alike.map(({ classId }) => classId),
          perClass,
          recipe: recipe.kind === 'diversified' ? { ...recipe, stylizedShare } : recipe,
        },
      ];
    },
  );
}
