import type { Graph, Node } from '../graph.ts';

/** Which part of a training graph is its forward pass. */
export interface TrainingNames {
  /** The scalar whose gradients the graph computes: an output. What stands behind its node in the graph is the backward pass. */
  readonly loss: string;
  /** Inputs that activations are computed from, other than weights: pictures. */
  readonly batch: readonly string[];
}

/** What recomputation must know of the forward pass. Places are indices into the graph's nodes. */
export interface ForwardPass {
  readonly graph: Graph;
  readonly forward: readonly Node[];
  readonly backward: readonly Node[];
  /** The node that computes a value of the forward pass. */
  readonly placeOf: ReadonlyMap<string, number>;
  /** Values that are computed from the batch in the forward pass. */
  readonly activations: ReadonlySet<string>;
  /** Inputs that activations are computed from. */
  readonly batch: ReadonlySet<string>;
  /** Activations that the backward pass reads: memory that waits from one to the other. */
  readonly stored: ReadonlySet<string>;
}

/** Null where the graph has no such loss. */
export function forwardPass(graph: Graph, { loss, batch }: TrainingNames): ForwardPass | null {
  const last = graph.nodes.findIndex(({ outputs }) => outputs.includes(loss));
  if (last < 0) return null;
  const forward = graph.nodes.slice(0, last + 1);
  const backward = graph.nodes.slice(last + 1);
  const placeOf = new Map<string, number>();
  const activations = new Set<string>();
  for (const [place, { inputs, outputs }] of forward.entries()) {
    const reached = inputs.some((name) => batch.includes(name) || activations.has(name));
    for (const name of outputs.filter((output) => output !== '')) {
      placeOf.set(name, place);
      if (reached) activations.add(name);
    }
  }
  const read = new Set(backward.flatMap(({ inputs }) => inputs));
  return {
    graph,
    forward,
    backward,
    placeOf,
    activations,
    batch: new Set(batch),
    stored: new Set([...activations].filter((name) => read.has(name))),
  };
}
