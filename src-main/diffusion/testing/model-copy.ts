import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Dim, Graph, Node } from '../../graph/graph.ts';
import { decodeModel } from '../../graph/onnx/decode.ts';
import { encodeModel } from '../../graph/onnx/encode.ts';
import { codeOfElementType } from '../../graph/onnx/element-types.ts';
import { int64s, type ElementType } from '../../graph/tensor-data.ts';
import type { Network } from '../model-folder/component-files.ts';

export const tinyModel = fileURLToPath(new URL('../fixtures/tiny', import.meta.url));
export const tinyModelWithWeightFiles = fileURLToPath(new URL('../fixtures/tiny-v', import.meta.url));

/** A copy of a model in a folder of its own, to be changed or damaged. */
export interface ModelCopy {
  readonly folder: string;
  readonly path: (...names: string[]) => string;
  /** Rewrites a network's graph. */
  readonly edit: (network: Network, change: (graph: Graph) => Graph) => void;
  readonly remove: () => void;
}

export async function copyModel(source: string = tinyModel): Promise<ModelCopy> {
  const folder = mkdtempSync(join(tmpdir(), 'variegate-model-'));
  await cp(source, folder, { recursive: true });
  const path = (...names: string[]): string => join(folder, ...names);
  return {
    folder,
    path,
    edit: (network, change) => {
      const file = path(network, 'model.onnx');
      writeFileSync(file, encodeModel(change(decodeModel(readFileSync(file)))));
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

const node = (op: string, inputs: string[], output: string, attributes: Node['attributes'] = {}): Node => ({
  name: '',
  op,
  domain: '',
  inputs,
  outputs: [output],
  attributes,
});

const cast = (from: string, to: string, type: ElementType): Node =>
  node('Cast', [from], to, { to: { kind: 'int', value: codeOfElementType(type) } });

const renamed = (names: readonly string[], from: string, to: string): string[] =>
  names.map((name) => (name === from ? to : name));

/** The graph's nodes take `inner` in place of the input `name`; `adapter` computes it. */
function behindInput(graph: Graph, name: string, adapter: Node): Graph {
  const nodes = graph.nodes.map((each) => ({
    ...each,
    inputs: renamed(each.inputs, name, adapter.outputs[0]!),
  }));
  return { ...graph, nodes: [adapter, ...nodes] };
}

function declare(graph: Graph, name: string, elementType: ElementType, shape: readonly Dim[]): Graph {
  return { ...graph, values: new Map(graph.values).set(name, { elementType, shape }) };
}

const typeOf = (graph: Graph, name: string): { elementType: ElementType; shape: readonly Dim[] } => {
  const type = graph.values.get(name);
  if (!type?.shape) throw new Error(`${name} has no declared shape`);
  return { elementType: type.elementType, shape: type.shape };
};

/** The input takes `type`, and is cast to what it was. */
export const castInput =
  (name: string, type: ElementType) =>
  (graph: Graph): Graph => {
    const { elementType, shape } = typeOf(graph, name);
    return declare(behindInput(graph, name, cast(name, `${name}_cast`, elementType)), name, type, shape);
  };

/** The input is a scalar. */
export const scalarInput =
  (name: string) =>
  (graph: Graph): Graph => {
    const { elementType } = typeOf(graph, name);
    const target = `${name}_target`;
    const adapter = node('Reshape', [name, target], `${name}_shaped`);
    const initializers = new Map(graph.initializers).set(target, int64s([1]));
    return declare({ ...behindInput(graph, name, adapter), initializers }, name, elementType, []);
  };

export const reshapeInput =
  (name: string, shape: readonly Dim[]) =>
  (graph: Graph): Graph =>
    declare(graph, name, typeOf(graph, name).elementType, shape);

export const renameInput =
  (from: string, to: string) =>
  (graph: Graph): Graph => {
    const { elementType, shape } = typeOf(graph, from);
    const inputs = renamed(graph.inputs, from, to);
    const nodes = graph.nodes.map((each) => ({ ...each, inputs: renamed(each.inputs, from, to) }));
    return declare({ ...graph, inputs, nodes }, to, elementType, shape);
  };

export const addInput =
  (name: string, type: ElementType, shape: readonly Dim[]) =>
  (graph: Graph): Graph =>
    declare({ ...graph, inputs: [...graph.inputs, name] }, name, type, shape);

/** The first output goes through `adapters`, the last of which gives it its name again. `inner`: what they begin with. */
function behindOutput(graph: Graph, adapters: (inner: string, output: string) => Node[]): Graph {
  const output = graph.outputs[0]!;
  const inner = `${output}_inner`;
  const nodes = graph.nodes.map((each) => ({
    ...each,
    inputs: renamed(each.inputs, output, inner),
    outputs: renamed(each.outputs, output, inner),
  }));
  return { ...graph, nodes: [...nodes, ...adapters(inner, output)] };
}

export const castOutput =
  (type: ElementType) =>
  (graph: Graph): Graph => {
    const output = graph.outputs[0]!;
    const { shape } = typeOf(graph, output);
    return declare(
      behindOutput(graph, (inner) => [cast(inner, output, type)]),
      output,
      type,
      shape,
    );
  };

/** The U-Net's output is NaN for prompts whose third token has a negative fourth feature, and what it was for the others. */
export const nanForSomePrompts = (graph: Graph): Graph => {
  const constants: [string, readonly number[]][] = [
    ['nan_starts', [2, 3]],
    ['nan_ends', [3, 4]],
    ['nan_axes', [1, 2]],
    ['nan_shape', [-1, 1, 1, 1]],
  ];
  const initializers = new Map(graph.initializers);
  for (const [name, values] of constants) initializers.set(name, int64s(values));
  return {
    ...behindOutput(graph, (inner, output) => [
      node('Slice', ['encoder_hidden_states', 'nan_starts', 'nan_ends', 'nan_axes'], 'nan_feature'),
      node('Reshape', ['nan_feature', 'nan_shape'], 'nan_rows'),
      node('Sqrt', ['nan_rows'], 'nan_root'),
      node('Sub', ['nan_root', 'nan_root'], 'nan_zero'),
      node('Add', [inner, 'nan_zero'], output),
    ]),
    initializers,
  };
};

/** The first output is computed by an operator that no runtime has. */
export const withUnknownOperator = (graph: Graph): Graph => ({
  ...behindOutput(graph, (inner, output) => [
    { ...node('FlashTranspose', [inner], output), domain: 'com.example' },
  ]),
  opsets: { ...graph.opsets, 'com.example': 1 },
});

/** Changes one after the other. */
export const all =
  (...changes: readonly ((graph: Graph) => Graph)[]) =>
  (graph: Graph): Graph =>
    changes.reduce((changed, change) => change(changed), graph);
