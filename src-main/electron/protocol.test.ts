import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../log/log.ts';
import { createRoutes } from '../server/routes.ts';
import { createTestWorkbench } from '../server/testing/test-workbench.ts';
import { answerProtocol } from './protocol.ts';

let folder = '';
let bench: ReturnType<typeof createTestWorkbench>;
let answer: (request: Request) => Promise<Response>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-protocol-'));
  await writeFile(join(folder, 'index.html'), '<title>Variegate</title>');
  await writeFile(join(folder, 'large.png'), Buffer.alloc(3_000_000, 7));
  bench = createTestWorkbench(folder, {
    1: { path: join(folder, 'large.png'), contentType: 'image/png', version: 'v1' },
  });
  answer = answerProtocol(
    createRoutes({ workbench: bench.workbench, rendererFolder: folder, log: silentLog }),
  );
});
afterEach(() => rm(folder, { recursive: true }));

test('the window gets page and pictures as a browser does, with the same policy', async () => {
  const page = await answer(new Request('variegate://app/'));
  expect(await page.text()).toBe('<title>Variegate</title>');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const picture = await answer(new Request('variegate://app/image/1'));
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect((await picture.bytes()).length).toBe(3_000_000);
  const look = await answer(new Request('variegate://app/preview/look'));
  expect(await look.text()).toBe('a first look');
});

test('nothing else has an address', async () => {
  for (const address of [
    'variegate://other/',
    'https://app/',
    'variegate://app/%',
    'variegate://app/image/2',
  ]) {
    expect((await answer(new Request(address))).status).toBe(404);
  }
});

test('dropped files arrive through the protocol', async () => {
  const form = new FormData();
  form.append('file', new Blob(['bytes']), 'cats/1.jpg');
  const response = await answer(new Request('variegate://app/drop', { method: 'POST', body: form }));
  expect(await response.json()).toEqual({ id: 'cats', name: 'cats', kind: 'drop' });
});
