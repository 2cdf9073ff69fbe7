import { createRandom, hashSeed } from '../../../src-shared/random.ts';
import { tensor, type TensorData } from '../../graph/tensor-data.ts';
import { initialize } from '../../networks/initialization.ts';
import type { TensorSpecs } from '../../networks/module.ts';
import { headParameters } from './learning-rates.ts';
import { averageName, OPTIMIZER_PREFIX, stepCountName } from './state-names.ts';

/** How a stage begins, beside with a fresh optimizer. */
export interface StageStart {
  /** The head is drawn anew from this seed; absent: it stays. */
  readonly headSeed?: number | undefined;
  /** Running statistics by the names of their buffers; absent: they stay. */
  readonly statistics?: ReadonlyMap<string, TensorData> | undefined;
}

/** The state that a stage begins with: the weights of the one before, a fresh optimizer, and averages that start from there. */
export function stateForStage(
  before: ReadonlyMap<string, TensorData>,
  specs: TensorSpecs,
  { headSeed, statistics }: StageStart,
): Map<string, TensorData> {
  const state = new Map(before);
  for (const [name, value] of before) {
    if (name === stepCountName) state.set(name, tensor('int64', [], BigInt64Array.of(0n)));
    else if (name.startsWith(OPTIMIZER_PREFIX) && value.type === 'float32')
      state.set(name, { ...value, data: new Float32Array(value.data.length) });
  }
  if (headSeed !== undefined) {
    const heads = headParameters(specs);
    for (const { name, shape, initialization } of specs.parameters.filter(({ name }) => heads.has(name))) {
      state.set(name, initialize(shape, initialization, createRandom(hashSeed(headSeed, 'weights', name))));
    }
  }
  for (const [name, value] of statistics ?? []) state.set(name, value);
  for (const name of before.keys()) {
    const value = state.get(name);
    if (value && before.has(averageName(name))) state.set(averageName(name), value);
  }
  return state;
}
