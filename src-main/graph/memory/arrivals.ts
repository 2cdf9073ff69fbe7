import type { Node } from '../graph.ts';
import type { ForwardPass } from './forward-pass.ts';

/** What the backward pass has computed so far, and what of the forward pass it depends on. */
export class Arrivals {
  readonly #pass: ForwardPass;
  /** By value of the backward pass: the last node of the forward pass that it depends on through activations. */
  readonly #behind = new Map<string, number>();
  /** Numbers that can be asked for one of them, in order. */
  readonly #gradients: string[] = [];

  constructor(pass: ForwardPass) {
    this.#pass = pass;
  }

  add({ inputs, outputs }: Node): void {
    const behind = Math.max(-1, ...inputs.map((name) => this.#placeOf(name)));
    for (const name of outputs) {
      this.#behind.set(name, behind);
      if (this.#pass.graph.values.get(name)?.elementType === 'float32') this.#gradients.push(name);
    }
  }

  /** The newest value that depends on what is computed from `place` on; rather one that `reader` reads anyway. */
  lastBehind(place: number, reader: Node): string | undefined {
    const fits = (name: string): boolean => (this.#behind.get(name) ?? -1) >= place;
    const own = reader.inputs.filter((name) => this.#pass.graph.values.get(name)?.elementType === 'float32');
    return own.find(fits) ?? this.#gradients.findLast(fits);
  }

  #placeOf(name: string): number {
    const { activations, placeOf } = this.#pass;
    return this.#behind.get(name) ?? (activations.has(name) ? placeOf.get(name)! : -1);
  }
}
