import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withDiskErrors } from './disk-errors.ts';

test.skipIf(!existsSync('/dev/full'))('a full disk is explained, and that nothing is lost', async () => {
  const write = withDiskErrors(() => writeFile('/dev/full', 'checkpoint'));
  await expect(write).rejects.toMatchObject({
    code: 'disk-full',
    advice: expect.stringContaining('last checkpoint') as string,
  });
});

test('other errors and results pass unchanged', async () => {
  await expect(withDiskErrors(() => Promise.resolve(7))).resolves.toBe(7);
  const bug = new TypeError('bug');
  await expect(withDiskErrors(() => Promise.reject(bug))).rejects.toBe(bug);
});
