import { UserError } from '../../../src-shared/errors.ts';
import { tensor, type TensorData, type TensorOf } from '../../graph/tensor-data.ts';
import { nextName, stepCountName } from './state-names.ts';

type Tensors = ReadonlyMap<string, TensorOf<'float32'>>;

/**
 * All tensors that a step reads and replaces. Arrays are never written to: every step gives new ones, so that a snapshot costs
 * nothing. (Giving ONNX Runtime the arrays to write into is slower: its Node binding copies every result anyway.)
 */
export class ModelState {
  #tensors: Tensors;
  #steps = 0;
  /** Names of tensors whose values a device holds. */
  #lent: ReadonlySet<string> = new Set();

  constructor(initial: Tensors) {
    this.#tensors = initial;
  }

  /** Steps taken so far. */
  get steps(): number {
    return this.#steps;
  }

  /** Those of `names` that are state tensors, as graph inputs; not those that are lent. */
  inputs(names: readonly string[]): Readonly<Record<string, TensorData>> {
    const known = names.flatMap((name) => {
      const value = this.#lent.has(name) ? undefined : this.#tensors.get(name);
      return value ? [[name, value] as const] : [];
    });
    return Object.fromEntries(known);
  }

  has(name: string): boolean {
    return this.#tensors.has(name);
  }

  get isLent(): boolean {
    return this.#lent.size > 0;
  }

  /** Gives tensors to a device, which changes them from then on: until `takeBack` or `restore` they cannot be read here. */
  lend(names: readonly string[]): Readonly<Record<string, TensorData>> {
    const values = this.inputs(names);
    this.#lent = new Set(names);
    return values;
  }

  /** `values`: all that was lent, as it is now. */
  takeBack(values: Readonly<Record<string, TensorData>>): void {
    const next = new Map(this.#tensors);
    for (const name of this.#lent) next.set(name, asFloats(name, values[name]));
    this.#tensors = next;
    this.#lent = new Set();
  }

  /** Takes over what a step has given (`nextName`); a tensor of which it gives nothing stays as it is. */
  advance(outputs: Readonly<Record<string, TensorData>>): void {
    const next = new Map(this.#tensors);
    for (const name of this.#tensors.keys()) {
      const value = outputs[nextName(name)];
      if (value === undefined) continue;
      next.set(name, asFloats(name, value));
    }
    this.#tensors = next;
    this.#steps += 1;
  }

  get(name: string): TensorOf<'float32'> {
    const value = this.#tensors.get(name);
    if (value === undefined) throw new Error(`There is no state tensor "${name}".`);
    if (this.#lent.has(name)) throw stillLent();
    return value;
  }

  snapshot(): Map<string, TensorData> {
    if (this.isLent) throw stillLent();
    const steps = tensor('int64', [], BigInt64Array.of(BigInt(this.#steps)));
    return new Map<string, TensorData>([...this.#tensors, [stepCountName, steps]]);
  }

  /** All or nothing: throws before anything has changed. Copies what it is given. */
  restore(saved: ReadonlyMap<string, TensorData>): void {
    const count = saved.get(stepCountName);
    if (count?.type !== 'int64') throw unfitting(`it has no ${stepCountName}`);
    const next = new Map<string, TensorOf<'float32'>>();
    for (const [name, { dims }] of this.#tensors) {
      const value = saved.get(name);
      if (value?.type !== 'float32') throw unfitting(`it has no ${name}`);
      if (value.dims.join() !== dims.join()) {
        throw unfitting(`${name} has the shape [${value.dims.join(', ')}], the model [${dims.join(', ')}]`);
      }
      next.set(name, tensor('float32', dims, value.data.slice()));
    }
    this.#tensors = next;
    this.#lent = new Set();
    this.#steps = Number(count.data[0] ?? 0n);
  }
}

const stillLent = (): Error => new Error('A device holds the weights: they have to be settled first.');

function asFloats(name: string, value: TensorData | undefined): TensorOf<'float32'> {
  if (value?.type === 'float32') return value;
  throw new TypeError(`The training step gave ${value?.type ?? 'nothing'} for ${name}.`);
}

function unfitting(problem: string): UserError {
  return new UserError(
    'bad-input',
    `The checkpoint does not fit this model: ${problem}.`,
    'Choose the architecture, classes and optimizer that the checkpoint was made with.',
  );
}
