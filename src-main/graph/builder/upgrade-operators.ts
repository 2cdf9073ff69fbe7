import { UserError } from '../../../src-shared/errors.ts';
import { getInt, int, text } from '../attributes.ts';
import { type Attribute, builderOpset, describeNode, type Graph, type Node } from '../graph.ts';
import { reductionOperators } from '../shapes/reduction.ts';
import { elementCount, float32, int64s, type TensorData } from '../tensor-data.ts';

/** Attributes that later operator sets made inputs, with the place they took. */
const becameInputs: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Clip: { min: 1, max: 2 },
  Dropout: { ratio: 1 },
  Pad: { pads: 1, value: 2 },
  Reshape: { shape: 1 },
  Slice: { starts: 1, ends: 2, axes: 3 },
  Split: { split: 1 },
  Squeeze: { axes: 1 },
  TopK: { k: 1 },
  Unsqueeze: { axes: 1 },
  Upsample: { scales: 1 },
  ...Object.fromEntries(reductionOperators.map((op) => [op, { axes: 1 }])),
};

/** Operator sets before this one broadcast by attributes. */
const oldestOpset = 7;

/** A graph being rewritten: nodes may need new constants beside them. */
interface Upgrade {
  readonly graph: Graph;
  readonly constants: Map<string, TensorData>;
}

function addConstant({ constants }: Upgrade, stem: string, data: TensorData): string {
  const name = `${stem}:upgraded`;
  constants.set(name, data);
  return name;
}

function asTensor(node: Node, attribute: Attribute): TensorData {
  if (attribute.kind === 'ints') return int64s(attribute.value);
  if (attribute.kind === 'int') return int64s([attribute.value]);
  if (attribute.kind === 'floats') return float32([attribute.value.length], attribute.value);
  if (attribute.kind === 'float') return float32([], [attribute.value]);
  throw new TypeError(`${describeNode(node)}: a ${attribute.kind} attribute cannot become an input.`);
}

function moveAttributes(upgrade: Upgrade, node: Node): Node {
  const places = Object.entries(becameInputs[node.op] ?? {}).filter(([name]) => name in node.attributes);
  if (places.length === 0) return node;
  const inputs = [...node.inputs];
  const attributes = { ...node.attributes };
  for (const [name, place] of places) {
    const attribute = attributes[name];
    if (attribute === undefined) continue;
    while (inputs.length < place) inputs.push('');
    inputs[place] = addConstant(upgrade, `${node.outputs[0] ?? ''}:${name}`, asTensor(node, attribute));
    delete attributes[name];
  }
  return { ...node, inputs, attributes };
}

/** Since 18 a Split without sizes says into how many parts. */
function countParts(node: Node): Node {
  if (node.op !== 'Split' || node.inputs.length > 1 || 'num_outputs' in node.attributes) return node;
  return { ...node, attributes: { ...node.attributes, num_outputs: int(node.outputs.length) } };
}

/** Upsample, and Resize before 11, took the scales as second input and sampled asymmetrically. */
function modernResize(node: Node, opset: number): Node {
  const old = node.op === 'Upsample' || (node.op === 'Resize' && opset < 11);
  if (!old) return node;
  const [x = '', scales = ''] = node.inputs;
  const attributes = {
    ...node.attributes,
    coordinate_transformation_mode: text('asymmetric'),
    nearest_mode: text('floor'),
  };
  return { ...node, op: 'Resize', inputs: [x, '', scales], attributes };
}

/** Before 13 Softmax normalised over all axes from `axis` (default 1) on: a Softmax of the flattened matrix. */
function flattenedSoftmax(upgrade: Upgrade, node: Node, opset: number): readonly Node[] {
  if (opset >= 13 || (node.op !== 'Softmax' && node.op !== 'LogSoftmax')) return [node];
  const [x = ''] = node.inputs;
  const [y = ''] = node.outputs;
  const shape = upgrade.graph.values.get(x)?.shape?.map(Number) ?? [];
  const raw = getInt(node, 'axis', 1);
  const axis = raw < 0 ? raw + shape.length : raw;
  if (axis === shape.length - 1) return [{ ...node, attributes: { axis: int(-1) } }];
  const reshape = (from: string, to: string, dims: readonly number[]): Node => ({
    name: `${to}:reshape`,
    op: 'Reshape',
    domain: '',
    inputs: [from, addConstant(upgrade, `${to}:shape`, int64s(dims))],
    outputs: [to],
    attributes: {},
  });
  const rows = elementCount(shape.slice(0, axis));
  return [
    reshape(x, `${y}:matrix`, [rows, elementCount(shape.slice(axis))]),
    { ...node, inputs: [`${y}:matrix`], outputs: [`${y}:rows`], attributes: { axis: int(-1) } },
    reshape(`${y}:rows`, y, shape),
  ];
}

function upgradeNode(upgrade: Upgrade, node: Node, opset: number): readonly Node[] {
  if (node.domain !== '') return [node];
  if (node.op === 'Scatter') return [{ ...node, op: 'ScatterElements' }];
  const modern = modernResize(countParts(moveAttributes(upgrade, node)), opset);
  return flattenedSoftmax(upgrade, modern, opset);
}

/**
 * Rewrites nodes of ONNX operator sets 7 and later for the set that builders use, so that new nodes can join them: the
 * operators of `becameInputs`, Scatter, Split, Upsample, Resize, Softmax and LogSoftmax. All others stay as they are, which is wrong for
 * the few that changed otherwise: Hardmax before 13, Scan before 9, BatchNormalization with `spatial` 0
 * (before 9) or in training (before 14), DFT and GridSample before 20, Resize with `tf_half_pixel_for_nn` (before 13). Nodes
 * of nested graphs (If, Loop) are not visited. Shapes must be static. Throws a `UserError` (`unsupported`) for older sets.
 */
export function upgradeOperators(graph: Graph): Graph {
  const opset = graph.opsets[''] ?? builderOpset;
  if (opset >= builderOpset) return graph;
  if (opset < oldestOpset) {
    throw new UserError(
      'unsupported',
      `The ONNX model uses operator set ${opset}; ${oldestOpset} is the oldest that can be trained.`,
      'Export the model again with a current exporter.',
    );
  }
  const upgrade: Upgrade = { graph, constants: new Map() };
  const nodes = graph.nodes.flatMap((node) => upgradeNode(upgrade, node, opset));
  return {
    ...graph,
    nodes,
    initializers: new Map([...graph.initializers, ...upgrade.constants]),
    opsets: { ...graph.opsets, '': builderOpset },
  };
}
