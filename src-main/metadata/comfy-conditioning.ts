import { type ComfyGraph, type ComfyLink, type ComfyNode, linkOf, textOfNode } from './comfy-graph.ts';

export type Side = 'positive' | 'negative';

/** Inputs that never lead to a prompt. */
const otherInputs =
  /^(model|clip|vae|image|images|latent|latent_image|samples|control_net|mask|pixels|style_model)\b/i;

/**
 * The prompt behind a sampler's `positive` or `negative` input: followed through nodes that combine, weigh or control conditioning, known ones
 * and others, to the node that encodes a text. Undefined where none is found; empty where the conditioning is zeroed out.
 */
export function promptBehind(graph: ComfyGraph, input: unknown, side: Side): string | undefined {
  return follow(graph, linkOf(input), side, new Set());
}

function follow(
  graph: ComfyGraph,
  link: ComfyLink | null,
  side: Side,
  seen: Set<string>,
): string | undefined {
  const node = link ? graph.get(link.node) : undefined;
  if (!link || !node || seen.has(link.node)) return undefined;
  seen.add(link.node);
  if (/ZeroOut/i.test(node.type)) return '';
  const own = textOfNode(graph, node) ?? literal(node.inputs[side]);
  if (own !== undefined) return own;
  if (isForked(node)) {
    const taken = link.slot === 1 ? 'negative' : 'positive';
    return follow(graph, linkOf(node.inputs[taken]), taken, seen);
  }
  const texts = conditioningLinks(node).flatMap((next) => follow(graph, next, side, seen) ?? []);
  return texts.length === 0 ? undefined : [...new Set(texts)].filter((text) => text !== '').join(', ');
}

const literal = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Nodes such as ControlNet's take both sides and give both, the positive one first. */
const isForked = ({ inputs }: ComfyNode): boolean =>
  linkOf(inputs['positive']) !== null && linkOf(inputs['negative']) !== null;

function conditioningLinks({ inputs }: ComfyNode): ComfyLink[] {
  const entries = Object.entries(inputs).filter(([, value]) => linkOf(value) !== null);
  const named = entries.filter(([name]) => /^(conditioning|positive|negative|cond)/i.test(name));
  const chosen = named.length > 0 ? named : entries.filter(([name]) => !otherInputs.test(name));
  return chosen.flatMap(([, value]) => linkOf(value) ?? []);
}
