import { UserError } from '../../../src-shared/errors.ts';
import type { Engine } from '../../engine/engine.ts';
import { type Attempt, askUntilFits, cancelled, type Said } from '../ask.ts';
import { createPlaceLimit } from '../place-limit.ts';
import { messagesWithSchema } from '../messages-with-schema.ts';
import type { LanguageModel } from '../language-model.ts';

export interface InProcessModelOptions {
  /** Of the connection, as a person gave it. */
  readonly connection: string;
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** Of language models alone: it is busy for minutes. */
  readonly engine: Pick<Engine, 'run'>;
}

/** A model that this program runs, one question at a time. */
export function createInProcessModel(options: InProcessModelOptions): LanguageModel {
  const places = createPlaceLimit(1);

  async function say(attempt: Attempt): Promise<Said> {
    const { signal, maxTokens, temperature, seed } = attempt;
    const messages = messagesWithSchema(attempt);
    return places.take(async () => {
      const start = performance.now();
      const made = await options.engine.run(
        'language.generate',
        { folder: options.folder, messages, maxTokens, temperature, seed: seed ?? 1, untilJson: true },
        signal ? { signal } : {},
      );
      return {
        request: JSON.stringify({ model: options.name, messages, maxTokens, temperature, seed }),
        refusal: null,
        cut: made.completionTokens >= maxTokens,
        elapsedMs: Math.round(performance.now() - start),
        ...made,
      };
    }, signal);
  }

  return {
    connection: options.connection,
    model: options.name,
    concurrency: 1,
    ask: async (question) => {
      try {
        return await askUntilFits(question, say);
      } catch (error) {
        if (question.signal?.aborted) throw cancelled();
        throw error instanceof UserError && error.code === 'engine-stopped' ? stopped(error) : error;
      }
    },
    dispose: () => Promise.resolve(),
  };
}

const stopped = (error: UserError): UserError =>
  new UserError(
    'unavailable',
    `The process that runs the language model ended. ${error.message}`,
    'Its memory may not suffice for this model: choose a smaller one, or connect a server.',
    { cause: error },
  );
