import type { Graph, Node } from '../graph.ts';
import { Arrivals } from './arrivals.ts';
import type { ForwardPass } from './forward-pass.ts';
import { Gate } from './gate.ts';
import { RewrittenGraph } from './rewritten-graph.ts';
import { Segments } from './segments.ts';

/**
 * Activation checkpointing (Chen et al. 2016, "Training Deep Nets with Sublinear Memory Cost"): the forward pass is cut before the places in
 * `cuts` (ascending); the backward pass reads what the last segment stored, and computes the activations of the others once more from
 * what reaches over the cuts. The same nodes on the same numbers give the same gradients.
 */
export function recompute(pass: ForwardPass, cuts: readonly number[]): Graph {
  return cuts.length === 0 ? pass.graph : new Recomputation(pass, cuts).graph();
}

class Recomputation {
  readonly #pass: ForwardPass;
  readonly #segments: Segments;
  readonly #result: RewrittenGraph;
  readonly #arrivals: Arrivals;
  /** By segment. */
  readonly #gates = new Map<number, Gate>();
  /** Names of what is computed again, by those of the first time. */
  readonly #again = new Map<string, string>();

  constructor(pass: ForwardPass, cuts: readonly number[]) {
    this.#pass = pass;
    this.#segments = new Segments(pass, cuts);
    this.#result = new RewrittenGraph(pass.graph);
    this.#arrivals = new Arrivals(pass);
  }

  graph(): Graph {
    const { forward, backward } = this.#pass;
    for (const node of forward) this.#result.add(node);
    for (const node of backward) {
      const inputs = node.inputs.map((name) => this.#read(name, node));
      this.#result.add({ ...node, inputs });
      this.#arrivals.add(node);
    }
    return this.#result.finish();
  }

  /** What a node of the backward pass reads in the place of a value. */
  #read(name: string, reader: Node): string {
    if (!this.#segments.drops(name)) return name;
    const segment = this.#segments.of(name);
    const gate = this.#gates.get(segment) ?? this.#openGate(segment, reader);
    return gate ? this.#computedAgain(name, gate) : name;
  }

  /** Undefined while no gradient has arrived at the segment. */
  #openGate(segment: number, reader: Node): Gate | undefined {
    const gradient = this.#arrivals.lastBehind(this.#segments.end(segment), reader);
    if (gradient === undefined) return undefined;
    const gate = new Gate(this.#result, `again/${segment}`, gradient);
    this.#gates.set(segment, gate);
    return gate;
  }

  #computedAgain(name: string, gate: Gate): string {
    const known = this.#again.get(name);
    if (known !== undefined) return known;
    const { forward, placeOf, activations, batch } = this.#pass;
    const node = forward[placeOf.get(name)!]!;
    const inputs = node.inputs.map((input) => {
      if (this.#segments.drops(input)) return this.#computedAgain(input, gate);
      return activations.has(input) || batch.has(input) ? gate.through(input) : input;
    });
    const outputs = node.outputs.map((output) => (output === '' ? '' : `again/${output}`));
    for (const [i, output] of node.outputs.entries()) this.#again.set(output, outputs[i]!);
    const types = node.outputs.map((output) => this.#result.typeOf(output));
    this.#result.add({ ...node, name: `again/${node.name}`, inputs, outputs }, types);
    return `again/${name}`;
  }
}
