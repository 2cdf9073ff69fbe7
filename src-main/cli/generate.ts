import type { Command } from 'commander';
import type { GenerationPlan, StartGenerationInput } from '../../src-shared/api/generation.ts';
import { usualVocabulary } from '../../src-shared/domain/vocabulary.ts';
import { UserError } from '../../src-shared/errors.ts';
import { formatBytes, formatNoun } from '../../src-shared/format/numbers.ts';
import { addProjectCommand, inProject, type ProjectContext } from './command.ts';
import { formatColumns, formatDone } from './format.ts';
import { addGenerateOptions, type GenerateOptions, generationRequest } from './generate-options.ts';
import { waitForJob } from './wait-for-job.ts';

export function addGenerateCommand(program: Command): void {
  const command = addProjectCommand(
    program,
    'generate',
    'make images from the prompts of the project',
    'generate --model starter --images 40 --set "First try"',
  );
  addGenerateOptions(command).action((options: GenerateOptions) =>
    inProject(options, async (context) => {
      const { api } = context;
      const [models, classes, sets] = await Promise.all([
        api.generation.models.query(),
        api.classes.list.query(),
        api.images.sets.query(),
      ]);
      const request = generationRequest(options, models, classes, usualVocabulary(sets));
      if (options.dryRun) {
        const plan = await showPlan(context, request);
        context.output.result({ plan });
      } else await generate(context, request);
    }),
  );
}

/** Shows the plan, starts it and follows it to its end with a live line. */
async function generate(context: ProjectContext, request: StartGenerationInput): Promise<void> {
  const { api, output } = context;
  const { problems } = await showPlan(context, request);
  if (problems.length > 0) throw new UserError('bad-input', problems.join('\n'));
  const { jobId, setId } = await api.generation.start.mutate(request);
  const { progress } = await waitForJob(context, jobId);
  const { keep, reject, undecided } = await api.generation.made.query({ id: jobId });
  const made = keep + reject + undecided;
  output.print(
    `Made ${formatDone({ ...progress, done: made })} in ${Math.round(progress.elapsedSeconds)} s.`,
  );
  if (progress.failed > 0) output.print(`Why some failed: npm run variegate -- jobs failures ${jobId}`);
  output.result({
    jobId,
    setId,
    images: { wanted: progress.total, made, failed: progress.failed },
    seconds: progress.elapsedSeconds,
  });
}

async function showPlan(
  { api, output }: ProjectContext,
  request: StartGenerationInput,
): Promise<GenerationPlan> {
  const plan = await api.generation.plan.query(request);
  const { images, perClass, bytesNeeded, bytesFree, warnings } = plan;
  output.print(
    formatColumns(
      [
        ['class', 'prompts', 'images'],
        ...perClass.map((row) => [row.className, String(row.prompts), String(row.images)]),
      ],
      new Set([1, 2]),
    ),
  );
  output.print(
    `${formatNoun(images, 'image')} into "${request.setName}", about ${formatBytes(bytesNeeded)} of ${formatBytes(bytesFree)} free.`,
  );
  for (const warning of warnings) output.note(`Note: ${warning}`);
  return plan;
}
