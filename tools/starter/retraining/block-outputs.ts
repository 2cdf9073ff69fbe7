import { join } from 'node:path';
import { readJson } from '../../../src-main/files/read-json.ts';
import { clipConfigSchema } from '../../../src-main/networks/clip/settings.ts';
import type { NetworkFile } from './network-file.ts';

/** Names of the values with which the stages of a starter CLIP's picture half end: the first keep what a picture looks like, the last what it shows. */
export async function blockOutputs({ graph }: NetworkFile, clip: string): Promise<readonly string[]> {
  const { vision_config: settings } = await readJson(join(clip, 'config.json'), clipConfigSchema);
  const sums = new Set(graph.nodes.filter(({ op }) => op === 'Add').flatMap(({ outputs }) => outputs));
  // A block ends with the Relu of a sum.
  const ends = graph.nodes
    .filter(({ op, inputs: [x = ''] }) => op === 'Relu' && sums.has(x))
    .flatMap(({ outputs }) => outputs);
  let blocks = 0;
  return settings.blocks.map((count) => {
    blocks += count;
    const name = ends[blocks - 1];
    if (name === undefined) throw new Error(`${clip} has fewer blocks than its settings say.`);
    return name;
  });
}
