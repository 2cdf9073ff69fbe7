/** Where the host serves binary data, by id. The same paths work over HTTP and under the desktop window's own protocol. */
export const imageAddress = (imageId: number): string => `/image/${imageId}`;
export const thumbnailAddress = (imageId: number): string => `/thumbnail/${imageId}`;
export const downloadAddress = (downloadId: string): string => `/download/${encodeURIComponent(downloadId)}`;
