import type { Project } from '../project/project.ts';
import type { ServedFile } from './host.ts';

const contentTypes: Record<string, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  tiff: 'image/tiff',
  avif: 'image/avif',
};

/** The picture's own file. */
export async function servedImage(project: Project | null, id: number): Promise<ServedFile | null> {
  const file = await project?.database.call('images.file', id);
  const path = await project?.imagePath(id);
  if (!file || !path) return null;
  return { path, contentType: contentTypes[file.format] ?? 'application/octet-stream', version: file.sha256 };
}

export async function servedThumbnail(project: Project | null, id: number): Promise<ServedFile | null> {
  const file = await project?.database.call('images.file', id);
  const path = await project?.thumbnailPath(id);
  return file && path ? { path, contentType: 'image/webp', version: file.sha256 } : null;
}
