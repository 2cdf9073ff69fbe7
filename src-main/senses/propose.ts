import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import type { JobContext, JobItem } from '../jobs/handler.ts';
import {
  type Exchanged,
  exchangesBefore,
  type LanguageModel,
  type LanguageModels,
} from '../language-models/language-model.ts';
import { askForSenses } from './ask-for-senses.ts';
import { lexiconSenses } from './lexicon/lexicon.ts';
import type { SensesItem, SensesSettings } from './senses-settings.ts';

type Context = JobContext<SensesSettings>;
type Item = JobItem<SensesItem>;

/** What people call the class, with spaces for the underscores of folder names. */
export const calledName = ({ commonName, name }: { commonName: string | null; name: string }): string =>
  (commonName ?? name).replaceAll('_', ' ');

/**
 * Adds the senses of the classes to those that they have. Gives the items that go on: those of classes that are still there and of which
 * the proposal did not fail. Stops early, with the items done so far, when the job is paused.
 *
 * @throws UserError when the language model cannot be asked at all.
 */
export async function proposeSenses(
  items: readonly Item[],
  context: Context,
  languageModels: LanguageModels,
): Promise<Item[]> {
  const { settings, database } = context;
  const classes = await database.call('classes.list');
  const byId = new Map(classes.map((each) => [each.id, each]));
  const present = items.filter(({ payload }) => byId.has(payload.classId));
  for (const { id, payload } of items) {
    if (!byId.has(payload.classId)) await context.complete(id, { kind: 'gone' });
  }
  switch (settings.from.kind) {
    case 'none':
      return present;
    case 'built-in':
      await proposeFromLexicon(present, byId, context);
      return present;
    case 'language-model':
      return proposeByModel(present, classes, settings.from, context, languageModels);
    default:
      return settings.from satisfies never;
  }
}

async function proposeFromLexicon(
  items: readonly Item[],
  byId: ReadonlyMap<number, ImageClass>,
  { database }: Context,
): Promise<void> {
  for (const { payload } of items) {
    const found = byId.get(payload.classId);
    const senses = found ? lexiconSenses(calledName(found)) : [];
    if (senses.length === 0) continue;
    await database.call('senses.propose', {
      classId: payload.classId,
      source: 'lexicon',
      exchangeId: null,
      senses,
    });
  }
}

async function proposeByModel(
  items: readonly Item[],
  classes: readonly ImageClass[],
  from: Extract<SensesSettings['from'], { kind: 'language-model' }>,
  context: Context,
  languageModels: LanguageModels,
): Promise<Item[]> {
  const model = await languageModels.open(from.connectionId);
  const done: Item[] = [];
  const waiting = [...items];
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item; item = waiting.shift()) {
      if (context.pauseSignal.aborted || context.signal.aborted) return;
      if (await askAbout(item, classes, { model, instruction: from.instruction, context })) done.push(item);
    }
  };
  try {
    const workers = Array.from({ length: Math.max(1, Math.min(model.concurrency, items.length)) }, work);
    const outcomes = await Promise.allSettled(workers);
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure) throw failure.reason;
  } finally {
    await model.dispose();
  }
  return done;
}

interface Asking {
  readonly model: LanguageModel;
  readonly instruction: string;
  readonly context: Context;
}

/** Whether senses came in; otherwise the item has failed with the reason. */
async function askAbout(
  item: Item,
  classes: readonly ImageClass[],
  { model, instruction, context }: Asking,
): Promise<boolean> {
  const { database, settings, jobId, signal } = context;
  const { classId } = item.payload;
  const own = classes.find(({ id }) => id === classId);
  if (!own) return false;
  const keep = (exchanges: readonly Exchanged[]): Promise<number[]> =>
    database.call(
      'exchanges.add',
      exchanges.map((exchange) => ({
        ...exchange,
        jobId,
        classId,
        purpose: 'senses' as const,
        connection: model.connection,
        model: model.model,
      })),
    );
  const asking = askForSenses({
    model,
    instruction,
    name: calledName(own),
    others: classes.filter(({ id }) => id !== classId).map(calledName),
    seed: settings.seed,
    signal,
  });
  const { senses, exchanges, failure } = await asking.catch(async (error: unknown) => {
    await keep(exchangesBefore(error));
    throw error;
  });
  const ids = await keep(exchanges);
  if (failure) {
    await context.fail(item.id, failure);
    return false;
  }
  await database.call('senses.propose', {
    classId,
    source: 'language-model',
    exchangeId: ids.at(-1) ?? null,
    senses,
  });
  return true;
}
