import { readFileSync } from 'node:fs';
import { runTraining } from '../run/run-training.ts';
import type { TrainingRunInput } from '../run/task.ts';

/** A process that trains the run whose input the file in its first argument holds, and tells its parent of all progress and the output. */
const input = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as TrainingRunInput;
const never = new AbortController().signal;

const output = await runTraining(input, {
  signal: never,
  pauseSignal: never,
  progress: (value) => process.send?.(value),
});
process.send?.(output, () => process.exit(0));
