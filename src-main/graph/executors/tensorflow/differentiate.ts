import type { Tensor } from '@tensorflow/tfjs-core';
import { UserError } from '../../../../src-shared/errors.ts';
import { describeNode, type Node } from '../../graph.ts';
import type { Program } from './program.ts';
import type { TensorFlow } from './tensors.ts';

/** What TensorFlow.js writes down of a kernel that ran, in order. */
type Tape = NonNullable<ReturnType<TensorFlow['engine']>['state']['activeTape']>;

export interface DifferentiatedTensors {
  readonly outputs: ReadonlyMap<string, Tensor>;
  /** In the order of `wrt`. */
  readonly gradients: readonly Tensor[];
}

/** Names the node whose kernel has no gradient, if one lies between `wrt` and the loss. */
function checkTape(tape: Tape, owners: readonly Node[], wrt: readonly Tensor[], loss: Tensor): void {
  const wanted = new Set([loss.id]);
  for (const { inputs, outputs } of tape.toReversed()) {
    if (!outputs.some(({ id }) => wanted.has(id))) continue;
    for (const { id } of Object.values(inputs)) wanted.add(id);
  }
  const reached = new Set(wrt.map(({ id }) => id));
  tape.forEach(({ inputs, outputs, gradient, kernelName }, i) => {
    const between =
      outputs.some(({ id }) => wanted.has(id)) && Object.values(inputs).some(({ id }) => reached.has(id));
    if (!between) return;
    for (const { id } of outputs) reached.add(id);
    const node = owners[i];
    if (gradient !== undefined || node === undefined) return;
    throw new UserError(
      'unsupported',
      `TensorFlow.js cannot differentiate ${describeNode(node)}: its ${kernelName} has no gradient.`,
      'Use the onnxruntime engine for this model.',
    );
  });
}

/** What the tape keeps for a backward pass that does not come. */
function dropTape(tf: TensorFlow): void {
  const { state } = tf.engine();
  for (const { saved = [] } of state.activeTape ?? []) for (const tensor of saved) tensor.dispose();
  state.activeTape = [];
}

/** Run it inside `tf.tidy`. A tensor that the loss does not depend on gets zeros. */
export function differentiate(
  tf: TensorFlow,
  program: Program,
  inputs: ReadonlyMap<string, Tensor>,
  { loss, wrt }: { readonly loss: string; readonly wrt: readonly string[] },
): DifferentiatedTensors {
  const xs = wrt.map((name) => inputs.get(name) ?? program.constant(name));
  if (!xs.every((x) => x !== undefined)) throw new Error('Gradients are taken of inputs and stored tensors.');
  const { outputs: names } = program.graph;
  let outputs: ReadonlyMap<string, Tensor> = new Map();
  const forward = (): Tensor => {
    const owners: Node[] = [];
    const tape = (): Tape => tf.engine().state.activeTape ?? [];
    outputs = program.evaluate({
      inputs,
      outputs: [...new Set([...names, loss])],
      differentiated: (node) => {
        while (owners.length < tape().length) owners.push(node);
      },
    });
    const value = outputs.get(loss);
    if (value === undefined) throw new Error(`The graph has no value "${loss}".`);
    checkTape(tape(), owners, xs, value);
    for (const tensor of outputs.values()) tf.keep(tensor);
    return value;
  };
  try {
    const { grads } = tf.engine().gradients(forward, xs, undefined, true);
    const gradients = xs.map((x, i) => (grads as (Tensor | undefined)[])[i] ?? tf.zerosLike(x));
    return { outputs: new Map(names.map((name) => [name, outputs.get(name)!])), gradients };
  } catch (error) {
    for (const tensor of outputs.values()) tensor.dispose();
    dropTape(tf);
    throw error;
  }
}
