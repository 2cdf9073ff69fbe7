import { createGraphBuilder, type GraphBuilder } from '../graph/builder/graph-builder.ts';
import type { Value } from '../graph/graph.ts';
import type { NormBranches } from './batch-norm.ts';
import type { Initialization } from './initialization.ts';

export interface ParameterSpec {
  /** As timm or transformers name it, so that their weight files fit. */
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

/** What layers are built with: they ask for their tensors by name. */
export interface LayerContext {
  readonly b: GraphBuilder;
  readonly mode: Mode;
  readonly parameter: (spec: ParameterSpec) => Value;
  readonly buffer: (spec: BufferSpec) => Value;
  /** Gives a buffer its next value. */
  readonly update: (name: string, value: Value) => void;
  /** Whether batch norms have a second set of tensors for a part of the batch. */
  readonly branches?: NormBranches;
}

/** All tensors of a model. */
export interface TensorSpecs {
  readonly parameters: readonly ParameterSpec[];
  readonly buffers: readonly BufferSpec[];
}

/** A network as a description from which graphs are built. */
export interface Module<Input, Result> extends TensorSpecs {
  /**
   * Adds the network to `builder`. `weights` holds a value for every parameter and buffer. Training mode normalises by batch
   * statistics and gives new values of the buffers by name; inference mode gives none.
   */
  forward(
    builder: GraphBuilder,
    input: Input,
    weights: ReadonlyMap<string, Value>,
    mode: Mode,
  ): { readonly result: Result; readonly buffers: ReadonlyMap<string, Value> };
}

export type Network<Input, Result> = (context: LayerContext, input: Input) => Result;

/** Builds the network once to find out which tensors it asks for. */
function trace<Input, Result>(
  network: Network<Input, Result>,
  example: (builder: GraphBuilder) => Input,
): TensorSpecs {
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
  network(context, example(b));
  return { parameters, buffers };
}

/** A module from the function that builds its network; `example` declares inputs of any usable shape. */
export function defineModule<Input, Result>(
  network: Network<Input, Result>,
  example: (builder: GraphBuilder) => Input,
): Module<Input, Result> {
  return {
    ...trace(network, example),
    forward(builder, input, weights, mode) {
      const find = ({ name }: { readonly name: string }): Value => {
        const value = weights.get(name);
        if (value === undefined) throw new Error(`The network needs a tensor "${name}".`);
        return value;
      };
      const buffers = new Map<string, Value>();
      const update = (name: string, value: Value): void => void buffers.set(name, value);
      const result = network({ b: builder, mode, parameter: find, buffer: find, update }, input);
      return { result, buffers };
    },
  };
}

/** The same context, in which every tensor's name begins with `prefix`. */
export function prefixed(context: LayerContext, prefix: string): LayerContext {
  return {
    ...context,
    parameter: (spec) => context.parameter({ ...spec, name: `${prefix}${spec.name}` }),
    buffer: (spec) => context.buffer({ ...spec, name: `${prefix}${spec.name}` }),
    update: (name, value) => context.update(`${prefix}${name}`, value),
  };
}
