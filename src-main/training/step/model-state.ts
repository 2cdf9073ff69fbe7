import { UserError } from '../../../src-shared/errors.ts';
import { tensor, type TensorData, type TensorOf } from '../../graph/tensor-data.ts';
import { nextName, stepCountName } from './state-names.ts';

type Tensors = ReadonlyMap<string, TensorOf<'float32'>>;

const copy = ({ dims, data }: TensorOf<'float32'>): TensorOf<'float32'> =>
  tensor('float32', dims, data.slice());

/** Two buffers for every state tensor: a step reads one set and writes the other, then they change places. */
export class ModelState {
  #current: Tensors;
  #next: Tensors;
  #steps = 0;

  constructor(initial: Tensors) {
    this.#current = initial;
    this.#next = new Map([...initial].map(([name, value]) => [name, copy(value)]));
  }

  /** Steps taken so far. */
  get steps(): number {
    return this.#steps;
  }

  /** Values by name, as graph inputs. */
  get inputs(): Readonly<Record<string, TensorData>> {
    return Object.fromEntries(this.#current);
  }

  /** Where a step writes, by output name. */
  get outputs(): Readonly<Record<string, TensorData>> {
    return Object.fromEntries([...this.#next].map(([name, value]) => [nextName(name), value]));
  }

  /** Takes over what a step has written. */
  advance(): void {
    [this.#current, this.#next] = [this.#next, this.#current];
    this.#steps += 1;
  }

  get(name: string): TensorData {
    const value = this.#current.get(name);
    if (value === undefined) throw new Error(`There is no state tensor "${name}".`);
    return value;
  }

  snapshot(): Map<string, TensorData> {
    const result = new Map<string, TensorData>();
    for (const [name, value] of this.#current) result.set(name, copy(value));
    result.set(stepCountName, tensor('int64', [], BigInt64Array.of(BigInt(this.#steps))));
    return result;
  }

  /** All or nothing: throws before anything has changed. */
  restore(saved: ReadonlyMap<string, TensorData>): void {
    const count = saved.get(stepCountName);
    if (count?.type !== 'int64') throw unfitting(`it has no ${stepCountName}`);
    for (const [name, { dims }] of this.#current) {
      const value = saved.get(name);
      if (value?.type !== 'float32') throw unfitting(`it has no ${name}`);
      if (value.dims.join() !== dims.join()) {
        throw unfitting(`${name} has the shape [${value.dims.join(', ')}], the model [${dims.join(', ')}]`);
      }
    }
    for (const [name, target] of this.#current) {
      const value = saved.get(name);
      if (value?.type === 'float32') target.data.set(value.data);
    }
    this.#steps = Number(count.data[0] ?? 0n);
  }
}

function unfitting(problem: string): UserError {
  return new UserError(
    'bad-input',
    `The checkpoint does not fit this model: ${problem}.`,
    'Choose the architecture, classes and optimizer that the checkpoint was made with.',
  );
}
