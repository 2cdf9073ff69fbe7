import { type Command } from 'commander';
import type { ApplyThresholds, KeptShares } from '../../src-shared/api/scoring.ts';
import type { FilterPreview } from '../../src-shared/domain/score.ts';
import {
  addProjectCommand,
  collect,
  type CommonOptions,
  count,
  inProject,
  integer,
  type ProjectContext,
} from './command.ts';
import { UsageError } from './failure.ts';
import { collectThreshold, type GivenThreshold, thresholdOf } from './filter-options.ts';
import { findSet } from './find-set.ts';
import { formatColumns } from './format.ts';

interface FilterOptions extends CommonOptions {
  threshold?: GivenThreshold[];
  set?: string[];
  preview?: boolean;
  random?: number | true;
  undo?: string;
  atLeast?: number;
}

export function addFilterCommand(program: Command): void {
  addProjectCommand(
    program,
    'filter',
    'keep scored images above a threshold, reject the others; verdicts by hand stay',
    'filter --threshold 0.3 --threshold stylized=0.1 --preview',
  )
    .option(
      '--threshold <[place=]value>',
      'of everything, a class, an origin, or class/origin; the most specific counts (repeatable; default: 1 / number of classes)',
      collectThreshold,
    )
    .option('--set <name>', 'only this synthetic set (repeatable)', collect)
    .option('--at-least <n>', 'of each class keep at least so many, the most probable first', count)
    .option('--preview', 'say what would change, and stop')
    .option(
      '--random [seed]',
      'the control: as many kept in each class as now, but chosen by chance',
      integer,
    )
    .option('--undo <step>', 'take back an earlier step, by the number that it gave')
    .action((options: FilterOptions) => inProject(options, (context) => filter(context, options)));
}

async function filter(context: ProjectContext, options: FilterOptions): Promise<void> {
  const { api, output } = context;
  const chosen = [options.preview, options.random, options.undo].filter((each) => each !== undefined);
  if (chosen.length > 1) throw new UsageError('Give one of --preview, --random and --undo.');
  if (options.undo !== undefined) {
    await api.scoring.undo.mutate({ undoId: options.undo });
    output.print('Took the step back.');
    output.result({ undone: options.undo });
    return;
  }
  const request = await requestOf(context, options);
  const { undoId, ...done } = await perform(context, request, options);
  output.print(
    `${sentence(done, undoId === null)}${undoId === null ? '' : ` Take it back with --undo ${undoId}.`}`,
  );
  const { groups } = await api.scoring.keptShares.query(request.setIds ? { setIds: request.setIds } : {});
  if (undoId !== null) output.print(sharesTable(groups));
  output.result({ ...done, undoId, groups });
}

async function requestOf({ api }: ProjectContext, { set, atLeast, threshold = [] }: FilterOptions) {
  const [sets, classes] = await Promise.all([api.images.sets.query(), api.classes.list.query()]);
  const request: ApplyThresholds = {
    ...(set ? { setIds: set.map((name) => findSet(sets, 'synthetic', name).id) } : {}),
    thresholds: threshold.map((given) => thresholdOf(given, classes)),
    ...(atLeast === undefined ? {} : { keepAtLeast: atLeast }),
  };
  return request;
}

async function perform(
  { api }: ProjectContext,
  request: ApplyThresholds,
  { preview, random }: FilterOptions,
): Promise<FilterPreview & { undoId: string | null }> {
  if (preview) return { ...(await api.scoring.preview.query(request)), undoId: null };
  if (random === undefined) return api.scoring.applyThresholds.mutate(request);
  const { setIds } = request;
  const seed = random === true ? 1 : random;
  return api.scoring.keepRandom.mutate({ seed, ...(setIds ? { setIds } : {}) });
}

/** "Keeps 212, rejects 88 (31 flip), leaves 4 judged by hand and 10 without a score." */
function sentence(preview: FilterPreview, isPreview: boolean): string {
  const { wouldKeep, wouldReject, flips, byHand, unscored } = preview;
  const [keep, reject] = isPreview ? ['Would keep', 'reject'] : ['Kept', 'rejected'];
  const turned = flips.toKeep + flips.toReject;
  const left = [
    ...(byHand > 0 ? [`${byHand} judged by hand`] : []),
    ...(unscored > 0 ? [`${unscored} without a score`] : []),
  ];
  const rest = left.length > 0 ? `; left as they are: ${left.join(', ')}` : '';
  return `${keep} ${wouldKeep}, ${reject} ${wouldReject} (${turned} flip)${rest}.`;
}

function sharesTable(groups: KeptShares['groups']): string {
  const rows = groups.map(({ by, key, keep, reject, undecided, attemptsPerKept }) => [
    by,
    key ?? `no ${by}`,
    String(keep),
    String(reject),
    String(undecided),
    attemptsPerKept === null ? '' : attemptsPerKept.toFixed(2),
  ]);
  return formatColumns(
    [['by', '', 'kept', 'rejected', 'undecided', 'images per kept'], ...rows],
    new Set([2, 3, 4, 5]),
  );
}
