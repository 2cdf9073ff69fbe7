import { z } from 'zod';
import type { ConnectionCheck } from '../../../src-shared/api/language-models.ts';
import { reportError } from '../../../src-shared/errors.ts';
import type { LanguageModel } from '../language-model.ts';

const animals = z.object({ animals: z.array(z.string().min(1)).min(1) });

export interface CheckedModel {
  readonly model: LanguageModel;
  /** Whether it keeps to a schema by itself; null before an answer. */
  readonly structured: () => boolean | null;
  /** Names of the models beside it. */
  readonly offered: () => Promise<string[]>;
}

/** Asks a small question. Never rejects: what is wrong is what the check is for. */
export async function checkConnection(open: () => Promise<CheckedModel>): Promise<ConnectionCheck> {
  const start = performance.now();
  const result = (works: boolean, detail: string, more?: Partial<ConnectionCheck>): ConnectionCheck => ({
    works,
    detail,
    models: [],
    structured: null,
    ...more,
    seconds: (performance.now() - start) / 1000,
  });
  try {
    const { model, structured, offered } = await open();
    const models = await offered().catch((): string[] => []);
    try {
      const { answer, exchanges } = await model.ask({
        messages: [
          { role: 'system', content: 'You answer in JSON, with nothing around it.' },
          { role: 'user', content: 'Name three animals: {"animals": ["...", "...", "..."]}' },
        ],
        schema: animals,
        name: 'animals',
        maxTokens: 200,
        temperature: 0,
      });
      const failure = exchanges.at(-1)?.failure ?? 'It gave no answer.';
      return answer
        ? result(true, `Asked for animals, it named ${answer.animals.join(', ')}.`, {
            models,
            structured: structured(),
          })
        : result(false, `It answers, but not as asked. ${failure} A larger model may do better.`, { models });
    } catch (error) {
      return result(false, inWords(error), { models });
    }
  } catch (error) {
    return result(false, inWords(error));
  }
}

function inWords(error: unknown): string {
  const { message, advice } = reportError(error);
  return advice ? `${message} ${advice}` : message;
}
