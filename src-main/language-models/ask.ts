import { UserError } from '../../src-shared/errors.ts';
import { type AnswerSchema, answerSchema } from './answer/answer-schema.ts';
import { findAnswer, type Found } from './answer/find-answer.ts';
import type { Answered, ChatMessage, Exchanged, Question } from './language-model.ts';

/** One request to a model, whatever provides it. */
export interface Attempt {
  readonly messages: readonly ChatMessage[];
  readonly schema: AnswerSchema;
  readonly name: string;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly seed: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** What came back. */
export interface Said {
  /** As sent, word for word. */
  readonly request: string;
  readonly text: string;
  /** It broke off because the limit of tokens was reached. */
  readonly cut: boolean;
  /** That it refused, as the server itself says it, in words; null otherwise. */
  readonly refusal: string | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly elapsedMs: number;
}

/** Asks once; troubles on the way that it gets over by itself are added to `exchanges`. */
export type Say = (attempt: Attempt, exchanges: Exchanged[]) => Promise<Said>;

/** A model that did not manage in three goes does not in ten. */
const MOST_ATTEMPTS = 3;
const LONGEST_QUOTE = 4000;

/** Asks until an answer fits. A reply of no use is quoted to the model with what is wrong about it; one that it repeats is left out and asked for anew. */
export async function askUntilFits<Answer>(question: Question<Answer>, say: Say): Promise<Answered<Answer>> {
  const schema = answerSchema(question.schema);
  const exchanges: Exchanged[] = [];
  const replies = new Set<string>();
  let { messages, temperature, maxTokens } = question;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    if (question.signal?.aborted) throw cancelled();
    const said = await say(
      {
        messages,
        schema,
        name: question.name,
        maxTokens,
        temperature,
        seed: question.seed === undefined ? undefined : question.seed + attempt,
        signal: question.signal,
      },
      exchanges,
    );
    const found = answerIn(said, question, schema);
    exchanges.push(exchanged(said, 'problem' in found ? found.problem : null));
    if ('answer' in found) return { answer: found.answer, exchanges };
    // Models that think first may use up everything before they answer.
    if (said.cut) maxTokens *= 2;
    if (replies.has(said.text)) temperature = Math.min(2, temperature + 0.4);
    messages =
      said.text.trim() === '' || replies.has(said.text)
        ? question.messages
        : [...question.messages, ...correction(said.text, found.problem, schema)];
    replies.add(said.text);
  }
  return { answer: null, exchanges };
}

function answerIn<Answer>(said: Said, question: Question<Answer>, schema: AnswerSchema): Found<Answer> {
  if (said.refusal !== null) return { problem: `The model refused: ${said.refusal}` };
  if (said.cut && said.text.trim() === '') {
    return { problem: 'The model used up its tokens before it answered.' };
  }
  return findAnswer(said.text, question.schema, schema);
}

const exchanged = (said: Said, failure: string | null): Exchanged => ({
  request: said.request,
  reply: said.text,
  failure,
  promptTokens: said.promptTokens,
  completionTokens: said.completionTokens,
  elapsedMs: said.elapsedMs,
});

const correction = (reply: string, problem: string, schema: AnswerSchema): ChatMessage[] => [
  { role: 'assistant', content: reply.slice(0, LONGEST_QUOTE) },
  {
    role: 'user',
    content: `That cannot be used. ${problem} Answer again, with nothing but JSON of this schema: ${JSON.stringify(schema.json)}`,
  },
];

export const cancelled = (): UserError => new UserError('cancelled', 'Cancelled.');
