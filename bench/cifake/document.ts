import { cpus } from 'node:os';
import { runtimeVersion } from '../../src-main/graph/executors/onnxruntime.ts';
import type { PairedDifference } from '../../src-shared/statistics.ts';
import { difference, markdownTable, meanAndSpread } from '../../tools/study/cells.ts';
import { REAL_A_CLASS, type Row, SEEDS, STEPS } from './plan.ts';
import type { Outcome } from './results.ts';

const inPoints = ({ mean, interval, n }: PairedDifference): PairedDifference => ({
  mean: 100 * mean,
  interval: interval && { low: 100 * interval.low, high: 100 * interval.high },
  n,
});

const volumeInWords = ({ volume }: Row): string =>
  volume === 0 ? '–' : `${volume}x (${volume * REAL_A_CLASS} a class)`;

export function resultTable(outcomes: readonly Outcome[]): string {
  const lines = outcomes.map(({ row, accuracies, versus }) => [
    row.title,
    volumeInWords(row),
    accuracies.length > 0 ? meanAndSpread(accuracies.map((value) => 100 * value)) : '–',
    String(accuracies.length),
    versus ? difference(inPoints(versus)) : '–',
  ]);
  const header = ['recipe', 'synthetic images', 'top-1, %', 'n', 'less real only, points [95 %]'];
  return markdownTable(header, lines);
}

export interface Conditions {
  readonly seeds: number;
  readonly steps: number;
}

/** Says so where figures come from fewer steps or seeds than the protocol has; null where they do not. */
export function notTheProtocol({ seeds, steps }: Conditions): string | null {
  const departures = [
    ...(steps === STEPS ? [] : [`${steps} steps in place of ${STEPS}`]),
    ...(seeds >= SEEDS ? [] : [`${seeds === 1 ? 'one seed' : `${seeds} seeds`} in place of ${SEEDS}`]),
  ];
  return departures.length === 0
    ? null
    : `Not the protocol's figures: ${departures.join(', ')}. They show that the software works, and nothing about the recipes.`;
}

/** docs/cifake.md: what was done, on what, and the table as it was measured. */
export function document(outcomes: readonly Outcome[], conditions: Conditions): string {
  const { seeds, steps } = conditions;
  const departure = notTheProtocol(conditions);
  const again = `npm run bench -- cifake --seeds ${seeds}${steps === STEPS ? '' : ` --steps ${steps}`} --write-docs`;
  return `# Recipes on CIFAKE

<!-- Written by \`${again}\`. -->

${departure ? `**${departure}**\n\n` : ''}What real and synthetic training images are worth for photographs, by every recipe of the workbench: the table below stands as it was measured.

- **Images**: CIFAKE, 10 classes at 32 x 32. ${REAL_A_CLASS} CIFAR-10 photographs a class to train on and 300 others to test on; synthetic images by Stable
  Diffusion 1.4, of which a volume takes the first by name. Images of the same pixels count once. There is no val split: the last weights are tested.
- **Training**: CIFAR-ResNet (3 x 3 blocks, 16 to 64 channels) from scratch, ${steps} steps of 128, SGD with Nesterov momentum 0.9 and weight decay 5e-4, one-cycle
  with its peak at 0.1 after 10 % of the steps, 4 pixels of padding, crop and flip. Mixed in one pool: real and synthetic images shuffled together. Half of each
  batch and auxiliary batch norm: 64 + 64. Two stages: half of the steps each, the second with its peak at 0.05; Mixup with alpha 0.2 in the first stage of
  bridged++ and of real → real, and a new head for the second.
- **Seeds**: ${seeds}. At a seed all recipes share the initial weights and the order of the real images. Mean ± sample standard deviation over n seeds;
  differences are paired by seed, with Student's 95 % interval.
- **Machine**: ${machine()}.

${resultTable(outcomes)}

To measure again: \`${again}\` with the data set in \`../shared/data/cifake\`, or elsewhere with \`--data\`. Finished runs are kept; the call goes on
where it was stopped.
`;
}

const machine = (): string =>
  `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${process.platform} ${process.arch}, Node ${process.versions.node}, ONNX Runtime ${runtimeVersion()} on the CPU`;
