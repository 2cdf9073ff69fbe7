import { runTraining } from '../run/run-training.ts';
import type { TrainingRunInput, TrainingRunOutput, TrainingRunProgress } from '../run/task.ts';

export interface Observed {
  readonly output: TrainingRunOutput;
  readonly progress: readonly TrainingRunProgress[];
}

export interface RunControls {
  readonly cancel: AbortController;
  readonly pause: AbortController;
}

/** Runs the task in this process; `watch` may cancel or pause it when it hears of progress. */
export async function observeRun(
  input: TrainingRunInput,
  watch: (progress: TrainingRunProgress, controls: RunControls) => void = () => undefined,
): Promise<Observed> {
  const controls = { cancel: new AbortController(), pause: new AbortController() };
  const progress: TrainingRunProgress[] = [];
  const output = await runTraining(input, {
    signal: controls.cancel.signal,
    pauseSignal: controls.pause.signal,
    progress: (value) => {
      progress.push(value);
      watch(value, controls);
    },
  });
  return { output, progress };
}
