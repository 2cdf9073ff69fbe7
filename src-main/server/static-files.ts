import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { emptyReply, type Reply, type RouteRequest, textReply } from './reply.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const compressed = new Set(['.html', '.js', '.css', '.json', '.svg']);
const gzipAsync = promisify(gzip);

interface Asset {
  readonly bytes: Uint8Array;
  readonly gzipped: Uint8Array | null;
}

/**
 * Serves the built renderer. Only names made of letters, digits, `.`, `_` and `-` exist, so no path leads out of the folder. Files are
 * kept in memory once read: together they are a few megabytes. Gzip matters behind `ssh -L`.
 */
export function createStaticFiles(folder: string): (request: RouteRequest) => Promise<Reply> {
  const assets = new Map<string, Promise<Asset | null>>();

  function asset(name: string): Promise<Asset | null> {
    const known = assets.get(name);
    if (known) return known;
    const loading = loadAsset(join(folder, name), compressed.has(extname(name)));
    assets.set(name, loading);
    // A renderer that is being built appears later.
    void loading.then((loaded) => loaded ?? assets.delete(name));
    return loading;
  }

  return async (request) => {
    const name = request.path === '/' ? 'index.html' : request.path.slice(1);
    if (!/^(?:assets\/)?[\w-][\w.-]*$/.test(name)) return emptyReply(404);
    const found = await asset(name);
    if (!found) return name === 'index.html' ? notBuilt() : emptyReply(404);
    const useGzip = found.gzipped !== null && /\bgzip\b/.test(request.header('accept-encoding') ?? '');
    return {
      status: 200,
      headers: {
        'content-type': contentTypes[extname(name)] ?? 'application/octet-stream',
        // Vite puts a hash of the content into the names under assets/.
        'cache-control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        ...(useGzip ? { 'content-encoding': 'gzip', vary: 'accept-encoding' } : {}),
      },
      body: { kind: 'bytes', bytes: useGzip ? (found.gzipped ?? found.bytes) : found.bytes },
    };
  };
}

async function loadAsset(path: string, compress: boolean): Promise<Asset | null> {
  try {
    const bytes = await readFile(path);
    return { bytes, gzipped: compress ? await gzipAsync(bytes) : null };
  } catch {
    return null;
  }
}

const notBuilt = (): Reply =>
  textReply(
    503,
    'The interface has not been built yet. Start the program with "npm start", which builds it.',
  );
