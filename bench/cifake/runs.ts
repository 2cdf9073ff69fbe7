import { isDeepStrictEqual } from 'node:util';
import type { Run } from '../../src-shared/domain/run.ts';
import { trainingSettingsSchema } from '../../src-shared/domain/training.ts';
import { recipeOf, type Row, settingsOf } from './plan.ts';
import type { BenchSets } from './prepare.ts';

/** A run that the table needs. */
export interface Cell {
  readonly row: Row;
  readonly seed: number;
  readonly steps: number;
}

/** Seed by seed, so that the first comparison is complete as early as possible. */
export const cellsOf = (rows: readonly Row[], seeds: readonly number[], steps: number): Cell[] =>
  seeds.flatMap((seed) => rows.map((row) => ({ row, seed, steps })));

/** The runs that were trained exactly as this cell asks for, whatever became of them. */
export function runsOf(runs: readonly Run[], { row, seed, steps }: Cell, sets: BenchSets): Run[] {
  const settings = settingsOf(row, steps);
  const synthetic = sets.synthetic.get(row.volume) ?? [];
  return runs.filter(
    (run) =>
      run.recipe === recipeOf(row) &&
      run.seed === seed &&
      isDeepStrictEqual(run.syntheticSetIds, synthetic) &&
      isDeepStrictEqual(trainingSettingsSchema.parse(run.settings), settings),
  );
}

export const isDone = ({ status }: Run): boolean => status === 'done';
