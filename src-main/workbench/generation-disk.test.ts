import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../project/testing/temporary-project.ts';

const program = fileURLToPath(new URL('./testing/full-disk.ts', import.meta.url));
const isRoot = process.getuid?.() === 0;
/** A disk in memory, in a mount namespace of the child's own. */
const mountSmall = 'mount -t tmpfs -o size=300m tmpfs "$1" && exec "$2" "$3" "$1"';
const canMount = isRoot && spawnSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0;

test.skipIf(!canMount)(
  'a disk that fills up half-way pauses the job; with room again exactly the wanted images are there',
  async () => {
    await using folder = await temporaryFolder();
    const args = ['-m', 'sh', '-c', mountSmall, 'sh', folder.path, process.execPath, program];
    const { stdout, stderr } = spawnSync('unshare', args, { encoding: 'utf8' });
    expect(stderr).toBe('');
    const report: unknown = JSON.parse(stdout);
    expect(report).toMatchObject({
      refused: [expect.stringContaining('Free some space')],
      paused: {
        state: { status: 'paused', reason: 'disk-full' },
        note: expect.stringContaining('The disk that holds the project is full.'),
        failed: 0,
      },
      done: { state: 'done', progress: { done: 300, total: 300, failed: 0, note: null } },
      images: 300,
    });
  },
  600_000,
);
