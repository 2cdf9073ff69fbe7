import { join } from 'node:path';
import type { Random } from '../../../src-shared/random.ts';
import type { ModelConfigs } from '../../../src-main/diffusion/model-folder/model-configs.ts';
import { ModelClock } from '../../../src-main/diffusion/pipeline/model-clock.ts';
import { createTextEncoder } from '../../../src-main/diffusion/pipeline/text-encoder.ts';
import { loadModel } from '../../../src-main/graph/executors/onnxruntime.ts';
import { tensor } from '../../../src-main/graph/tensor-data.ts';
import { normalised, symmetric } from '../measures/pictures.ts';
import { openSingle } from '../measures/single-network.ts';
import { extentsOf } from './extents.ts';

/** What a U-Net is trained with and leaves as it is. */
export interface FrozenParts {
  /** [C, H, W]. */
  readonly latent: readonly [number, number, number];
  /** [tokens, features] of a text. */
  readonly text: readonly [number, number];
  /** Scaled latents of pictures (RGB rows), drawn from what the VAE says of them: [N, C, H, W]. */
  readonly latents: (pictures: readonly Uint8Array[], random: Random) => Promise<Float32Array>;
  /** Hidden states of texts, each computed once: [N, tokens, features]. */
  readonly states: (texts: readonly string[]) => Promise<Float32Array>;
  readonly dispose: () => Promise<void>;
}

/** Opens the text encoder and the VAE's encoder of a text-to-image folder. */
export async function openFrozenParts(folder: string, configs: ModelConfigs): Promise<FrozenParts> {
  const { latent, size } = extentsOf(configs);
  const vae = await openSingle(join(folder, 'vae_encoder', 'model.onnx'));
  const encoder = createTextEncoder(await loadModel(join(folder, 'text_encoder', 'model.onnx')), configs);
  const clock = new ModelClock();
  const known = new Map<string, Float32Array>();
  const stateOf = async (text: string): Promise<Float32Array> => {
    const held = known.get(text) ?? (await encoder.encode(text, clock)).hidden;
    known.set(text, held);
    return held;
  };
  const { width } = await encoder.encode('', clock);
  return {
    latent,
    text: [configs.tokenizer.maxLength, width],
    async latents(pictures, random) {
      const pixels = tensor(
        'float32',
        [pictures.length, 3, size, size],
        normalised(pictures, size, symmetric),
      );
      const moments = await vae.run(pixels);
      return drawn(moments, pictures.length, configs.latentScale, random);
    },
    async states(texts) {
      const row = configs.tokenizer.maxLength * width;
      const all = new Float32Array(texts.length * row);
      for (const [i, text] of texts.entries()) all.set(await stateOf(text), i * row);
      return all;
    },
    dispose: async () => {
      await vae.dispose();
      await encoder.dispose();
    },
  };
}

/** Of each row the first half are means and the second logarithms of variances. */
function drawn(moments: Float32Array, rows: number, scale: number, random: Random): Float32Array {
  const size = moments.length / rows / 2;
  const all = new Float32Array(rows * size);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < size; i++) {
      const mean = moments[2 * row * size + i]!;
      const logVariance = moments[(2 * row + 1) * size + i]!;
      all[row * size + i] = (mean + Math.exp(logVariance / 2) * random.normal()) * scale;
    }
  }
  return all;
}
