import { readUserComment } from '../imaging/exif-comment.ts';
import type { PictureBytes } from '../imaging/picture-file.ts';
import { readPngText } from '../imaging/png-text.ts';
import type { MadeFrom } from './made-from.ts';
import { type PictureTexts, readMadeFrom, toldUnder } from './read-made-from.ts';

const keywords: ReadonlySet<string> = new Set(toldUnder);

/** How a picture was made, as far as its own file tells. Never throws, whatever the file says. */
export async function tellMadeFrom(picture: PictureBytes): Promise<MadeFrom | null> {
  try {
    return readMadeFrom(await textsOf(picture));
  } catch {
    // A text that breaks a reader tells nothing; the picture itself is sound.
    return null;
  }
}

async function textsOf({ format, bytes }: PictureBytes): Promise<PictureTexts> {
  if (format === 'png') return { png: readPngText(bytes, keywords), comment: null };
  const hasComment = format === 'jpeg' || format === 'webp' || format === 'avif';
  return { png: new Map(), comment: hasComment ? await readUserComment(bytes) : null };
}
