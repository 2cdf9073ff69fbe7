import { classNameSchema } from '../../src-shared/domain/image-class.ts';
import { promptTextSchema } from '../../src-shared/domain/prompt.ts';

/** Why a name, a phrase or a number cannot be kept, in words for a person; null if it can. */
export const nameProblem = (text: string): string | null =>
  classNameSchema.safeParse(text).error?.issues[0]?.message ?? null;

export const phraseProblem = (text: string): string | null =>
  text === '' ? null : (promptTextSchema.safeParse(text).error?.issues[0]?.message ?? null);

export const wantedProblem = (text: string): string | null =>
  text === '' || (/^\d{1,7}$/.test(text) && Number(text) <= 1_000_000)
    ? null
    : 'A whole number up to 1,000,000, or nothing for no number in mind.';
