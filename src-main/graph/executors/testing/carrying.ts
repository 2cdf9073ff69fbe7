import type { TensorData } from '../../tensor-data.ts';
import type { Executable, Executor } from '../executor.ts';

/** An executor that keeps what is carried out of its callers' sight, as one of a device does, in memory. */
export const carrying = (executor: Executor): Executor => ({
  load: async (graph, options = {}) => {
    const pairs = Object.entries(options.carried ?? {});
    const executable = await executor.load(graph, options);
    let held: Readonly<Record<string, TensorData>> = {};
    const result: Executable = {
      carried: {
        write: (values) => {
          held = values;
        },
        read: () => Promise.resolve({ ...held }),
      },
      run: async (feeds, runOptions) => {
        const outputs = await executable.run({ ...feeds, ...held }, runOptions);
        held = Object.fromEntries(pairs.map(([output, input]) => [input, outputs[output]!]));
        const kept = new Set(pairs.map(([output]) => output));
        return Object.fromEntries(Object.entries(outputs).filter(([name]) => !kept.has(name)));
      },
      dispose: () => executable.dispose(),
    };
    return result;
  },
});
