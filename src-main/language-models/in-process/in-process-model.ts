import { UserError } from '../../../src-shared/errors.ts';
import { formatCount } from '../../../src-shared/format/numbers.ts';
import type { Engine } from '../../engine/engine.ts';
import { type Attempt, askUntilFits, type Declined, type Said } from '../ask.ts';
import type { PlaceLimit } from '../place-limit.ts';
import { messagesWithSchema } from '../messages-with-schema.ts';
import type { LanguageModel } from '../language-model.ts';
import type { TooLongToRead } from './engine/tasks.ts';

export interface InProcessModelOptions {
  /** Of the connection, as a person gave it. */
  readonly connection: string;
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** Of language models alone: it is busy for minutes. */
  readonly engine: Pick<Engine, 'run'>;
  /** One place, of all models that run in that engine: it holds one of them at a time. */
  readonly places: PlaceLimit;
}

/** A model that this program runs, one question at a time. */
export function createInProcessModel(options: InProcessModelOptions): LanguageModel {
  async function say(attempt: Attempt): Promise<Said | Declined> {
    const { signal, maxTokens, temperature, seed } = attempt;
    const messages = messagesWithSchema(attempt);
    return options.places.take(async () => {
      const start = performance.now();
      const made = await options.engine
        .run(
          'language.generate',
          { folder: options.folder, messages, maxTokens, temperature, seed: seed ?? 1, untilJson: true },
          signal ? { signal } : {},
        )
        .catch((error: unknown) => {
          throw error instanceof UserError && error.code === 'engine-stopped' ? stopped(error) : error;
        });
      const exchange = {
        request: JSON.stringify({ model: options.name, messages, maxTokens, temperature, seed }),
        elapsedMs: Math.round(performance.now() - start),
      };
      switch (made.kind) {
        case 'made':
          return { ...exchange, ...made, refusal: null, cut: made.completionTokens >= maxTokens };
        case 'too-long':
          return { ...exchange, reply: null, declined: tooLong(made) };
        default:
          return made satisfies never;
      }
    }, signal);
  }

  return {
    connection: options.connection,
    model: options.name,
    concurrency: 1,
    ask: (question) => askUntilFits(question, say),
    dispose: () => Promise.resolve(),
  };
}

const tooLong = ({ longest }: TooLongToRead): string =>
  `The question is longer than the ${formatCount(longest)} tokens that this language model reads with its answer. Shorten the instructions, or choose another model.`;

const stopped = (error: UserError): UserError =>
  new UserError(
    'unavailable',
    `The process that runs the language model ended. ${error.message}`,
    'Its memory may not suffice for this model: choose a smaller one, or connect a server.',
    { cause: error },
  );
