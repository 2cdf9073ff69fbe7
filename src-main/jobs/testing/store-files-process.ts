/**
 * A process to be killed: opens the project named on the command line and works on a job that makes one file and one row for each item,
 * going on with the job of an earlier process if there is one. Prints a dot for each item, and "done" at the end.
 */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { commitFiles, imageFilePath, thumbnailFilePath } from '../../project/files.ts';
import { openProject } from '../../project/open-project.ts';
import { createRandom } from '../../../src-shared/random.ts';
import { watchedQueue } from './watched-queue.ts';
import { scriptedJob } from './scripted-job.ts';

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'w');
  await file.writeFile(bytes);
  await file.sync();
}

function contentOf(n: number): Uint8Array {
  const random = createRandom(n);
  return Uint8Array.from({ length: 5000 + random.integer(20_000) }, () => random.integer(256));
}

const [folder = '', count = '0'] = process.argv.slice(2);
const project = await openProject(folder);
const classIds = await project.database.call('classes.ensure', ['only']);
const setId =
  (await project.database.call('sets.findByName', { role: 'synthetic', name: 'Made' })) ??
  (await project.database.call('sets.create', {
    role: 'synthetic',
    name: 'Made',
    origin: { kind: 'imported', label: 'test' },
    styleCoverage: 'unknown',
  }));

const handler = scriptedJob(async () => undefined, {
  batch: 8,
  run: async (items, context) => {
    for (const item of items) {
      if (context.pauseSignal.aborted) return;
      const bytes = contentOf(item.payload.n);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const parts = ['image', 'thumbnail'].map((name) => join(project.paths.temporary, `${item.id}-${name}`));
      for (const part of parts) await writeDurably(part, bytes);
      await commitFiles([
        { from: parts[0]!, to: imageFilePath(project, sha256, 'png') },
        { from: parts[1]!, to: thumbnailFilePath(project, sha256) },
      ]);
      const image = {
        classId: classIds[0]!,
        split: null,
        sourceName: item.label,
        storage: 'copied' as const,
        referencePath: null,
        width: 1,
        height: 1,
        format: 'png',
        bytes: bytes.length,
        sha256,
        pixelHash: sha256,
        caption: null,
        spec: null,
      };
      await context.complete(item.id, { kind: 'made' }, [
        { name: 'images.insertMany', input: { setId, images: [image] } },
      ]);
      process.stdout.write('.');
    }
  },
});

const { queue, until } = watchedQueue(project.database, [handler]);
const jobId =
  (await queue.list())[0]?.id ?? (await queue.enqueue('import', 'Make files', { items: Number(count) }));
await queue.startLanes();
await queue.resume(jobId);
await until(jobId, 'done');
await queue.stop('pause');
await project.close();
process.stdout.write('done\n');
