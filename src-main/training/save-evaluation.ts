import type { DatabaseCall } from '../project/database.ts';
import { cleanAccuracy } from './clean-accuracy.ts';
import type { FinishedEvaluation } from './run/task.ts';

export interface SaveOptions {
  /** Ids of images that look almost like one that the run learned from. */
  readonly doubtful: readonly number[];
  /** Number of classes of the run. */
  readonly classes: number;
}

/** Stores an evaluation, and beside it the accuracy without doubtful images; sealed sets count as opened exactly where their figures appear. */
export function saveEvaluation(
  runId: number,
  { evaluation, predictions }: FinishedEvaluation,
  { doubtful, classes }: SaveOptions,
): DatabaseCall[] {
  const { name, kind, setId } = evaluation;
  const accuracy = cleanAccuracy(predictions, doubtful, classes);
  return [
    ...(kind === 'test' || kind === 'ood'
      ? [{ name: 'runs.recordOpening', input: { runId, setId, kind } } as const]
      : []),
    { name: 'runs.saveEvaluation', input: { runId, evaluation, predictions } },
    ...(accuracy ? [{ name: 'runs.saveCleanAccuracy', input: { runId, name, accuracy } } as const] : []),
  ];
}
