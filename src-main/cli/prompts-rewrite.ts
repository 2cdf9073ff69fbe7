import type { Command } from 'commander';
import type { Rewrite } from '../../src-shared/api/prompts.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { diffLines } from '../../src-shared/prompts/edits/diff-lines.ts';
import { addProjectCommand, inProject, type ProjectContext } from './command.ts';
import { UsageError } from './failure.ts';
import { finishWriting, noteShortfalls } from './prompts-write.ts';
import { addWriteOptions, type WriteOptions, writeRequest } from './prompts-write-options.ts';

type Options = WriteOptions & { stale?: boolean; dryRun?: boolean };

export function addPromptsRewriteCommand(parent: Command): void {
  addWriteOptions(
    addProjectCommand(
      parent,
      'rewrite',
      'write prompts anew: those of the recipe make room, locked ones and those changed by hand stay',
      'prompts rewrite --stale --dry-run',
    ),
  )
    .option('--stale', 'only those that call their class otherwise than it is called now')
    .option('--dry-run', 'show what would go and come, and stop')
    .action((options: Options) => inProject(options, (context) => rewrite(context, options)));
}

async function rewrite(context: ProjectContext, options: Options): Promise<void> {
  const { api, output } = context;
  const wanted = await writeRequest(context, options);
  const only = options.stale ? 'stale' : 'all';
  if (wanted.kind === 'language-model') {
    if (options.dryRun) throw new UsageError('What a language model would write is not known beforehand.');
    const { jobId } = await api.diversification.start.mutate({ ...wanted.request, anew: only });
    return finishWriting(context, jobId);
  }
  const request: Rewrite = { request: wanted.request, only };
  const [plan, prompts, classes] = await Promise.all([
    api.prompts.planRewrite.query(request),
    api.prompts.list.query({}),
    api.classes.list.query(),
  ]);
  for (const line of options.dryRun ? diffLines(plan, prompts, classes) : []) {
    output.print(
      line.kind === 'class'
        ? `${line.name}: ${formatCount(line.removed)} go, ${formatCount(line.added)} come`
        : `${line.kind === 'removed' ? '-' : '+'} ${line.text}`,
    );
  }
  const { added, removed } = options.dryRun
    ? { added: plan.added, removed: plan.removed }
    : await api.prompts.applyRewrite.mutate(request);
  output.print(
    [
      `${options.dryRun ? 'Would archive' : 'Archived'} ${formatNoun(removed.length, 'prompt')}`,
      `${options.dryRun ? 'would add' : 'added'} ${formatCount(added.length)}`,
      `${formatCount(plan.same.length)} the same`,
      `${formatCount(plan.spared)} spared`,
    ].join(', '),
  );
  noteShortfalls(context, plan.shortfalls);
  output.result(options.dryRun ? plan : { added, removed, shortfalls: plan.shortfalls });
}
