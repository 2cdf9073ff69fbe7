import { createRandom, hashSeed } from '../../../src-shared/random.ts';
import { elementCount, float32, type TensorOf } from '../../graph/tensor-data.ts';
import { initialize } from '../../networks/initialization.ts';
import type { TensorSpecs } from '../../networks/module.ts';
import { averageName, slotName } from './state-names.ts';
import type { UpdateSettings } from './update-settings.ts';

export type FirstWeights = ReadonlyMap<string, TensorOf<'float32'>>;

/**
 * First values of all state tensors: those of `first`, where it has them, else drawn, each from a stream of its own name, so that layers
 * do not shift each other. Throws a RangeError where `first` has a tensor of another shape.
 */
export function initialState(
  { parameters, buffers }: TensorSpecs,
  { optimizer, average }: Pick<UpdateSettings, 'optimizer' | 'average'>,
  seed: number,
  first: FirstWeights = new Map(),
): ReadonlyMap<string, TensorOf<'float32'>> {
  const state = new Map<string, TensorOf<'float32'>>();
  for (const { name, shape, initialization } of [...parameters, ...buffers]) {
    const given = first.get(name);
    if (given !== undefined && given.dims.join() !== shape.join()) {
      throw new RangeError(`First weights for ${name} are [${given.dims.join()}], not [${shape.join()}].`);
    }
    const draw = () => initialize(shape, initialization, createRandom(hashSeed(seed, 'weights', name)));
    state.set(name, given ?? draw());
  }
  for (const { name, shape } of parameters) {
    for (const slot of optimizer.slots) {
      state.set(slotName(slot, name), float32(shape, new Float32Array(elementCount(shape))));
    }
  }
  for (const name of average?.names ?? []) {
    const first = state.get(name);
    if (first) state.set(averageName(name), first);
  }
  return state;
}
