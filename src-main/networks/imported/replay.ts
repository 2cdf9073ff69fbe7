import { builderOpset, type Node, type Value } from '../../graph/graph.ts';
import { elementCount, int64s, type TensorData } from '../../graph/tensor-data.ts';
import { batchNorm } from '../batch-norm.ts';
import { heNormal, type Initialization } from '../initialization.ts';
import type { LayerContext } from '../module.ts';
import type { Body } from './body.ts';

export interface Replay {
  readonly nodes: readonly Node[];
  readonly initializers: ReadonlyMap<string, TensorData>;
  readonly body: Body;
  /** Name of the graph's input. */
  readonly picture: string;
  /** Outputs that repeat something for every picture (see `repeatedForPictures`). */
  readonly repeated: ReadonlySet<string>;
  /** Operator set that the nodes are written in. */
  readonly opset: number;
}

/** What a network of this form would start from; the file's own weights come first. */
function initializationOf(shape: readonly number[], isScale: boolean): Initialization {
  return shape.length > 1 ? heNormal(shape) : { kind: 'constant', value: isScale ? 1 : 0 };
}

/** They do nothing in inference; a network that comes from a file trains without dropping. */
const passing: ReadonlySet<string> = new Set(['Identity', 'Dropout']);

/** Adds nodes of a file to a graph under construction. */
class Player {
  readonly #context: LayerContext;
  readonly #replay: Replay;
  readonly #values = new Map<string, Value>();
  /** Names here of what is computed from the picture. */
  readonly #reached = new Set<string>();
  readonly #prefix: string;
  #count = 0;

  constructor(context: LayerContext, replay: Replay, picture: Value) {
    this.#context = context;
    this.#replay = replay;
    this.#values.set(replay.picture, picture);
    this.#reached.add(replay.picture);
    let prefix = 'network/';
    while (context.b.has(`${prefix}1`)) prefix = `${prefix}again/`;
    this.#prefix = prefix;
  }

  value(name: string): Value {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    const data = this.#replay.initializers.get(name);
    if (data === undefined) throw new Error(`The network has no value "${name}".`);
    const value = this.#stored(name, data);
    this.#values.set(name, value);
    return value;
  }

  #stored(name: string, data: TensorData): Value {
    const { b, parameter, buffer } = this.#context;
    const trained = this.#replay.body.tensors.get(name);
    if (trained === undefined) return b.constant(data);
    const { role } = trained;
    const initialization = initializationOf(data.dims, role.scale);
    const spec = { name: trained.name, shape: data.dims, initialization };
    return role.kind === 'buffer' ? buffer(spec) : parameter({ ...spec, weightDecay: role.weightDecay });
  }

  add(node: Node): void {
    const [output = ''] = node.outputs;
    const ofPicture = node.inputs.some((name) => this.#reached.has(name));
    if (ofPicture) for (const name of node.outputs) this.#reached.add(name);
    const norm = this.#replay.body.batchNorms.get(output);
    const [input = ''] = node.inputs;
    if (norm) {
      this.#values.set(output, batchNorm(this.#context, norm.stem, this.value(input), norm.epsilon));
    } else if (this.#replay.repeated.has(output)) this.#values.set(output, this.#repeated(node));
    else if (passing.has(node.op)) this.#values.set(output, this.value(input));
    else this.#append(ofPicture ? this.#withOpenBatch(node) : node);
  }

  /** A sum with a zero of each picture in the place of Expand, which would fix the number of pictures in exported models. */
  #repeated(node: Node): Value {
    const { b } = this.#context;
    const [x = '', shape = ''] = node.inputs;
    const wanted = this.#replay.initializers.get(shape);
    const [, ...rest] = wanted?.type === 'int64' ? Array.from(wanted.data, Number) : [];
    const picture = this.value(this.#replay.picture);
    const zeros = b.Mul(b.ReduceMean(picture, [1, 2, 3]), 0);
    const once = b.Expand(this.value(x), [1, ...rest]);
    return b.Add(once, b.Reshape(zeros, [-1, ...rest.map(() => 1)]));
  }

  #append(node: Node): void {
    const inputs = node.inputs.map((name) => (name === '' ? '' : this.value(name).name));
    const outputs = node.outputs.map((name) => (name === '' ? '' : this.#nextName()));
    const [named = ''] = outputs;
    const attributes = node.op === 'BatchNormalization' ? withoutTraining(node) : node.attributes;
    const used = node.op === 'BatchNormalization' ? [named] : outputs;
    this.#context.b.append({ ...node, name: named, inputs, outputs: used, attributes });
    node.outputs.forEach((name, i) => {
      const given = used[i];
      if (name !== '' && given) this.#values.set(name, this.#context.b.value(given));
    });
  }

  #nextName(): string {
    this.#count += 1;
    return `${this.#prefix}${this.#count}`;
  }

  /** The number of pictures stays open in exported models: a Reshape leaves its first extent to the runtime. */
  #withOpenBatch(node: Node): Node {
    const [x = '', shape = ''] = node.inputs;
    if (node.op !== 'Reshape' || !this.#reached.has(x)) return node;
    const wanted = this.#replay.initializers.get(shape);
    const [batch] = this.value(this.#replay.picture).shape;
    const from = this.value(x).shape;
    const dims = wanted && wanted.type === 'int64' ? Array.from(wanted.data, Number) : [];
    if (dims.length === 0 || dims[0] === -1 || batch === undefined) return node;
    const rest = dims.slice(1).map((dim, i) => (dim === 0 ? (from[i + 1] ?? 0) : dim));
    const open = rest.indexOf(-1);
    const first = dims[0] === 0 ? (from[0] ?? 0) : dims[0]!;
    if (open >= 0) rest[open] = elementCount(from) / (first * elementCount(rest.toSpliced(open, 1)));
    const name = `${shape}:open for ${node.outputs[0] ?? ''}`;
    this.#values.set(name, this.#context.b.constant(int64s([-1, ...rest])));
    return { ...node, inputs: [x, name] };
  }
}

/** In the operator sets from 14 on a file may ask for batch statistics, which the executors do not have. */
const withoutTraining = ({ attributes }: Node): Node['attributes'] =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== 'training_mode'));

/** What builders add means the same in newer operator sets. */
function raiseOpset({ b }: LayerContext, opset: number): void {
  b.adopt({
    name: '',
    inputs: [],
    outputs: [],
    nodes: [],
    initializers: new Map(),
    values: new Map(),
    opsets: { '': opset },
    metadata: {},
  });
}

/** Adds the nodes, in order; gives the value called `result` in the file. */
export function replayNodes(context: LayerContext, replay: Replay, picture: Value, result: string): Value {
  if (replay.opset > builderOpset) raiseOpset(context, replay.opset);
  const player = new Player(context, replay, picture);
  for (const node of replay.nodes) player.add(node);
  return player.value(result);
}
