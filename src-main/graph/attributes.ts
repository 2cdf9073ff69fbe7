import { type Attribute, describeNode, type Node } from './graph.ts';
import type { TensorData } from './tensor-data.ts';

export const int = (value: number): Attribute => ({ kind: 'int', value });
export const ints = (value: readonly number[]): Attribute => ({ kind: 'ints', value });
export const float = (value: number): Attribute => ({ kind: 'float', value });
export const text = (value: string): Attribute => ({ kind: 'string', value });

type ValueOf<K extends Attribute['kind']> = Extract<Attribute, { kind: K }>['value'];

function read<K extends Attribute['kind']>(node: Node, name: string, kind: K): ValueOf<K> | undefined {
  const attribute = node.attributes[name];
  if (attribute === undefined) return undefined;
  if (attribute.kind !== kind) {
    throw new TypeError(`${describeNode(node)}: attribute ${name} is ${attribute.kind}, expected ${kind}.`);
  }
  return attribute.value as ValueOf<K> | undefined;
}

/** Readers throw a `TypeError` that names the node when the attribute has another kind. */
export const getInt = (node: Node, name: string, fallback: number): number =>
  read(node, name, 'int') ?? fallback;
export const getFloat = (node: Node, name: string, fallback: number): number =>
  read(node, name, 'float') ?? fallback;
export const getText = (node: Node, name: string, fallback: string): string =>
  read(node, name, 'string') ?? fallback;
export const getInts = (node: Node, name: string): readonly number[] | undefined => read(node, name, 'ints');
export const getFloats = (node: Node, name: string): readonly number[] | undefined =>
  read(node, name, 'floats');
export const getTensor = (node: Node, name: string): TensorData | undefined => read(node, name, 'tensor');

/** An `ints` attribute that the operator cannot do without. */
export function requireInts(node: Node, name: string): readonly number[] {
  const value = getInts(node, name);
  if (value === undefined) throw new TypeError(`${describeNode(node)}: attribute ${name} is missing.`);
  return value;
}
