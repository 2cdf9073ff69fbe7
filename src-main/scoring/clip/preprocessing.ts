import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../../src-shared/errors.ts';
import { readJsonIfThere } from '../../files/read-json.ts';
import type { ResizeFilter } from '../../imaging/pillow-taps.ts';

/** What happens to a picture before a CLIP model sees it, in this order. Plain JSON: it travels to the threads that decode. */
export interface Preprocessing {
  readonly resize:
    | { readonly kind: 'none' }
    | { readonly kind: 'shortest-edge'; readonly side: number; readonly filter: ResizeFilter }
    | {
        readonly kind: 'exact';
        readonly width: number;
        readonly height: number;
        readonly filter: ResizeFilter;
      };
  /** Cut out of the middle; what is missing is black. Null: no crop. */
  readonly crop: { readonly width: number; readonly height: number } | null;
  /** Samples 0 to 255 are multiplied by it. */
  readonly scale: number;
  /** Of R, G, B after scaling; null: not normalised. */
  readonly normalisation: {
    readonly mean: readonly [number, number, number];
    readonly std: readonly [number, number, number];
  } | null;
}

/** Codes of `PIL.Image.Resampling`; 0, nearest neighbour, is none that a CLIP model is trained with. */
const filters: Readonly<Record<number, ResizeFilter>> = {
  1: 'lanczos',
  2: 'bilinear',
  3: 'bicubic',
  4: 'box',
  5: 'hamming',
};

const side = z.number().int().min(1).max(4096);
const rectangle = z.object({ height: side, width: side });
const three = z.tuple([z.number(), z.number(), z.number()]);

/** The defaults are those of transformers' CLIPImageProcessor. */
const configSchema = z.object({
  do_resize: z.boolean().default(true),
  size: z.union([side, z.object({ shortest_edge: side }), rectangle]).default({ shortest_edge: 224 }),
  resample: z.number().int().default(3),
  do_center_crop: z.boolean().default(true),
  crop_size: z.union([side, rectangle]).default({ height: 224, width: 224 }),
  do_rescale: z.boolean().default(true),
  rescale_factor: z
    .number()
    .positive()
    .default(1 / 255),
  do_normalize: z.boolean().default(true),
  image_mean: three.default([0.48145466, 0.4578275, 0.40821073]),
  image_std: three.default([0.26862954, 0.26130258, 0.27577711]),
});
type Config = z.infer<typeof configSchema>;

function resizeOf({ do_resize, size, resample }: Config): Preprocessing['resize'] {
  if (!do_resize) return { kind: 'none' };
  const filter = filters[resample];
  if (!filter) {
    throw new UserError(
      'unsupported',
      `preprocessor_config.json asks for the resampling filter ${resample}, which is not supported.`,
      'Use 3 (bicubic), as CLIP models do, if the model was trained with it.',
    );
  }
  if (typeof size === 'number') return { kind: 'shortest-edge', side: size, filter };
  if ('shortest_edge' in size) return { kind: 'shortest-edge', side: size.shortest_edge, filter };
  return { kind: 'exact', width: size.width, height: size.height, filter };
}

function cropOf({ do_center_crop, crop_size }: Config): Preprocessing['crop'] {
  if (!do_center_crop) return null;
  return typeof crop_size === 'number' ? { width: crop_size, height: crop_size } : crop_size;
}

/** What a `preprocessor_config.json` (its parsed content) means. Throws what zod or a UserError says of it. */
export function preprocessingOf(content: unknown): Preprocessing {
  const config = configSchema.parse(content);
  return {
    resize: resizeOf(config),
    crop: cropOf(config),
    scale: config.do_rescale ? config.rescale_factor : 1,
    normalisation: config.do_normalize ? { mean: config.image_mean, std: config.image_std } : null,
  };
}

/** Width and height of every preprocessed picture; null where they depend on the picture. */
export function outputSize({ resize, crop }: Preprocessing): { width: number; height: number } | null {
  if (crop) return { width: crop.width, height: crop.height };
  return resize.kind === 'exact' ? { width: resize.width, height: resize.height } : null;
}

/** `preprocessor_config.json`, or the part of a `processor_config.json` that newer versions of transformers write in its place. */
export async function readPreprocessing(folder: string): Promise<Preprocessing> {
  const own = await readJsonIfThere(join(folder, 'preprocessor_config.json'), configSchema);
  if (own) return preprocessingOf(own);
  const nested = z.object({ image_processor: configSchema });
  const whole = await readJsonIfThere(join(folder, 'processor_config.json'), nested);
  if (whole) return preprocessingOf(whole.image_processor);
  throw new UserError(
    'not-found',
    'The file preprocessor_config.json is missing.',
    'It says how pictures are prepared: copy it from where the model came from.',
  );
}
