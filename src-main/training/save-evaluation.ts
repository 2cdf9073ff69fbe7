import type { DatabaseCall } from '../project/database.ts';
import type { FinishedEvaluation } from './run/task.ts';

/** Stores an evaluation; sealed sets count as opened exactly where their figures appear. */
export function saveEvaluation(
  runId: number,
  { evaluation, predictions }: FinishedEvaluation,
): DatabaseCall[] {
  const { kind, setId } = evaluation;
  const save = { name: 'runs.saveEvaluation', input: { runId, evaluation, predictions } } as const;
  if (kind !== 'test' && kind !== 'ood') return [save];
  return [{ name: 'runs.recordOpening', input: { runId, setId, kind } }, save];
}
