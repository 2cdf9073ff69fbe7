import type { LoadedModel } from '../../graph/executors/onnxruntime.ts';
import type { RgbPixels } from '../../imaging/image-facts.ts';
import type { ModelConfigs } from '../model-folder/model-configs.ts';
import type { ModelClock } from './model-clock.ts';
import { inputsByRole, rowsPerRun } from './network-inputs.ts';
import { explainRuntimeError } from '../../graph/executors/open-network.ts';
import { toDeclared, toFloats } from './tensor-conversion.ts';

export interface VaeDecoder {
  /** One picture from its latents (channels, height, width); undefined when they or the decoder's output are not finite. */
  readonly decode: (
    latents: Float32Array,
    dims: readonly [channels: number, height: number, width: number],
    clock: ModelClock,
  ) => Promise<RgbPixels | undefined>;
  readonly dispose: () => Promise<void>;
}

const label = 'vae_decoder/model.onnx';

const allFinite = (values: Float32Array): boolean => values.every(Number.isFinite);

/** Planes of [-1, 1] to interleaved bytes, rounded as diffusers' image processor does; what lies outside is cut off. */
export function toRgb(planes: Float32Array, width: number, height: number): RgbPixels {
  const pixels = width * height;
  const data = new Uint8Array(pixels * 3);
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < pixels; i++) {
      const share = Math.min(Math.max(planes[channel * pixels + i]! / 2 + 0.5, 0), 1);
      data[i * 3 + channel] = Math.round(share * 255);
    }
  }
  return { data, width, height };
}

/** Pictures are decoded one by one: a decoder at full size takes more memory than all else, and company cannot change a picture. */
export function createVaeDecoder(model: LoadedModel, configs: ModelConfigs): VaeDecoder {
  const { latentScale, latentShift, pixelsPerLatent } = configs;
  const { latents: input } = inputsByRole(label, model, ['latents']);
  const rows = rowsPerRun(input) ?? 1;
  const output = model.outputs[0]!.name;

  return {
    decode: async (latents, [channels, height, width], clock) => {
      if (!allFinite(latents)) return undefined;
      const scaled = new Float32Array(rows * latents.length);
      for (let i = 0; i < scaled.length; i++) {
        scaled[i] = latents[i % latents.length]! / latentScale + latentShift;
      }
      const feeds = { [input.name]: toDeclared(input, [rows, channels, height, width], scaled) };
      const results = await clock
        .time(() => model.run(feeds, { outputs: [output] }))
        .catch((error: unknown) => {
          throw explainRuntimeError(label, error, 'run');
        });
      const pictureHeight = height * pixelsPerLatent;
      const pictureWidth = width * pixelsPerLatent;
      const planes = toFloats(output, results[output]!).subarray(0, 3 * pictureHeight * pictureWidth);
      return allFinite(planes) ? toRgb(planes, pictureWidth, pictureHeight) : undefined;
    },
    dispose: () => model.dispose(),
  };
}
