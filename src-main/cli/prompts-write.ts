import { type Command, Option } from 'commander';
import type { PromptDraft, WritePrompts } from '../../src-shared/api/prompts.ts';
import { usualVocabulary } from '../../src-shared/domain/vocabulary.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import {
  addProjectCommand,
  collect,
  type CommonOptions,
  count,
  decimal,
  inProject,
  integer,
  type ProjectContext,
} from './command.ts';
import { classNamed } from './find-class.ts';

interface WriteOptions extends CommonOptions {
  recipe: WritePrompts['recipe']['kind'];
  class?: string[];
  perClass?: number;
  stylized?: number;
  vocabulary?: WritePrompts['vocabulary'];
  context?: string[];
  style?: string[];
  template?: string[];
  seed?: number;
  dryRun?: boolean;
}

export function addPromptsWriteCommand(parent: Command): void {
  addProjectCommand(
    parent,
    'write',
    'write prompts by a recipe; what the classes have already counts',
    'prompts write --per-class 40 --stylized 0.25',
  )
    .addOption(
      new Option('--recipe <recipe>', 'how they are written')
        .choices(['plain', 'definition', 'template', 'diversified'])
        .default('diversified'),
    )
    .option('--class <name>', 'only for this class (repeatable)', collect)
    .option(
      '--per-class <n>',
      'prompts of this kind that a class should have (default: 40; 1 plain one or definition; all templates)',
      count,
    )
    .option('--stylized <share>', 'share of diversified prompts that name a style, 0 to 1', decimal)
    .addOption(
      new Option('--vocabulary <name>', 'words of the grammar (default: those that fit the images)').choices([
        'everyday',
        'drawn-world',
      ]),
    )
    .option('--context <name>', 'use this context only (repeatable)', collect)
    .option('--style <name>', 'use this style only (repeatable)', collect)
    .option(
      '--template <sentence>',
      'use this sentence instead of the built-in ones, with {phrase}, {a phrase} or {class} (repeatable)',
      collect,
    )
    .option('--seed <number>', 'decides the choice', integer)
    .option('--dry-run', 'show what would be written, and stop')
    .action((options: WriteOptions) => inProject(options, (context) => write(context, options)));
}

async function write(context: ProjectContext, options: WriteOptions): Promise<void> {
  const { api, output } = context;
  const request = await requestOf(context, options);
  if (options.dryRun) {
    const draft = await api.prompts.draft.query(request);
    for (const { text } of draft.prompts) output.print(text);
    output.print(`${formatNoun(draft.prompts.length, 'prompt')} would be written.`);
    noteShortfalls(context, draft.shortfalls);
    output.result(draft);
    return;
  }
  const { added, shortfalls } = await api.prompts.write.mutate(request);
  output.print(`Wrote ${formatNoun(added, 'prompt')}.`);
  noteShortfalls(context, shortfalls);
  output.result({ added, shortfalls });
}

async function requestOf({ api }: ProjectContext, options: WriteOptions): Promise<WritePrompts> {
  const vocabulary = options.vocabulary ?? usualVocabulary(await api.images.sets.query());
  const classes = options.class ? await api.classes.list.query() : [];
  const templates =
    options.template ??
    (await api.prompts.vocabularies.query()).find(({ id }) => id === vocabulary)?.templates;
  const usual = { plain: 1, definition: 1, template: templates?.length ?? 1, diversified: 40 };
  return {
    vocabulary,
    recipe: recipeOf(options, templates ?? []),
    perClass: options.perClass ?? usual[options.recipe],
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.class ? { classIds: options.class.map((name) => classNamed(classes, name).id) } : {}),
  };
}

function recipeOf(
  { recipe, stylized, context, style }: WriteOptions,
  templates: string[],
): WritePrompts['recipe'] {
  switch (recipe) {
    case 'plain':
    case 'definition':
      return { kind: recipe };
    case 'template':
      return { kind: 'template', templates };
    case 'diversified':
      return {
        kind: 'diversified',
        ...(stylized === undefined ? {} : { stylizedShare: stylized }),
        ...(context ? { contexts: context } : {}),
        ...(style ? { styles: style } : {}),
      };
    default:
      return recipe satisfies never;
  }
}

function noteShortfalls({ output }: ProjectContext, shortfalls: PromptDraft['shortfalls']): void {
  for (const { className, missing, reason } of shortfalls) {
    output.note(`${className}: ${formatCount(missing)} fewer than wanted. ${reason}`);
  }
}
