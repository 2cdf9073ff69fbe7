import sharp from 'sharp';
import type { FailOnOptions, Metadata, Sharp } from 'sharp';
import { UserError } from '../../src-shared/errors.ts';
import { centreBox, limitShape, scaleShorterSide } from './framing.ts';
import { MAX_PIXELS } from './image-facts.ts';
import type { ImageFacts, Rejection, RgbPixels } from './image-facts.ts';
import { endsEarly } from './truncation.ts';
import { readPicture } from './picture-file.ts';
import type { PictureBytes } from './picture-file.ts';
import { cropRgb, resizeRgb } from './pillow-resize.ts';
import type { ResizeFilter } from './pillow-taps.ts';

// Pictures are decoded side by side, so each one gets a single thread; nothing is decoded twice, so nothing is worth keeping.
sharp.concurrency(1);
sharp.cache(false);

/** Words of libjpeg for a scan that went wrong midway. Other complaints (stray bytes between markers, odd profiles) lose no pixels. */
const brokenScan = /bad Huffman code|premature end of data segment|instead of RST|inconsistent progression/i;

const open = (picture: PictureBytes, failOn: FailOnOptions): Sharp =>
  sharp(picture.bytes, { failOn, limitInputPixels: MAX_PIXELS, sequentialRead: true });

interface Size {
  readonly width: number;
  readonly height: number;
}

async function toRgb(picture: PictureBytes, failOn: FailOnOptions, reducedTo?: Size): Promise<RgbPixels> {
  const upright = open(picture, failOn).autoOrient();
  const reduced = reducedTo ? upright.resize({ ...reducedTo, fit: 'fill' }) : upright;
  const { data, info } = await reduced
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`Decoding gave ${info.channels} channels in place of 3.`);
  return { data, width: info.width, height: info.height };
}

function damaged(picture: PictureBytes): Rejection {
  return endsEarly(picture)
    ? {
        kind: 'rejected',
        reason: 'truncated',
        message: 'The file ends before the picture does. Copy or download it again.',
      }
    : { kind: 'rejected', reason: 'corrupt', message: 'The picture is damaged and cannot be decoded.' };
}

/**
 * All pixels of the first frame, upright, transparency on white, converted to 8-bit sRGB. Bit depths above 8 keep their upper 8 bits.
 * Rejects what does not decode to the end, and JPEGs with a broken stretch, which most viewers show with a grey or smeared part.
 */
export async function decodePicture(picture: PictureBytes): Promise<RgbPixels | Rejection> {
  try {
    return await toRgb(picture, 'warning');
  } catch (warning) {
    if (picture.format === 'jpeg' && warning instanceof Error && brokenScan.test(warning.message)) {
      return damaged(picture);
    }
  }
  try {
    return await toRgb(picture, 'error');
  } catch {
    return damaged(picture);
  }
}

/**
 * A large picture, upright, brought down to about `shorterSide` pixels by libvips, which for JPEGs skips most of the work of decoding. For
 * training, where a last resize follows; not for what must equal Pillow.
 */
export async function decodeReduced(
  picture: PictureBytes,
  facts: Size,
  shorterSide: number,
): Promise<RgbPixels | Rejection> {
  try {
    return await toRgb(picture, 'error', scaleShorterSide(facts.width, facts.height, shorterSide));
  } catch {
    return damaged(picture);
  }
}

function tooManyPixels(width: number, height: number): Rejection {
  const millions = Math.round((width * height) / 1e6);
  return {
    kind: 'rejected',
    reason: 'too-large',
    message: `The picture has ${width} x ${height} pixels, ${millions} million; at most ${MAX_PIXELS / 1e6} million are decoded.`,
  };
}

const depthBits: Record<string, number> = { uchar: 8, char: 8, ushort: 16, short: 16, float: 32, double: 64 };

function factsOf(picture: PictureBytes, metadata: Metadata): ImageFacts {
  return {
    format: picture.format,
    width: metadata.autoOrient.width,
    height: metadata.autoOrient.height,
    pages: metadata.pages ?? 1,
    hasAlpha: metadata.hasAlpha,
    bitsPerSample: metadata.bitsPerSample ?? depthBits[metadata.depth] ?? 8,
    colourSpace: metadata.space,
  };
}

/** Size and kind from the header alone; what follows may still be damaged. */
export async function readFacts(picture: PictureBytes): Promise<ImageFacts | Rejection> {
  try {
    const metadata = await sharp(picture.bytes, { failOn: 'error', limitInputPixels: false }).metadata();
    return metadata.width * metadata.height > MAX_PIXELS
      ? tooManyPixels(metadata.width, metadata.height)
      : factsOf(picture, metadata);
  } catch {
    return damaged(picture);
  }
}

export interface DecodeOptions {
  /** Target side, or width and height, in pixels; without it the picture keeps its own size. */
  readonly size?: number | { readonly width: number; readonly height: number };
  /**
   * `fill` stretches; `shorter-side` scales the shorter side to `size` (a number), keeping the shape; `cover` (default) does that and cuts
   * out the centre, as torchvision's Resize + CenterCrop. Pictures longer than 16 : 1 are cut to that first.
   */
  readonly fit?: 'fill' | 'shorter-side' | 'cover';
  /** Default bicubic. */
  readonly filter?: ResizeFilter;
}

/** Brings decoded pixels to a size with Pillow's antialiased resize. */
export function fitRgb(pixels: RgbPixels, options: DecodeOptions): RgbPixels {
  const { size, fit = 'cover', filter = 'bicubic' } = options;
  if (size === undefined) return pixels;
  const { width, height } = typeof size === 'number' ? { width: size, height: size } : size;
  if (fit === 'fill') return resizeRgb(pixels, width, height, filter);
  const shaped = limitShape(pixels);
  const side = shorterSideToCover(shaped, width, height);
  const scaled = scaleShorterSide(shaped.width, shaped.height, side);
  const resized = resizeRgb(shaped, scaled.width, scaled.height, filter);
  return fit === 'shorter-side'
    ? resized
    : cropRgb(resized, centreBox(resized.width, resized.height, width, height));
}

function shorterSideToCover(pixels: RgbPixels, width: number, height: number): number {
  if (width === height) return width;
  const scale = Math.max(width / pixels.width, height / pixels.height);
  return Math.ceil(Math.min(pixels.width, pixels.height) * scale);
}

/** Decodes a file or its bytes. Throws a UserError 'bad-input' whose message says why it is not a usable picture. */
export async function decodeRgb(input: string | Buffer, options: DecodeOptions = {}): Promise<RgbPixels> {
  const picture = await readPicture(input);
  if (picture.kind === 'ignored') throw new UserError('bad-input', 'The file is not a picture.');
  if (picture.kind === 'rejected') throw new UserError('bad-input', picture.message);
  const decoded = await decodePicture(picture);
  if ('kind' in decoded) throw new UserError('bad-input', decoded.message);
  return fitRgb(decoded, options);
}
