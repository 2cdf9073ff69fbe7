import type { Attribute, Graph } from '../graph.ts';
import type { TensorData } from '../tensor-data.ts';
import { decodeTensor, type ReadExternal } from './decode-tensor.ts';
import { attributeFields, attributeKinds } from './fields.ts';
import { readFields, readRepeated, type WireReader } from './wire-reader.ts';

interface Parts {
  float: number;
  int: number;
  string: string;
  tensor: TensorData | undefined;
  graph: Graph | undefined;
  readonly floats: number[];
  readonly ints: number[];
  readonly strings: string[];
  readonly tensors: TensorData[];
  readonly graphs: Graph[];
}

function toAttribute(kind: Attribute['kind'], parts: Parts): Attribute | undefined {
  switch (kind) {
    case 'float':
      return { kind, value: parts.float };
    case 'int':
      return { kind, value: parts.int };
    case 'string':
      return { kind, value: parts.string };
    case 'tensor':
      return parts.tensor && { kind, value: parts.tensor };
    case 'graph':
      return parts.graph && { kind, value: parts.graph };
    case 'floats':
      return { kind, value: parts.floats };
    case 'ints':
      return { kind, value: parts.ints };
    case 'strings':
      return { kind, value: parts.strings };
    case 'tensors':
      return { kind, value: parts.tensors };
    case 'graphs':
      return { kind, value: parts.graphs };
    default:
      return kind satisfies never;
  }
}

/** Fields 2 to 11 stand in the same order as the attribute types. */
const kindOfField = (field: number): Attribute['kind'] | undefined =>
  attributeKinds[field - attributeFields.float];

/**
 * Reads an `AttributeProto`. Old files leave its type out; then the field that is there tells. Kinds that ONNX's own
 * operators here do not use (sparse tensors, types) give nothing. `nested` reads a subgraph, `external` the data of a tensor
 * that is kept beside the model.
 */
export function decodeAttribute(
  reader: WireReader,
  nested: (from: WireReader) => Graph,
  external?: ReadExternal,
): { readonly name: string; readonly value: Attribute } | undefined {
  const parts: Parts = {
    float: 0,
    int: 0,
    string: '',
    tensor: undefined,
    graph: undefined,
    floats: [],
    ints: [],
    strings: [],
    tensors: [],
    graphs: [],
  };
  let name = '';
  let declared: Attribute['kind'] | undefined;
  let seen: Attribute['kind'] | undefined;
  readFields(reader, (field) => {
    seen = kindOfField(field.number) ?? seen;
    switch (field.number) {
      case attributeFields.name:
        name = reader.text();
        return true;
      case attributeFields.type:
        declared = attributeKinds[Number(reader.varint()) - 1];
        return true;
      case attributeFields.float:
        parts.float = reader.float();
        return true;
      case attributeFields.int:
        parts.int = Number(reader.int64());
        return true;
      case attributeFields.string:
        parts.string = reader.text();
        return true;
      case attributeFields.tensor:
        parts.tensor = decodeTensor(reader.message(), external).data;
        return true;
      case attributeFields.graph:
        parts.graph = nested(reader.message());
        return true;
      case attributeFields.floats:
        readRepeated(reader, field, parts.floats, (from) => from.float());
        return true;
      case attributeFields.ints:
        readRepeated(reader, field, parts.ints, (from) => Number(from.int64()));
        return true;
      case attributeFields.strings:
        parts.strings.push(reader.text());
        return true;
      case attributeFields.tensors:
        parts.tensors.push(decodeTensor(reader.message(), external).data);
        return true;
      case attributeFields.graphs:
        parts.graphs.push(nested(reader.message()));
        return true;
      default:
        return false;
    }
  });
  const kind = declared ?? seen;
  const value = kind === undefined ? undefined : toAttribute(kind, parts);
  return value === undefined ? undefined : { name, value };
}
