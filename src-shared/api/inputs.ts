import { z } from 'zod';
import { classNameSchema } from '../domain/image-class.ts';
import {
  imageFilterSchema,
  roleSchema,
  splitSchema,
  styleCoverageSchema,
  verdictSchema,
} from '../domain/image-set.ts';
import { projectNameSchema } from '../domain/project.ts';

/** Inputs of the API's procedures, validated on arrival. Paths never appear: folders and files are named by source ids. */
const id = z.number().int().positive();

export const createProjectSchema = z.object({
  name: projectNameSchema,
  /** Folder that will contain the project; the default projects folder when absent. */
  parentSourceId: z.string().optional(),
});
export type CreateProject = z.infer<typeof createProjectSchema>;

export const openProjectSchema = z.union([
  z.object({ recentId: z.string() }),
  z.object({ sourceId: z.string() }),
]);
export type OpenProject = z.infer<typeof openProjectSchema>;

export const renameClassSchema = z.object({ classId: id, name: classNameSchema });
export const addClassSchema = z.object({ name: classNameSchema });
export const reorderClassesSchema = z.object({ classIds: z.array(id) });

/** How a class folder of the source becomes a class of the project; `null` leaves the folder out. */
export const classMappingSchema = z.array(
  z.object({ folder: z.string(), className: classNameSchema.nullable() }),
);

export const splitPlanSchema = z.discriminatedUnion('kind', [
  /** Stratified by class and seeded; shares must leave something for train. */
  z.object({
    kind: z.literal('random'),
    val: z.number().min(0).max(0.9).default(0.15),
    test: z.number().min(0).max(0.9).default(0.2),
    seed: z.number().int().default(1),
  }),
  /** Taken from folders named train, val(id(ation)) and test; `valShare` of train becomes val where there is no val folder. */
  z.object({
    kind: z.literal('folders'),
    valShare: z.number().min(0).max(0.9).default(0.15),
    seed: z.number().int().default(1),
  }),
  /** Everything goes into one split. */
  z.object({ kind: z.literal('fixed'), split: splitSchema }),
]);
export type SplitPlan = z.infer<typeof splitPlanSchema>;

export const startImportSchema = z.object({
  sourceId: z.string(),
  role: roleSchema,
  setName: z.string().trim().min(1).max(120),
  /** Adds to this set instead of making a new one. */
  intoSetId: id.optional(),
  storage: z.enum(['copied', 'referenced']).default('copied'),
  mapping: classMappingSchema,
  /** For real sets only. */
  splits: splitPlanSchema.default({ kind: 'random', val: 0.15, test: 0.2, seed: 1 }),
  styleCoverage: styleCoverageSchema.default('unknown'),
});
export type StartImport = z.infer<typeof startImportSchema>;

/**
 * What can be drawn of a data set. Two controls stand in the synthetic set's place: `oracle`, fresh renders in a look of their own, and
 * `retrieval`, the pictures that the starter pack's generator was trained on.
 */
export const drawnParts = ['real', 'ood', 'oracle', 'retrieval'] as const;
export type DrawnPart = (typeof drawnParts)[number];

/** Draws a data set of the drawn world into the project: real splits, OOD sets and the controls. */
export const startDrawSchema = z.object({
  dataSet: z.string(),
  size: z.number().int().min(64).max(512).default(64),
  seed: z.number().int().default(1),
  perClass: z.object({
    train: z.number().int().min(1).max(5000).default(50),
    val: z.number().int().min(0).max(5000).default(15),
    test: z.number().int().min(0).max(5000).default(40),
    ood: z.number().int().min(0).max(5000).default(20),
    oracle: z.number().int().min(0).max(20_000).default(100),
    /** None unless it is asked for, here or by `only`. The generator saw no more than 2600 of a class. */
    retrieval: z.number().int().min(0).max(2600).optional(),
  }),
  /** Without: everything. Controls drawn later go into the classes that the project has. */
  only: z.array(z.enum(drawnParts)).min(1).optional(),
  /** Oracle: share of the way from the look of the real set (0) to its own (1, the default). */
  domainGap: z.number().min(0).max(1).optional(),
  /** In place of the data set's name in the names of the sets; where one set is drawn, its whole name. */
  name: z.string().trim().min(1).max(100).optional(),
});
export type StartDraw = z.infer<typeof startDrawSchema>;

export const setVerdictsSchema = z.object({
  imageIds: z.array(id).min(1).max(200_000),
  verdict: verdictSchema,
});
export const setClassOfImagesSchema = z.object({ imageIds: z.array(id).min(1).max(200_000), classId: id });

export const startExportSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('model'), runId: id, format: z.enum(['onnx', 'safetensors']).default('onnx') }),
  z.object({ kind: z.literal('images'), filter: imageFilterSchema, layout: z.literal('image-folder') }),
  z.object({ kind: z.literal('runs'), format: z.enum(['csv', 'markdown', 'latex']) }),
]);
export type StartExport = z.input<typeof startExportSchema>;

export const updateJobSchema = z.object({ jobId: id, resumeAutomatically: z.boolean() });
export const moveJobSchema = z.object({ jobId: id, before: id.nullable() });
export const idSchema = z.object({ id });
