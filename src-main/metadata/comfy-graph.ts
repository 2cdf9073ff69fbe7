import { asRecord } from './tolerant-json.ts';

/** A node of a ComfyUI graph as it was run: literal values, and links to outputs of other nodes. */
export interface ComfyNode {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export type ComfyGraph = ReadonlyMap<string, ComfyNode>;

export interface ComfyLink {
  readonly node: string;
  /** Which output of the node. */
  readonly slot: number;
}

/** Graphs have tens to hundreds of nodes. */
const MOST_NODES = 5_000;
/** Nodes that a value or a text may pass through. */
const LONGEST_WAY = 30;

/** The `prompt` that ComfyUI writes: `{ "4": { "class_type": "KSampler", "inputs": { … } } }`. What is no node is passed over. */
export function graphOfPrompt(prompt: unknown): ComfyGraph {
  const nodes = Object.entries(asRecord(prompt) ?? {}).slice(0, MOST_NODES);
  return new Map(
    nodes.flatMap(([id, value]) => {
      const type = asRecord(value)?.['class_type'];
      const inputs = asRecord(asRecord(value)?.['inputs']);
      return typeof type === 'string' && inputs ? [[id, { type, inputs }] as const] : [];
    }),
  );
}

/** `["4", 0]`: output 0 of node 4. */
export function linkOf(value: unknown): ComfyLink | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [node, slot] = value as unknown[];
  const isName = typeof node === 'string' || typeof node === 'number';
  return isName && typeof slot === 'number' ? { node: String(node), slot } : null;
}

/** Names under which nodes that only hand a value on keep it. */
const valueNames = ['value', 'seed', 'int', 'float', 'number', 'Number', 'Value'];
const textNames = [
  'populated_text',
  'text',
  'string',
  'value',
  'prompt',
  'String',
  'Text',
  'text_g',
  't5xxl',
  'clip_l',
];

/**
 * The value of an input of this name: its own, or that of the node which it is linked to, and so on; undefined where the way is lost.
 */
export function valueOf<T>(
  graph: ComfyGraph,
  node: ComfyNode,
  name: string,
  read: (value: unknown) => T | undefined,
): T | undefined {
  let value = node.inputs[name];
  for (let way = 0; way < LONGEST_WAY; way++) {
    const link = linkOf(value);
    if (!link) return read(value);
    const inputs = graph.get(link.node)?.inputs ?? {};
    const kept = [name, ...valueNames].find((candidate) => candidate in inputs);
    if (kept === undefined) return undefined;
    value = inputs[kept];
  }
  return undefined;
}

/** What the nodes that were looked at hold; one that is being looked at holds nothing, so that a circle ends. */
type Known = Map<string, string | undefined>;

/** The text that a node encodes or holds, its own or one that it is linked to; undefined for a node without one. */
export function textOfNode(graph: ComfyGraph, node: ComfyNode, known: Known = new Map()): string | undefined {
  const { string_a: first, string_b: second, delimiter } = node.inputs;
  if (first !== undefined && second !== undefined) {
    const texts = [first, second].map((part) => textOf(graph, part, known));
    return texts.filter(Boolean).join(typeof delimiter === 'string' ? delimiter : '');
  }
  for (const name of textNames) {
    const text = name in node.inputs ? textOf(graph, node.inputs[name], known) : undefined;
    if (text !== undefined) return text;
  }
  return undefined;
}

function textOf(graph: ComfyGraph, value: unknown, known: Known): string | undefined {
  if (typeof value === 'string') return value;
  const name = linkOf(value)?.node ?? '';
  const node = graph.get(name);
  if (!node || known.has(name) || known.size > LONGEST_WAY) return known.get(name);
  known.set(name, undefined);
  const text = textOfNode(graph, node, known);
  known.set(name, text);
  return text;
}
