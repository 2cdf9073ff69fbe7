import { int } from '../../graph/attributes.ts';
import type { Attribute, Attributes, Graph, Node, ValueType } from '../../graph/graph.ts';
import { codeOfElementType } from '../../graph/onnx/element-types.ts';
import type { ElementType, TensorData } from '../../graph/tensor-data.ts';
import { toSinglePrecision } from '../single-precision.ts';

const halves: readonly ElementType[] = ['float16', 'bfloat16'];
const halfCodes = new Set(halves.map(codeOfElementType));
const single = int(codeOfElementType('float32'));

const isHalf = (type: ElementType): boolean => halves.includes(type);

/** Whether any number of the graph is stored in half precision. */
export const hasHalfPrecision = ({ values, initializers }: Graph): boolean =>
  [...values.values()].some(({ elementType }) => isHalf(elementType)) ||
  [...initializers.values()].some(({ type }) => isHalf(type));

const widened = (data: TensorData): TensorData =>
  isHalf(data.type) ? (toSinglePrecision(data) ?? data) : data;

function attribute(node: Node, name: string, value: Attribute): Attribute {
  if (value.kind === 'tensor') return { kind: 'tensor', value: widened(value.value) };
  const names = node.op === 'Cast' ? 'to' : 'dtype';
  return name === names && value.kind === 'int' && halfCodes.has(value.value) ? single : value;
}

const attributes = (node: Node): Attributes =>
  Object.fromEntries(
    Object.entries(node.attributes).map(([name, value]) => [name, attribute(node, name, value)]),
  );

/** The same graph with float32 in the place of float16 and bfloat16: gradients in half precision vanish. */
export const inSinglePrecision = (graph: Graph): Graph => ({
  ...graph,
  nodes: graph.nodes.map((node) => ({ ...node, attributes: attributes(node) })),
  initializers: new Map([...graph.initializers].map(([name, data]) => [name, widened(data)])),
  values: new Map(
    [...graph.values].map(([name, type]): [string, ValueType] => [
      name,
      isHalf(type.elementType) ? { ...type, elementType: 'float32' } : type,
    ]),
  ),
});
