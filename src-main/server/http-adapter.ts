import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Reply, RouteRequest } from './reply.ts';
import { securityHeaders } from './security-headers.ts';

/** Null when the address cannot be understood. */
export function toRouteRequest(message: IncomingMessage): RouteRequest | null {
  try {
    const url = new URL(`http://localhost${message.url ?? '/'}`);
    return {
      method: message.method ?? 'GET',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      header: (name) => {
        const value = message.headers[name];
        return Array.isArray(value) ? value[0] : value;
      },
      body: message,
    };
  } catch {
    return null;
  }
}

/** Writes an answer. A client that goes away in the middle is no error. */
export async function writeReply(
  reply: Reply,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { body } = reply;
  const length = body.kind === 'bytes' ? body.bytes.length : body.kind === 'file' ? body.size : 0;
  response.writeHead(reply.status, {
    ...securityHeaders,
    ...reply.headers,
    ...(reply.status === 304 ? {} : { 'content-length': length }),
  });
  // An upload that was refused early is read to its end: most browsers look at the answer only then.
  if (!message.readableEnded) message.resume();
  if (message.method === 'HEAD' || body.kind === 'none') response.end();
  else if (body.kind === 'bytes') response.end(body.bytes);
  else
    await pipeline(createReadStream(body.path, { end: Math.max(0, body.size - 1) }), response).catch(() =>
      response.destroy(),
    );
}
