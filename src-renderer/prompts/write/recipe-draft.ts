import type { PromptVocabulary, WritePrompts } from '../../../src-shared/api/prompts.ts';
import type { ImageClass } from '../../../src-shared/domain/image-class.ts';
import { imagenetTemplates } from '../../../src-shared/prompts/imagenet-templates.ts';
import { templateProblem } from '../../../src-shared/prompts/prompt-template.ts';
import { createForProject } from '../../api/project-state.ts';

export type RecipeKind = WritePrompts['recipe']['kind'];

/** A recipe while it is being set up; null where what is usual for the project or the vocabulary applies. */
export interface RecipeDraft {
  kind: RecipeKind;
  /** All classes, those without any prompt, or one. */
  classes: 'all' | 'without' | number;
  perClass: Readonly<Record<Exclude<RecipeKind, 'plain' | 'definition'>, number | null>>;
  stylizedPercent: number;
  vocabulary: PromptVocabulary['id'] | null;
  contexts: readonly string[] | null;
  styles: readonly string[] | null;
  /** One a line. */
  templates: string | null;
  seed: number;
}

export const DIVERSIFIED_USUAL = 40;

export const useRecipe = createForProject<RecipeDraft>({
  kind: 'diversified',
  classes: 'all',
  perClass: { diversified: null, template: null },
  stylizedPercent: 25,
  vocabulary: null,
  contexts: null,
  styles: null,
  templates: null,
  seed: 1,
});

export const changeRecipe = (changes: Partial<RecipeDraft>): void => useRecipe.setState(changes);

/** Another vocabulary has other names and sentences. */
export const changeVocabulary = (vocabulary: PromptVocabulary['id']): void =>
  changeRecipe({ vocabulary, contexts: null, styles: null, templates: null });

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

export const templatesOf = ({ templates }: RecipeDraft, vocabulary: PromptVocabulary): string[] =>
  templates === null ? vocabulary.templates : linesOf(templates);

/** `usual`: the vocabulary's sentences. `imagenet`: the 80 of CLIP for ImageNet. `own`: changed by hand. */
export type TemplateSet = 'usual' | 'imagenet' | 'own';

const imagenetText = imagenetTemplates.join('\n');

export function templateSetOf({ templates }: Pick<RecipeDraft, 'templates'>): TemplateSet {
  if (templates === null) return 'usual';
  return templates === imagenetText ? 'imagenet' : 'own';
}

/** Own sentences stay as they are. */
export function chooseTemplateSet(set: TemplateSet): void {
  if (set === 'own') return;
  const { perClass } = useRecipe.getState();
  changeRecipe({
    templates: set === 'usual' ? null : imagenetText,
    perClass: { ...perClass, template: null },
  });
}

/** Why a line cannot be a template; null if all can. */
export function templatesProblem(templates: readonly string[]): string | null {
  if (templates.length === 0) return 'Write a sentence on each line.';
  for (const template of templates) {
    const problem = templateProblem(template);
    if (problem) return `“${template}”: ${problem}`;
  }
  return null;
}

export const perClassOf = (draft: RecipeDraft, vocabulary: PromptVocabulary): number => {
  switch (draft.kind) {
    case 'plain':
    case 'definition':
      return 1;
    case 'template':
      return draft.perClass.template ?? Math.max(1, templatesOf(draft, vocabulary).length);
    case 'diversified':
      return draft.perClass.diversified ?? DIVERSIFIED_USUAL;
    default:
      return draft.kind satisfies never;
  }
};

export function chosenClasses(
  { classes }: Pick<RecipeDraft, 'classes'>,
  all: readonly ImageClass[],
): readonly ImageClass[] {
  if (classes === 'all') return all;
  if (classes === 'without') return all.filter(({ prompts }) => prompts === 0);
  return all.filter(({ id }) => id === classes);
}

/** What to ask of the host; null while the recipe makes no sense. */
export function requestOf(
  draft: RecipeDraft,
  vocabulary: PromptVocabulary,
  all: readonly ImageClass[],
): WritePrompts | null {
  const classes = chosenClasses(draft, all);
  if (classes.length === 0) return null;
  const recipe = recipeOf(draft, vocabulary);
  if (!recipe) return null;
  return {
    ...(draft.classes === 'all' ? {} : { classIds: classes.map(({ id }) => id) }),
    perClass: perClassOf(draft, vocabulary),
    seed: draft.seed,
    vocabulary: vocabulary.id,
    recipe,
  };
}

function recipeOf(draft: RecipeDraft, vocabulary: PromptVocabulary): WritePrompts['recipe'] | null {
  switch (draft.kind) {
    case 'plain':
    case 'definition':
      return { kind: draft.kind };
    case 'template': {
      const templates = templatesOf(draft, vocabulary);
      return templatesProblem(templates) ? null : { kind: 'template', templates };
    }
    case 'diversified':
      return {
        kind: 'diversified',
        stylizedShare: draft.stylizedPercent / 100,
        ...(draft.contexts ? { contexts: [...draft.contexts] } : {}),
        ...(draft.styles ? { styles: [...draft.styles] } : {}),
      };
    default:
      return draft.kind satisfies never;
  }
}
