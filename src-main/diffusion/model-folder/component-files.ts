import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The folders of a pipeline that hold a network. */
export const networks = ['text_encoder', 'unet', 'vae_decoder'] as const;
export type Network = (typeof networks)[number];

/** Folders whose files fix the pictures, or belong to the same model. */
const hashedFolders = [...networks, 'vae_encoder', 'tokenizer', 'scheduler'];

/** Names of a folder without hidden ones; empty when there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  } catch {
    return [];
  }
}

/** `model.onnx`, or the only .onnx file of the folder; undefined where there is none. */
export async function onnxFileIn(folder: string): Promise<string | undefined> {
  const files = (await namesIn(folder)).filter((name) => name.endsWith('.onnx'));
  if (files.includes('model.onnx')) return 'model.onnx';
  return files.length === 1 ? files[0] : undefined;
}

/** The files that make the model, as relative names with `/`, sorted: the same on every machine. */
export async function modelFiles(folder: string): Promise<string[]> {
  const perFolder = hashedFolders.map(async (part) => {
    const names = await namesIn(join(folder, part));
    return names.map((name) => `${part}/${name}`);
  });
  const names = ['model_index.json', ...(await Promise.all(perFolder)).flat()];
  const kinds = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => undefined)));
  return names.filter((_, i) => kinds[i]?.isFile()).sort();
}
