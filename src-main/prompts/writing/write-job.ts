import type { HostEvent } from '../../../src-shared/api/services.ts';
import type { LanguageModel, LanguageModels } from '../../language-models/language-model.ts';
import type { JobContext, JobHandler, JobItem, PlannedItem } from '../../jobs/handler.ts';
import { chosenClasses } from '../draft-prompts.ts';
import { phraseOf } from '../source.ts';
import { type GaugeOptions, openGauges } from './gauges.ts';
import { isDiversified, readClassPrompts } from './room.ts';
import { PROMPTS_AT_ONCE, writePrompts } from './write-prompts.ts';
import {
  type PromptsItem,
  type TermsItem,
  type WriteItem,
  writeItemSchema,
  type WriteSettings,
  writeSettingsSchema,
} from './write-settings.ts';
import { writeTerms } from './write-terms.ts';
import { layDesk, quotaOf, termsOfKind, type WritingDesk } from './writing-desk.ts';

export interface WriteJobOptions extends GaugeOptions {
  readonly models: LanguageModels;
  readonly emit: (event: HostEvent) => void;
}

type Context = JobContext<WriteSettings>;
type Item = JobItem<WriteItem>;

/** Taken from the queue at once; as many of them are worked on as the language model takes requests. */
const ITEMS_AT_ONCE = 256;
/** Lists of 20,000 prompts are not read again more often. */
const TELL_MS = 2000;

/** A language model writes prompts up to a quota: first the contexts and styles that are missing, then a request after the other for each class. */
export function writeJob(options: WriteJobOptions): JobHandler<WriteSettings, WriteItem> {
  const tell = (): void => {
    options.emit({ type: 'prompts' });
    options.emit({ type: 'classes' });
  };
  return {
    kind: 'write',
    unit: 'prompts',
    lane: 'network',
    waitsForServer: true,
    settings: writeSettingsSchema,
    payload: writeItemSchema,
    batch: ITEMS_AT_ONCE,
    plan: planItems,
    run: async (items, context) => {
      try {
        await runItems(items, context, options);
      } catch (error) {
        await Promise.allSettled([releaseComparer(context, options)]);
        throw error;
      } finally {
        tell();
      }
      if (isToStop(context)) await releaseComparer(context, options);
    },
    finish: async (context) => {
      tell();
      await releaseComparer(context, options);
    },
  };
}

/** Ends the process that holds CLIP: sessions leak memory when they are created and released again. */
async function releaseComparer({ settings }: Context, { engine }: WriteJobOptions): Promise<void> {
  if (settings.comparer) await engine.recycle();
}

async function planItems({ settings, database }: Context): Promise<PlannedItem<WriteItem>[]> {
  const classes = chosenClasses(await database.call('classes.list'), settings.classIds);
  const terms = await database.call('terms.list');
  const prompts = await readClassPrompts(database, settings.classIds, settings.rooms);
  const rooms = new Map(settings.rooms.map((room) => [room.classId, room]));
  const items: PlannedItem<WriteItem>[] = [];
  for (const [term, wanted, chosen, label] of [
    ['context', settings.wantedContexts, settings.contexts, 'Contexts'],
    ['style', settings.wantedStyles, settings.styles, 'Styles'],
  ] as const) {
    const isUsed = term === 'context' ? settings.stylizedShare < 1 : settings.stylizedShare > 0;
    if (chosen || !isUsed || termsOfKind(terms, term).length >= wanted) continue;
    items.push({ label, units: 0, payload: { kind: 'terms', term, wanted } });
  }
  for (const each of classes) {
    const { present = [], leaving = [] } = prompts.get(each.id) ?? {};
    const perClass = rooms.get(each.id)?.perClass ?? settings.perClass;
    const has = present.filter(isDiversified).length;
    for (let from = has; from < perClass; from += PROMPTS_AT_ONCE) {
      const until = Math.min(perClass, from + PROMPTS_AT_ONCE);
      items.push({
        label: `${phraseOf(each)}, ${from + 1} to ${until}`,
        units: until - from,
        payload: { kind: 'prompts', classId: each.id, until, last: until === perClass },
      });
    }
    // Nothing is missing, and there is still something that makes room.
    if (has >= perClass && leaving.length > 0) {
      const payload = { kind: 'prompts', classId: each.id, until: perClass, last: true } as const;
      items.push({ label: phraseOf(each), units: 0, payload });
    }
  }
  return items;
}

async function runItems(items: readonly Item[], context: Context, options: WriteJobOptions): Promise<void> {
  const model = await options.models.open(context.settings.connectionId);
  const failed = new AbortController();
  try {
    const desk = await layDesk(context, {
      model,
      gauges: await openGauges(context.settings, options),
      signal: AbortSignal.any([context.signal, failed.signal]),
      onWritten: everyNowAndThen(() => options.emit({ type: 'prompts' })),
    });
    for (const item of items) {
      if (isTerms(item) && !isToStop(context)) await writeTerms(item, desk);
    }
    if (!isToStop(context)) await writeForClasses(items.filter(isPrompts), desk, model, failed);
  } finally {
    await model.dispose();
  }
}

const isTerms = (item: Item): item is JobItem<TermsItem> => item.payload.kind === 'terms';
const isPrompts = (item: Item): item is JobItem<PromptsItem> => item.payload.kind === 'prompts';
const isToStop = ({ signal, pauseSignal }: Context): boolean => signal.aborted || pauseSignal.aborted;

/** Classes side by side, the items of one in order: each counts from what the class has. Rejects with the first error, once all have stopped. */
async function writeForClasses(
  items: readonly JobItem<PromptsItem>[],
  desk: WritingDesk,
  { concurrency }: LanguageModel,
  failed: AbortController,
): Promise<void> {
  const quota = await quotaOf(desk);
  const waiting = [...Map.groupBy(items, ({ payload }) => payload.classId).values()];
  const errors: unknown[] = [];
  async function work(): Promise<void> {
    for (let own = waiting.shift(); own; own = waiting.shift()) {
      for (const item of own) {
        if (isToStop(desk.context) || failed.signal.aborted) return;
        await writePrompts(item, quota, desk);
      }
    }
  }
  const workers = Array.from({ length: concurrency }, async () => {
    try {
      await work();
    } catch (error) {
      errors.push(error);
      failed.abort();
    }
  });
  await Promise.all(workers);
  if (errors.length > 0) throw errors[0];
}

function everyNowAndThen(action: () => void): () => void {
  let last = 0;
  return () => {
    if (performance.now() - last < TELL_MS) return;
    last = performance.now();
    action();
  };
}
