import { readA1111 } from './a1111.ts';
import { readComfyUi } from './comfyui.ts';
import { readInvokeAi, readOldInvokeAi } from './invokeai.ts';
import type { MadeFrom } from './made-from.ts';
import { readVariegate } from './variegate.ts';

/** The keywords of PNG texts that generators write how a picture was made under. */
export const toldUnder = [
  'variegate',
  'invokeai_metadata',
  'sd-metadata',
  'prompt',
  'workflow',
  'parameters',
] as const;
type Keyword = (typeof toldUnder)[number];

/** The texts of a picture's file. */
export interface PictureTexts {
  /** Of a PNG, by keyword; those of `toldUnder` are enough. */
  readonly png: ReadonlyMap<string, string>;
  /** The EXIF user comment of a JPEG, WebP or AVIF. */
  readonly comment: string | null;
}

/**
 * How a picture was made, by the first text that tells it. A ComfyUI graph comes before the A1111 text that some of its nodes write beside it,
 * unless its prompt is lost among custom nodes.
 */
export function readMadeFrom({ png, comment }: PictureTexts): MadeFrom | null {
  const read = (keyword: Keyword, reader: (text: string) => MadeFrom | null): MadeFrom | null => {
    const text = png.get(keyword);
    return text === undefined ? null : reader(inUtf8(text));
  };
  const ours = read('variegate', readVariegate);
  if (ours) return ours;
  const invoke = read('invokeai_metadata', readInvokeAi) ?? read('sd-metadata', readOldInvokeAi);
  if (invoke) return invoke;
  const graph = (keyword: Keyword): string | undefined => png.get(keyword) && inUtf8(png.get(keyword)!);
  const comfy = readComfyUi({ prompt: graph('prompt'), workflow: graph('workflow') });
  if (comfy && comfy.prompt !== '') return comfy;
  const parameters = read('parameters', readA1111) ?? (comment === null ? null : readA1111(comment));
  return parameters ?? comfy;
}

/** Some programs write UTF-8 where PNG says Latin-1; Latin-1 is hardly ever UTF-8 by chance. */
function inUtf8(text: string): string {
  if (!/[\u0080-\u00ff]/.test(text) || /[^\0-\u00ff]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}
