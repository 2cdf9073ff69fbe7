import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { AppRouter } from '../api/router.ts';
import { silentLog } from '../log/log.ts';
import { createAccess } from './access.ts';
import { attachWorkbench, type Served } from './attach.ts';
import { type Listener, listenOnLoopback } from './listen.ts';
import { createTestWorkbench } from './testing/test-workbench.ts';

let folder = '';
let listener: Listener;
let served: Served;
let bench: ReturnType<typeof createTestWorkbench>;
const access = createAccess();
const bearer = { authorization: `Bearer ${access.token}` };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-server-'));
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html><title>Variegate</title>');
  await writeFile(join(folder, 'renderer', 'assets', 'app-1a2b.js'), 'export {};'.repeat(500));
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'picture.webp'), 'picture bytes');
  await writeFile(join(folder, 'model.onnx'), 'model bytes');
  bench = createTestWorkbench(folder, {
    1: { path: join(folder, 'picture.webp'), contentType: 'image/webp', version: 'abc12345' },
    2: { path: join(folder, 'moved-away.webp'), contentType: 'image/webp', version: 'def456' },
  });
  listener = await listenOnLoopback(0);
  served = attachWorkbench({
    listener,
    access,
    workbench: bench.workbench,
    rendererFolder: join(folder, 'renderer'),
    log: silentLog,
  });
});
afterEach(async () => {
  await served.close();
  await rm(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = bearer) =>
  fetch(`${listener.origin}${path}`, { headers, redirect: 'manual' });

/** `fetch` neither sends a foreign Host header nor a path that is not normalised. */
function rawStatus(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: listener.port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

test('the token of the printed address becomes a cookie and leaves the address', async () => {
  const first = await get(`/?token=${access.token}`, {});
  expect(first.status).toBe(303);
  expect(first.headers.get('location')).toBe('/');
  const cookie = first.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^variegate-[0-9a-f]{8}=.*; Path=\/; HttpOnly; SameSite=Strict$/);
  const page = await get('/', { cookie: `other=1; ${cookie.split(';')[0]}` });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<title>Variegate</title>');
});

test('a token that arrives from another site is exchanged on a page, not in a redirect', async () => {
  const page = await get(`/?token=${access.token}`, { 'sec-fetch-site': 'cross-site' });
  expect(page.status).toBe(200);
  expect(page.headers.get('set-cookie')).toContain('HttpOnly');
  expect(await page.text()).toContain('http-equiv="refresh"');
});

test.each([
  ['nothing', '/', {}],
  ['a wrong token', '/?token=guess', {}],
  ['a wrong cookie', '/image/1', { cookie: 'variegate-00000000=guess' }],
  ['a wrong bearer', '/image/1', { authorization: 'Bearer guess' }],
])('%s is refused', async (_, path, headers) => {
  const answer = await get(path, headers);
  expect(answer.status).toBe(401);
  expect(answer.headers.get('set-cookie')).toBeNull();
});

test('foreign host names and origins are refused even with the token', async () => {
  expect(await rawStatus('/image/1', { ...bearer, host: 'evil.example' })).toBe(421);
  expect(await rawStatus('/image/1', { ...bearer, host: `localhost.evil.example:${listener.port}` })).toBe(
    421,
  );
  expect(await rawStatus('/image/1', { ...bearer, host: 'localhost:9999' })).toBe(200);
  expect(await rawStatus('/image/1', { ...bearer, origin: 'http://localhost:9999' })).toBe(403);
  expect(await rawStatus('/image/1', { ...bearer, origin: 'null' })).toBe(403);
});

test('no path leads out of the renderer folder', async () => {
  for (const path of [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '//secret.txt',
  ]) {
    expect(await rawStatus(path, bearer)).toBe(404);
  }
  expect(await rawStatus('/%', bearer)).toBe(400);
});

test('every answer carries the security headers', async () => {
  for (const answer of [await get('/'), await get('/nothing'), await get('/', {}), await get('/image/1')]) {
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
  }
});

test('assets are compressed and kept by the browser', async () => {
  const answer = await get('/assets/app-1a2b.js', { ...bearer, 'accept-encoding': 'gzip' });
  expect(answer.headers.get('content-encoding')).toBe('gzip');
  expect(answer.headers.get('cache-control')).toContain('immutable');
  expect(await answer.text()).toBe('export {};'.repeat(500));
});

test('pictures are served by id, revalidated by hash, and kept for good under their hash', async () => {
  const answer = await get('/thumbnail/1');
  expect(await answer.text()).toBe('picture bytes');
  expect(answer.headers.get('content-type')).toBe('image/webp');
  expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  const again = await get('/thumbnail/1', { ...bearer, 'if-none-match': answer.headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
  for (const version of ['abc123', 'abc12345']) {
    expect((await get(`/image/1?v=${version}`)).headers.get('cache-control')).toContain('immutable');
  }
  for (const version of ['', 'abc', 'def456', 'abc123456']) {
    expect((await get(`/image/1?v=${version}`)).headers.get('cache-control')).toBe('private, no-cache');
  }
  for (const path of ['/image/2', '/image/3', '/image/0', '/image/x', '/image/1/2', '/image/']) {
    expect((await get(path)).status).toBe(404);
  }
});

test('a picture in memory is served as long as it is held, to those who may ask', async () => {
  const answer = await get('/preview/look');
  expect(answer.headers.get('content-type')).toBe('image/webp');
  expect(await answer.text()).toBe('a first look');
  expect((await get('/preview/gone')).status).toBe(404);
  expect((await get('/preview/look', {})).status).toBe(401);
});

test('downloads keep their name', async () => {
  const answer = await get('/download/model');
  expect(await answer.text()).toBe('model bytes');
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="mod_le _1_.onnx"; filename*=UTF-8''mod%C3%A8le%20%221%22.onnx`,
  );
  expect((await get('/download/..%2fsecret.txt')).status).toBe(404);
});

test('only GET and HEAD reach files, only POST drops', async () => {
  const head = await fetch(`${listener.origin}/image/1`, { method: 'HEAD', headers: bearer });
  expect(head.headers.get('content-length')).toBe('13');
  const deleted = await fetch(`${listener.origin}/image/1`, { method: 'DELETE', headers: bearer });
  expect(deleted.status).toBe(405);
  expect((await get('/drop')).status).toBe(405);
});

async function drop(files: Record<string, string>) {
  const form = new FormData();
  for (const [path, content] of Object.entries(files)) form.append('file', new Blob([content]), path);
  return fetch(`${listener.origin}/drop`, { method: 'POST', body: form, headers: bearer });
}

test('a dropped folder arrives as it was', async () => {
  const large = 'x'.repeat(3_000_000);
  const answer = await drop({
    'photos/cat/1.jpg': 'one',
    'photos/cat/2 "b".jpg': '\r\n--two',
    'photos/dög/3.jpg': large,
  });
  expect(await answer.json()).toEqual({ id: 'photos', name: 'photos', kind: 'drop' });
  const root = bench.sources.get('photos') ?? '';
  expect(await readFile(join(root, 'cat', '1.jpg'), 'utf8')).toBe('one');
  expect(await readFile(join(root, 'cat', '2 "b".jpg'), 'utf8')).toBe('\r\n--two');
  expect(await readFile(join(root, 'dög', '3.jpg'), 'utf8')).toBe(large);
});

test('names in a drop lead nowhere else', async () => {
  const answer = await drop({ '../../up.jpg': 'a', '/etc/passwd': 'b', './x/../y.jpg': 'c', 'y.jpg': 'd' });
  expect(answer.status).toBe(200);
  const root = bench.sources.get('Dropped files') ?? '';
  const names = await readdir(root, { recursive: true });
  expect(names.toSorted()).toEqual(['etc', 'etc/passwd', 'up.jpg', 'x', 'x/y.jpg', 'y.jpg']);
});

test('an empty or foreign drop is refused in words, and leaves nothing behind', async () => {
  expect(await (await drop({})).json()).toMatchObject({ code: 'bad-input', message: 'Nothing was dropped.' });
  const answer = await fetch(`${listener.origin}/drop`, { method: 'POST', body: 'text', headers: bearer });
  expect(answer.status).toBe(400);
  expect((await readdir(folder)).filter((name) => name.startsWith('drop-'))).toEqual([]);
});

test('a drop larger than the free disk is refused before it is sent', async () => {
  const status = await new Promise((resolve, reject) => {
    const upload = request({
      host: '127.0.0.1',
      port: listener.port,
      path: '/drop',
      method: 'POST',
      headers: { ...bearer, 'content-type': 'multipart/form-data; boundary=b', 'content-length': 2 ** 52 },
    });
    upload.on('response', (response) => resolve(response.statusCode)).on('error', reject);
    upload.write('--b\r\n');
  });
  expect(status).toBe(507);
});

test('an upload that breaks off leaves nothing behind', async () => {
  const upload = request({
    host: '127.0.0.1',
    port: listener.port,
    path: '/drop',
    method: 'POST',
    headers: { ...bearer, 'content-type': 'multipart/form-data; boundary=b', 'content-length': 1_000_000 },
  });
  upload.on('error', () => undefined);
  upload.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nbeginning');
  const drops = async () => (await readdir(folder)).filter((name) => name.startsWith('drop-'));
  while ((await drops()).length === 0) await sleep(5);
  upload.destroy();
  while ((await drops()).length > 0) await sleep(5);
});

function connect(headers: Record<string, string>, path = '/api') {
  class AuthorisedSocket extends WebSocket {
    constructor(address: string) {
      super(address, { headers });
    }
  }
  const client = createWSClient({
    url: `${listener.origin.replace('http', 'ws')}${path}`,
    WebSocket: AuthorisedSocket as never,
    retryDelayMs: () => 600_000,
  });
  return {
    api: createTRPCClient<AppRouter>({ links: [wsLink<AppRouter>({ client })] }),
    close: () => client.close(),
  };
}

test('the API answers over WebSocket, with typed errors', async () => {
  const { api, close } = connect(bearer);
  expect(await api.system.info.query()).toMatchObject({ provider: 'cpu' });
  await expect(api.system.diagnostics.query()).rejects.toMatchObject({
    message: 'There is no log.',
    data: { report: { code: 'unavailable', advice: 'Look elsewhere.' } },
  });
  await expect(api.jobs.get.query({ id: -1 })).rejects.toMatchObject({
    data: { report: { code: 'bad-input' } },
  });
  await close();
});

test('events reach a subscriber in order, until it leaves', async () => {
  const { api, close } = connect(bearer);
  const seen: unknown[] = [];
  const { promise: complete, resolve } = Promise.withResolvers<void>();
  const subscription = api.events.stream.subscribe(undefined, {
    onData: (event) => {
      seen.push(event);
      if (seen.length === 100) resolve();
    },
  });
  while (bench.listeners.size === 0) await sleep(5);
  const sent = Array.from({ length: 100 }, (_, setId) => ({ type: 'images' as const, setId }));
  for (const event of sent) bench.emit(event);
  await complete;
  expect(seen).toEqual(sent);
  subscription.unsubscribe();
  while (bench.listeners.size > 0) await sleep(5);
  await close();
});

test.each([
  ['no token', {}, '/api', 401],
  ['a foreign origin', { ...bearer, origin: 'http://evil.example' }, '/api', 401],
  ['a foreign host', { ...bearer, host: 'evil.example' }, '/api', 401],
  ['another path', bearer, '/other', 404],
])('a socket with %s is refused', async (_, headers, path, status) => {
  const socket = new WebSocket(`${listener.origin.replace('http', 'ws')}${path}`, { headers });
  const refused = await new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.on('open', () => resolve('opened'));
  });
  expect(refused).toBe(status);
});

test('a taken port is passed over, or named when it was asked for', async () => {
  const first = await listenOnLoopback();
  const second = await listenOnLoopback();
  expect(second.port).not.toBe(first.port);
  await expect(listenOnLoopback(first.port)).rejects.toMatchObject({
    message: `Port ${first.port} is in use.`,
  });
  first.server.close();
  second.server.close();
});

test('only the holder of the token may name paths: no page can, whatever else it sends', async () => {
  const cookie = access.cookie.split(';')[0] ?? '';
  const post = (headers: Record<string, string>) =>
    fetch(`${listener.origin}/control/source`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ path: folder }),
    });
  expect((await post({ cookie })).status).toBe(403);
  expect((await post({ cookie, authorization: 'Basic x' })).status).toBe(403);
  expect((await post({ cookie, authorization: 'Bearer x' })).status).toBe(401);
  const answer = await post(bearer);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ id: folder });
});
