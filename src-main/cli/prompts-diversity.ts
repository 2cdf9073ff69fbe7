import type { Command } from 'commander';
import type { DiversityGroup } from '../../src-shared/api/diversity.ts';
import type { DiversityMeasure } from '../../src-shared/domain/diversity.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import {
  addProjectCommand,
  collect,
  type CommonOptions,
  inProject,
  integer,
  type ProjectContext,
} from './command.ts';
import { classNamed } from './find-class.ts';
import { findModel } from './find-model.ts';
import { findSet } from './find-set.ts';
import { formatColumns } from './format.ts';

interface DiversityOptions extends CommonOptions {
  model?: string;
  class?: string;
  perClass?: boolean;
  template?: string[];
  seed?: number;
  images?: boolean;
  set?: string[];
  kept?: boolean;
}

export function addPromptsDiversityCommand(parent: Command): void {
  addProjectCommand(
    parent,
    'diversity',
    'how different the prompts are, by CLIP, beside as many of the built-in templates',
    'prompts diversity --per-class',
  )
    .option('--class <name>', 'only of this class')
    .option('--per-class', 'also for each class by itself')
    .option('--model <model>', 'the CLIP that reads, by name or id (default: the one that fits the images)')
    .option('--template <sentence>', 'compare with this sentence instead (repeatable)', collect)
    .option('--images', 'of the images made, from their stored embeddings, beside real train images')
    .option('--set <name>', 'with --images: only of this synthetic set (repeatable)', collect)
    .option('--kept', 'with --images: only of those that are kept')
    .option('--seed <number>', 'decides which are drawn where there are more than are compared', integer)
    .action((options: DiversityOptions) =>
      inProject(options, (context) =>
        options.images ? imageDiversity(context, options) : promptDiversity(context, options),
      ),
    );
}

async function promptDiversity(context: ProjectContext, options: DiversityOptions): Promise<void> {
  const { api, output } = context;
  const { model, template } = options;
  const found = await api.scoring.promptDiversity.query({
    ...(await commonInput(context, options)),
    ...(model === undefined ? {} : { modelId: findModel(await api.scoring.models.query(), model).id }),
    ...(template ? { templates: template } : {}),
  });
  if (found.groups.length === 0) output.print('There are no prompts yet. "prompts write" makes some.');
  else output.print(table(found.groups, 'prompts', 'templates'));
  if (found.truncated > 0) {
    output.note(`${formatNoun(found.truncated, 'prompt')} longer than ${found.model} reads.`);
  }
  output.result(found);
}

async function imageDiversity(context: ProjectContext, options: DiversityOptions): Promise<void> {
  const { api, output } = context;
  const setIds = options.set
    ? await api.images.sets
        .query()
        .then((sets) => options.set?.map((name) => findSet(sets, 'synthetic', name).id))
    : undefined;
  const found = await api.scoring.imageDiversity.query({
    ...(await commonInput(context, options)),
    ...(setIds ? { setIds } : {}),
    keptOnly: options.kept ?? false,
  });
  if (!found) output.print('No image is embedded yet. "score" does that.');
  else if (found.groups.length === 0) output.print('There are no such images.');
  else {
    const fidelities = found.groups.map(({ fidelity }) => (fidelity === null ? '' : fidelity.toFixed(2)));
    output.print(table(found.groups, 'images', 'real', { title: 'probability', values: fidelities }));
  }
  if (found && found.notEmbedded > 0) {
    output.note(
      `${formatNoun(found.notEmbedded, 'image')} not embedded by ${found.model}: score them first.`,
    );
  }
  output.result(found);
}

async function commonInput({ api }: ProjectContext, options: DiversityOptions) {
  const { seed, perClass } = options;
  const classId =
    options.class === undefined ? undefined : classNamed(await api.classes.list.query(), options.class).id;
  return {
    ...(classId === undefined ? {} : { classId }),
    ...(seed === undefined ? {} : { seed }),
    perClass: perClass ?? false,
  };
}

const cells = (measure: DiversityMeasure | null): string[] =>
  measure === null ? ['', ''] : [measure.vendi.toFixed(2), measure.meanDistance.toFixed(3)];

function table(
  groups: readonly DiversityGroup[],
  what: string,
  beside: string,
  extra?: { title: string; values: readonly string[] },
): string {
  const head = [
    '',
    what,
    'compared',
    'Vendi',
    'distance',
    `${beside}: Vendi`,
    'distance',
    ...(extra ? [extra.title] : []),
  ];
  const rows = groups.map(({ by, key, total, own, baseline }, i) => [
    by === 'all' ? 'all' : `${by} ${key ?? 'not known'}`,
    formatCount(total),
    formatCount(own.count),
    ...cells(own),
    ...cells(baseline),
    ...(extra ? [extra.values[i] ?? ''] : []),
  ]);
  return formatColumns([head, ...rows], new Set([1, 2, 3, 4, 5, 6, 7]));
}
