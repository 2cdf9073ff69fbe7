import { readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { TaskImplementation } from '../../engine/tasks.ts';
import { hashFiles } from '../../model-library/hash-files.ts';
import { statedLicense } from '../../model-library/stated-license.ts';
import { unusableBecause } from '../../model-library/unusable-because.ts';
import { readTrainedNetwork } from '../../networks/trained-network.ts';

const counts = /^config\.json$|\.onnx([._]?data)?$|\.safetensors$|\.safetensors\.index\.json$/;

/** Reads a folder, or a single file, with a trained classifier. What is wrong with it is an answer, not an error. */
export const inspectPretrained: TaskImplementation<'training.inspect'> = async ({ folder: path, stated }) => {
  try {
    const network = await readTrainedNetwork(path, stated);
    const { architecture, parameterCount: parameters, classes, imageSize, notes } = network;
    const { folder, files } = await filesOf(path);
    const { hash, bytes } = await hashFiles(folder, files);
    const license = await statedLicense(path);
    const facts = { architecture, parameters, classes, imageSize, bytes, license, notes };
    return { kind: 'usable', facts, modelHash: hash };
  } catch (error) {
    return unusableBecause(error);
  }
};

/** What the network is read from; beside a single file lie the weights that it keeps outside. */
async function filesOf(path: string): Promise<{ folder: string; files: string[] }> {
  const single = (await stat(path)).isFile();
  const folder = single ? dirname(path) : path;
  const isOwn = (name: string): boolean => counts.test(name) && (!single || name.startsWith(basename(path)));
  return { folder, files: (await readdir(folder)).filter(isOwn).toSorted() };
}
