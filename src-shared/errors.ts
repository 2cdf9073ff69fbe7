/** Every reason that reaches a person has one of these codes; the entries map them to words, exit codes and HTTP states. */
export type UserErrorCode =
  | 'bad-input'
  | 'not-found'
  | 'no-project'
  | 'project-locked'
  | 'project-too-new'
  | 'project-damaged'
  | 'read-only'
  | 'disk-full'
  | 'engine-stopped'
  | 'out-of-memory'
  | 'diverged'
  | 'unsupported'
  | 'unavailable'
  | 'conflict'
  | 'cancelled';

/** An error meant for a person: `message` says what happened, `advice` what to do next. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: UserErrorCode;
  readonly advice: string | undefined;

  constructor(code: UserErrorCode, message: string, advice?: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.advice = advice;
  }
}

/** What crosses a process or network boundary in place of an Error. */
export interface ErrorReport {
  code: UserErrorCode | 'internal';
  message: string;
  advice?: string;
}

export function reportError(error: unknown): ErrorReport {
  if (error instanceof UserError) {
    return { code: error.code, message: error.message, ...(error.advice ? { advice: error.advice } : {}) };
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** The inverse of `reportError`, for the receiving side of a boundary. */
export function errorFromReport(report: ErrorReport): Error {
  return report.code === 'internal'
    ? new Error(report.message)
    : new UserError(report.code, report.message, report.advice);
}
