import { readdir } from 'node:fs/promises';
import { reportError } from '../../../src-shared/errors.ts';
import type { TaskImplementation } from '../../engine/tasks.ts';
import { hashFiles } from '../../model-library/hash-files.ts';
import { statedLicense } from '../../model-library/stated-license.ts';
import { readTrainedNetwork } from '../../models/trained-network.ts';

const counts = /^config\.json$|\.onnx(\.?data)?$|\.safetensors$|\.safetensors\.index\.json$/;

/** Reads a folder with a trained classifier. What is wrong with it is an answer, not an error. */
export const inspectPretrained: TaskImplementation<'training.inspect'> = async ({ folder }) => {
  try {
    const { architecture, classes, imageSize } = await readTrainedNetwork(folder);
    const files = (await readdir(folder)).filter((name) => counts.test(name)).toSorted();
    const { hash, bytes } = await hashFiles(folder, files);
    const facts = { architecture, classes, imageSize, bytes, license: await statedLicense(folder) };
    return { kind: 'usable', facts, modelHash: hash };
  } catch (error) {
    return { kind: 'unusable', problem: reportError(error) };
  }
};
