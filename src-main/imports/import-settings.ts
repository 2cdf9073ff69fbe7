import { z } from 'zod';
import { splitPlanSchema } from '../../src-shared/api/inputs.ts';
import { roleSchema, splitSchema } from '../../src-shared/domain/image-set.ts';

/** The immutable snapshot of an import: everything that was decided when it was started. */
export const importSettingsSchema = z.object({
  /** The source folder on this machine. */
  root: z.string(),
  setId: z.number().int(),
  setName: z.string(),
  role: roleSchema,
  storage: z.enum(['copied', 'referenced']),
  /** Class of each class folder; folders that are not listed are left out. */
  classes: z.array(z.object({ folder: z.string(), classId: z.number().int(), className: z.string() })),
  splits: splitPlanSchema,
});
export type ImportSettings = z.infer<typeof importSettingsSchema>;

/** One file to take in; `path` is relative to the root. */
export const importItemSchema = z.object({
  path: z.string(),
  classId: z.number().int(),
  split: splitSchema.nullable(),
});
export type ImportItem = z.infer<typeof importItemSchema>;

/** What became of a file, kept as the item's result and read back for the report. */
export const importResultSchema = z.discriminatedUnion('kind', [
  /** `toldHow`: the file said how the picture was made. */
  z.object({ kind: z.literal('imported'), alsoIn: z.array(z.string()), toldHow: z.boolean().default(false) }),
  z.object({ kind: z.literal('duplicate'), sameAs: z.string(), where: z.string() }),
  z.object({ kind: z.literal('ignored') }),
]);
export type ImportResult = z.infer<typeof importResultSchema>;
