import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../../src-shared/errors.ts';
import { readJson } from '../../files/read-json.ts';
import { type ClipTokenizer, loadClipTokenizer } from '../../tokenizer/clip-tokenizer.ts';
import { type SchedulerFile, schedulerFileSchema } from '../scheduler/scheduler-config.ts';

const extent = z.number().int().positive();

const indexSchema = z.looseObject({ _class_name: z.string().optional() });
const unetSchema = z.object({
  in_channels: extent,
  out_channels: extent.optional(),
  sample_size: z.union([extent, z.tuple([extent, extent])]).nullish(),
  block_out_channels: z.array(extent).min(1),
});
const vaeSchema = z.object({
  latent_channels: extent,
  block_out_channels: z.array(extent).min(1),
  scaling_factor: z.number().positive().optional(),
  shift_factor: z.number().nullish(),
  sample_size: z.union([extent, z.tuple([extent, extent])]).nullish(),
});
const textEncoderSchema = z.object({
  max_position_embeddings: extent.optional(),
  use_attention_mask: z.boolean().optional(),
});

/** AutoencoderKL's own default, for files from before the key was written. */
const oldScalingFactor = 0.18215;

/** What the configuration files of a pipeline say. */
export interface ModelConfigs {
  readonly tokenizer: ClipTokenizer;
  readonly scheduler: SchedulerFile;
  readonly latentChannels: number;
  /** Default extents of the latents. */
  readonly latentHeight: number;
  readonly latentWidth: number;
  /** Pixels a side of one latent value. */
  readonly pixelsPerLatent: number;
  /** Latents' extents that the U-Net can halve as often as it does are multiples of this. */
  readonly latentStep: number;
  /** The decoder takes latents / scale + shift. */
  readonly latentScale: number;
  readonly latentShift: number;
  /** Padding is hidden from the text model. */
  readonly masksPadding: boolean;
}

type Vae = z.infer<typeof vaeSchema>;
type Unet = z.infer<typeof unetSchema>;

const bothSides = (size: number | readonly [number, number]): readonly [number, number] =>
  typeof size === 'number' ? [size, size] : [size[0], size[1]];

function latentSize(unet: Unet, vae: Vae, pixelsPerLatent: number): readonly [height: number, width: number] {
  if (unet.sample_size) return bothSides(unet.sample_size);
  if (vae.sample_size) {
    const [height, width] = bothSides(vae.sample_size);
    return [
      Math.max(1, Math.floor(height / pixelsPerLatent)),
      Math.max(1, Math.floor(width / pixelsPerLatent)),
    ];
  }
  throw new UserError(
    'bad-input',
    'unet/config.json does not say for which size the model was trained.',
    'Add "sample_size", in latent values, to it.',
  );
}

function checkChannels(unet: Unet, vae: Vae): void {
  if (unet.in_channels === vae.latent_channels) return;
  const inpainting = unet.in_channels > vae.latent_channels;
  throw new UserError(
    'unsupported',
    `The U-Net takes ${unet.in_channels} channels, but the VAE has ${vae.latent_channels}.`,
    inpainting
      ? 'Models for inpainting or upscaling need a picture to start from. Choose a text-to-image model.'
      : 'The folders unet and vae_decoder belong to different models.',
  );
}

/** Throws a `UserError` for a pipeline of another kind. */
export async function checkPipelineKind(folder: string): Promise<void> {
  const index = await readJson(join(folder, 'model_index.json'), indexSchema);
  const isThere = (part: string): boolean => {
    const entry = index[part];
    return Array.isArray(entry) && entry.some((value) => typeof value === 'string');
  };
  const foreign = ['transformer', 'text_encoder_2', 'text_encoder_3', 'prior', 'controlnet'].find(isThere);
  if (foreign === undefined) return;
  const kind = index._class_name ?? 'The pipeline';
  throw new UserError(
    'unsupported',
    `${kind} has a part "${foreign}", which is not supported.`,
    'Choose a pipeline with one text encoder and a U-Net, such as Stable Diffusion 1 or 2.',
  );
}

/** Reads every configuration file of a pipeline. Throws a `UserError` that names the file and what is wrong with it. */
export async function readModelConfigs(folder: string): Promise<ModelConfigs> {
  await checkPipelineKind(folder);
  const [text, unet, vae, scheduler] = await Promise.all([
    readJson(join(folder, 'text_encoder', 'config.json'), textEncoderSchema),
    readJson(join(folder, 'unet', 'config.json'), unetSchema),
    readJson(join(folder, 'vae_decoder', 'config.json'), vaeSchema),
    readJson(join(folder, 'scheduler', 'scheduler_config.json'), schedulerFileSchema),
  ]);
  checkChannels(unet, vae);
  const positions = text.max_position_embeddings;
  const tokenizer = await loadClipTokenizer(
    join(folder, 'tokenizer'),
    positions === undefined ? {} : { positions },
  );
  const pixelsPerLatent = 2 ** (vae.block_out_channels.length - 1);
  const [latentHeight, latentWidth] = latentSize(unet, vae, pixelsPerLatent);
  return {
    tokenizer,
    scheduler,
    latentChannels: vae.latent_channels,
    latentHeight,
    latentWidth,
    pixelsPerLatent,
    latentStep: 2 ** (unet.block_out_channels.length - 1),
    latentScale: vae.scaling_factor ?? oldScalingFactor,
    latentShift: vae.shift_factor ?? 0,
    masksPadding: text.use_attention_mask ?? false,
  };
}
