import type { ElementType, TensorData } from './tensor-data.ts';

/** An extent: a number, or the name of one that is fixed later (`''` when it has none). */
export type Dim = number | string;

export interface ValueType {
  readonly elementType: ElementType;
  /** `null` when not even the rank is known (only in graphs read from files). */
  readonly shape: readonly Dim[] | null;
}

/** A value whose every extent is known: what builders hand out and what gradient rules work on. */
export interface Value {
  readonly name: string;
  readonly elementType: ElementType;
  readonly shape: readonly number[];
}

export type Attribute =
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'tensor'; readonly value: TensorData }
  | { readonly kind: 'graph'; readonly value: Graph }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
  | { readonly kind: 'tensors'; readonly value: readonly TensorData[] }
  | { readonly kind: 'graphs'; readonly value: readonly Graph[] };

export type Attributes = Readonly<Record<string, Attribute>>;

export interface Node {
  /** Unique in its graph when built here; may be empty in files. */
  readonly name: string;
  readonly op: string;
  /** `''` is ONNX's own operator set, `variegate` this program's internal one, which lowering removes. */
  readonly domain: string;
  /** Value names; `''` is an omitted optional input. */
  readonly inputs: readonly string[];
  /** Value names; `''` is an unused optional output. */
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

/** An ONNX model as plain data, nodes in topological order. */
export interface Graph {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly nodes: readonly Node[];
  readonly initializers: ReadonlyMap<string, TensorData>;
  /** Element type and shape by value name; complete for built graphs, partial for decoded ones. */
  readonly values: ReadonlyMap<string, ValueType>;
  /** Operator set version by domain. */
  readonly opsets: Readonly<Record<string, number>>;
  /** Free text that travels with the model (`metadata_props`). */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The domain of operators that only this program knows; lowering replaces them by ONNX's. */
export const internalDomain = 'variegate';

/** ONNX operator set that built graphs use. */
export const builderOpset = 20;

/** How messages call a node: operator and, if it has one, its name. */
export function describeNode(node: Node): string {
  const op = node.domain === '' ? node.op : `${node.domain}.${node.op}`;
  return node.name === '' ? `${op} (output ${node.outputs[0] ?? 'none'})` : `${op} (node ${node.name})`;
}

/** Whether every extent is a number. */
export function isStatic(shape: readonly Dim[] | null): shape is readonly number[] {
  return shape?.every((dim) => typeof dim === 'number') ?? false;
}
