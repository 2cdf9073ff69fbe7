import { spawnSync } from 'node:child_process';
import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createProject } from './open-project.ts';
import { temporaryFolder } from './testing/temporary-project.ts';

const program = fileURLToPath(new URL('./testing/read-process.ts', import.meta.url));
const isRoot = process.getuid?.() === 0;
// Permissions do not hold back the superuser, but a read-only mount does, in a mount namespace of the child's own.
const canMount = isRoot && spawnSync('unshare', ['-m', 'true']).status === 0;
const mountReadOnly = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && exec "$2" "$3" "$1"';

function openOnReadOnlyDisk(folder: string): unknown {
  const { stdout, stderr } = isRoot
    ? spawnSync('unshare', ['-m', 'sh', '-c', mountReadOnly, 'sh', folder, process.execPath, program])
    : spawnSync(process.execPath, [program, folder]);
  expect(stderr.toString()).toBe('');
  return JSON.parse(stdout.toString());
}

test.skipIf(isRoot && !canMount)(
  'a project on a read-only disk opens for reading, and refuses to be changed',
  async () => {
    await using parent = await temporaryFolder();
    const folder = join(parent.path, 'project');
    const project = await createProject({ folder, name: 'Archive' });
    await project.database.call('classes.ensure', ['cat', 'dog']);
    await project.close();
    const before = await readdir(folder);
    if (!isRoot) await chmod(folder, 0o555);
    expect(openOnReadOnlyDisk(folder)).toEqual({
      readOnly: true,
      classes: ['cat', 'dog'],
      refusal: {
        code: 'read-only',
        message: 'The project is open for reading only, so nothing can be changed.',
        advice: 'Copy the project folder to a disk that can be written, and open the copy.',
      },
    });
    expect(await readdir(folder)).toEqual(before);
    await chmod(folder, 0o755);
  },
);
