import type { GraphBuilder } from '../../graph/builder/graph-builder.ts';
import type { Value } from '../../graph/graph.ts';
import type { ParameterSpec, TensorSpecs } from '../../networks/module.ts';
import { averageName, slotName } from './state-names.ts';
import { averageScalars, ratesOf, scalarName, type UpdateSettings } from './update-settings.ts';

interface Before {
  readonly weights: ReadonlyMap<string, Value>;
  /** New values of the buffers. */
  readonly buffers: ReadonlyMap<string, Value>;
}

type Scalars = Readonly<Record<string, Value>>;

/** Adds the updates; the next value of every state tensor that changes, by name. */
export function declareUpdates(
  b: GraphBuilder,
  specs: TensorSpecs,
  { weights, buffers }: Before,
  settings: UpdateSettings,
  gradientsOf: (parameters: readonly Value[]) => readonly Value[],
): ReadonlyMap<string, Value> {
  const { rateOf = () => 1, largestGradient } = settings;
  const scalars = declareScalars(b, specs, settings);
  const trained = specs.parameters.filter(({ name }) => rateOf(name) !== 0);
  const values = trained.map(({ name }) => required(weights, name));
  const raw = gradientsOf(values);
  const all = largestGradient === undefined ? raw : shortened(b, raw, largestGradient);
  const next = new Map<string, Value>();
  for (const [i, spec] of trained.entries()) {
    const tensors = { parameter: values[i]!, gradient: all[i]! };
    b.scoped(`update/${spec.name}`, () => {
      const updated = updateOf(b, spec, tensors, settings, scalars.get(rateOf(spec.name))!);
      for (const [name, value] of updated) next.set(name, value);
    });
  }
  for (const [name, value] of buffers) next.set(name, value);
  for (const [name, value] of averagesOf(b, weights, next, settings)) next.set(name, value);
  return next;
}

function required(weights: ReadonlyMap<string, Value>, name: string): Value {
  const value = weights.get(name);
  if (value === undefined) throw new Error(`There is no tensor "${name}".`);
  return value;
}

/** The optimizer's scalars for each rate. */
function declareScalars(
  b: GraphBuilder,
  specs: TensorSpecs,
  settings: UpdateSettings,
): ReadonlyMap<number, Scalars> {
  const named = (rate: number): [string, Value][] =>
    settings.optimizer.scalars.map((name) => [name, b.input(scalarName(name, rate), 'float32', [])]);
  return new Map(ratesOf(specs, settings).map((rate) => [rate, Object.fromEntries(named(rate))]));
}

/** Keeps PyTorch's factor finite where every gradient is zero. */
const EPSILON = 1e-6;

function shortened(b: GraphBuilder, all: readonly Value[], largest: number): readonly Value[] {
  return b.scoped('clip', () => {
    const squares = all.map((gradient) => b.ReduceSumSquare(gradient, undefined, false));
    const length = b.Sqrt(b.Sum(...squares));
    const factor = b.Min(b.Div(largest, b.Add(length, EPSILON)), 1);
    return all.map((gradient) => b.Mul(gradient, factor));
  });
}

function updateOf(
  b: GraphBuilder,
  { name, shape, weightDecay }: ParameterSpec,
  tensors: { readonly parameter: Value; readonly gradient: Value },
  { optimizer }: UpdateSettings,
  scalars: Scalars,
): [string, Value][] {
  const slots = optimizer.slots.map((slot) => slotName(slot, name));
  const state = slots.map((slot) => b.input(slot, 'float32', shape));
  const updated = optimizer.update(b, { ...tensors, state, scalars, weightDecay });
  return [[name, updated.parameter], ...slots.map((slot, k): [string, Value] => [slot, updated.state[k]!])];
}

/** Averages of what changes; the others stay what they are. */
function averagesOf(
  b: GraphBuilder,
  weights: ReadonlyMap<string, Value>,
  next: ReadonlyMap<string, Value>,
  { average }: UpdateSettings,
): [string, Value][] {
  if (!average) return [];
  const keep = b.input(averageScalars.keep, 'float32', []);
  const take = b.input(averageScalars.take, 'float32', []);
  const changing = [...next].filter(([name]) => average.names.has(name));
  return b.scoped('average', () =>
    changing.map(([name, value]) => {
      const old = b.input(averageName(name), 'float32', required(weights, name).shape);
      return [averageName(name), b.Add(b.Mul(old, keep), b.Mul(value, take))];
    }),
  );
}
