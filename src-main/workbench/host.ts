import type { SourceEntry } from '../../src-shared/domain/project.ts';
import type { Workbench } from '../../src-shared/api/services.ts';
import type { ProcessLauncher } from '../engine/process/launcher.ts';
import type { KeySealer } from '../language-models/connections/key-vault.ts';
import type { Log } from '../log/log.ts';

/** What an entry (window, server, terminal) gives to the workbench that it hosts. */
export interface WorkbenchOptions {
  readonly entry: 'electron' | 'serve' | 'cli';
  readonly version: string;
  readonly log: Log;
  /** The end of the log for a bug report, oldest line first. */
  readonly recentLog?: () => Promise<string[]>;
  /** How worker processes are started; plain Node's `fork` when absent. */
  readonly launcher?: ProcessLauncher;
  /** Written into the lock of the open project, so that a second entry can connect to this host. */
  readonly control: ControlAddress | null;
  /** The system's folder dialog, where there is one; resolves with an absolute path, or null when cancelled. */
  readonly pickFolder?: () => Promise<string | null>;
  /** The system's key store, where there is one; else keys lie in a file that only its user can read. */
  readonly keySealer?: KeySealer | undefined;
}

/** Where a host listens for a second entry on the same project. */
export interface ControlAddress {
  /** `http://127.0.0.1:<port>` */
  readonly address: string;
  /** Sent as `Authorization: Bearer <token>`. */
  readonly token: string;
}

/** A file that an entry may hand out, named by id from outside. */
export interface ServedFile {
  /** Absolute path. */
  readonly path: string;
  readonly contentType: string;
  /** Changes whenever the bytes do: the content hash. */
  readonly version: string;
}

/** Bytes that lie in memory only. */
export interface ServedBytes {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

export interface DownloadFile {
  readonly path: string;
  readonly fileName: string;
}

/** The workbench as its entry sees it: the services for clients, and what only the entry itself may ask. */
export interface HostWorkbench extends Workbench {
  /** Null when there is no such image or no project is open. */
  imageFile(id: number): Promise<ServedFile | null>;
  thumbnailFile(id: number): Promise<ServedFile | null>;
  downloadFile(downloadId: string): Promise<DownloadFile | null>;
  /** A picture that belongs to no set; null once newer ones have taken its place. */
  previewPicture(previewId: string): ServedBytes | null;
  /** Makes an absolute path known to clients under an opaque id. */
  registerSource(path: string): Promise<string>;
  /**
   * Makes an empty folder inside the open project (or the application's folder), lets `receive` fill it, and registers `root`, an
   * absolute path in it, as a source called `name`. The folder is removed when `receive` rejects.
   */
  acceptDrop(receive: (folder: string) => Promise<{ name: string; root: string }>): Promise<SourceEntry>;
  /** Brings running jobs to a durable step, closes the project and ends the worker processes. */
  close(): Promise<void>;
}

export type CreateWorkbench = (options: WorkbenchOptions) => Promise<HostWorkbench>;
