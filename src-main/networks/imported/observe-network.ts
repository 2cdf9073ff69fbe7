import { int, ints } from '../../graph/attributes.ts';
import { neededNodes } from '../../graph/builder/needed-nodes.ts';
import { builderOpset, type Graph, type Node, type ValueType } from '../../graph/graph.ts';
import { int64s, type TensorData } from '../../graph/tensor-data.ts';
import type { ObservedGraph } from '../observed-graph.ts';
import type { NetworkInput } from '../../../src-shared/domain/network-input.ts';
import { findHead, type Head } from './find-head.ts';
import { computedFrom } from './open-batch.ts';
import type { PictureInput } from './picture-input.ts';
import { staticGraph } from './static-body.ts';

export interface NetworkFile {
  readonly graph: Graph;
  readonly picture: PictureInput;
  readonly input: NetworkInput;
}

const IMAGES = 'images';
const SCORES = 'scores';
const FEATURES = 'features';

/** Nodes and constants that are added to a graph, under names of their own. */
class Additions {
  readonly nodes: Node[] = [];
  readonly constants = new Map<string, TensorData>();
  readonly #place: string;

  constructor(place: 'before' | 'after') {
    this.#place = place;
  }

  add(op: string, inputs: readonly string[], attributes: Node['attributes'] = {}, output?: string): string {
    const name = output ?? `observed:${this.#place} ${this.nodes.length}`;
    this.nodes.push({ name: `observe ${name}`, op, domain: '', inputs, outputs: [name], attributes });
    return name;
  }

  integers(values: readonly number[]): string {
    const name = `observed:${this.#place} integers ${this.constants.size}`;
    this.constants.set(name, int64s(values));
    return name;
  }
}

/** The network of an ONNX file as it is, its last layer included, for `batch` pictures of the size that it was trained on. */
export function observeNetwork({ graph, picture, input }: NetworkFile, batch: number): ObservedGraph {
  const { imageSize } = input;
  const fixed = renamed(staticGraph(graph, picture, batch, imageSize), new Set([IMAGES, SCORES, FEATURES]));
  const taken = fixed.inputs[0]!;
  const { head, output } = headWithOutput(fixed, batch, computedFrom(fixed.nodes, taken));
  const before = new Additions('before');
  arrange(before, { picture, input }, taken);
  const after = new Additions('after');
  const seen = reduce(after, head, fixed.values.get(head.features)?.shape?.length ?? 0);
  after.add('Reshape', [seen, after.integers([batch, head.length])], {}, FEATURES);
  after.add('Reshape', [output, after.integers([batch, head.classes])], {}, SCORES);
  const type = (shape: readonly number[]): ValueType => ({ elementType: 'float32', shape });
  const nodes = [...before.nodes, ...fixed.nodes, ...after.nodes];
  return {
    ...fixed,
    name: 'observed',
    inputs: [IMAGES],
    outputs: [SCORES, FEATURES],
    nodes: neededNodes(nodes, [SCORES, FEATURES]),
    initializers: new Map([...fixed.initializers, ...before.constants, ...after.constants]),
    values: new Map([
      [IMAGES, type([batch, 3, imageSize, imageSize])],
      [SCORES, type([batch, head.classes])],
      [FEATURES, type([batch, head.length])],
    ]),
    opsets: { ...fixed.opsets, '': fixed.opsets[''] ?? builderOpset },
  };
}

/** The output that speaks of classes, and the layer before it. */
function headWithOutput(
  graph: Graph,
  batch: number,
  reached: ReadonlySet<string>,
): { head: Head; output: string } {
  const head = findHead(graph, batch, reached);
  const elements = batch * head.classes;
  const speaks = (name: string): boolean =>
    graph.values.get(name)?.shape?.reduce<number>((product, dim) => product * Number(dim), 1) === elements;
  return { head, output: graph.outputs.find(speaks) ?? graph.outputs[0]! };
}

/** From [N, 3, S, S] in red, green and blue to what the file's input wants. */
function arrange(
  additions: Additions,
  { picture, input }: Pick<NetworkFile, 'picture' | 'input'>,
  taken: string,
): void {
  const ordered =
    input.channelOrder === 'bgr'
      ? additions.add('Gather', [IMAGES, additions.integers([2, 1, 0])], { axis: int(1) })
      : IMAGES;
  if (picture.layout === 'nhwc') additions.add('Transpose', [ordered], { perm: ints([0, 2, 3, 1]) }, taken);
  else additions.add('Identity', [ordered], {}, taken);
}

/** Images have places behind the channels ([N, F, H, W]), sequences before them ([N, L, F]). */
function reduce(additions: Additions, { features, reduce: how }: Head, rank: number): string {
  if (how === 'none') return features;
  if (rank === 4) return additions.add(how === 'average' ? 'GlobalAveragePool' : 'GlobalMaxPool', [features]);
  const axes = additions.integers([1]);
  return additions.add(how === 'average' ? 'ReduceMean' : 'ReduceMax', [features, axes], {
    keepdims: int(0),
  });
}

/** The same graph with other names for the values that are called as one of `reserved`. */
function renamed(graph: Graph, reserved: ReadonlySet<string>): Graph {
  const named = (name: string): string => (reserved.has(name) ? `network:${name}` : name);
  const all = <T>(map: ReadonlyMap<string, T>): Map<string, T> =>
    new Map([...map].map(([name, value]) => [named(name), value]));
  return {
    ...graph,
    inputs: graph.inputs.map(named),
    outputs: graph.outputs.map(named),
    nodes: graph.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(named),
      outputs: node.outputs.map(named),
    })),
    initializers: all(graph.initializers),
    values: all(graph.values),
  };
}
