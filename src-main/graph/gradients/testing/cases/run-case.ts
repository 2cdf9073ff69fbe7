import { builderFrom } from '../../../builder/graph-builder.ts';
import type { Executable } from '../../../executors/executor.ts';
import { onnxRuntime } from '../../../executors/onnxruntime.ts';
import { builderOpset, type Graph } from '../../../graph.ts';
import { lower } from '../../../lowering/lower.ts';
import type { TensorData } from '../../../tensor-data.ts';
import { gradients } from '../../gradients.ts';
import { caseData, lossWeights, type RuleCase } from './rule-case.ts';

/** What a case is built on: nothing, in its operator set. */
export const emptyGraph = ({ opset = builderOpset }: { readonly opset?: number }): Graph => ({
  name: '',
  inputs: [],
  outputs: [],
  nodes: [],
  initializers: new Map(),
  values: new Map(),
  opsets: { '': opset },
  metadata: {},
});

/** The case as a graph: inputs `x0`, `x1`, ..., outputs `y` and the gradients `g0`, `g1`, ... of sum(weights * y). */
export function caseGraph(ruleCase: RuleCase): Graph {
  const b = builderFrom(emptyGraph(ruleCase));
  const inputs = ruleCase.inputs.map(({ shape }, i) => b.input(`x${i}`, 'float32', shape));
  const y = ruleCase.build(b, ...inputs);
  const loss = b.ReduceSum(b.Mul(y, b.initializer('weights', lossWeights(y.shape))));
  const results = gradients(b, loss, inputs);
  b.output('y', y);
  results.forEach((gradient, i) => b.output(`g${i}`, gradient));
  return b.finish(ruleCase.name);
}

export function caseFeeds(ruleCase: RuleCase): Record<string, TensorData> {
  return Object.fromEntries(caseData(ruleCase).map((data, i) => [`x${i}`, data]));
}

export const loadCase = (ruleCase: RuleCase): Promise<Executable> =>
  onnxRuntime.load(lower(caseGraph(ruleCase)).graph, { threads: 1 });

/** A float32 result; anything else is a defect of the case. */
export function floats(outputs: Readonly<Record<string, TensorData>>, name: string): Float32Array {
  const output = outputs[name];
  if (output?.type !== 'float32') throw new TypeError(`${name} is no float32 tensor.`);
  return output.data;
}
