import { UserError } from '../../../src-shared/errors.ts';
import type { Attribute, Graph, Node, ValueType } from '../graph.ts';
import type { TensorData } from '../tensor-data.ts';
import { decodeAttribute } from './decode-attribute.ts';
import { decodeTensor, type ReadExternal, readEntries } from './decode-tensor.ts';
import { decodeValueInfo } from './decode-value-info.ts';
import { graphFields, modelFields, nodeFields, opsetFields } from './fields.ts';
import { damagedFile, readFields, WireReader } from './wire-reader.ts';

export interface DecodeOptions {
  /** Reads weights that are kept beside the model; without it such a model is refused. */
  readonly readExternal?: ReadExternal;
}

const normalDomain = (domain: string): string => (domain === 'ai.onnx' ? '' : domain);

interface Model {
  readonly opsets: Record<string, number>;
  readonly metadata: Map<string, string>;
  readonly readExternal: ReadExternal | undefined;
}

function decodeNode(reader: WireReader, model: Model): Node {
  const nested = (from: WireReader): Graph => decodeGraph(from, { ...model, metadata: new Map() });
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: Record<string, Attribute> = {};
  let name = '';
  let op = '';
  let domain = '';
  readFields(reader, (field) => {
    if (field.number === nodeFields.input) inputs.push(reader.text());
    else if (field.number === nodeFields.output) outputs.push(reader.text());
    else if (field.number === nodeFields.name) name = reader.text();
    else if (field.number === nodeFields.opType) op = reader.text();
    else if (field.number === nodeFields.domain) domain = normalDomain(reader.text());
    else if (field.number === nodeFields.attribute) {
      const entry = decodeAttribute(reader.message(), nested, model.readExternal);
      if (entry !== undefined) attributes[entry.name] = entry.value;
    } else return false;
    return true;
  });
  if (op === '') throw damagedFile('a node has no operator');
  return { name, op, domain, inputs, outputs, attributes };
}

function decodeGraph(reader: WireReader, model: Model): Graph {
  const nodes: Node[] = [];
  const inputs: string[] = [];
  const outputs: string[] = [];
  const initializers = new Map<string, TensorData>();
  const values = new Map<string, ValueType>();
  let name = '';
  const valueInfo = (): string => {
    const info = decodeValueInfo(reader.message());
    if (info.type !== undefined) values.set(info.name, info.type);
    return info.name;
  };
  readFields(reader, (field) => {
    switch (field.number) {
      case graphFields.node:
        nodes.push(decodeNode(reader.message(), model));
        return true;
      case graphFields.name:
        name = reader.text();
        return true;
      case graphFields.initializer: {
        const entry = decodeTensor(reader.message(), model.readExternal);
        initializers.set(entry.name, entry.data);
        return true;
      }
      case graphFields.input:
        inputs.push(valueInfo());
        return true;
      case graphFields.output:
        outputs.push(valueInfo());
        return true;
      case graphFields.valueInfo:
        valueInfo();
        return true;
      case graphFields.sparseInitializer:
        throw new UserError('unsupported', 'The ONNX model has sparse weights, which are not supported.');
      default:
        return false;
    }
  });
  for (const [key, { type, dims }] of initializers) values.set(key, { elementType: type, shape: dims });
  return {
    name,
    // Files before IR version 4 list initializers as inputs too.
    inputs: inputs.filter((input) => !initializers.has(input)),
    outputs,
    nodes,
    initializers,
    values,
    opsets: model.opsets,
    metadata: Object.fromEntries(model.metadata),
  };
}

function decodeOpset(reader: WireReader): [string, number] {
  let domain = '';
  let version = 1;
  readFields(reader, (field) => {
    if (field.number === opsetFields.domain) domain = normalDomain(reader.text());
    else if (field.number === opsetFields.version) version = Number(reader.int64());
    else return false;
    return true;
  });
  return [domain, version];
}

/**
 * Reads an ONNX model (`ModelProto`). Fields it does not know are skipped. Throws a `UserError`: `bad-input` for a file that
 * is truncated or no ONNX model, `unsupported` for model-local functions, sparse or (without `readExternal`) external weights.
 */
export function decodeModel(bytes: Uint8Array, options: DecodeOptions = {}): Graph {
  const model: Model = { opsets: {}, metadata: new Map(), readExternal: options.readExternal };
  let graphReader: WireReader | undefined;
  const reader = new WireReader(bytes);
  readFields(reader, (field) => {
    switch (field.number) {
      case modelFields.graph:
        graphReader = reader.message();
        return true;
      case modelFields.opsetImport: {
        const [domain, version] = decodeOpset(reader.message());
        model.opsets[domain] = version;
        return true;
      }
      case modelFields.metadata:
        readEntries(reader, model.metadata);
        return true;
      case modelFields.functions:
        throw new UserError(
          'unsupported',
          'The ONNX model has functions of its own, which are not supported.',
        );
      default:
        return false;
    }
  });
  if (graphReader === undefined) throw damagedFile('it holds no graph');
  return decodeGraph(graphReader, model);
}
