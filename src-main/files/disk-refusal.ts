import { UserError } from '../../src-shared/errors.ts';
import { errorCode } from './error-code.ts';

/** Why a disk does not take what is written; `code` is that of the UserError, by which a job pauses until there is room. */
export interface DiskRefusal {
  readonly code: 'disk-full' | 'read-only';
  /** One sentence for a person. */
  readonly message: string;
}

const noPermission = {
  code: 'read-only',
  message: 'There is no permission to write into the project folder.',
} as const;

const refusals: Readonly<Record<string, DiskRefusal>> = {
  ENOSPC: { code: 'disk-full', message: 'The disk that holds the project is full.' },
  EDQUOT: { code: 'disk-full', message: 'The disk quota is used up.' },
  EROFS: { code: 'read-only', message: 'The disk that holds the project is read-only.' },
  EACCES: noPermission,
  EPERM: noPermission,
};

/** What a system error's code says of the disk; undefined where it says nothing of it. */
export const diskRefusal = (systemCode: string | undefined): DiskRefusal | undefined =>
  systemCode === undefined ? undefined : refusals[systemCode];

/** True for a full disk and for a quota that is used up. */
export const isDiskFull = (error: unknown): boolean => diskRefusal(errorCode(error))?.code === 'disk-full';

/** `next` says how it goes on, after "then": "resume the job". */
export function refusalError({ code, message }: DiskRefusal, next: string, cause?: unknown): UserError {
  const remedy = code === 'disk-full' ? 'Free some space' : 'Make the project folder writable';
  return new UserError(code, message, `${remedy}, then ${next}. Nothing that was stored is lost.`, { cause });
}

/** A full disk that was foreseen or met. */
export const diskFull = (next: string, cause?: unknown): UserError =>
  refusalError(refusals['ENOSPC']!, next, cause);

/** The UserError for what a disk refused; every other error as it is. */
export function explainDiskError(error: unknown, next: string): unknown {
  const refusal = diskRefusal(errorCode(error));
  return refusal ? refusalError(refusal, next, error) : error;
}
