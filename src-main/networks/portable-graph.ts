import { createGraphBuilder, type GraphBuilder } from '../graph/builder/graph-builder.ts';
import { builderOpset, type Graph, type Node, type Value, type ValueType } from '../graph/graph.ts';
import type { TensorData } from '../graph/tensor-data.ts';
import type { TensorSpecs } from './module.ts';

/** Most operators mean the same in this older set, which more programs read. */
const commonOpset = 17;

/** They came, or took their present form, after it. */
const newer: ReadonlySet<string> = new Set([
  'AffineGrid',
  'DFT',
  'Gelu',
  'GridSample',
  'GroupNormalization',
  'IsInf',
  'IsNaN',
  'Mish',
  'ReduceL1',
  'ReduceL2',
  'ReduceLogSum',
  'ReduceLogSumExp',
  'ReduceMax',
  'ReduceMean',
  'ReduceMin',
  'ReduceProd',
  'ReduceSumSquare',
  'Resize',
]);

const isNewer = ({ op, attributes }: Node): boolean => newer.has(op) || 'num_outputs' in attributes;

/** A network from a file may need a set beyond the builder's. */
function opsetFor({ nodes, opsets }: Graph): number {
  const own = opsets[''] ?? builderOpset;
  return own > builderOpset || nodes.some(isNewer) ? own : commonOpset;
}

/** The open extent that stands for the number of images or texts. */
const batch = 'batch';

export interface PortableModel {
  readonly name: string;
  /** Free text that travels with the model. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly specs: TensorSpecs;
  /** The present value of a parameter or buffer. */
  readonly tensor: (name: string) => TensorData;
  /** Declares the inputs for a batch of 1 and adds the network in inference mode; its results by public name. */
  readonly build: (b: GraphBuilder, weights: ReadonlyMap<string, Value>) => Readonly<Record<string, Value>>;
}

/** A model for other programs: plain ONNX, weights inside, the first axis of every input and result open. */
export function portableGraph({ name, metadata, specs, tensor, build }: PortableModel): Graph {
  const b = createGraphBuilder();
  const weights = [...specs.parameters, ...specs.buffers].map((spec): [string, Value] => [
    spec.name,
    b.initializer(spec.name, tensor(spec.name)),
  ]);
  for (const [output, value] of Object.entries(build(b, new Map(weights)))) b.output(output, value);
  const graph = b.finish(name, metadata);
  const open = (value: string): [string, ValueType] => {
    const type = graph.values.get(value);
    if (type === undefined) throw new Error(`The graph says nothing of "${value}".`);
    return [value, { ...type, shape: [batch, ...(type.shape ?? []).slice(1)] }];
  };
  return {
    ...graph,
    opsets: { '': opsetFor(graph) },
    values: new Map([...graph.inputs, ...graph.outputs].map(open)),
  };
}
