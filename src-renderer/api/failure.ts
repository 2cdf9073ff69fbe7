import { TRPCClientError } from '@trpc/client';
import type { ErrorReport } from '../../src-shared/errors.ts';

/** What to tell a person about anything that was thrown: what happened, and what to do where the host said so. */
export function failureOf(error: unknown): ErrorReport {
  if (error instanceof TRPCClientError) {
    const data: unknown = error.data;
    if (isRecord(data) && isErrorReport(data['report'])) return data['report'];
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isErrorReport = (value: unknown): value is ErrorReport =>
  isRecord(value) && typeof value['code'] === 'string' && typeof value['message'] === 'string';
