import { access, chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBrowser } from './open-browser.ts';

const address = 'http://127.0.0.1:4180/?token=secret';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'variegate-browser-'));
});
afterEach(() => rm(root, { recursive: true }));

/** An opener that writes down its command line, in the place of the system's. */
async function opener(): Promise<{ environment: NodeJS.ProcessEnv; commandLine: () => Promise<string> }> {
  const [programs, told] = [join(root, 'bin'), join(root, 'told')];
  await mkdir(programs);
  await writeFile(
    join(programs, 'xdg-open'),
    `#!/bin/sh\nprintf %s "$*" > "${told}.part"\nmv "${told}.part" "${told}"\n`,
  );
  await chmod(join(programs, 'xdg-open'), 0o755);
  return {
    environment: { PATH: [programs, process.env['PATH']].join(delimiter), DISPLAY: ':0' },
    commandLine: async () => {
      while (
        !(await access(told).then(
          () => true,
          () => false,
        ))
      )
        await sleep(20);
      return readFile(told, 'utf8');
    },
  };
}

const onPosix = test.skipIf(process.platform === 'win32');

onPosix(
  'no command line holds the token: it is in a file that only its owner reads, until it is closed',
  async () => {
    const { environment, commandLine } = await opener();
    const folder = join(root, 'projects');
    const options = { address, folder, platform: 'linux', environment } as const;
    const { close } = await openBrowser(options);
    const given = await commandLine();
    expect(given).toMatch(/^file:\/\/\/.*\.html$/);
    expect(given).not.toContain('secret');
    const page = fileURLToPath(given);
    expect((await stat(page)).mode & 0o777).toBe(0o600);
    expect(await readFile(page, 'utf8')).toContain(`content="0;url=${address}"`);
    await close();
    expect(await readdir(folder)).toEqual([]);
  },
);

onPosix('what an earlier start left there is replaced, also where others may read it', async () => {
  const { environment } = await opener();
  const stale = join(root, '.open-4180.html');
  await writeFile(stale, 'stale', { mode: 0o644 });
  const { close } = await openBrowser({ address, folder: root, platform: 'linux', environment });
  expect((await stat(stale)).mode & 0o777).toBe(0o600);
  expect(await readFile(stale, 'utf8')).toContain(address);
  await close();
});

test('without a display nothing is opened or written', async () => {
  const { close } = await openBrowser({
    address,
    folder: join(root, 'projects'),
    platform: 'linux',
    environment: {},
  });
  await close();
  expect(await readdir(root)).toEqual([]);
});
