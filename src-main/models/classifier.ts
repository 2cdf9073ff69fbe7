import { createGraphBuilder, type GraphBuilder } from '../graph/builder/graph-builder.ts';
import type { Value } from '../graph/graph.ts';
import type { Initialization } from './initialization.ts';

export interface ParameterSpec {
  /** As timm names it, so that its weight files fit. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly initialization: Initialization;
  /** Whether weight decay applies: to weights of convolutions and linear layers, not to biases and norms. */
  readonly weightDecay: boolean;
}

/** A tensor that training updates without a gradient: a running statistic. */
export interface BufferSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initialization: Initialization;
}

export type Mode = 'training' | 'inference';

export interface Forward {
  /** [N, classes], unnormalised. */
  readonly logits: Value;
  /** New values of the buffers by name; in inference mode none. */
  readonly buffers: ReadonlyMap<string, Value>;
}

/** An image classifier as a description from which graphs are built. */
export interface Classifier {
  readonly parameters: readonly ParameterSpec[];
  readonly buffers: readonly BufferSpec[];
  /** Side of the square input images, pixels. */
  readonly imageSize: number;
  /**
   * Adds the network to `builder`. `images` [N, 3, S, S]; `weights` holds a value for every parameter and buffer.
   * Training mode normalises by batch statistics and gives new running statistics.
   */
  forward(builder: GraphBuilder, images: Value, weights: ReadonlyMap<string, Value>, mode: Mode): Forward;
}

/** What layers are built with: they ask for their tensors by name. */
export interface LayerContext {
  readonly b: GraphBuilder;
  readonly mode: Mode;
  readonly parameter: (spec: ParameterSpec) => Value;
  readonly buffer: (spec: BufferSpec) => Value;
  /** Gives a buffer its next value. */
  readonly update: (name: string, value: Value) => void;
}

export type Network = (context: LayerContext, images: Value) => Value;

/** Builds the network once to find out which tensors it asks for. */
function trace(
  network: Network,
  imageSize: number,
): { parameters: readonly ParameterSpec[]; buffers: readonly BufferSpec[] } {
  const parameters: ParameterSpec[] = [];
  const buffers: BufferSpec[] = [];
  const b = createGraphBuilder();
  const context: LayerContext = {
    b,
    mode: 'inference',
    parameter(spec) {
      parameters.push(spec);
      return b.input(spec.name, 'float32', spec.shape);
    },
    buffer(spec) {
      buffers.push(spec);
      return b.input(spec.name, 'float32', spec.shape);
    },
    update: () => undefined,
  };
  network(context, b.input('images', 'float32', [1, 3, imageSize, imageSize]));
  return { parameters, buffers };
}

/** A classifier from the function that builds its network. */
export function defineClassifier(network: Network, imageSize: number): Classifier {
  const { parameters, buffers } = trace(network, imageSize);
  return {
    parameters,
    buffers,
    imageSize,
    forward(builder, images, weights, mode) {
      const find = ({ name }: { readonly name: string }): Value => {
        const value = weights.get(name);
        if (value === undefined) throw new Error(`The network needs a tensor "${name}".`);
        return value;
      };
      const updated = new Map<string, Value>();
      const update = (name: string, value: Value): void => void updated.set(name, value);
      const logits = network({ b: builder, mode, parameter: find, buffer: find, update }, images);
      return { logits, buffers: updated };
    },
  };
}
