import { z } from 'zod';
import { type ErrorReport, UserError } from '../../../src-shared/errors.ts';

/** Reads a JSON column; a value that does not fit means that the database was edited or damaged. */
export function fromJson<T>(schema: z.ZodType<T>, text: string, what: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new UserError(
      'project-damaged',
      `The project's database holds ${what} that cannot be read.`,
      'Restore the project folder from a backup.',
      { cause },
    );
  }
}

export const toJson = (value: unknown): string => JSON.stringify(value ?? null);

const errorReportSchema = z.object({
  code: z.string(),
  message: z.string(),
  advice: z.string().optional(),
});

export function errorFromColumn(text: string): ErrorReport {
  const { code, message, advice } = fromJson(errorReportSchema, text, 'an error report');
  return { code: code as ErrorReport['code'], message, ...(advice === undefined ? {} : { advice }) };
}

/** A column that may be empty. */
export const fromJsonOrNull = <T>(schema: z.ZodType<T>, text: string | null, what: string): T | null =>
  text === null ? null : fromJson(schema, text, what);

export const numberListSchema = z.array(z.number());
export const nameListSchema = z.array(z.string());
export const shortcutSchema = z.object({ auc: z.number(), real: z.number(), synthetic: z.number() });
export const generationSchema = z.object({ seed: z.number(), of: z.string() });
export const confusionSchema = z.array(z.array(z.number()));
