/**
 * Generates on a disk that fills up half-way, and goes on once there is room again: run on a small disk of its own. Prints what happened
 * as JSON.
 */
import { appendFile, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../files/error-code.ts';
import { generationBench, settled, tinyRequest } from './generation-bench.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Usage: full-disk.ts <folder of a small disk>');
process.env['VARIEGATE_HOME'] = join(folder, 'home');
process.env['VARIEGATE_PROJECTS'] = join(folder, 'projects');

const ballast = join(folder, 'ballast');

/** Takes what is free, up to the last block unless some is to be left. */
async function fill(left: number): Promise<void> {
  for (const bytes of [1_000_000, 4096]) {
    const chunk = Buffer.alloc(bytes);
    try {
      for (;;) {
        const { bavail, bsize } = await statfs(folder!);
        if (left > 0 && bavail * bsize - bytes < left) break;
        await appendFile(ballast, chunk);
      }
    } catch (error) {
      if (errorCode(error) !== 'ENOSPC') throw error;
    }
  }
}

const { workbench, modelId, ...bench } = await generationBench();
const request = tinyRequest(modelId, { amount: { kind: 'per-class', images: 150 } });
await fill(2_000_000);
const refused = (await workbench.generation.plan(request)).problems;
await rm(ballast);
const { jobId } = await workbench.generation.start(request);
while ((await workbench.jobs.get(jobId)).progress.done < 20) {
  await new Promise((resolve) => setTimeout(resolve, 10));
}
await fill(0);
const paused = await settled(workbench, jobId);
await rm(ballast);
await workbench.jobs.resume(jobId);
const done = await settled(workbench, jobId);
const { total } = await workbench.images.index({});
process.stdout.write(
  JSON.stringify({
    refused,
    paused: { state: paused.state, note: paused.progress.note, failed: paused.progress.failed },
    done: { state: done.state.status, progress: done.progress },
    images: total,
  }),
);
await bench[Symbol.asyncDispose]();
