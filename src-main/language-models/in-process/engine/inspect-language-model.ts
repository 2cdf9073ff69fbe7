import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskImplementation } from '../../../engine/tasks.ts';
import { hashFiles } from '../../../model-library/hash-files.ts';
import { statedLicense } from '../../../model-library/stated-license.ts';
import { unusableBecause } from '../../../model-library/unusable-because.ts';
import { loadChatTokenizer } from './chat-tokenizer.ts';
import { readModelFolder } from './model-folder.ts';

/** Everything beside the graph that fixes what the model says. */
const configFiles = [
  'config.json',
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'chat_template.jinja',
  'chat_template.json',
] as const;

export const inspectLanguageModel: TaskImplementation<'language.inspect'> = async ({ folder }) => {
  try {
    const { files, architecture } = await readModelFolder(folder);
    const tokenizer = await loadChatTokenizer(folder);
    tokenizer.render([{ role: 'user', content: 'Name three animals.' }]);
    const present: string[] = [...files];
    for (const name of configFiles) {
      const facts = await stat(join(folder, name)).catch(() => null);
      if (facts?.isFile()) present.push(name);
    }
    const { hash, bytes } = await hashFiles(folder, present.toSorted());
    const license = await statedLicense(folder);
    return { kind: 'usable', facts: { bytes, license, architecture }, modelHash: hash };
  } catch (error) {
    return unusableBecause(error);
  }
};
