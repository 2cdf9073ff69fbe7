/** Worker-thread entry of `PictureThreads`: decodes pictures and prepares them for a CLIP model. */
import { parentPort } from 'node:worker_threads';
import { decodeRgb } from '../../imaging/decode.ts';
import { reportError } from '../../../src-shared/errors.ts';
import { preparePicture, writeNormalised } from '../clip/prepare-picture.ts';
import type { PrepareReply, PrepareRequest } from './picture-threads.ts';

async function prepare({ path, preprocessing }: PrepareRequest): Promise<Float32Array<ArrayBuffer>> {
  const picture = preparePicture(await decodeRgb(path), preprocessing);
  const values = new Float32Array(3 * picture.width * picture.height);
  writeNormalised(picture, preprocessing, values);
  return values;
}

async function answer(request: PrepareRequest): Promise<void> {
  const { id } = request;
  try {
    const values = await prepare(request);
    parentPort?.postMessage({ id, values } satisfies PrepareReply, [values.buffer]);
  } catch (error) {
    parentPort?.postMessage({ id, failure: reportError(error) } satisfies PrepareReply);
  }
}

parentPort?.on('message', (request: PrepareRequest) => void answer(request));
