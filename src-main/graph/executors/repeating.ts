import { repeatedNames, repeatGraph } from '../repeat/repeat-graph.ts';
import { stackTurns, turnOf } from '../repeat/turns.ts';
import { tensor, type TensorData } from '../tensor-data.ts';
import type { CarriedValues, Executable, Executor } from './executor.ts';

type Values = Readonly<Record<string, TensorData>>;

/**
 * An executor that takes several steps of a graph with carried values in one run, inside one ONNX `Loop`: where tensors cross to a device and back with every
 * run, the weights then cross once for all of them. `stepsAtOnce`: as many as are worth giving together.
 */
export const repeating = (executor: Executor, stepsAtOnce: number): Executor => ({
  stepsAtOnce,
  load: async (graph, options = {}) => {
    const { carried = {}, constant = [], ...others } = options;
    if (Object.keys(carried).length === 0) return executor.load(graph, options);
    const loop = await executor.load(repeatGraph(graph, { carried, constant }), others);
    return new RepeatingExecutable(loop, { carried, constant });
  },
});

/** Holds the carried values in memory between the runs of a loop. */
class RepeatingExecutable implements Executable {
  readonly carried: CarriedValues;
  readonly #loop: Executable;
  readonly #constant: ReadonlySet<string>;
  #held: Values = {};

  constructor(
    loop: Executable,
    { carried, constant }: { carried: Readonly<Record<string, string>>; constant: readonly string[] },
  ) {
    this.#loop = loop;
    this.#constant = new Set(constant);
    const names = Object.values(carried);
    this.carried = {
      write: (values) => {
        this.#held = Object.fromEntries(names.map((name) => [name, valueOf(values, name)]));
      },
      read: () => Promise.resolve({ ...this.#held }),
    };
  }

  async run(feeds: Values): Promise<Record<string, TensorData>> {
    const [result] = await this.runSteps([feeds]);
    return { ...result };
  }

  async runSteps(feeds: readonly Values[]): Promise<Values[]> {
    const { turns, ofEachTurn, first, last } = repeatedNames;
    const [sample] = feeds;
    if (!sample) return [];
    const results = await this.#loop.run({
      [turns]: tensor('int64', [], BigInt64Array.of(BigInt(feeds.length))),
      ...renamed(this.#held, first),
      ...Object.fromEntries(
        Object.entries(sample).map(([name, value]) =>
          this.#constant.has(name)
            ? [name, value]
            : [ofEachTurn(name), stackTurns(feeds.map((feed) => valueOf(feed, name)))],
        ),
      ),
    });
    this.#held = Object.fromEntries(
      Object.keys(this.#held).map((name) => [name, valueOf(results, last(name))]),
    );
    const prefix = ofEachTurn('');
    const told = Object.entries(results).filter(([name]) => name.startsWith(prefix));
    return feeds.map((_, turn) =>
      Object.fromEntries(told.map(([name, value]) => [name.slice(prefix.length), turnOf(value, turn)])),
    );
  }

  dispose(): Promise<void> {
    return this.#loop.dispose();
  }
}

const renamed = (values: Values, rename: (name: string) => string): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [rename(name), value]));

function valueOf(values: Values, name: string): TensorData {
  const value = values[name];
  if (value === undefined) throw new Error(`There is no value for "${name}".`);
  return value;
}
