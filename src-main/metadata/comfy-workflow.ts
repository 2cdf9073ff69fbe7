import type { ComfyGraph, ComfyNode } from './comfy-graph.ts';
import { asRecord } from './tolerant-json.ts';

/**
 * What the widgets of nodes are called, in their order: the drawn graph keeps their values only. `control` is what the page does with a seed
 * after a run. Widgets of other nodes are unknown, and so are their values.
 */
const widgets: Readonly<Record<string, readonly string[]>> = {
  KSampler: ['seed', 'control', 'steps', 'cfg', 'sampler_name', 'scheduler', 'denoise'],
  KSamplerAdvanced: ['add_noise', 'noise_seed', 'control', 'steps', 'cfg', 'sampler_name', 'scheduler'],
  SamplerCustom: ['add_noise', 'noise_seed', 'control', 'cfg'],
  RandomNoise: ['noise_seed', 'control'],
  KSamplerSelect: ['sampler_name'],
  BasicScheduler: ['scheduler', 'steps', 'denoise'],
  CFGGuider: ['cfg'],
  CLIPTextEncode: ['text'],
  PrimitiveNode: ['value'],
  PrimitiveInt: ['value'],
  PrimitiveString: ['value'],
  PrimitiveStringMultiline: ['value'],
  CheckpointLoaderSimple: ['ckpt_name'],
  UNETLoader: ['unet_name'],
  LoraLoader: ['lora_name'],
  LoraLoaderModelOnly: ['lora_name'],
};

const MOST_NODES = 5_000;
/** `mode` of a node that is switched off. */
const muted = new Set([2, 4]);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The `workflow` that ComfyUI's page saves, as the graph that it would run. What is not understood is passed over. */
export function graphOfWorkflow(workflow: unknown): ComfyGraph {
  const drawn = asRecord(workflow);
  const sources = new Map<unknown, readonly [string, unknown]>();
  for (const link of listOf(drawn?.['links'])) {
    const [id, node, slot] = listOf(link);
    if (typeof node === 'number' || typeof node === 'string') sources.set(id, [String(node), slot]);
  }
  const graph = new Map<string, ComfyNode>();
  for (const value of listOf(drawn?.['nodes']).slice(0, MOST_NODES)) {
    const node = asRecord(value);
    const type = node?.['type'];
    if (!node || typeof type !== 'string' || muted.has(Number(node['mode']))) continue;
    graph.set(String(node['id']), {
      type,
      inputs: { ...widgetValues(type, node), ...linksOf(node, sources) },
    });
  }
  return graph;
}

function widgetValues(type: string, node: Record<string, unknown>): Record<string, unknown> {
  const names = Object.hasOwn(widgets, type) ? widgets[type]! : [];
  const values = listOf(node['widgets_values']);
  return Object.fromEntries(names.flatMap((name, i) => (i < values.length ? [[name, values[i]]] : [])));
}

function linksOf(
  node: Record<string, unknown>,
  sources: ReadonlyMap<unknown, readonly [string, unknown]>,
): Record<string, unknown> {
  const links = listOf(node['inputs']).flatMap((value) => {
    const input = asRecord(value);
    const source = sources.get(input?.['link']);
    return typeof input?.['name'] === 'string' && source ? [[input['name'], source] as const] : [];
  });
  return Object.fromEntries(links);
}
