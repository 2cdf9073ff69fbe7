import type { Command } from 'commander';
import { addProjectCommand, type CommonOptions, inProject } from './command.ts';
import { formatRunTable, runNotes } from './run-table.ts';

export function addRunsCommand(program: Command): void {
  addProjectCommand(program, 'runs', 'the accuracies of the recipes over their seeds', 'runs --json')
    .option('--experiment <name>', 'only runs of this experiment')
    .action((options: CommonOptions & { experiment?: string }) =>
      inProject(options, async ({ api, output }) => {
        const isWanted = (each: { experiment: string }) =>
          options.experiment === undefined || each.experiment === options.experiment;
        const runs = (await api.runs.list.query()).filter(isWanted);
        const summaries = (await api.runs.summaries.query()).filter(isWanted);
        output.print(formatRunTable(summaries, runs));
        for (const { recipe, seed, status, error } of runs) {
          if (status !== 'done')
            output.print(`${recipe}, seed ${seed}: ${status}${error ? `: ${error.message}` : ''}`);
        }
        for (const note of runNotes(runs)) output.print(note);
        output.result({ runs, summaries });
      }),
    );
}
