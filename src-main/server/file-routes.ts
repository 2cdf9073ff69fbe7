import { stat } from 'node:fs/promises';
import { VERSION_DIGITS } from '../../src-shared/domain/image-set.ts';
import type { HostWorkbench, ServedFile } from '../workbench/host.ts';
import { emptyReply, type Reply, type RouteRequest } from './reply.ts';

type FileSource = Pick<HostWorkbench, 'imageFile' | 'thumbnailFile' | 'downloadFile' | 'previewPicture'>;

/** An image or thumbnail by id. An address that carries the beginning of the file's version (`?v=`) may be kept for good. */
export async function pictureReply(
  workbench: FileSource,
  kind: 'image' | 'thumbnail',
  id: string,
  request: RouteRequest,
): Promise<Reply> {
  const number = /^\d{1,15}$/.test(id) ? Number(id) : 0;
  if (number < 1) return emptyReply(404);
  const file = await (kind === 'image' ? workbench.imageFile(number) : workbench.thumbnailFile(number));
  return file ? versionedReply(file, request) : emptyReply(404);
}

function namesVersion({ query }: RouteRequest, { version }: ServedFile): boolean {
  const named = query.get('v') ?? '';
  return named.length >= VERSION_DIGITS && version.startsWith(named);
}

async function versionedReply(file: ServedFile, request: RouteRequest): Promise<Reply> {
  const etag = `"${file.version}"`;
  const headers = {
    etag,
    'cache-control': namesVersion(request, file)
      ? 'private, max-age=31536000, immutable'
      : 'private, no-cache',
  };
  if (request.header('if-none-match') === etag) return emptyReply(304, headers);
  const size = await fileSize(file.path);
  if (size === null) return emptyReply(404);
  return {
    status: 200,
    headers: { ...headers, 'content-type': file.contentType },
    body: { kind: 'file', path: file.path, size },
  };
}

/** A picture in memory. Its id is never given to another, so what was fetched once may be kept as long as the page. */
export function previewReply(workbench: FileSource, previewId: string): Reply {
  const found = workbench.previewPicture(previewId);
  if (!found) return emptyReply(404);
  return {
    status: 200,
    headers: { 'content-type': found.contentType, 'cache-control': 'private, max-age=3600, immutable' },
    body: { kind: 'bytes', bytes: found.bytes },
  };
}

export async function downloadReply(workbench: FileSource, downloadId: string): Promise<Reply> {
  const file = await workbench.downloadFile(downloadId);
  const size = file ? await fileSize(file.path) : null;
  if (!file || size === null) return emptyReply(404);
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'cache-control': 'no-store',
      'content-disposition': attachment(file.fileName),
    },
    body: { kind: 'file', path: file.path, size },
  };
}

/** RFC 6266: a plain name for old clients, the real one in UTF-8. */
function attachment(fileName: string): string {
  const plain = fileName.replaceAll(/[^\w .-]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Null when it is gone: referenced images may be moved by their owner at any time. */
async function fileSize(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? found.size : null;
}
