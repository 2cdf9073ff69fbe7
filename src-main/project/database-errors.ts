import { statfsSync } from 'node:fs';
import { diskFull, diskRefusal, isDiskFull } from '../files/disk-refusal.ts';
import { errorCode } from '../files/error-code.ts';
import { type ErrorReport, reportError, UserError } from '../../src-shared/errors.ts';

/** Below this, an I/O error of the database is put down to the full disk. */
const LITTLE_SPACE = 1024 * 1024;

export const readOnlyProject = (cause?: unknown): UserError =>
  new UserError(
    'read-only',
    'The project is open for reading only, so nothing can be changed.',
    'Copy the project folder to a disk that can be written, and open the copy.',
    { cause },
  );

const unwritable = (cause: Error): UserError =>
  new UserError(
    'read-only',
    `${'path' in cause && typeof cause.path === 'string' ? cause.path : 'The folder'} cannot be written.`,
    'Choose another folder, or change its permissions.',
    { cause },
  );

export const damagedProject = (detail: string, cause?: unknown): UserError =>
  new UserError(
    'project-damaged',
    `The project's database is damaged: ${detail}`,
    'Keep a copy of the folder, then put the latest file from its folder "backups" in the place of project.sqlite, or restore the whole project from a backup.',
    { cause },
  );

export const tooNewProject = (found: number, supported: number): UserError =>
  new UserError(
    'project-too-new',
    `This project was made by a newer version (its format is ${found}, this version reads up to ${supported}). Nothing was changed.`,
    'Install the newer version to open it.',
  );

function hasNoRoom(folder: string | undefined): boolean {
  if (folder === undefined) return false;
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < LITTLE_SPACE;
  } catch {
    return false;
  }
}

/**
 * SQLite's and the file system's errors as what they mean to a person; anything else stays as it is. `folder` lies on the disk in
 * question.
 */
export function explainStorageError(error: unknown, folder?: string): unknown {
  const code = errorCode(error);
  if (error instanceof UserError || !(error instanceof Error) || code === undefined) return error;
  if (code === 'SQLITE_FULL' || isDiskFull(error)) return diskFull('try again', error);
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) return readOnlyProject(error);
  if (diskRefusal(code)) return unwritable(error);
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return damagedProject(error.message, error);
  if (code.startsWith('SQLITE_BUSY')) {
    return new UserError(
      'project-locked',
      "Another program is using the project's database.",
      'Close that program, then try again.',
      { cause: error },
    );
  }
  if (code.startsWith('SQLITE_IOERR')) return explainInputOutputError(error, folder);
  return error;
}

function explainInputOutputError(error: Error, folder: string | undefined): UserError {
  if (hasNoRoom(folder)) return diskFull('try again', error);
  return new UserError(
    'unavailable',
    `The disk that holds the project reported an error (${error.message}).`,
    'Check that the disk is connected and sound, then open the project again.',
    { cause: error },
  );
}

export const reportStorageError = (error: unknown, folder?: string): ErrorReport =>
  reportError(explainStorageError(error, folder));
