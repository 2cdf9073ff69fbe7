import { decodePicture, decodeReduced, fitRgb, readFacts } from '../../imaging/decode.ts';
import type { Rejection, RgbPixels } from '../../imaging/image-facts.ts';
import { readPicture } from '../../imaging/picture-file.ts';
import type { PictureBytes } from '../../imaging/picture-file.ts';
import type { WorkingSize } from './transform.ts';

/** Why an image cannot be trained on, in words for a person. */
export interface Unusable {
  readonly unusable: string;
}

async function openPicture(path: string): Promise<PictureBytes | Unusable> {
  const picture = await readPicture(path);
  if (picture.kind === 'picture') return picture;
  return { unusable: picture.kind === 'ignored' ? 'The file is not a picture.' : picture.message };
}

function toWorkingSize(pixels: RgbPixels, { kind, side }: WorkingSize): RgbPixels {
  if (kind === 'shorter-side' && Math.min(pixels.width, pixels.height) <= side) return pixels;
  return fitRgb(pixels, {
    size: side,
    fit: kind === 'square' ? 'cover' : 'shorter-side',
    filter: 'bilinear',
  });
}

/** A file this small decodes quickly whatever its picture's size; looking at the header first would cost a third more. */
const SMALL_FILE_BYTES = 50_000;

async function decodeFor(picture: PictureBytes, side: number): Promise<RgbPixels | Rejection> {
  if (picture.bytes.length < SMALL_FILE_BYTES) return decodePicture(picture);
  const facts = await readFacts(picture);
  if ('kind' in facts) return facts;
  const large = Math.min(facts.width, facts.height) >= 4 * side;
  return large ? decodeReduced(picture, facts, 2 * side) : decodePicture(picture);
}

/** Decodes a file at its working size. Never throws for a bad file. */
export async function readWorkingPixels(path: string, size: WorkingSize): Promise<RgbPixels | Unusable> {
  const picture = await openPicture(path);
  if ('unusable' in picture) return picture;
  const pixels = await decodeFor(picture, size.side);
  return 'kind' in pixels ? { unusable: pixels.message } : toWorkingSize(pixels, size);
}

/** Whether a file begins as a usable picture: its header only. */
export async function checkPicture(path: string): Promise<Unusable | undefined> {
  const picture = await openPicture(path);
  if ('unusable' in picture) return picture;
  const facts = await readFacts(picture);
  return 'kind' in facts ? { unusable: facts.message } : undefined;
}
