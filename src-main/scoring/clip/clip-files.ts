import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../src-shared/errors.ts';

/** Where the two halves of a CLIP lie; the same file twice where one graph does both. Relative to its folder, with `/`. */
export interface ClipGraphs {
  readonly text: string;
  readonly vision: string;
}

/** As transformers.js and optimum name weights of other precisions; the full one first. */
const variants = ['', '_fp16', '_quantized', '_int8', '_uint8', '_q4f16', '_q4', '_bnb4'] as const;
const places = ['onnx/', ''] as const;

async function filesIn(folder: string): Promise<Set<string>> {
  const names = async (below: string): Promise<string[]> =>
    (await readdir(join(folder, below)).catch(() => [])).map((name) => `${below}${name}`);
  return new Set((await Promise.all(places.map(names))).flat());
}

function findGraphs(files: ReadonlySet<string>): ClipGraphs | null {
  for (const place of places) {
    for (const variant of variants) {
      const [text, vision] = [`${place}text_model${variant}.onnx`, `${place}vision_model${variant}.onnx`];
      if (files.has(text) && files.has(vision)) return { text, vision };
    }
  }
  for (const place of places) {
    for (const variant of variants) {
      const joint = `${place}model${variant}.onnx`;
      if (files.has(joint)) return { text: joint, vision: joint };
    }
  }
  return null;
}

/** Finds the graphs of a CLIP folder. Throws a UserError that says what the folder holds instead. */
export async function findClipGraphs(folder: string): Promise<ClipGraphs> {
  const files = await filesIn(folder);
  const graphs = findGraphs(files);
  if (graphs) return graphs;
  throw wrongLayout(files);
}

const wanted =
  'A CLIP folder holds config.json, preprocessor_config.json, the tokenizer files and onnx/text_model.onnx with onnx/vision_model.onnx.';

function wrongLayout(files: ReadonlySet<string>): UserError {
  const has = (pattern: RegExp): boolean => [...files].some((name) => pattern.test(name));
  const half = has(/text_model\w*\.onnx$/) ? 'vision' : has(/vision_model\w*\.onnx$/) ? 'text' : null;
  if (half) {
    const message = `The ${half} half of the model, onnx/${half}_model.onnx, is missing.`;
    return new UserError('not-found', message, 'Copy it from where the other half came from.');
  }
  if (has(/^model_index\.json$/)) {
    return new UserError(
      'unsupported',
      'This is a pipeline that makes images, not a CLIP model.',
      'Add it under the models that generate.',
    );
  }
  if (has(/\.(?:safetensors|bin|pt|pth|h5|msgpack)$/)) {
    return new UserError(
      'unsupported',
      'The folder holds weights for another program, but no ONNX files.',
      'Export them with "optimum-cli export onnx --task zero-shot-image-classification", or take a copy made for transformers.js.',
    );
  }
  return new UserError('not-found', 'There is no CLIP model in the folder.', wanted);
}
