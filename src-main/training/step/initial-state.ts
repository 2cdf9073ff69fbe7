import { createRandom, hashSeed } from '../../../src-shared/random.ts';
import { elementCount, float32, type TensorOf } from '../../graph/tensor-data.ts';
import type { Classifier } from '../../models/classifier.ts';
import { initialize } from '../../models/initialization.ts';
import type { Optimizer } from '../../models/optimizers/optimizer.ts';
import { slotName } from './state-names.ts';

/** First values of all state tensors. Each draws from a stream of its own name, so that layers do not shift each other. */
export function initialState(
  classifier: Classifier,
  optimizer: Optimizer,
  seed: number,
): ReadonlyMap<string, TensorOf<'float32'>> {
  const state = new Map<string, TensorOf<'float32'>>();
  for (const { name, shape, initialization } of [...classifier.parameters, ...classifier.buffers]) {
    state.set(name, initialize(shape, initialization, createRandom(hashSeed(seed, 'weights', name))));
  }
  for (const { name, shape } of classifier.parameters) {
    for (const slot of optimizer.slots) {
      state.set(slotName(slot, name), float32(shape, new Float32Array(elementCount(shape))));
    }
  }
  return state;
}
