import { z } from 'zod';

/**
 * What travels between the host and a worker process. Payloads are structured-cloneable and typed by `tasks.ts`; the envelope around
 * them is checked on both sides, so that a foreign or damaged message is refused before anything acts on it.
 */
const callId = z.number().int().nonnegative();
const errorReportSchema = z.object({
  code: z.enum([
    'bad-input',
    'not-found',
    'no-project',
    'project-locked',
    'project-too-new',
    'project-damaged',
    'read-only',
    'disk-full',
    'engine-stopped',
    'out-of-memory',
    'diverged',
    'unsupported',
    'unavailable',
    'conflict',
    'cancelled',
    'internal',
  ]),
  message: z.string(),
  advice: z.string().exactOptional(),
});

export const toWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('request'), id: callId, task: z.string(), input: z.unknown() }),
  z.object({ type: z.literal('cancel'), id: callId }),
  z.object({ type: z.literal('pause'), id: callId }),
  z.object({ type: z.literal('stop') }),
]);
export type ToWorker = z.infer<typeof toWorkerSchema>;

export const toHostSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('progress'), id: callId, value: z.unknown() }),
  z.object({ type: z.literal('reply'), id: callId, output: z.unknown() }),
  z.object({ type: z.literal('failure'), id: callId, error: errorReportSchema }),
  /** A message that the worker could not read. */
  z.object({ type: z.literal('refused'), reason: z.string() }),
]);
export type ToHost = z.infer<typeof toHostSchema>;
