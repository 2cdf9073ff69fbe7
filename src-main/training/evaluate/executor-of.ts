import type { EngineName } from '../../../src-shared/domain/training.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { openEngine } from '../../graph/executors/engines.ts';
import type { Executor } from '../../graph/executors/executor.ts';
import { onnxRuntime } from '../../graph/executors/onnxruntime.ts';

export interface ChosenExecutor {
  readonly executor: Executor;
  /** Says that it is not the one that was to be had. */
  readonly notes: readonly string[];
}

/**
 * What looks at the networks of a run: the graphics processor that trained it where it still works, ONNX Runtime on the CPU otherwise, which takes every
 * network that there is (TensorFlow.js does not).
 */
export async function executorOf(engine: EngineName): Promise<ChosenExecutor> {
  if (engine === 'onnxruntime' || engine === 'tensorflow') return { executor: onnxRuntime, notes: [] };
  try {
    return { executor: (await openEngine(engine)).executor, notes: [] };
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'unavailable') throw error;
    return { executor: onnxRuntime, notes: [`Evaluated on the CPU. ${error.message}`] };
  }
}
