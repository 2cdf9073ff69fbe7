import type { ProjectInfo } from '../../src-shared/domain/project.ts';
import type { Database } from './database.ts';

/** An open, locked project folder. */
export interface Project {
  readonly info: ProjectInfo;
  /** Absolute path of the project folder. */
  readonly folder: string;
  readonly database: Database;
  /** `temporary` is emptied when the project is opened; files are written there, fsynced, then renamed to their place. */
  readonly paths: { images: string; thumbnails: string; runs: string; exports: string; temporary: string };
  /** Absolute path of an image's file, or of its thumbnail; null if there is no such image. */
  imagePath(imageId: number): Promise<string | null>;
  thumbnailPath(imageId: number): Promise<string | null>;
  /** Checkpoints the write-ahead log, closes the database, releases the lock. */
  close(): Promise<void>;
}
