import type { NetworkInput, StatedInput } from '../../../src-shared/domain/network-input.ts';
import { builderOpset, type Graph, type Node, type Value } from '../../graph/graph.ts';
import { neededNodes } from '../../graph/builder/needed-nodes.ts';
import { decodeModel, type DecodeOptions } from '../../graph/onnx/decode.ts';
import { int64s } from '../../graph/tensor-data.ts';
import type { ClassifierSettings } from '../architectures.ts';
import { type Classification, type Classifier, defineClassifier } from '../classifier.ts';
import { linear } from '../layers.ts';
import type { LayerContext } from '../module.ts';
import { given, inputFromMetadata, statedOrAsk } from '../network-input.ts';
import type { ObservedGraph } from '../observed-graph.ts';
import type { Pretrained } from '../pretrained.ts';
import { type Body, describeBody, trainedCount } from './body.ts';
import { findHead, type Head } from './find-head.ts';
import { type NetworkFile, observeNetwork } from './observe-network.ts';
import { computedFrom, repeatedForPictures } from './open-batch.ts';
import { pictureInput } from './picture-input.ts';
import { refuseUntrainable, untrainable } from './refusals.ts';
import { replayNodes } from './replay.ts';
import { hasHalfPrecision, inSinglePrecision } from './single-precision-graph.ts';
import { staticGraph } from './static-body.ts';

/** A classifier from an ONNX file, with a head for any number of classes. */
export interface ImportedNetwork extends NetworkInput, Pick<Pretrained, 'classes' | 'head' | 'weights'> {
  /** Numbers that training changes, without the new head's. */
  readonly parameterCount: number;
  /** What became of the network, for people. */
  readonly notes: readonly string[];
  /** Throws a UserError for an image size that the file does not allow. */
  readonly createClassifier: (settings: ClassifierSettings) => Classifier;
  /** The network as it is in the file, for so many pictures at once. */
  readonly observe: (batch: number) => ObservedGraph;
}

export interface ImportOptions extends DecodeOptions {
  /** How messages call the file. */
  readonly name: string;
  readonly stated?: StatedInput;
}

/** Enough to see which extent is the number of pictures. */
const SAMPLE = 2;

/**
 * Makes a classifier of an ONNX file trainable: the head (the last fully connected layer or 1x1 convolution, see `findHead`) is replaced by a
 * linear layer, batch norms train again, half precision becomes single. Throws a UserError: 'unsupported' with the reason where that
 * cannot be, 'bad-input' where neither the file nor `stated` tells how it wants its pictures.
 */
export function importNetwork(
  bytes: Uint8Array,
  { name, stated = {}, ...decode }: ImportOptions,
): ImportedNetwork {
  const decoded = decodeModel(bytes, decode);
  refuseUntrainable(decoded);
  const graph = inSinglePrecision(decoded);
  const { layout, ...explicit } = given(stated);
  const picture = pictureInput(graph, layout);
  const declared = picture.size === null ? {} : { imageSize: picture.size };
  const input = statedOrAsk(name, { ...inputFromMetadata(graph.metadata), ...declared, ...explicit });
  const source: NetworkFile = { graph, picture, input };
  const sample = bodyAt(source, SAMPLE, input.imageSize);
  return {
    ...input,
    classes: sample.head.classes,
    head: sample.head.name,
    weights: sample.body.weights,
    parameterCount: trainedCount(sample.body),
    notes: notesOf(decoded, sample),
    createClassifier: ({ classes, imageSize }) => {
      // What can be wrong with the size shows before a graph is built.
      bodyAt(source, SAMPLE, imageSize);
      return defineClassifier((context, images) => network(context, images, source, classes), imageSize);
    },
    observe: (batch) => observeNetwork(source, batch),
  };
}

interface StaticBody {
  readonly graph: Graph;
  readonly nodes: readonly Node[];
  readonly head: Head;
  readonly body: Body;
}

/** The network up to its head, for so many pictures of that size. */
function bodyAt({ graph, picture }: NetworkFile, batch: number, size: number): StaticBody {
  const fixed = staticGraph(graph, picture, batch, size);
  const reached = computedFrom(fixed.nodes, picture.name);
  const head = findHead(fixed, batch, reached);
  const nodes = neededNodes(fixed.nodes, [head.features]);
  const body = describeBody(nodes, fixed.initializers, reached, head.name);
  if (![...body.tensors.values()].some(({ role }) => role.kind === 'parameter')) {
    throw untrainable('before its last layer it has no weights');
  }
  return { graph: fixed, nodes, head, body };
}

function network(context: LayerContext, images: Value, source: NetworkFile, classes: number): Classification {
  const { b } = context;
  const [batch = 1, , size = 1] = images.shape;
  const { graph, nodes, head, body } = bodyAt(source, batch, size);
  const { initializers } = graph;
  const opset = graph.opsets[''] ?? builderOpset;
  const picture = source.picture.name;
  const repeated = repeatedForPictures(source.graph.nodes, picture);
  const replay = { nodes, initializers, body, picture, repeated, opset };
  const seen = replayNodes(context, replay, asWanted(context, images, source), head.features);
  return b.scoped('head', () => {
    const features = b.Reshape(reduced(context, seen, head), [-1, head.length]);
    return { features, logits: linear(context, head.name, features, classes) };
  });
}

/** Pictures arrive as [N, 3, S, S] in red, green and blue. */
function asWanted({ b }: LayerContext, images: Value, { picture, input }: NetworkFile): Value {
  const ordered = input.channelOrder === 'bgr' ? b.Gather(images, b.constant(int64s([2, 1, 0])), 1) : images;
  return picture.layout === 'nhwc' ? b.Transpose(ordered, [0, 2, 3, 1]) : ordered;
}

/** Images have places behind the channels ([N, F, H, W]), sequences before them ([N, L, F]). */
function reduced({ b }: LayerContext, x: Value, { reduce }: Head): Value {
  if (reduce === 'none') return x;
  if (x.shape.length === 4) return reduce === 'average' ? b.GlobalAveragePool(x) : b.GlobalMaxPool(x);
  return reduce === 'average' ? b.ReduceMean(x, [1], false) : b.ReduceMax(x, [1], false);
}

function notesOf(decoded: Graph, { head, body, nodes }: StaticBody): string[] {
  const opset = decoded.opsets[''] ?? builderOpset;
  const convolutions = nodes.some(({ op }) => op === 'Conv');
  const norms = body.batchNorms.size;
  const fixed = nodes.filter(({ op }) => op === 'BatchNormalization').length - norms;
  return [
    `Its last layer (${head.op}, ${head.classes} classes) is replaced.`,
    ...(norms > 0 ? [`${norms} batch norm ${norms === 1 ? 'layer trains' : 'layers train'} again.`] : []),
    ...(fixed > 0
      ? [`${fixed} batch norm ${fixed === 1 ? 'layer keeps its' : 'layers keep their'} statistics.`]
      : []),
    ...(norms + fixed === 0 && convolutions ? ['It has no batch norm; one that was folded stays so.'] : []),
    ...(hasHalfPrecision(decoded) ? ['Converted from half to single precision.'] : []),
    ...(nodes.some(({ op }) => op === 'Dropout') ? ['Its dropout stays off.'] : []),
    ...(opset < builderOpset ? [`Converted from operator set ${opset} to ${builderOpset}.`] : []),
  ];
}
