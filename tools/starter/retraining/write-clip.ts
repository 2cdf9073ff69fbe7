import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withHalvedWeights } from '../../../src-main/graph/half-weights.ts';
import { encodeModel } from '../../../src-main/graph/onnx/encode.ts';
import type { Graph } from '../../../src-main/graph/graph.ts';
import type { TensorOf } from '../../../src-main/graph/tensor-data.ts';
import { textTower, visionTower } from '../../../src-main/networks/clip/clip.ts';
import type { ClipConfig, ClipSettings } from '../../../src-main/networks/clip/settings.ts';
import { portableGraph } from '../../../src-main/networks/portable-graph.ts';

type Weights = (name: string) => TensorOf<'float32'>;

function textGraph({ text }: ClipSettings, tensor: Weights): Graph {
  const tower = textTower(text);
  return portableGraph({
    name: 'text_model',
    specs: tower,
    tensor,
    build: (b, weights) => {
      const ids = b.input('input_ids', 'int64', [1, text.positions]);
      return { text_embeds: tower.forward(b, ids, weights, 'inference').result.embeds };
    },
  });
}

function visionGraph({ vision }: ClipSettings, tensor: Weights): Graph {
  const tower = visionTower(vision);
  return portableGraph({
    name: 'vision_model',
    specs: tower,
    tensor,
    build: (b, weights) => {
      const pixels = b.input('pixel_values', 'float32', [1, 3, vision.imageSize, vision.imageSize]);
      return { image_embeds: tower.forward(b, pixels, weights, 'inference').result };
    },
  });
}

/** Files that say how texts and pictures are prepared: the same for every training. */
const kept = [
  'vocab.json',
  'merges.txt',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'preprocessor_config.json',
];

export interface ClipFiles {
  /** The folder whose tokenizer and preprocessing are taken over. */
  readonly shipped: string;
  readonly config: ClipConfig;
  readonly settings: ClipSettings;
  readonly weights: Weights;
}

/** What training holds the scale down to. */
const LARGEST_SCALE = 100;

/** Writes a CLIP in the layout of the shipped one. */
export async function writeClip(
  folder: string,
  { shipped, config, settings, weights }: ClipFiles,
): Promise<void> {
  await mkdir(join(folder, 'onnx'), { recursive: true });
  const graphs = { text_model: textGraph(settings, weights), vision_model: visionGraph(settings, weights) };
  for (const [name, graph] of Object.entries(graphs)) {
    await writeFile(join(folder, 'onnx', `${name}.onnx`), encodeModel(withHalvedWeights(graph)));
  }
  for (const name of kept) await copyFile(join(shipped, name), join(folder, name));
  const logScale = weights('logit_scale').data[0] ?? 0;
  const written = { ...config, logit_scale: Math.min(LARGEST_SCALE, Math.exp(logScale)) };
  await writeFile(join(folder, 'config.json'), `${JSON.stringify(written, null, 2)}\n`);
}
