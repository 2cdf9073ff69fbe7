import {
  type Attributes,
  builderOpset,
  type Graph,
  isStatic,
  type Node,
  type Value,
  type ValueType,
} from '../graph.ts';
import { inferOutputs } from '../shapes/shape-functions.ts';
import type { ShapeSource, StaticType } from '../shapes/shape-context.ts';
import type { ElementType, TensorData } from '../tensor-data.ts';
import { constantKey, scalarTensor } from './constants.ts';
import { neededNodes } from './needed-nodes.ts';

export interface EmitOptions {
  readonly attributes?: Attributes;
  /** Number of outputs; default 1. */
  readonly outputs?: number;
  readonly domain?: string;
}

/** An input of a node: a value, a number that becomes a scalar constant of its neighbour's type, or nothing. */
export type Operand = Value | number;

/**
 * The growing graph behind a builder: names values, infers shapes as nodes are added, keeps equal small constants once.
 * Errors of shape inference name the node.
 */
export class Emitter {
  readonly nodes: Node[] = [];
  readonly #inputs: Value[] = [];
  readonly #outputs = new Map<string, string>();
  readonly #types = new Map<string, StaticType>();
  readonly #initializers = new Map<string, TensorData>();
  readonly #constants = new Map<string, Value>();
  readonly #opsets: Record<string, number> = { '': builderOpset };
  /** What shape functions and rules may know about values. */
  readonly shapeSource: ShapeSource;
  #scope = '';
  #count = 0;

  constructor() {
    const opsets = this.#opsets;
    this.shapeSource = {
      get opset() {
        return opsets[''] ?? builderOpset;
      },
      type: (name) => this.#types.get(name),
      constant: (name) => this.#initializers.get(name),
    };
  }

  /** Declares a graph input. */
  input(name: string, elementType: ElementType, shape: readonly number[]): Value {
    const value = this.#define(name, { elementType, shape });
    this.#inputs.push(value);
    return value;
  }

  /** Adds a tensor that is stored in the model. */
  initializer(name: string, data: TensorData): Value {
    const value = this.#define(name, { elementType: data.type, shape: data.dims });
    this.#initializers.set(name, data);
    return value;
  }

  /** A stored tensor with a made-up name; small equal ones are stored once. */
  constant(data: TensorData): Value {
    const key = constantKey(data);
    const known = key === undefined ? undefined : this.#constants.get(key);
    if (known !== undefined) return known;
    const value = this.initializer(this.#unusedName('constant'), data);
    if (key !== undefined) this.#constants.set(key, value);
    return value;
  }

  /** A scalar constant. */
  scalar(elementType: ElementType, value: number): Value {
    return this.constant(scalarTensor(elementType, value));
  }

  /** Adds a node; `undefined` inputs are omitted ones. Returns all its outputs. */
  emit(op: string, inputs: readonly (Operand | undefined)[], options: EmitOptions = {}): readonly Value[] {
    const { attributes = {}, outputs = 1, domain = '' } = options;
    // A condition says nothing of the type of what it chooses between.
    const typed = op === 'Where' ? inputs.slice(1) : inputs;
    const like = typed.find((operand) => typeof operand === 'object');
    const names = inputs.map((operand) => {
      if (operand === undefined) return '';
      return typeof operand === 'number'
        ? this.scalar(like?.elementType ?? 'float32', operand).name
        : operand.name;
    });
    while (names.at(-1) === '') names.pop();
    const name = this.#unusedName(op);
    const outputNames = Array.from({ length: outputs }, (_, i) => (outputs === 1 ? name : `${name}:${i}`));
    return this.append({ name, op, domain, inputs: names, outputs: outputNames, attributes });
  }

  /** Adds a node as it stands, for copying from another graph; inputs must exist here. */
  append(node: Node): readonly Value[] {
    const types = inferOutputs(node, this.shapeSource);
    if (node.domain !== '') this.#opsets[node.domain] ??= 1;
    this.nodes.push(node);
    return node.outputs.flatMap((name, i) => {
      const type = types[i];
      if (type === undefined) throw new Error(`${node.op} has no output ${i}.`);
      return name === '' ? [] : [this.#define(name, type)];
    });
  }

  /** Takes over another graph's operator sets, inputs, initializers and nodes (not its outputs). */
  adopt(graph: Graph): void {
    Object.assign(this.#opsets, graph.opsets);
    for (const [name, data] of graph.initializers) this.initializer(name, data);
    for (const name of graph.inputs) {
      const type = graph.values.get(name);
      if (this.#types.has(name)) continue;
      if (type === undefined || !isStatic(type.shape))
        throw new Error(`Input "${name}" has no static shape.`);
      this.input(name, type.elementType, type.shape);
    }
    for (const node of graph.nodes) this.append(node);
  }

  /** Replaces a node that is already there, keeping its place; new outputs are defined, old ones keep their types. */
  replace(old: Node, node: Node): readonly Value[] {
    this.nodes[this.nodes.indexOf(old)] = node;
    const types = inferOutputs(node, this.shapeSource);
    node.outputs.forEach((name, i) => {
      const type = types[i];
      if (type !== undefined && name !== '') this.#types.set(name, type);
    });
    return node.outputs.map((name) => this.value(name));
  }

  /** The value of that name; throws when there is none. */
  value(name: string): Value {
    const type = this.#types.get(name);
    if (type === undefined) throw new Error(`The graph has no value "${name}".`);
    return { name, ...type };
  }

  has(name: string): boolean {
    return this.#types.has(name);
  }

  /** Contents of an initializer or constant. */
  dataOf(value: Value): TensorData | undefined {
    return this.#initializers.get(value.name);
  }

  /** Prefixes the names of what `build` adds, so that errors and profiles can be read. */
  scoped<T>(scope: string, build: () => T): T {
    const outer = this.#scope;
    this.#scope = `${outer}${scope}/`;
    try {
      return build();
    } finally {
      this.#scope = outer;
    }
  }

  /** Declares a graph output under `name`; several outputs of one value, or of an input, become copies. */
  output(name: string, value: Value): void {
    const taken = [...this.#outputs.values()].includes(value.name);
    const stored =
      this.#initializers.has(value.name) || this.#inputs.some((input) => input.name === value.name);
    const [source = value] = taken || stored ? this.emit('Identity', [value]) : [value];
    this.#outputs.set(name, source.name);
  }

  /** The finished graph: output values take their public names; nodes and initializers that no output needs are left out. */
  finish(name: string, metadata: Readonly<Record<string, string>> = {}): Graph {
    const renamed = new Map([...this.#outputs].map(([publicName, inner]) => [inner, publicName]));
    const rename = (value: string): string => renamed.get(value) ?? value;
    const nodes = neededNodes(this.nodes, [...this.#outputs.values()]).map((node) => ({
      ...node,
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
    }));
    const used = new Set(nodes.flatMap((node) => node.inputs));
    const kept = new Set([
      ...this.#inputs.map((input) => input.name),
      ...nodes.flatMap((node) => node.outputs),
      ...used,
    ]);
    const types = [...this.#types].map(([key, type]): [string, ValueType] => [rename(key), type]);
    const values = new Map(types.filter(([key]) => kept.has(key)));
    return {
      name,
      inputs: this.#inputs.map((value) => value.name),
      outputs: [...this.#outputs.keys()],
      nodes,
      initializers: new Map([...this.#initializers].filter(([key]) => used.has(key))),
      values,
      opsets: { ...this.#opsets },
      metadata,
    };
  }

  #define(name: string, type: StaticType): Value {
    if (this.#types.has(name)) throw new Error(`The graph already has a value "${name}".`);
    this.#types.set(name, type);
    return { name, ...type };
  }

  #unusedName(stem: string): string {
    let name: string;
    do {
      this.#count += 1;
      name = `${this.#scope}${stem}_${this.#count}`;
    } while (this.#types.has(name));
    return name;
  }
}
