import type { SourceEntry } from '../../src-shared/domain/project.ts';
import type { ErrorReport } from '../../src-shared/errors.ts';
import { errorFromReport } from '../../src-shared/errors.ts';

/** A dropped file and where it lay below what was dropped, with `/` between folders. */
export interface DroppedFile {
  path: string;
  file: File;
}

/** Collects the files of a drop, folders included. Must be called within the drop event, before anything is awaited. */
export async function readDrop(transfer: DataTransfer): Promise<DroppedFile[]> {
  const items = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found: DroppedFile[] = [];
  for (const { entry, file } of items) {
    if (entry) await collect(entry, found);
    else if (file) found.push({ path: file.name, file });
  }
  return found;
}

async function collect(entry: FileSystemEntry, found: DroppedFile[]): Promise<void> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ path: entry.fullPath.replace(/^\//, ''), file });
  } else if (isFolder(entry)) {
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (some.length === 0) return;
      for (const child of some) await collect(child, found);
    }
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/**
 * Sends dropped files to the host: `POST /drop` as multipart/form-data, each part named `file`, its filename the relative path.
 * The answer is the source that they became; `onProgress` gets the share that was sent, in [0, 1].
 */
export function sendDrop(files: DroppedFile[], onProgress: (share: number) => void): Promise<SourceEntry> {
  const form = new FormData();
  for (const { path, file } of files) form.append('file', file, path);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/drop');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total ? loaded / total : 0),
    );
    request.addEventListener('error', () => reject(new Error('The connection to the host was lost.')));
    request.addEventListener('load', () => {
      const answer: unknown = request.response;
      if (request.status === 200) resolve(answer as SourceEntry);
      else if (isReport(answer)) reject(errorFromReport(answer));
      else reject(new Error(`The host refused the files (HTTP ${request.status}).`));
    });
    request.send(form);
  });
}

const isReport = (value: unknown): value is ErrorReport =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
