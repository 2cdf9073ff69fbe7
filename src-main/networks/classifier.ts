import type { GraphBuilder } from '../graph/builder/graph-builder.ts';
import type { Value } from '../graph/graph.ts';
import type { NormBranches } from './batch-norm.ts';
import { defineModule, type Mode, type Network, type TensorSpecs } from './module.ts';

/** What the network makes of images. */
export interface Classification {
  /** [N, F]: what the head sees. */
  readonly features: Value;
  /** [N, classes], unnormalised. */
  readonly logits: Value;
}

export interface Forward extends Classification {
  /** New values of the buffers by name; in inference mode none. */
  readonly buffers: ReadonlyMap<string, Value>;
}

/** An image classifier as a description from which graphs are built. */
export interface Classifier extends TensorSpecs {
  /** Side of the square input images, pixels. */
  readonly imageSize: number;
  /**
   * Adds the network to `builder`. `images` [N, 3, S, S]; `weights` holds a value for every parameter and buffer.
   * Training mode normalises by batch statistics and gives new running statistics.
   */
  forward(builder: GraphBuilder, images: Value, weights: ReadonlyMap<string, Value>, mode: Mode): Forward;
  /** The same network with branched batch norms: its tensors and those of the second sets. Absent where it cannot be built that way. */
  withBranches?(branches: NormBranches): Classifier;
}

/** A classifier from the function that builds its network. */
export function defineClassifier(network: Network<Value, Classification>, imageSize: number): Classifier {
  const module = defineModule(network, (b) => b.input('images', 'float32', [1, 3, imageSize, imageSize]));
  return {
    parameters: module.parameters,
    buffers: module.buffers,
    imageSize,
    forward(builder, images, weights, mode) {
      const { result, buffers } = module.forward(builder, images, weights, mode);
      return { ...result, buffers };
    },
    withBranches: (branches) =>
      defineClassifier((context, images) => network({ ...context, branches }, images), imageSize),
  };
}

/** The classifier with two sets of batch-norm tensors; null where it has no batch norm. */
export function branched(classifier: Classifier, branches: NormBranches): Classifier | null {
  const split = classifier.withBranches?.(branches);
  const count = ({ parameters, buffers }: TensorSpecs): number => parameters.length + buffers.length;
  return split && count(split) > count(classifier) ? split : null;
}
