/**
 * Where the host serves binary data, by id. The same paths work over HTTP and under the desktop window's own protocol. With `version`, the
 * beginning of its content hash, a picture is asked for once and then kept; without, the browser asks each time whether it is still the same.
 */
const query = (version: string | undefined): string => (version === undefined ? '' : `?v=${version}`);

export const imageAddress = (imageId: number, version?: string): string =>
  `/image/${imageId}${query(version)}`;
export const thumbnailAddress = (imageId: number, version?: string): string =>
  `/thumbnail/${imageId}${query(version)}`;
export const downloadAddress = (downloadId: string): string => `/download/${encodeURIComponent(downloadId)}`;
export const previewAddress = (previewId: string): string => `/preview/${encodeURIComponent(previewId)}`;
