import { z } from 'zod';
import type { AnyHandler } from '../active-job.ts';
import type { JobContext, JobHandler, JobItem, PlannedItem } from '../handler.ts';

export const settingsSchema = z.object({ items: z.number().int() });
export const payloadSchema = z.object({ n: z.number().int() });
export type Settings = z.infer<typeof settingsSchema>;
export type Payload = z.infer<typeof payloadSchema>;

export const planItems = (count: number): PlannedItem<Payload>[] =>
  Array.from({ length: count }, (_, n) => ({ label: `item ${n}`, units: 1, payload: { n } }));

/** A job of `settings.items` items, each of which is done by `run`; everything else as wanted. */
export function scriptedJob(
  run: (item: JobItem<Payload>, context: JobContext<Settings>) => Promise<void>,
  changes: Partial<JobHandler<Settings, Payload>> = {},
): AnyHandler {
  const handler: JobHandler<Settings, Payload> = {
    kind: 'import',
    unit: 'images',
    lane: 'images',
    settings: settingsSchema,
    payload: payloadSchema,
    batch: 1,
    plan: async ({ settings }) => planItems(settings.items),
    run: async (items, context) => {
      for (const item of items) {
        if (context.signal.aborted || context.pauseSignal.aborted) return;
        await run(item, context);
      }
    },
    ...changes,
  };
  return handler;
}

/** Something that one side waits for and the other brings about. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
