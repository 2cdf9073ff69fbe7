import type { IncomingHttpHeaders } from 'node:http';
import { type Access, type Admission, isLoopbackHost, isOwnOrigin } from './access.ts';
import { emptyReply, type Reply, type RouteRequest, textReply } from './reply.ts';

/** Answers a request that may not go on to the routes, and exchanges the token of the printed address for a cookie; else null. */
export function gate(request: RouteRequest, access: Access): Reply | null {
  const host = request.header('host');
  if (!isLoopbackHost(host)) return textReply(421, 'This server answers to localhost and 127.0.0.1 only.');
  if (!isOwnOrigin(request.header('origin'), host))
    return textReply(403, 'Requests from other pages are refused.');
  const token = request.query.get('token');
  if (request.path === '/' && token !== null)
    return access.isToken(token) ? admit(request, access) : refused();
  return admissionOf(request, access) === null ? refused() : null;
}

/** By what a request that may reach the routes was let in. */
export const admissionOf = (request: RouteRequest, access: Access): Admission | null =>
  access.admittedBy({ cookie: request.header('cookie'), authorization: request.header('authorization') });

/** The same for a WebSocket: true if it may be opened. */
export function mayConnect(headers: IncomingHttpHeaders, access: Access): boolean {
  return (
    isLoopbackHost(headers.host) &&
    isOwnOrigin(headers.origin, headers.host) &&
    access.admittedBy(headers) !== null
  );
}

function admit(request: RouteRequest, access: Access): Reply {
  const headers = { 'set-cookie': access.cookie, 'cache-control': 'no-store' };
  // After a redirect that began on another site (a link in a web terminal) the browser withholds SameSite=Strict cookies; a page
  // that moves on by itself begins a navigation of its own.
  if (request.header('sec-fetch-site') === 'cross-site') {
    const page = textReply(
      200,
      '<!doctype html><meta http-equiv="refresh" content="0;url=/">',
      'text/html; charset=utf-8',
    );
    return { ...page, headers: { ...page.headers, ...headers } };
  }
  return emptyReply(303, { ...headers, location: '/' });
}

const refused = (): Reply =>
  textReply(
    401,
    'Open the address that Variegate printed when it started: it carries the token that lets this browser in.',
  );
