import { TRPCClientError } from '@trpc/client';
import { CommanderError } from 'commander';
import { z } from 'zod';
import { type ErrorReport, reportError } from '../../src-shared/errors.ts';

/** The command was written in a way that cannot be carried out. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface Failure {
  /** 1: it failed; 2: wrong usage; 130: interrupted. */
  readonly exitCode: 1 | 2 | 130;
  /** Null when it was already said. */
  readonly report: ErrorReport | null;
}

/** Thrown when the person has stopped a command by Ctrl+C; `message` says how to go on. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

const clientDataSchema = z.object({
  code: z.string().optional(),
  report: z.object({ code: z.string(), message: z.string(), advice: z.string().exactOptional() }).optional(),
});

/** What to say about anything that a command threw, and with which exit code to end. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof CommanderError) return { exitCode: 2, report: null };
  if (error instanceof UsageError)
    return { exitCode: 2, report: { code: 'bad-input', message: error.message } };
  if (error instanceof InterruptedError) {
    return { exitCode: 130, report: { code: 'cancelled', message: error.message } };
  }
  if (error instanceof TRPCClientError) return describeClientError(error);
  return { exitCode: 1, report: reportError(error) };
}

function describeClientError(error: Error & { data: unknown }): Failure {
  const data = clientDataSchema.safeParse(error.data).data;
  const report = (data?.report ?? reportError(error)) as ErrorReport;
  return { exitCode: data?.code === 'BAD_REQUEST' ? 2 : 1, report };
}
