import { type Engine, onnxRuntimeEngine } from '../../src-main/graph/executors/engines.ts';
import type { FormCosts } from '../../src-main/graph/lowering/measured/form-costs.ts';
import { THREADS } from './cases.ts';

let costs: FormCosts = {};
let opened: Promise<Engine> | undefined;

/**
 * ONNX Runtime with the forms of operators that are fastest here, as the program's runs have it; they are measured anew in each process
 * and not read from a file, which may come from a busier hour.
 */
export function benchEngine(): Promise<Engine> {
  opened ??= onnxRuntimeEngine({
    threads: THREADS,
    read: () => Promise.resolve(costs),
    write: (_, measured) => {
      costs = measured;
      return Promise.resolve();
    },
    onProgress: (done, total) => {
      if (done === 0) process.stderr.write(`\nMeasuring which forms of ${total} operators are fastest.\n`);
    },
    signal: new AbortController().signal,
  });
  return opened;
}
