import { type Command, Option } from 'commander';
import type { EvaluateRunInput } from '../../src-shared/domain/evaluation.ts';
import { type Split, splitSchema } from '../../src-shared/domain/image-set.ts';
import { DRAWN_WORLD_NOTICE } from '../../src-shared/domain/run.ts';
import { UserError } from '../../src-shared/errors.ts';
import { addProjectCommand, type CommonOptions, inProject, integer, type ProjectContext } from './command.ts';
import { formatEvaluation } from './evaluation-report.ts';
import { UsageError } from './failure.ts';
import { findPretrained } from './find-pretrained.ts';
import { findAnySet } from './find-set.ts';
import { waitForJob } from './wait-for-job.ts';

interface EvaluateOptions extends CommonOptions {
  set?: string;
  split?: Split;
  corruptions?: boolean;
  /** True where no number was given. */
  knn?: number | true;
  linearProbe?: boolean;
  leep?: boolean;
  network?: string;
}

/** DINO's k (Caron et al. 2021). */
const USUAL_NEIGHBORS = 20;

export function addEvaluateCommand(program: Command): void {
  addProjectCommand(
    program,
    'evaluate',
    'measure a finished run on any set: calibration, corruptions, and what its features are worth',
    'evaluate 3 --split test --corruptions --knn --linear-probe --leep --json',
  )
    .argument('<run>', 'number of the run', integer)
    .option('--set <set>', 'name or number of a set (default: the real set of the run)')
    .addOption(
      new Option(
        '--split <split>',
        'of a real set; test opens sealed images, which is counted (default: val)',
      ).choices(splitSchema.options),
    )
    .option('--corruptions', 'noise, blur, weather and compression at five severities')
    .option(
      '--knn [k]',
      `k nearest training images vote, weighted by exp(cosine / 0.07) (default: ${USUAL_NEIGHBORS})`,
      integer,
    )
    .option('--linear-probe', 'a linear classifier on the features before the head')
    .option(
      '--leep',
      'what the predictions tell of the labels, for the run and the network that it started from',
    )
    .option('--network <network>', 'measure a pretrained network beside it: its folder, file, id or name')
    .action((run: number, options: EvaluateOptions) =>
      inProject(options, (context) => evaluate(run, options, context)),
    );
}

async function evaluate(runId: number, options: EvaluateOptions, context: ProjectContext): Promise<void> {
  const { api, output } = context;
  const request = await requestOf(runId, options, context);
  const { jobId, name } = await api.evaluation.start.mutate(request);
  await waitForJob(context, jobId);
  const run = await api.runs.get.query({ id: runId });
  const evaluation = run.evaluations.find((each) => each.name === name);
  if (!evaluation) throw new UserError('not-found', 'The evaluation is no longer in the project.');
  output.print(formatEvaluation(evaluation));
  for (const note of run.notes) output.print(note);
  if (run.drawn) output.print(DRAWN_WORLD_NOTICE);
  output.result({ runId, evaluation, notes: run.notes });
}

async function requestOf(
  runId: number,
  options: EvaluateOptions,
  context: ProjectContext,
): Promise<EvaluateRunInput> {
  const { api } = context;
  const { set: reference, split, corruptions, knn, linearProbe, leep, network } = options;
  const run = await api.runs.get.query({ id: runId });
  const set = reference === undefined ? null : findAnySet(await api.images.sets.query(), reference);
  if (set && set.role !== 'real' && split !== undefined) {
    throw new UsageError(`"${set.name}" has no splits: leave --split out.`);
  }
  if (knn !== undefined && knn !== true && knn < 1) throw new UsageError('--knn must be at least 1.');
  return {
    runId,
    setId: set?.id ?? run.realSetId,
    ...(split ? { split } : {}),
    corruptions: corruptions ?? false,
    ...(knn === undefined ? {} : { neighbors: knn === true ? USUAL_NEIGHBORS : knn }),
    linearProbe: linearProbe ?? false,
    leep: leep ?? false,
    ...(network === undefined ? {} : { networkId: (await findPretrained(context, network)).id }),
  };
}
