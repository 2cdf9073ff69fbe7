/** One part of a multipart/form-data body. Its content must be read to the end before the next part is asked for. */
export interface MultipartPart {
  /** `filename` of Content-Disposition; null for a plain field. */
  readonly fileName: string | null;
  readonly content: AsyncIterable<Uint8Array>;
}

const maxHeaderBytes = 16_384;

/** The boundary of a `multipart/form-data` content type, or null. */
export function multipartBoundary(contentType: string | undefined): string | null {
  const match = /^multipart\/form-data;.*\bboundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(
    contentType ?? '',
  );
  return match?.[1] ?? match?.[2] ?? null;
}

/**
 * Reads a multipart/form-data body (RFC 7578) part by part, without holding more than a few kilobytes of it.
 * Throws an Error when it is cut off or malformed.
 */
export async function* readMultipart(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<MultipartPart> {
  const input = createInput(body);
  // The preamble is empty in practice; a leading line break lets the first boundary look like all others.
  input.unread(Buffer.from('\r\n'));
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  for await (const _ of input.until(delimiter)) continue;
  while ((await input.take(2)).toString('latin1') === '\r\n') {
    const header = await readHeader(input);
    const content = input.until(delimiter);
    yield { fileName: fileNameOf(header), content };
    for await (const _ of content) continue;
  }
}

async function readHeader(input: Input): Promise<string> {
  // A part without headers begins with the empty line that ends them.
  input.unread(Buffer.from('\r\n'));
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of input.until(Buffer.from('\r\n\r\n'))) {
    bytes += piece.length;
    if (bytes > maxHeaderBytes) throw new Error('The header of an uploaded file is too long.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Browsers escape quotes and line breaks in file names with per cent signs (HTML standard, multipart/form-data encoding). */
function fileNameOf(header: string): string | null {
  const raw = /^content-disposition:.*;\s*filename="([^"]*)"/im.exec(header)?.[1];
  return raw?.replaceAll('%22', '"').replaceAll(/%0D/gi, '\r').replaceAll(/%0A/gi, '\n') ?? null;
}

interface Input {
  readonly unread: (bytes: Buffer) => void;
  readonly take: (count: number) => Promise<Buffer>;
  /** Everything before the next `delimiter`, which is consumed. */
  readonly until: (delimiter: Buffer) => AsyncGenerator<Uint8Array>;
}

function createInput(body: AsyncIterable<Uint8Array>): Input {
  const source = body[Symbol.asyncIterator]();
  let buffer: Buffer = Buffer.alloc(0);

  async function more(): Promise<void> {
    const next = await source.next();
    if (next.done) throw new Error('The upload was cut off.');
    buffer = buffer.length === 0 ? Buffer.from(next.value) : Buffer.concat([buffer, next.value]);
  }

  return {
    unread: (bytes) => (buffer = Buffer.concat([bytes, buffer])),
    async take(count) {
      while (buffer.length < count) await more();
      const taken = buffer.subarray(0, count);
      buffer = buffer.subarray(count);
      return taken;
    },
    async *until(delimiter) {
      for (;;) {
        const at = buffer.indexOf(delimiter);
        if (at >= 0) {
          const last = buffer.subarray(0, at);
          buffer = buffer.subarray(at + delimiter.length);
          if (last.length > 0) yield last;
          return;
        }
        // What may be the beginning of the delimiter stays.
        const safe = Math.max(0, buffer.length - delimiter.length + 1);
        const piece = buffer.subarray(0, safe);
        buffer = buffer.subarray(safe);
        if (piece.length > 0) yield piece;
        await more();
      }
    },
  };
}
