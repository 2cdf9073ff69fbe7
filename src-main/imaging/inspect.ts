import { decodePicture, readFacts } from './decode.ts';
import type { Inspection } from './image-facts.ts';
import { readPicture } from './picture-file.ts';

/**
 * Whether a file (or its bytes) is a usable picture: by its content, decoded to the last row. Never throws for bad input.
 * Runs in a worker process: decoding a large photograph takes a tenth of a second.
 */
export async function inspectImage(input: string | Buffer): Promise<Inspection> {
  const picture = await readPicture(input);
  if (picture.kind !== 'picture') return picture;
  const facts = await readFacts(picture);
  if ('kind' in facts) return facts;
  const pixels = await decodePicture(picture);
  return 'kind' in pixels ? pixels : { kind: 'image', ...facts };
}
