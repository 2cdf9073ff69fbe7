import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Reply, RouteRequest } from '../server/reply.ts';
import type { Routes } from '../server/routes.ts';
import { securityHeaders } from '../server/security-headers.ts';

export const scheme = 'variegate';
/** The page; pictures, downloads and drops have the paths that they have over HTTP. */
export const pageAddress = `${scheme}://app/`;

/** Below this a file is read whole, which is faster than a stream. */
const wholeBytes = 2 ** 20;

/** Answers the window's own protocol by the routes of the server. Only the program's own windows can ask. */
export function answerProtocol(routes: Routes): (request: Request) => Promise<Response> {
  return async (request) => {
    const routeRequest = toRouteRequest(request);
    if (!routeRequest) return new Response(null, { status: 404 });
    return toResponse(await routes(routeRequest));
  };
}

function toRouteRequest(request: Request): RouteRequest | null {
  try {
    const url = new URL(request.url);
    if (url.protocol !== `${scheme}:` || url.host !== 'app') return null;
    return {
      method: request.method,
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      header: (name) => request.headers.get(name) ?? undefined,
      body: bodyOf(request),
    };
  } catch {
    return null;
  }
}

async function* bodyOf({ body }: Request): AsyncGenerator<Uint8Array> {
  if (body) yield* body as ReadableStream<Uint8Array>;
}

async function toResponse({ status, headers, body }: Reply): Promise<Response> {
  const init = { status, headers: { ...securityHeaders, ...headers } };
  switch (body.kind) {
    case 'none':
      return new Response(null, init);
    case 'bytes':
      return new Response(Buffer.from(body.bytes), init);
    case 'file':
      return new Response(await fileContent(body.path, body.size), init);
    default:
      return body satisfies never;
  }
}

type Content = ConstructorParameters<typeof Response>[0];

async function fileContent(path: string, size: number): Promise<Content> {
  if (size <= wholeBytes) return readFile(path);
  return Readable.toWeb(createReadStream(path)) as Content;
}
