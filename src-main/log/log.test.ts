import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { diagnosticsText } from './diagnostics.ts';
import { openFileLog } from './file-log.ts';
import { redact } from './redact.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('keeps the newest lines in a bounded number of bounded files', async () => {
  const { log, tail, flush } = openFileLog({ folder, maxBytes: 2_000, maxFiles: 3 });
  for (let index = 0; index < 300; index++) {
    log.info('a line', { index });
    if (index % 7 === 0) await flush();
  }
  await flush();
  const files = await readdir(folder);
  expect(files.toSorted()).toEqual(['variegate.1.log', 'variegate.2.log', 'variegate.log']);
  for (const file of files) expect((await stat(join(folder, file))).size).toBeLessThan(4_100);
  const lines = await tail(5);
  expect(lines.map((line) => line.split(' ').at(-1))).toEqual(
    [295, 296, 297, 298, 299].map((i) => `index=${i}`),
  );
});

test('levels below the chosen one are not written', async () => {
  const { log, tail } = openFileLog({ folder, level: 'warn' });
  log.info('quiet');
  log.area('engine').warn('loud');
  expect((await tail(10)).join()).toMatch(/warn .* engine: loud$/);
});

test('a folder that cannot be made costs lines, not errors', async () => {
  await writeFile(join(folder, 'file'), '');
  const { log, flush, flushSync } = openFileLog({ folder: join(folder, 'file', 'below') });
  log.error('lost');
  await flush();
  log.error('lost');
  flushSync();
});

test('the last lines of a crash are written at once', async () => {
  const { log, flush, flushSync } = openFileLog({ folder });
  await flush();
  log.error('last words');
  flushSync();
  await flush();
  const text = await readFile(join(folder, 'variegate.log'), 'utf8');
  expect(text.match(/last words/g)).toHaveLength(1);
});

test('names of image files and the home folder are taken out', () => {
  expect(redact('cannot read "/data/My cats/Tom & Jerry.JPG": truncated', '/home/ada')).toBe(
    'cannot read "<image>": truncated',
  );
  expect(redact('path=/home/ada/cats/tom.png size=3', '/home/ada')).toBe('path=<image> size=3');
  expect(redact('project /home/ada/work', '/home/ada')).toBe('project ~/work');
  expect(redact('onnxruntime 1.30.0 loaded', '/home/ada')).toBe('onnxruntime 1.30.0 loaded');
});

test('diagnostics tell machine, providers and log', () => {
  const text = diagnosticsText({
    version: '0.1.0',
    entry: 'cli',
    providers: [{ kind: 'provider', name: 'cuda', available: false, detail: 'No CUDA device.' }],
    logLines: ['opened kitten.webp'],
  });
  expect(text).toContain('Variegate 0.1.0 (cli)');
  expect(text).toContain('- cuda: No CUDA device.');
  expect(text).toContain('opened <image>');
});
