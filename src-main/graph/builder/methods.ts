import type { Attributes, Value } from '../graph.ts';
import type { Operand } from './emitter.ts';

/** Adds a node with one output. */
export type Emit = (op: string, inputs: readonly (Operand | undefined)[], attributes?: Attributes) => Value;

/** One method of the same form for each operator name. */
export function methods<Name extends string, Method>(
  names: readonly Name[],
  make: (name: Name) => Method,
): Readonly<Record<Name, Method>> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Method>;
}

/** Adds a node with any number of outputs. */
export type EmitAll = (
  op: string,
  inputs: readonly (Operand | undefined)[],
  outputs: number,
  attributes?: Attributes,
  domain?: string,
) => readonly Value[];
