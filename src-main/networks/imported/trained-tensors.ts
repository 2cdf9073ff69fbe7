import type { Node } from '../../graph/graph.ts';
import { elementCount, type TensorData } from '../../graph/tensor-data.ts';

/** What an initializer of the file is in training. */
export type TensorRole =
  /** Matrices and kernels decay, vectors do not. */
  | { readonly kind: 'parameter'; readonly weightDecay: boolean; readonly scale: boolean }
  /** A running statistic of batch norm. */
  | { readonly kind: 'buffer'; readonly scale: boolean };

/** Inputs through which gradients pass, where it is not the first alone. */
const dataInputs: Readonly<Record<string, readonly number[]>> = {
  Conv: [0, 1, 2],
  ConvTranspose: [0, 1, 2],
  Einsum: [0, 1, 2, 3],
  Gemm: [0, 1, 2],
  GroupNormalization: [0, 1, 2],
  InstanceNormalization: [0, 1, 2],
  LayerNormalization: [0, 1, 2],
  RMSNormalization: [0, 1],
  MatMul: [0, 1],
  PRelu: [0, 1],
  Where: [1, 2],
};
const allInputs: ReadonlySet<string> = new Set([
  'Add',
  'Sub',
  'Mul',
  'Div',
  'Sum',
  'Concat',
  'Max',
  'Min',
  'Mean',
]);
/** They make one value of the picture and weights: what comes before the first of them prepares the picture. */
const layers: ReadonlySet<string> = new Set(['Conv', 'ConvTranspose', 'Gemm', 'MatMul', 'Einsum']);
/** The weights among `dataInputs` that multiply what a norm has made. */
const scales: ReadonlySet<string> = new Set([
  'BatchNormalization',
  'GroupNormalization',
  'InstanceNormalization',
  'LayerNormalization',
  'RMSNormalization',
]);

const isMask = ({ dims, data }: TensorData): boolean => {
  if (dims.length < 2 || typeof data[0] === 'string') return false;
  const values = new Set<unknown>(data);
  return values.size <= 2 && values.has(0);
};

/** Whether an initializer can be a weight: numbers are, single ones and masks (of one number and 0) are constants. */
const isWeight = (data: TensorData | undefined): data is TensorData =>
  data?.type === 'float32' && elementCount(data.dims) > 1 && !isMask(data);

/**
 * Which initializers are trained: those that reach a differentiable input of a node, after the first layer; what stands before that
 * normalises the picture. `reached` holds what is computed from the picture.
 */
export function trainedTensors(
  nodes: readonly Node[],
  initializers: ReadonlyMap<string, TensorData>,
  reached: ReadonlySet<string>,
): ReadonlyMap<string, TensorRole> {
  const roles = new Map<string, TensorRole>();
  let inside = false;
  for (const node of nodes) {
    const ofPicture = node.inputs.some((name) => reached.has(name));
    if (ofPicture && layers.has(node.op)) inside = true;
    if (node.op === 'BatchNormalization') addBatchNorm(node, initializers, roles);
    else if (inside || !ofPicture) addWeights(node, initializers, roles);
  }
  return roles;
}

function addWeights(
  node: Node,
  initializers: ReadonlyMap<string, TensorData>,
  roles: Map<string, TensorRole>,
): void {
  const places = dataInputs[node.op] ?? (allInputs.has(node.op) ? [...node.inputs.keys()] : [0]);
  for (const place of places) {
    const name = node.inputs[place] ?? '';
    const data = initializers.get(name);
    if (!isWeight(data) || roles.has(name)) continue;
    // What is added to all places alike is a bias or an embedding, however many extents it has.
    const weightDecay = data.dims.length > 1 && !allInputs.has(node.op);
    roles.set(name, { kind: 'parameter', weightDecay, scale: scales.has(node.op) && place === 1 });
  }
}

function addBatchNorm(
  { inputs }: Node,
  initializers: ReadonlyMap<string, TensorData>,
  roles: Map<string, TensorRole>,
): void {
  for (const [place, name] of inputs.entries()) {
    if (place === 0 || initializers.get(name)?.type !== 'float32') continue;
    const scale = place === 1 || place === 4;
    roles.set(name, place < 3 ? { kind: 'parameter', weightDecay: false, scale } : { kind: 'buffer', scale });
  }
}
