import type { Graph, Node } from '../../graph/graph.ts';
import { untrainable } from './refusals.ts';

/** The last layer that speaks of classes, as it was. */
export interface Head {
  /** Value that it sees. */
  readonly features: string;
  /** What brings the value to one row of numbers an image, F of them. */
  readonly reduce: 'none' | 'average' | 'maximum';
  readonly length: number;
  /** Number of classes that it told apart. */
  readonly classes: number;
  /** The stem of its tensors' names, for the new head's. */
  readonly name: string;
  /** Operator that it was, for people. */
  readonly op: string;
}

/** What may lie between the head and the output: it changes the form or scale of the scores, or pools them. */
const passedThrough: ReadonlySet<string> = new Set([
  'Cast',
  'Clip',
  'Dropout',
  'Flatten',
  'Identity',
  'LogSoftmax',
  'Relu',
  'Reshape',
  'Sigmoid',
  'Softmax',
  'Squeeze',
  'Transpose',
  'Unsqueeze',
]);

type Pooling = 'average' | 'maximum' | null;

const poolings: Readonly<Record<string, Pooling>> = {
  AveragePool: 'average',
  GlobalAveragePool: 'average',
  ReduceMean: 'average',
  GlobalMaxPool: 'maximum',
  MaxPool: 'maximum',
  ReduceMax: 'maximum',
};

interface Walk {
  readonly graph: Graph;
  readonly producers: ReadonlyMap<string, Node>;
  /** What is computed from the picture. */
  readonly reached: ReadonlySet<string>;
}

const shapeOf = ({ graph }: Walk, name: string): readonly number[] =>
  graph.values.get(name)?.shape?.map(Number) ?? [];

const count = (shape: readonly number[]): number => shape.reduce((product, dim) => product * dim, 1);

/** The head's tensors are called as the old ones were, where these end in what PyTorch and others call a weight. */
const stem = (weight: string): string => /^(.+)[./](weight|kernel|W)$/.exec(weight)?.[1] ?? 'head';

/**
 * The last Gemm, MatMul or 1x1 (or all-covering) Conv before an output, through Softmax, pooling and changes of form. `graph` has static
 * shapes for `batch` pictures. Throws a UserError 'unsupported' that says what was found instead.
 */
export function findHead(graph: Graph, batch: number, reached: ReadonlySet<string>): Head {
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node])));
  const walk = { graph, producers, reached };
  const problems: unknown[] = [];
  for (const output of graph.outputs) {
    try {
      return headOf(walk, output, batch);
    } catch (problem) {
      problems.push(problem);
    }
  }
  throw problems[0] ?? untrainable('it has no output');
}

function headOf(walk: Walk, output: string, batch: number): Head {
  const type = walk.graph.values.get(output);
  if (type?.elementType !== 'float32') {
    throw untrainable(
      `its output "${output}" holds ${type?.elementType ?? 'unknown'} numbers, not scores of classes`,
      'Export it again so that it ends with its logits or probabilities.',
    );
  }
  let name = output;
  let pooling: Pooling = null;
  for (;;) {
    const node = walk.producers.get(name);
    if (node === undefined) throw noHead('no layer with weights lies before its output');
    const head = terminal(walk, node, pooling, batch);
    if (head !== null) return head;
    const pool = poolings[node.op];
    if (pool !== undefined) pooling = pool;
    else if (!passedThrough.has(node.op) && biased(walk, node) === undefined) {
      throw noHead(`before its output stands ${node.op}, behind which no last layer can be found`);
    }
    name = biased(walk, node) ?? node.inputs[0] ?? '';
  }
}

const noHead = (what: string): Error =>
  untrainable(
    `it has no last layer that could be replaced for other classes: ${what}`,
    'Use a classifier that ends with a fully connected layer or a 1x1 convolution.',
  );

/** The input of an Add (or Mul, Div: a temperature) that comes from the picture, where the other one does not. */
function biased({ reached }: Walk, { op, inputs }: Node): string | undefined {
  if (!['Add', 'Sub', 'Mul', 'Div'].includes(op)) return undefined;
  const [a = '', b = ''] = inputs;
  if (reached.has(a) === reached.has(b)) return undefined;
  return reached.has(a) ? a : b;
}

function terminal(walk: Walk, node: Node, pooling: Pooling, batch: number): Head | null {
  const [x = '', w = ''] = node.inputs;
  if (!walk.reached.has(x) || walk.reached.has(w)) return null;
  const [shape, weight, result] = [shapeOf(walk, x), shapeOf(walk, w), shapeOf(walk, node.outputs[0] ?? '')];
  const common = { features: x, name: stem(w), op: node.op };
  switch (node.op) {
    case 'Gemm':
    case 'MatMul': {
      const classes = result.at(-1) ?? 0;
      const length = shape.at(-1) ?? 0;
      const rows = count(shape) / length;
      if (rows === batch) return { ...common, reduce: 'none', length, classes };
      if (shape.length === 3 && pooling !== null) return { ...common, reduce: pooling, length, classes };
      throw noHead(`its last layer answers ${rows / batch} times for each picture`);
    }
    case 'Conv': {
      const [classes = 0, , ...kernel] = weight;
      const channels = shape[1] ?? 0;
      const covers = count(result.slice(2)) === 1 && kernel.join() === shape.slice(2).join();
      if (covers) return { ...common, reduce: 'none', length: count(shape.slice(1)), classes };
      if (count(kernel) === 1 && pooling !== null) {
        return { ...common, reduce: pooling, length: channels, classes };
      }
      throw noHead('it ends with a convolution whose answers still have places in the picture');
    }
    default:
      return null;
  }
}
