import { UserError } from '../../src-shared/errors.ts';
import { type AnswerSchema, answerSchema } from './answer/answer-schema.ts';
import { findAnswer, type Found } from './answer/find-answer.ts';
import {
  type Answered,
  AskError,
  type ChatMessage,
  type Exchanged,
  type Question,
} from './language-model.ts';

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

/** The question itself is not taken: a filter stopped it, or it is too long. Asked again it would not be either; another one may be. */
export interface Declined {
  readonly request: string;
  readonly reply: string | null;
  /** Why, in a sentence. */
  readonly declined: string;
  readonly elapsedMs: number;
}

/** Asks once; troubles on the way that it gets over by itself are added to `exchanges`. */
export type Say = (attempt: Attempt, exchanges: Exchanged[]) => Promise<Said | Declined>;

/** A model that did not manage in three goes does not in ten. */
const MOST_ATTEMPTS = 3;
const LONGEST_QUOTE = 4000;

/**
 * Asks until an answer fits. A reply of no use is quoted to the model with what is wrong about it; one that it repeats is left out and asked for
 * anew.
 *
 * @throws AskError
 */
export async function askUntilFits<Answer>(question: Question<Answer>, say: Say): Promise<Answered<Answer>> {
  const exchanges: Exchanged[] = [];
  try {
    return { answer: await firstThatFits(question, say, exchanges), exchanges };
  } catch (error) {
    const reason = question.signal?.aborted ? cancelled() : error;
    throw reason instanceof UserError ? new AskError(reason, exchanges) : reason;
  }
}

async function firstThatFits<Answer>(
  question: Question<Answer>,
  say: Say,
  exchanges: Exchanged[],
): Promise<Answer | null> {
  const schema = answerSchema(question.schema);
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
    if ('declined' in said) {
      exchanges.push(declinedExchange(said));
      return null;
    }
    const found = answerIn(said, question, schema);
    exchanges.push(exchanged(said, 'problem' in found ? found.problem : null));
    if ('answer' in found) return found.answer;
    // Models that think first may use up everything before they answer.
    if (said.cut) maxTokens *= 2;
    if (replies.has(said.text)) temperature = Math.min(2, temperature + 0.4);
    messages =
      said.text.trim() === '' || replies.has(said.text)
        ? question.messages
        : [...question.messages, ...correction(said.text, found.problem, schema)];
    replies.add(said.text);
  }
  return null;
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

const declinedExchange = ({ request, reply, declined, elapsedMs }: Declined): Exchanged => ({
  request,
  reply,
  failure: declined,
  promptTokens: null,
  completionTokens: null,
  elapsedMs,
});

const correction = (reply: string, problem: string, schema: AnswerSchema): ChatMessage[] => [
  { role: 'assistant', content: reply.slice(0, LONGEST_QUOTE) },
  {
    role: 'user',
    content: `That cannot be used. ${problem} Answer again, with nothing but JSON of this schema: ${JSON.stringify(schema.json)}`,
  },
];

const cancelled = (): UserError => new UserError('cancelled', 'Cancelled.');
