import { type Command, Option } from 'commander';
import type { StartWriting } from '../../src-shared/api/diversification.ts';
import type { WritePrompts } from '../../src-shared/api/prompts.ts';
import { usualVocabulary } from '../../src-shared/domain/vocabulary.ts';
import { imagenetTemplates } from '../../src-shared/prompts/imagenet-templates.ts';
import { collect, type CommonOptions, count, decimal, integer, type ProjectContext } from './command.ts';
import { UsageError } from './failure.ts';
import { classNamed } from './find-class.ts';
import { findConnection } from './find-connection.ts';
import { findModel } from './find-model.ts';

/** How prompts are to be written, as options of a command. */
export interface WriteOptions extends CommonOptions {
  by: 'grammar' | 'language-model';
  recipe: WritePrompts['recipe']['kind'];
  class?: string[];
  perClass?: number;
  stylized?: number;
  vocabulary?: WritePrompts['vocabulary'];
  context?: string[];
  style?: string[];
  template?: string[];
  templateSet?: 'imagenet';
  seed?: number;
  connection?: string;
  contexts?: number;
  styles?: number;
  model?: string;
  alikeFrom?: number;
}

/** What the options ask for; the API checks it. */
export type WriteRequest =
  | { kind: 'built-in'; request: WritePrompts }
  | { kind: 'language-model'; request: StartWriting };

const USUAL_DIVERSIFIED = 40;

export const addWriteOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--by <writer>', 'who writes diversified prompts')
        .choices(['grammar', 'language-model'])
        .default('grammar'),
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
    .addOption(
      new Option('--template-set <name>', 'the 80 sentences of CLIP for ImageNet').choices(['imagenet']),
    )
    .option('--seed <number>', 'decides the choice', integer)
    .option('--connection <name>', 'language model: which one (default: the usual one)')
    .option(
      '--contexts <n>',
      'language model: contexts that the project should have first (default: 20)',
      count,
    )
    .option('--styles <n>', 'language model: styles that the project should have first (default: 60)', count)
    .option(
      '--model <model>',
      'language model: the text-to-image model that must be able to read the prompts whole',
    )
    .option(
      '--alike-from <cosine>',
      'language model: prompts this alike to CLIP are one; 1 compares words only (default: 0.98)',
      decimal,
    );

export async function writeRequest(context: ProjectContext, options: WriteOptions): Promise<WriteRequest> {
  if (options.by === 'grammar') return { kind: 'built-in', request: await builtInRequest(context, options) };
  if (options.recipe !== 'diversified') {
    throw new UsageError('A language model writes diversified prompts only.');
  }
  return { kind: 'language-model', request: await modelRequest(context, options) };
}

async function chosenIds(
  { api }: ProjectContext,
  names: string[] | undefined,
): Promise<{ classIds?: number[] }> {
  if (!names) return {};
  const classes = await api.classes.list.query();
  return { classIds: names.map((name) => classNamed(classes, name).id) };
}

async function modelRequest(context: ProjectContext, options: WriteOptions): Promise<StartWriting> {
  const { api } = context;
  const { perClass, stylized, contexts, styles, seed, connection, model, alikeFrom } = options;
  return {
    perClass: perClass ?? USUAL_DIVERSIFIED,
    ...(await chosenIds(context, options.class)),
    ...(stylized === undefined ? {} : { stylizedShare: stylized }),
    ...(options.context ? { contexts: options.context } : {}),
    ...(options.style ? { styles: options.style } : {}),
    ...(contexts === undefined ? {} : { wantedContexts: contexts }),
    ...(styles === undefined ? {} : { wantedStyles: styles }),
    ...(seed === undefined ? {} : { seed }),
    ...(connection === undefined ? {} : { connectionId: await findConnection(api, connection) }),
    ...(model === undefined ? {} : { modelId: findModel(await api.generation.models.query(), model).id }),
    ...(alikeFrom === undefined ? {} : { alikeFrom: alikeFrom >= 1 ? null : alikeFrom }),
  };
}

async function builtInRequest(context: ProjectContext, options: WriteOptions): Promise<WritePrompts> {
  const { api } = context;
  const vocabulary = options.vocabulary ?? usualVocabulary(await api.images.sets.query());
  const templates = await templatesOf(context, options, vocabulary);
  const usual = {
    plain: 1,
    definition: 1,
    template: templates.length || 1,
    diversified: USUAL_DIVERSIFIED,
  };
  return {
    vocabulary,
    recipe: recipeOf(options, templates),
    perClass: options.perClass ?? usual[options.recipe],
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(await chosenIds(context, options.class)),
  };
}

async function templatesOf(
  { api }: ProjectContext,
  { template, templateSet }: WriteOptions,
  vocabulary: string,
): Promise<string[]> {
  if (template) return template;
  if (templateSet) return [...imagenetTemplates];
  return (await api.prompts.vocabularies.query()).find(({ id }) => id === vocabulary)?.templates ?? [];
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
