import { initTRPC, type TRPCError } from '@trpc/server';
import { type ErrorReport, reportError, UserError } from '../../src-shared/errors.ts';
import type { Workbench } from '../../src-shared/api/services.ts';

export interface ApiContext {
  workbench: Workbench;
}

const t = initTRPC.context<ApiContext>().create({
  errorFormatter: ({ shape, error }) => ({ ...shape, data: { ...shape.data, report: toReport(error) } }),
});

function toReport(error: TRPCError): ErrorReport {
  if (error.cause instanceof UserError) return reportError(error.cause);
  if (error.code === 'BAD_REQUEST')
    return { code: 'bad-input', message: firstIssue(error.cause) ?? error.message };
  return { code: 'internal', message: error.message };
}

/** The first complaint of a zod error, in its own words: the rest usually follows from it. */
function firstIssue(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !('issues' in cause) || !Array.isArray(cause.issues)) return undefined;
  const issue: unknown = cause.issues[0];
  if (typeof issue !== 'object' || issue === null || !('message' in issue) || !('path' in issue))
    return undefined;
  const path = Array.isArray(issue.path) ? issue.path.join('.') : '';
  return path ? `${path}: ${String(issue.message)}` : String(issue.message);
}

export const router = t.router;
export const procedure = t.procedure;
