import { UserError } from '../../../src-shared/errors.ts';
import type { Attribute, Dim, Graph, Node, ValueType } from '../graph.ts';
import { type TensorData, toBytes } from '../tensor-data.ts';
import { codeOfElementType } from './element-types.ts';
import {
  attributeFields,
  attributeKinds,
  dimFields,
  entryFields,
  graphFields,
  modelFields,
  nodeFields,
  opsetFields,
  shapeFields,
  tensorFields,
  tensorTypeFields,
  typeFields,
  valueInfoFields,
} from './fields.ts';
import { WireWriter } from './wire-writer.ts';

const largestInt = 2n ** 63n - 1n;

/** Numbers hold 2^63 where files say 2^63 - 1 ("to the end"): keep it in range. */
function toInt64(value: number): bigint {
  const exact = BigInt(value);
  if (exact > largestInt) return largestInt;
  return exact < -largestInt - 1n ? -largestInt - 1n : exact;
}

function encodeTensor(data: TensorData, name = ''): WireWriter {
  const writer = new WireWriter();
  if (data.dims.length > 0) writer.packedInts(tensorFields.dims, data.dims);
  writer.int(tensorFields.dataType, codeOfElementType(data.type));
  if (name !== '') writer.text(tensorFields.name, name);
  if (data.type === 'string') for (const text of data.data) writer.text(tensorFields.stringData, text);
  else writer.bytes(tensorFields.rawData, toBytes(data));
  return writer;
}

function encodeAttribute(name: string, attribute: Attribute): WireWriter {
  const writer = new WireWriter().text(attributeFields.name, name);
  writer.int(attributeFields.type, attributeKinds.indexOf(attribute.kind) + 1);
  switch (attribute.kind) {
    case 'float':
      return writer.float(attributeFields.float, attribute.value);
    case 'int':
      return writer.int(attributeFields.int, toInt64(attribute.value));
    case 'string':
      return writer.text(attributeFields.string, attribute.value);
    case 'tensor':
      return writer.message(attributeFields.tensor, encodeTensor(attribute.value));
    case 'graph':
      return writer.message(attributeFields.graph, encodeGraph(attribute.value));
    case 'floats':
      return writer.packedFloats(attributeFields.floats, attribute.value);
    case 'ints':
      return writer.packedInts(attributeFields.ints, attribute.value.map(toInt64));
    case 'strings':
      for (const text of attribute.value) writer.text(attributeFields.strings, text);
      return writer;
    case 'tensors':
      for (const item of attribute.value) writer.message(attributeFields.tensors, encodeTensor(item));
      return writer;
    case 'graphs':
      for (const item of attribute.value) writer.message(attributeFields.graphs, encodeGraph(item));
      return writer;
    default:
      return attribute satisfies never;
  }
}

function encodeNode(node: Node): WireWriter {
  const writer = new WireWriter();
  for (const input of node.inputs) writer.text(nodeFields.input, input);
  for (const output of node.outputs) writer.text(nodeFields.output, output);
  if (node.name !== '') writer.text(nodeFields.name, node.name);
  writer.text(nodeFields.opType, node.op);
  if (node.domain !== '') writer.text(nodeFields.domain, node.domain);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    writer.message(nodeFields.attribute, encodeAttribute(name, attribute));
  }
  return writer;
}

function encodeDim(dim: Dim): WireWriter {
  const writer = new WireWriter();
  if (typeof dim === 'number') return writer.int(dimFields.value, dim);
  return dim === '' ? writer : writer.text(dimFields.param, dim);
}

function encodeValueInfo(name: string, type: ValueType | undefined): WireWriter {
  const writer = new WireWriter().text(valueInfoFields.name, name);
  if (type === undefined) return writer;
  const tensorType = new WireWriter().int(tensorTypeFields.elementType, codeOfElementType(type.elementType));
  if (type.shape !== null) {
    const shape = new WireWriter();
    for (const dim of type.shape) shape.message(shapeFields.dim, encodeDim(dim));
    tensorType.message(tensorTypeFields.shape, shape);
  }
  return writer.message(valueInfoFields.type, new WireWriter().message(typeFields.tensor, tensorType));
}

function encodeGraph(graph: Graph): WireWriter {
  const writer = new WireWriter();
  for (const node of graph.nodes) writer.message(graphFields.node, encodeNode(node));
  writer.text(graphFields.name, graph.name);
  for (const [name, data] of graph.initializers) {
    writer.message(graphFields.initializer, encodeTensor(data, name));
  }
  const info = (field: number, name: string): WireWriter =>
    writer.message(field, encodeValueInfo(name, graph.values.get(name)));
  for (const name of graph.inputs) info(graphFields.input, name);
  for (const name of graph.outputs) info(graphFields.output, name);
  const declared = new Set([...graph.inputs, ...graph.outputs, ...graph.initializers.keys()]);
  for (const name of graph.values.keys()) if (!declared.has(name)) info(graphFields.valueInfo, name);
  return writer;
}

/** Oldest IR version that knows the operator set (onnx/onnx, docs/Versioning.md). */
function irVersion(opset: number): number {
  if (opset >= 21) return 10;
  return opset >= 19 ? 9 : 8;
}

/** Largest file that Protocol Buffers can hold. */
const largestModel = 2 ** 31 - 1;

/** Writes an ONNX model with all weights inside. Throws a `UserError` (`unsupported`) beyond 2 GiB. */
export function encodeModel(graph: Graph): Uint8Array {
  const writer = new WireWriter()
    .int(modelFields.irVersion, irVersion(graph.opsets[''] ?? 0))
    .text(modelFields.producerName, 'variegate')
    .message(modelFields.graph, encodeGraph(graph));
  for (const [domain, version] of Object.entries(graph.opsets)) {
    const opset = new WireWriter().text(opsetFields.domain, domain).int(opsetFields.version, version);
    writer.message(modelFields.opsetImport, opset);
  }
  for (const [key, value] of Object.entries(graph.metadata)) {
    const entry = new WireWriter().text(entryFields.key, key).text(entryFields.value, value);
    writer.message(modelFields.metadata, entry);
  }
  if (writer.length > largestModel) {
    throw new UserError('unsupported', 'The model is larger than the 2 GiB that one ONNX file can hold.');
  }
  return writer.finish();
}
