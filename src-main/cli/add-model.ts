import { readdir, stat } from 'node:fs/promises';
import type { CommonOptions } from './command.ts';
import { UsageError } from './failure.ts';
import type { Session } from './session.ts';
import { type StatedOptions, statedInput } from './stated-input.ts';

export const modelKinds = ['text-to-image', 'clip', 'backbone'] as const;
type ModelKind = (typeof modelKinds)[number];

export interface AddOptions extends CommonOptions, StatedOptions {
  kind?: ModelKind;
}

/** Adds a folder or file as what it looks like, or as what `--kind` says, which then says what is wrong with it. */
export async function addModel(
  { api, registerSource }: Session,
  path: string,
  options: AddOptions,
): Promise<void> {
  const kind = options.kind ?? (await kindOf(path));
  const stated = statedInput(options);
  if (stated && kind !== 'backbone') {
    throw new UsageError(
      `Nothing can be stated of a ${kind} model: its folder says how it wants its pictures.`,
    );
  }
  const sourceId = await registerSource(path);
  switch (kind) {
    case 'text-to-image':
      await api.generation.addModel.mutate({ sourceId });
      return;
    case 'clip':
      await api.scoring.addModel.mutate({ sourceId });
      return;
    case 'backbone':
      await api.training.addPretrained.mutate({ sourceId, stated });
      return;
    default:
      kind satisfies never;
  }
}

/** A folder that looks like nothing known is taken for a CLIP, and refused as such. */
async function kindOf(path: string): Promise<ModelKind> {
  const facts = await stat(path).catch(() => null);
  if (!facts) throw new UsageError(`There is no file or folder "${path}".`);
  if (facts.isFile()) return 'backbone';
  const names = await readdir(path);
  if (names.includes('model_index.json')) return 'text-to-image';
  const isClip = names.some((name) =>
    /^(preprocessor|tokenizer)_config\.json$|^(text|vision)_model/.test(name),
  );
  const holdsNetwork = names.some((name) => /\.onnx$|^model\.safetensors(\.index\.json)?$/.test(name));
  return holdsNetwork && !isClip ? 'backbone' : 'clip';
}
