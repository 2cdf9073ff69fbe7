import type { ProjectInfo } from '../../src-shared/domain/project.ts';
import type { Database } from './database.ts';
import type { MissingFile, SweepReport } from './sweep.ts';

export interface ProjectPaths {
  readonly images: string;
  readonly thumbnails: string;
  readonly runs: string;
  readonly exports: string;
  /** Emptied when the project is opened; files are written there, fsynced, then moved to their place with `commitFiles`. */
  readonly temporary: string;
}

/** An open project folder: locked, or read-only. */
export interface Project {
  /** As it was when the project was opened; `describe` counts the openings of the test split anew. */
  readonly info: ProjectInfo;
  /** Absolute path of the project folder. */
  readonly folder: string;
  readonly database: Database;
  readonly paths: ProjectPaths;
  describe(): Promise<ProjectInfo>;
  /** Absolute path of an image's file, or of its thumbnail; null if there is no such image. */
  imagePath(imageId: number): Promise<string | null>;
  thumbnailPath(imageId: number): Promise<string | null>;
  /** Writes where this host can be reached into the lock, so that a second entry can connect to it. */
  advertise(address: string, token: string): Promise<void>;
  /** Pictures whose file is gone; their rows stay. Looks at every file, referenced ones included. */
  missingFiles(): Promise<MissingFile[]>;
  /** Deletes files that no row needs, e.g. after a set was removed. Files younger than an hour stay until the next opening. */
  reclaim(): Promise<SweepReport>;
  /** Checkpoints the write-ahead log, closes the database, releases the lock. */
  close(): Promise<void>;
}
