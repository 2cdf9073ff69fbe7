import type { TrainCase } from './cases.ts';
import { fastest, median, type Timing } from './contestant.ts';
import type { OperatorCost } from './operator-costs.ts';

/** A line for us and one for each other, with how many times as fast we are. */
export function caseInWords({ name, batchSize }: TrainCase, own: Timing, others: readonly Timing[]): string {
  const width = Math.max(...[own, ...others].map((timing) => timing.name.length));
  const line = (timing: Timing): string => {
    const perSecond = ((batchSize * 1000) / fastest(timing)).toPrecision(3);
    return `  ${timing.name.padEnd(width)}  ${perSecond.padStart(6)} images/s  step ${fastest(timing).toFixed(1)} ms, median ${median(timing).toFixed(1)} ms`;
  };
  const compared = others.map((other) => {
    const ratio = (fastest(other) / fastest(own)).toFixed(2);
    return `${line(other)}  ratio ${ratio} (of medians ${(median(other) / median(own)).toFixed(2)})`;
  });
  return [`\n${name}`, line(own), ...compared].join('\n');
}

/** The ten dearest operators. */
export function costsInWords(title: string, costs: readonly OperatorCost[]): string {
  const total = costs.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const lines = costs.slice(0, 10).map(({ operator, nodes, milliseconds }) => {
    const share = ((100 * milliseconds) / total).toFixed(0).padStart(3);
    return `  ${share} %  ${milliseconds.toFixed(1).padStart(7)} ms  ${operator} x ${Math.round(nodes)}`;
  });
  return [`  operators that cost most, ${title}`, ...lines].join('\n');
}
