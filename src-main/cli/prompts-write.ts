import type { Command } from 'commander';
import type { StartWriting } from '../../src-shared/api/diversification.ts';
import type { PromptDraft } from '../../src-shared/api/prompts.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { addProjectCommand, inProject, type ProjectContext } from './command.ts';
import { UsageError } from './failure.ts';
import { printReport } from './prompts-report.ts';
import { addWriteOptions, type WriteOptions, writeRequest } from './prompts-write-options.ts';
import { waitForJob } from './wait-for-job.ts';

type Options = WriteOptions & { dryRun?: boolean };

export function addPromptsWriteCommand(parent: Command): void {
  addWriteOptions(
    addProjectCommand(
      parent,
      'write',
      'write prompts by a recipe; what the classes have already counts',
      'prompts write --per-class 40 --stylized 0.25',
    ),
  )
    .option('--dry-run', 'show what the grammar would write, and stop')
    .action((options: Options) => inProject(options, (context) => write(context, options)));
}

async function write(context: ProjectContext, options: Options): Promise<void> {
  const { api, output } = context;
  const wanted = await writeRequest(context, options);
  if (wanted.kind === 'language-model') {
    if (options.dryRun) throw new UsageError('What a language model would write is not known beforehand.');
    return writeByModel(context, wanted.request);
  }
  if (options.dryRun) {
    const draft = await api.prompts.draft.query(wanted.request);
    for (const { text } of draft.prompts) output.print(text);
    output.print(`${formatNoun(draft.prompts.length, 'prompt')} would be written.`);
    noteShortfalls(context, draft.shortfalls);
    output.result(draft);
    return;
  }
  const { added, shortfalls } = await api.prompts.write.mutate(wanted.request);
  printWritten(context, added, shortfalls);
}

async function writeByModel(context: ProjectContext, request: StartWriting): Promise<void> {
  const { jobId } = await context.api.diversification.start.mutate(request);
  await finishWriting(context, jobId);
}

/** Follows a language model's job to its end and says what came of it. */
export async function finishWriting(context: ProjectContext, jobId: number): Promise<void> {
  await waitForJob(context, jobId);
  await printReport(context, jobId);
}

export function printWritten(
  context: ProjectContext,
  added: number,
  shortfalls: PromptDraft['shortfalls'],
): void {
  const { output } = context;
  output.print(`Wrote ${formatNoun(added, 'prompt')}.`);
  noteShortfalls(context, shortfalls);
  output.result({ added, shortfalls });
}

export function noteShortfalls({ output }: ProjectContext, shortfalls: PromptDraft['shortfalls']): void {
  for (const { className, missing, reason } of shortfalls) {
    output.note(`${className}: ${formatCount(missing)} fewer than wanted. ${reason}`);
  }
}
