import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskImplementation } from '../../engine/tasks.ts';
import { hashFiles } from '../../model-library/hash-files.ts';
import { statedLicense } from '../../model-library/stated-license.ts';
import { unusableBecause } from '../../model-library/unusable-because.ts';
import { loadClipTokenizer } from '../../tokenizer/clip-tokenizer.ts';
import { type ClipFolder, readClipFolder } from '../clip/clip-folder.ts';
import type { ClipFacts } from './tasks.ts';

/** Everything beside the graphs that fixes what the model says. */
const configFiles = [
  'config.json',
  'preprocessor_config.json',
  'processor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'vocab.json',
  'merges.txt',
] as const;

async function countedFiles(folder: string, { models }: ClipFolder): Promise<string[]> {
  const candidates = [...configFiles, ...models];
  const present = await Promise.all(
    candidates.map((name) =>
      stat(join(folder, name)).then(
        (facts) => facts.isFile(),
        () => false,
      ),
    ),
  );
  return candidates.filter((_, i) => present[i]).sort();
}

export const inspectClip: TaskImplementation<'scoring.inspect'> = async ({ folder }) => {
  try {
    const clip = await readClipFolder(folder);
    const { config, size } = clip;
    await loadClipTokenizer(folder, config.positions === undefined ? {} : { positions: config.positions });
    const { hash, bytes } = await hashFiles(folder, await countedFiles(folder, clip));
    const facts: ClipFacts = {
      imageSize: Math.max(size.width, size.height),
      logitScale: config.logitScale,
      bytes,
      license: await statedLicense(folder),
    };
    return { kind: 'usable', facts, modelHash: hash };
  } catch (error) {
    return unusableBecause(error);
  }
};
