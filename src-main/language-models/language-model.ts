import type { z } from 'zod';
import { UserError } from '../../src-shared/errors.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface Question<Answer> {
  readonly messages: readonly ChatMessage[];
  /** What an answer must be; as JSON schema it goes to servers that can keep to one. */
  readonly schema: z.ZodType<Answer>;
  /** Names the schema to the server: letters, digits, `_`. */
  readonly name: string;
  readonly maxTokens: number;
  /** 0 to 2. */
  readonly temperature: number;
  readonly seed?: number;
  readonly signal?: AbortSignal;
}

/** One request and what came back, word for word; keys are never in it. */
export interface Exchanged {
  /** JSON of the messages and settings that were sent. */
  readonly request: string;
  readonly reply: string | null;
  /** What was wrong with the answer, in words; null when it was of use. */
  readonly failure: string | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly elapsedMs: number;
}

export interface Answered<Answer> {
  /** Null when no attempt gave a usable answer, or this question was declined; `exchanges` says why. */
  readonly answer: Answer | null;
  /** Every attempt, in order. */
  readonly exchanges: readonly Exchanged[];
}

/** Asking came to an end before there was an answer or a refusal: the reason, and what had been said until then. */
export class AskError extends UserError {
  readonly exchanges: readonly Exchanged[];

  constructor(reason: UserError, exchanges: readonly Exchanged[]) {
    super(reason.code, reason.message, reason.advice, { cause: reason });
    this.exchanges = exchanges;
  }
}

/** What was said before asking failed; nothing where it failed for another reason. */
export const exchangesBefore = (error: unknown): readonly Exchanged[] =>
  error instanceof AskError ? error.exchanges : [];

/** A language model that answers in JSON. One for all providers; calls may overlap, the provider keeps to its own limit. */
export interface LanguageModel {
  /** Name of the connection, and of the model as its server calls it. */
  readonly connection: string;
  readonly model: string;
  /** Calls that are worth having under way at once. */
  readonly concurrency: number;
  /**
   * Asks until an answer fits the schema, at most a few times. A single answer that is cut off keeps the entries that are whole where the schema is an
   * object with one array.
   *
   * @throws AskError 'unavailable' when the server cannot be reached or goes on being busy; 'bad-input' for a wrong key or model; 'cancelled'.
   */
  ask<Answer>(question: Question<Answer>): Promise<Answered<Answer>>;
  dispose(): Promise<void>;
}

/** Opens connections by id. Without an id: the usual one. UserError 'not-found' that says how to add one. */
export interface LanguageModels {
  open(connectionId?: string): Promise<LanguageModel>;
}
