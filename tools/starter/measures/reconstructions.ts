import { join } from 'node:path';
import { float32, tensor } from '../../../src-main/graph/tensor-data.ts';
import { toRgb } from '../../../src-main/diffusion/pipeline/vae-decoder.ts';
import { zeroShotAccuracy } from './clip.ts';
import { drawReal, normalised, type RealPictures, symmetric } from './pictures.ts';
import { openSingle } from './single-network.ts';

export interface ReconstructionRequest extends RealPictures {
  /** [C, H, W]. */
  readonly latent: readonly [number, number, number];
  /** Side of the pictures, pixels. */
  readonly size: number;
  /** The CLIP that says what reconstructions show. */
  readonly clip: string;
}

export interface ReconstructionQuality {
  /** Peak signal-to-noise ratio. */
  readonly decibels: number;
  /** Share of the reconstructions whose class the CLIP finds among the plain prompts of the data set, in [0, 1]. */
  readonly named: number;
}

const AT_ONCE = 40;

/** The means of `rows` latents: the first half of the encoder's channels. */
function meansOf(moments: Float32Array, rows: number): Float32Array {
  const row = moments.length / rows;
  const means = new Float32Array(moments.length / 2);
  for (let i = 0; i < rows; i++) means.set(moments.subarray(i * row, i * row + row / 2), (i * row) / 2);
  return means;
}

/** What the VAE in a text-to-image folder makes of real pictures. */
export async function reconstructionQuality(
  folder: string,
  { latent, size, clip, ...request }: ReconstructionRequest,
): Promise<ReconstructionQuality> {
  const [real] = await drawReal([request], size);
  if (real === undefined) throw new Error(`There are no pictures of ${request.dataSet}.`);
  const encoder = await openSingle(join(folder, 'vae_encoder', 'model.onnx'));
  const decoder = await openSingle(join(folder, 'vae_decoder', 'model.onnx'));
  const pictures: Uint8Array[] = [];
  let [squares, count] = [0, 0];
  try {
    for (let from = 0; from < real.pictures.length; from += AT_ONCE) {
      const some = real.pictures.slice(from, from + AT_ONCE);
      const pixels = normalised(some, size, symmetric);
      const moments = await encoder.run(tensor('float32', [some.length, 3, size, size], pixels));
      const made = await decoder.run(float32([some.length, ...latent], meansOf(moments, some.length)));
      made.forEach((value, i) => {
        squares += (Math.min(1, Math.max(-1, value)) - pixels[i]!) ** 2;
      });
      count += made.length;
      const area = made.length / some.length;
      for (let at = 0; at < made.length; at += area) {
        pictures.push(Uint8Array.from(toRgb(made.subarray(at, at + area), size, size).data));
      }
    }
  } finally {
    await encoder.dispose();
    await decoder.dispose();
  }
  // Values span 2.
  const decibels = 10 * Math.log10(4 / (squares / count));
  return { decibels, named: await zeroShotAccuracy(clip, request.dataSet, { ...real, pictures }) };
}
