import { z } from 'zod';
import { promptKey, promptTextSchema } from '../../src-shared/domain/prompt.ts';
import type { ErrorReport } from '../../src-shared/errors.ts';
import type { Exchanged, LanguageModel } from '../language-models/language-model.ts';
import type { ProposedSense } from '../project/queries/senses.ts';
import { fillInstruction } from '../instructions/template.ts';

const MOST_SENSES = 8;
/** Names of other classes that are told, so that the model knows what kind of pictures these are. */
const OTHERS_TOLD = 40;
const MAX_TOKENS = 1200;

const answerSchema = z.object({
  senses: z
    .array(z.object({ phrase: z.string().max(300), gloss: z.string().max(2000).default('') }))
    .min(1)
    .max(40),
});

export interface SensesQuestion {
  readonly model: LanguageModel;
  readonly instruction: string;
  readonly name: string;
  /** What the other classes of the project are called. */
  readonly others: readonly string[];
  readonly seed: number;
  readonly signal: AbortSignal;
}

export interface SensesAnswer {
  readonly senses: readonly ProposedSense[];
  readonly exchanges: readonly Exchanged[];
  /** Why there is no sense; null when there are some. */
  readonly failure: ErrorReport | null;
}

/**
 * Asks a language model which senses a name has.
 *
 * @throws UserError of the language model when it cannot be asked at all.
 */
export async function askForSenses(question: SensesQuestion): Promise<SensesAnswer> {
  const { model, name, signal, seed } = question;
  const content = fillInstruction(question.instruction, {
    name,
    others: othersInWords(question.others, name),
    most: String(MOST_SENSES),
  });
  const { answer, exchanges } = await model.ask({
    messages: [{ role: 'user', content }],
    schema: answerSchema,
    name: 'senses',
    maxTokens: MAX_TOKENS,
    temperature: 0,
    seed,
    signal,
  });
  const senses = usableSenses(answer?.senses ?? []);
  return { senses, exchanges, failure: senses.length > 0 ? null : nothingUsable(name, exchanges) };
}

function othersInWords(others: readonly string[], name: string): string {
  const different = [...new Set(others)].filter((other) => other !== name).slice(0, OTHERS_TOLD);
  return different.length === 0 ? '' : `Some of the other classes: ${different.join(', ')}.`;
}

/** Phrases in their stored form, each once, without the articles that templates add, and glosses of one line. */
function usableSenses(given: readonly ProposedSense[]): ProposedSense[] {
  const known = new Set<string>();
  return given
    .flatMap(({ phrase, gloss }) => {
      const parsed = promptTextSchema.safeParse(
        phrase
          .trim()
          .replace(/^(?:an?|the)\s+/i, '')
          .replace(/[.;,\s]+$/, ''),
      );
      if (!parsed.success || parsed.data.length > 200 || known.has(promptKey(parsed.data))) return [];
      known.add(promptKey(parsed.data));
      return [{ phrase: parsed.data, gloss: gloss.replaceAll(/\s+/g, ' ').trim().slice(0, 500) }];
    })
    .slice(0, MOST_SENSES);
}

function nothingUsable(name: string, exchanges: readonly Exchanged[]): ErrorReport {
  const why = exchanges.findLast(({ failure }) => failure !== null)?.failure;
  return {
    code: 'unsupported',
    message: `The language model gave no usable senses of "${name}"${why ? `: ${why}` : '.'}`,
    advice: 'Try again, choose another language model, or add senses yourself.',
  };
}
