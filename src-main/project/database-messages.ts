import type { ErrorReport } from '../../src-shared/errors.ts';
import type { DatabaseCall } from './database.ts';

/** What the host sends to the database thread. */
export type DatabaseRequest =
  | { id: number; kind: 'transaction'; calls: readonly DatabaseCall[] }
  | { id: number; kind: 'close' };

export type DatabaseReply =
  | { kind: 'ready' }
  | { kind: 'unusable'; error: ErrorReport }
  | { kind: 'result'; id: number; outputs: unknown[] }
  | { kind: 'error'; id: number; error: ErrorReport; stack: string | undefined };
