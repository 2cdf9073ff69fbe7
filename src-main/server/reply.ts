/** A request as the routes see it, whether it came over HTTP or through the desktop window's own protocol. */
export interface RouteRequest {
  readonly method: string;
  /** Decoded once, beginning with `/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly header: (name: string) => string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

export type ReplyBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly path: string; readonly size: number };

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ReplyBody;
}

export const emptyReply = (status: number, headers: Record<string, string> = {}): Reply => ({
  status,
  headers,
  body: { kind: 'none' },
});

export const textReply = (
  status: number,
  text: string,
  contentType = 'text/plain; charset=utf-8',
): Reply => ({
  status,
  headers: { 'content-type': contentType, 'cache-control': 'no-store' },
  body: { kind: 'bytes', bytes: Buffer.from(text) },
});

export const jsonReply = (status: number, value: unknown): Reply =>
  textReply(status, JSON.stringify(value), 'application/json; charset=utf-8');
