import type { Command } from 'commander';
import type { PretrainedNetwork } from '../../src-shared/domain/training.ts';
import { addProjectCommand, inProject } from './command.ts';
import { findPretrained } from './find-pretrained.ts';
import { train } from './follow-training.ts';
import { formatRunTable, runNotes } from './run-table.ts';
import { addTrainOptions, type TrainOptions, trainRequest } from './train-options.ts';

export function addTrainCommand(program: Command): void {
  const command = addProjectCommand(
    program,
    'train',
    'train by one recipe or several, and compare them on the test and OOD sets',
    'train --recipe real-only --recipe mixed --seeds 1,2,3 --steps 600',
  );
  addTrainOptions(command).action((options: TrainOptions) =>
    inProject(options, async (context) => {
      const { api, output } = context;
      const experiments = new Set((await api.runs.list.query()).map(({ experiment }) => experiment));
      const { pretrained } = options;
      const network = pretrained === undefined ? null : await findPretrained(context, pretrained);
      const request = trainRequest(
        { ...options, ...(network && startingFrom(network, options)) },
        await api.images.sets.query(),
        `Experiment ${experiments.size + 1}`,
      );
      const { runs, summaries } = await train(context, request);
      output.print(formatRunTable(summaries, runs));
      for (const note of runNotes(runs)) output.print(note);
      output.result({ runs, summaries });
    }),
  );
}

/** What is trained is the network itself, unless something else is asked for, which the check then refuses. */
const startingFrom = (
  { id, architecture }: PretrainedNetwork,
  options: TrainOptions,
): Partial<TrainOptions> => ({
  pretrained: id,
  ...(options.architecture === undefined && architecture !== null ? { architecture } : {}),
});
