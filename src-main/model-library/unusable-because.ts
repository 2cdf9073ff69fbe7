import { type ErrorReport, reportError } from '../../src-shared/errors.ts';
import { explainUnreadable } from '../files/unreadable-file.ts';

/** What an inspection says of a folder that could not be read or checked: one model's failure is no reason to show none. */
export const unusableBecause = (error: unknown): { kind: 'unusable'; problem: ErrorReport } => ({
  kind: 'unusable',
  problem: reportError(explainUnreadable(error)),
});
