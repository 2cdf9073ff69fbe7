import { z } from 'zod';
import { startExportSchema } from '../../src-shared/api/inputs.ts';

/** Snapshot of an export: what was asked for and the folder (below the project's `exports`) that it goes to. */
export const exportSettingsSchema = z.object({ request: startExportSchema, folder: z.string() });
export type ExportSettings = z.infer<typeof exportSettingsSchema>;

export const exportedImageSchema = z.object({
  kind: z.literal('image'),
  imageId: z.number().int(),
  /** Relative to the export folder: `<split or set>/<class>/<id>.<extension>`. */
  fileName: z.string(),
  /** Its line of `metadata.jsonl`. */
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

/** One file to write, and once it is written also the item's result. `model` and `runs` are a single item; `images` has one item a picture. */
export const exportItemSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('model'),
    runId: z.number().int(),
    format: z.enum(['onnx', 'safetensors']).default('onnx'),
    fileName: z.string(),
  }),
  z.object({ kind: z.literal('runs'), fileName: z.string() }),
  exportedImageSchema,
]);
export type ExportItem = z.infer<typeof exportItemSchema>;
