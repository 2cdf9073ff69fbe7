/** Worker-thread entry of `drawInParallel`. */
import { parentPort } from 'node:worker_threads';
import type { DrawJob, DrawnBatch, Reply } from './draw-in-parallel.ts';
import { drawPicture } from './draw-picture.ts';
import { encodePicture } from './encode.ts';

async function draw({ batch, specs, size, format }: DrawJob): Promise<DrawnBatch> {
  const pictures: Uint8Array[] = [];
  for (const spec of specs) {
    const rgb = drawPicture(spec, size);
    pictures.push(format === 'raw' ? rgb : await encodePicture(rgb, size, format));
  }
  return { batch, pictures };
}

async function answer(job: DrawJob): Promise<Reply> {
  try {
    return await draw(job);
  } catch (error) {
    return { batch: job.batch, failure: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (job: DrawJob) => {
  void answer(job).then((reply) => parentPort?.postMessage(reply));
});
