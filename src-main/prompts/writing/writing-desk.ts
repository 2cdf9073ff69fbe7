import type { Term } from '../../../src-shared/api/diversification.ts';
import { type Answered, exchangesBefore, type LanguageModel } from '../../language-models/language-model.ts';
import type { JobContext } from '../../jobs/handler.ts';
import type { NewExchange } from '../../project/queries/exchanges.ts';
import { meaningsOf } from '../draft-prompts.ts';
import { nameKey } from '../../project/queries/name-key.ts';
import { createRandom, hashSeed, shuffled } from '../../../src-shared/random.ts';
import { ownContexts, ownStyles, projectVocabulary } from '../terms/project-vocabulary.ts';
import type { Quota } from './assign.ts';
import { ClassNames, type NamedImageClass } from './class-names.ts';
import type { Gauges } from './judge.ts';
import type { Room } from './room.ts';
import type { WriteSettings } from './write-settings.ts';

/** Everything that a job needs at hand while it writes. */
export interface WritingDesk {
  readonly context: JobContext<WriteSettings>;
  readonly model: LanguageModel;
  readonly gauges: Gauges;
  readonly classes: ReadonlyMap<number, NamedImageClass>;
  readonly names: ClassNames;
  readonly meanings: ReadonlyMap<number, string>;
  /** By class; none where nothing makes room. */
  readonly rooms: ReadonlyMap<number, Room>;
  /** Aborted with the job, and when another request of it has failed for good. */
  readonly signal: AbortSignal;
  /** Something came in. */
  readonly onWritten: () => void;
}

export async function layDesk(
  context: JobContext<WriteSettings>,
  tools: Pick<WritingDesk, 'model' | 'gauges' | 'signal' | 'onWritten'>,
): Promise<WritingDesk> {
  const { database } = context;
  const classes = await database.call('classes.list');
  return {
    ...tools,
    context,
    classes: new Map(classes.map((each) => [each.id, each])),
    names: new ClassNames(classes),
    meanings: await meaningsOf(database),
    rooms: new Map(context.settings.rooms.map((room) => [room.classId, room])),
  };
}

/** What is to be written of each class, with the contexts and styles that are there now. */
export async function quotaOf({ context, names }: WritingDesk): Promise<Quota> {
  const { settings, database } = context;
  const terms = await database.call('terms.list');
  const { perClass, stylizedShare, seed, vocabulary, wantedContexts, wantedStyles } = settings;
  const whole = projectVocabulary(vocabulary, terms);
  const tellsNoClass = ({ phrase }: { phrase: string }): boolean => names.otherIn(phrase, null) === null;
  const choose = <Named extends { name: string; phrase: string }>(
    own: readonly Named[],
    all: readonly Named[],
    chosen: readonly string[] | undefined,
    wanted: number,
  ): Named[] => {
    if (chosen) return all.filter(({ name }) => chosen.includes(name)).filter(tellsNoClass);
    const usable = { own: own.filter(tellsNoClass), all: all.filter(tellsNoClass) };
    return wanted === 0 ? usable.all : filledUp(usable.own, usable.all, wanted, seed);
  };
  return {
    perClass,
    stylizedShare,
    seed,
    contexts: choose(ownContexts(terms), whole.contexts, settings.contexts, wantedContexts),
    styles: choose(ownStyles(terms), whole.styles, settings.styles, wantedStyles),
  };
}

/** The project's own, and as many of the built-in ones as are wanted beyond them. */
function filledUp<Named extends { name: string }>(
  own: readonly Named[],
  all: readonly Named[],
  wanted: number,
  seed: number,
): Named[] {
  const keys = new Set(own.map(({ name }) => nameKey(name)));
  const others = all.filter(({ name }) => !keys.has(nameKey(name)));
  const more = shuffled(others, createRandom(hashSeed(seed, 'filled up')));
  return [...own, ...more.slice(0, Math.max(0, wanted - own.length))];
}

/** The project's own terms of a kind. */
export const termsOfKind = (terms: readonly Term[], kind: Term['kind']): Term[] =>
  terms.filter((term) => term.kind === kind);

export const exchangesOf = (
  { model, context }: WritingDesk,
  exchanges: Answered<unknown>['exchanges'],
  purpose: NewExchange['purpose'],
  classId: number | null,
): NewExchange[] =>
  exchanges.map((exchange) => ({
    ...exchange,
    purpose,
    classId,
    jobId: context.jobId,
    connection: model.connection,
    model: model.model,
  }));

/** What comes of asking; where that fails for good, what was said before it is kept. */
export async function keptWhenItFails<T>(
  asking: Promise<T>,
  desk: WritingDesk,
  purpose: NewExchange['purpose'],
  classId: number | null,
): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    const exchanges = exchangesOf(desk, exchangesBefore(error), purpose, classId);
    if (exchanges.length > 0) {
      await desk.context.database.call('writing.enter', { jobId: desk.context.jobId, exchanges });
    }
    throw error;
  }
}
