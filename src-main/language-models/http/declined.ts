import { z } from 'zod';
import { parsed } from './read-completion.ts';

/** What servers name an error beside its words. */
const errorSchema = z.object({
  error: z.object({
    code: z.union([z.string(), z.number()]).nullish(),
    type: z.string().nullish(),
    innererror: z.object({ code: z.string().nullish() }).nullish(),
    metadata: z.object({ reasons: z.array(z.unknown()).nullish() }).nullish(),
  }),
});

/** OpenAI, Azure (also its inner error), Alibaba. */
const filtered =
  /\b(?:content_filter|content_policy_violation|responsibleaipolicyviolation|moderation_blocked|data_inspection_failed)\b/i;
const filteredWords =
  /content (?:management )?(?:filter|policy)|safety system|(?:input|prompt|request) (?:was|has been) flagged|requires moderation/i;
/** OpenAI, llama.cpp. */
const tooLong = /\b(?:context_length_exceeded|exceed_context_size_error)\b/i;
/** vLLM, OpenRouter and LM Studio; llama.cpp; Groq; Anthropic. */
const tooLongWords =
  /maximum context length|context (?:size|window|length)|reduce the length of the (?:messages|prompt)|(?:prompt|input) is too long/i;

/**
 * Why a server, in an error that it sends as `body` and that says `words`, does not take one question although it takes others: its filter or
 * moderation stopped it, or it is too long for the model. Null for other errors.
 */
export function declinedBecause(body: string, words: string): string | null {
  const error = errorSchema.safeParse(parsed(body)).data?.error;
  const names = [error?.code, error?.type, error?.innererror?.code].join(' ');
  // OpenRouter says which rules of its moderation were met.
  const isModerated = (error?.metadata?.reasons ?? []).length > 0;
  if (isModerated || filtered.test(names) || filteredWords.test(words)) {
    return `The server refused the question: ${words}`;
  }
  return tooLong.test(names) || tooLongWords.test(words)
    ? `The question is too long for the model: ${words}`
    : null;
}
