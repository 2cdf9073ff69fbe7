import { promptBehind } from './comfy-conditioning.ts';
import { type ComfyGraph, type ComfyNode, graphOfPrompt, linkOf, valueOf } from './comfy-graph.ts';
import { graphOfWorkflow } from './comfy-workflow.ts';
import { madeFrom, type MadeFrom, type Told } from './made-from.ts';
import { asNumber, asSeed, asText, parseTolerantly } from './tolerant-json.ts';

/** What one sampler of a graph tells. */
interface SamplerFacts {
  prompt: string | undefined;
  negativePrompt: string | undefined;
  seed: string | number | undefined;
  model: string | undefined;
  sampler: string | undefined;
  scheduler: string | undefined;
  steps: number | undefined;
  guidanceScale: number | undefined;
  denoise: number | undefined;
  loras: string | undefined;
}

/** Loras, patches and the like may stand one behind the other. */
const MOST_MODEL_NODES = 50;

/** The graph that ComfyUI writes as `prompt`; `workflow` is the same as it was drawn, which some tools keep alone. */
export function readComfyUi(texts: {
  prompt?: string | undefined;
  workflow?: string | undefined;
}): MadeFrom | null {
  const graph = graphOfPrompt(texts.prompt === undefined ? null : parseTolerantly(texts.prompt));
  if (graph.size > 0) return readGraph(graph);
  return texts.workflow === undefined ? null : readGraph(graphOfWorkflow(parseTolerantly(texts.workflow)));
}

function readGraph(graph: ComfyGraph): MadeFrom | null {
  const samplers = [...graph].filter(([, node]) => isSampler(node));
  const names = new Set(samplers.map(([name]) => name));
  const first = samplers.filter(([name, node]) => !leadsTo(graph, node, names, name));
  const facts = agreedFacts(first.map(([, node]) => samplerFacts(graph, node)));
  if (!facts) return null;
  const { prompt, negativePrompt, seed, model, ...settings } = facts;
  return madeFrom({ generator: 'comfyui', prompt, negativePrompt, seed, model, settings } satisfies Told);
}

/** Known samplers, and nodes of others that take what a sampler takes. */
function isSampler({ type, inputs }: ComfyNode): boolean {
  const has = (name: string): boolean => inputs[name] !== undefined;
  if (/^(KSampler|SamplerCustom)/.test(type) && !/Select|Provider/.test(type)) return true;
  if (linkOf(inputs['guider']) && has('sigmas')) return true;
  return linkOf(inputs['positive']) !== null && (has('seed') || has('noise_seed')) && has('steps');
}

/** Whether a sampler goes on with what another has made, as the second pass of an enlargement does. */
function leadsTo(graph: ComfyGraph, node: ComfyNode, samplers: ReadonlySet<string>, self: string): boolean {
  const waiting = [
    node.inputs['latent_image'],
    node.inputs['latent'],
    node.inputs['samples'],
    node.inputs['image'],
  ];
  const seen = new Set([self]);
  while (waiting.length > 0) {
    const link = linkOf(waiting.pop());
    if (!link || seen.has(link.node)) continue;
    if (samplers.has(link.node)) return true;
    seen.add(link.node);
    waiting.push(...Object.values(graph.get(link.node)?.inputs ?? {}));
  }
  return false;
}

function samplerFacts(graph: ComfyGraph, sampler: ComfyNode): SamplerFacts {
  const parts = [
    sampler,
    ...['guider', 'noise', 'sampler', 'sigmas'].flatMap((name) => linked(graph, sampler, name)),
  ];
  const find = <T>(names: readonly string[], read: (value: unknown) => T | undefined): T | undefined => {
    for (const part of parts) {
      for (const name of names) {
        const value = valueOf(graph, part, name, read);
        if (value !== undefined) return value;
      }
    }
    return undefined;
  };
  const input = (names: readonly string[]): unknown =>
    names.flatMap((name) => parts.map((part) => part.inputs[name])).find((value) => linkOf(value) !== null);
  return {
    prompt: promptBehind(graph, input(['positive', 'conditioning']), 'positive'),
    negativePrompt: promptBehind(graph, input(['negative']), 'negative'),
    seed: find(['seed', 'noise_seed'], asSeed),
    ...modelBehind(graph, input(['model'])),
    sampler: find(['sampler_name'], asText),
    scheduler: find(['scheduler'], asText),
    steps: find(['steps'], asNumber),
    guidanceScale: find(['cfg'], asNumber),
    denoise: find(['denoise'], asNumber),
  };
}

function linked(graph: ComfyGraph, node: ComfyNode, input: string): ComfyNode[] {
  const found = graph.get(linkOf(node.inputs[input])?.node ?? '');
  return found ? [found] : [];
}

/** The checkpoint at the end of a chain of models, and the loras on the way to it, in the order in which they were put on. */
function modelBehind(graph: ComfyGraph, input: unknown): Pick<SamplerFacts, 'model' | 'loras'> {
  const loras: string[] = [];
  let node = graph.get(linkOf(input)?.node ?? '');
  for (let way = 0; node && way < MOST_MODEL_NODES; way++) {
    const { inputs }: ComfyNode = node;
    const lora = asText(inputs['lora_name']);
    if (lora !== undefined) loras.unshift(lora);
    for (const name of ['ckpt_name', 'unet_name', 'model_name', 'base_ckpt_name']) {
      const model = valueOf(graph, node, name, asText);
      if (model !== undefined) return { model, loras: loras.join(', ') };
    }
    node = graph.get(linkOf(inputs['model'])?.node ?? '');
  }
  return { model: undefined, loras: loras.join(', ') };
}

/** What all samplers say alike; a fact on which they differ cannot be put down to this picture. */
function agreedFacts([first, ...others]: readonly SamplerFacts[]): SamplerFacts | null {
  if (!first) return null;
  const agreed = { ...first };
  for (const name of Object.keys(first) as (keyof SamplerFacts)[]) {
    if (others.some((other) => other[name] !== first[name])) agreed[name] = undefined;
  }
  return agreed;
}
