import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { z } from 'zod';

/** A tiny random CLIP in the layout of optimum's exports, made by `tools/fixtures/clip_model.py`. */
export const tinyClip = fileURLToPath(new URL('../fixtures/tiny-clip', import.meta.url));
/** The same model as one graph that embeds a picture and a text together. */
export const jointModel = fileURLToPath(new URL('../fixtures/joint.onnx', import.meta.url));

const picture = z.object({ width: z.number(), height: z.number(), pixels: z.string() });
const rows = z.array(z.array(z.number()));
/** Its vision half with weights in a file of their own, which is not there. */
export const externalModel = fileURLToPath(new URL('../fixtures/external.onnx', import.meta.url));

/** What transformers makes of pictures and texts with that model. */
export const expected = z
  .object({
    pictures: z.array(picture),
    preprocessing: z.array(z.object({ config: z.unknown(), images: z.array(picture) })),
    normalised: z.string(),
    texts: z.array(z.object({ text: z.string(), ids: z.array(z.number()) })),
    textEmbeds: rows,
    imageEmbeds: rows,
    logitScale: z.number(),
    probabilities: rows,
  })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/expected.json', import.meta.url), 'utf8')));

/** Bytes that the script packed. */
export const unpack = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(inflateSync(Buffer.from(text, 'base64')));
