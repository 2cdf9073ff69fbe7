import { hashSeed } from '../../../src-shared/random.ts';
import type { JobItem } from '../../jobs/handler.ts';
import { phraseOf } from '../source.ts';
import { askForTerms } from './ask-terms.ts';
import type { TermsItem, WriteResult } from './write-settings.ts';
import { exchangesOf, keptWhenItFails, termsOfKind, type WritingDesk } from './writing-desk.ts';

/** Asked for at once: long lists are where models begin to repeat themselves. */
const TERMS_AT_ONCE = 30;
const MOST_ROUNDS = 8;
/** Questions in a row that brought nothing. */
const MOST_BARREN = 3;
/** Classes that the question for contexts names. */
const CLASSES_NAMED = 60;

/** Asks for contexts or styles until the project has as many of its own as are wanted, or no more come. */
export async function writeTerms(item: JobItem<TermsItem>, desk: WritingDesk): Promise<void> {
  const { context, model, names, signal } = desk;
  const { term: kind, wanted } = item.payload;
  const { database, settings, jobId } = context;
  const what = kind === 'context' ? 'contexts' : 'styles';
  let barren = 0;
  for (let round = 0; round < MOST_ROUNDS && barren < MOST_BARREN; round++) {
    if (context.signal.aborted || context.pauseSignal.aborted) return;
    const known = termsOfKind(await database.call('terms.list'), kind);
    const missing = wanted - known.length;
    if (missing <= 0) break;
    context.note(`Asking for ${what}: ${known.length} of ${wanted}`);
    const asking = askForTerms(model, {
      kind,
      count: Math.min(missing, TERMS_AT_ONCE),
      known,
      names,
      classes: [...desk.classes.values()].slice(0, CLASSES_NAMED).map(phraseOf),
      instructions: settings.instructions,
      seed: hashSeed(settings.seed, what, round),
      signal,
    });
    const { terms, exchanges } = await keptWhenItFails(asking, desk, what, null);
    barren = terms.length === 0 ? barren + 1 : 0;
    await database.call('writing.enter', {
      jobId,
      terms,
      exchanges: exchangesOf(desk, exchanges, what, null),
    });
    desk.onWritten();
  }
  await context.complete(item.id, { kind: 'terms' } satisfies WriteResult);
}
