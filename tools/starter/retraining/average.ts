import type { TensorSpecs } from '../../../src-main/models/module.ts';
import { tensor, type TensorData, type TensorOf } from '../../../src-main/graph/tensor-data.ts';

/** What checkpoints call the average of a tensor. */
const prefix = 'average.';

function single(value: TensorData | undefined, name: string): TensorOf<'float32'> {
  if (value?.type !== 'float32') throw new TypeError(`There are no weights "${name}".`);
  return value;
}

/** Exponential moving average of a model's parameters and buffers; young averages forget faster. */
export class WeightAverage {
  readonly #decay: number;
  readonly #tensors: ReadonlyMap<string, TensorOf<'float32'>>;

  constructor(specs: TensorSpecs, decay: number, from: (name: string) => TensorData | undefined) {
    this.#decay = decay;
    const all = [...specs.parameters, ...specs.buffers];
    this.#tensors = new Map(
      all.map(({ name }) => {
        const { dims, data } = single(from(name), name);
        return [name, tensor('float32', dims, data.slice())];
      }),
    );
  }

  /** `step` counts from 1. */
  update(current: (name: string) => TensorData, step: number): void {
    const rest = 1 - Math.min(this.#decay, (1 + step) / (10 + step));
    for (const [name, { data }] of this.#tensors) {
      const next = single(current(name), name).data;
      for (let i = 0; i < data.length; i++) data[i]! += rest * (next[i]! - data[i]!);
    }
  }

  readonly get = (name: string): TensorOf<'float32'> => single(this.#tensors.get(name), name);

  /** For a checkpoint. */
  saved(): [string, TensorData][] {
    return [...this.#tensors].map(([name, value]) => [`${prefix}${name}`, value]);
  }

  static restored(specs: TensorSpecs, decay: number, saved: ReadonlyMap<string, TensorData>): WeightAverage {
    return new WeightAverage(specs, decay, (name) => saved.get(`${prefix}${name}`));
  }
}
