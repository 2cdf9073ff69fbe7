import { createGraphBuilder } from '../../builder/graph-builder.ts';
import { formula } from '../../testing/formula.ts';
import { gradients } from '../../gradients/gradients.ts';
import type { Graph, Value } from '../../graph.ts';
import { lower } from '../../lowering/lower.ts';
import { anyTarget, type LoweringTarget } from '../../lowering/target.ts';
import { type ForwardPass, forwardPass } from '../forward-pass.ts';

export const names = { loss: 'loss', batch: ['images'] };

/** Layers of x · sigmoid(w x), [rows, 64] each: little to compute, and three tensors a layer that the backward pass reads. */
export function chain(layers: number, rows: number): Graph {
  const b = createGraphBuilder();
  let x: Value = b.input('images', 'float32', [rows, 64]);
  const weights = Array.from({ length: layers }, (_, i) => b.input(`w${i}`, 'float32', [64]));
  for (const weight of weights) x = b.Mul(x, b.Sigmoid(b.Mul(x, weight)));
  const loss = b.ReduceMean(b.Mul(x, x), undefined, false);
  // Updates in the order of the layers, as training graphs have them: the runtime begins with the last one.
  gradients(b, loss, weights).forEach((gradient, i) => b.output(`next${i}`, b.Sub(weights[i]!, gradient)));
  b.output('loss', loss);
  return lower(b.finish('chain')).graph;
}

export const chainFeeds = (layers: number, rows: number) => ({
  images: formula(1, [rows, 64], -1, 1),
  ...Object.fromEntries(Array.from({ length: layers }, (_, i) => [`w${i}`, formula(i + 2, [64], 0.5, 1.5)])),
});

/** The forward pass of a graph; `target` lowers it first. */
export function passOf(graph: Graph, target: LoweringTarget = anyTarget): ForwardPass {
  const pass = forwardPass(lower(graph, { target }).graph, names);
  if (!pass) throw new Error('The graph has no loss.');
  return pass;
}
