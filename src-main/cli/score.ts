import { type Command, Option } from 'commander';
import type { StartScoring } from '../../src-shared/api/scoring.ts';
import { executionProviderSchema } from '../../src-shared/domain/execution-provider.ts';
import { worldWarning } from '../../src-shared/domain/usual-model.ts';
import { usualVocabulary } from '../../src-shared/domain/vocabulary.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import {
  addProjectCommand,
  collect,
  type CommonOptions,
  decimal,
  inProject,
  type ProjectContext,
} from './command.ts';
import { chooseModel } from './find-model.ts';
import { findSet } from './find-set.ts';
import { formatDone } from './format.ts';
import { waitForJob } from './wait-for-job.ts';

interface ScoreOptions extends CommonOptions {
  model?: string;
  set?: string[];
  template?: string[];
  provider?: StartScoring['provider'];
  again?: boolean;
  nearDuplicates?: number;
}

export function addScoreCommand(program: Command): void {
  addProjectCommand(
    program,
    'score',
    'score synthetic images with CLIP, and look for near-duplicates',
    'score --model starter --template "a photo of {a phrase}"',
  )
    .option('--model <model>', 'id or name of a CLIP (default: the one that fits the images)')
    .option('--set <name>', 'only this synthetic set (repeatable)', collect)
    .option(
      '--template <sentence>',
      'with {phrase} or {a phrase}; several are averaged (default: "a photo of {a phrase}")',
      collect,
    )
    .addOption(
      new Option('--provider <name>', 'where the CLIP runs (default: cpu)').choices(
        executionProviderSchema.options,
      ),
    )
    .option('--again', 'embed and score anew what has a score already')
    .option('--near-duplicates <cosine>', 'from when two images count as alike (default: 0.985)', decimal)
    .action((options: ScoreOptions) => inProject(options, (context) => score(context, options)));
}

async function score(context: ProjectContext, options: ScoreOptions): Promise<void> {
  const { api, output } = context;
  const [models, sets] = await Promise.all([api.scoring.models.query(), api.images.sets.query()]);
  const project = usualVocabulary(sets);
  const model = chooseModel(models, options.model, project);
  const warning = worldWarning(model, project);
  if (warning !== null) output.note(`Note: ${warning}`);
  const request: StartScoring = {
    modelId: model.id,
    ...(options.set ? { setIds: options.set.map((name) => findSet(sets, 'synthetic', name).id) } : {}),
    ...(options.template ? { templates: options.template } : {}),
    ...(options.provider ? { provider: options.provider } : {}),
    ...(options.again ? { again: true } : {}),
    ...(options.nearDuplicates === undefined ? {} : { nearDuplicateFrom: options.nearDuplicates }),
  };
  const { jobId, images } = await api.scoring.start.mutate(request);
  const { progress } = await waitForJob(context, jobId);
  const [state, duplicates] = await Promise.all([
    api.scoring.state.query({}),
    api.scoring.nearDuplicates.query({}),
  ]);
  output.print(
    `Scored ${formatNoun(images, 'image')}: ${formatDone(progress)} in ${Math.round(progress.elapsedSeconds)} s.`,
  );
  output.print(
    duplicates.length === 1
      ? 'One image looks almost like another.'
      : `${duplicates.length} images look almost like another.`,
  );
  for (const warning of state.warnings) output.note(`Note: ${warning}`);
  if (progress.failed > 0) output.print(`Why some failed: npm run variegate -- jobs failures ${jobId}`);
  output.result({
    jobId,
    images: { wanted: images, scored: state.scored, failed: progress.failed },
    nearDuplicates: duplicates.length,
    seconds: progress.elapsedSeconds,
  });
}
