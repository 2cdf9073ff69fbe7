import { z } from 'zod';

/** What a completion says, from an event stream or a single JSON document. */
export interface Completion {
  readonly text: string;
  /** It broke off because the limit of tokens was reached. */
  readonly cut: boolean;
  /** The server's own words of refusal. */
  readonly refusal: string | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
}

const contentSchema = z
  .union([z.string(), z.array(z.object({ text: z.string().optional() }))])
  .nullish()
  .transform((content) =>
    Array.isArray(content) ? content.map(({ text }) => text ?? '').join('') : (content ?? ''),
  );
const messageSchema = z.object({ content: contentSchema, refusal: z.string().nullish() });
const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        message: messageSchema.nullish(),
        delta: messageSchema.nullish(),
        text: z.string().nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z.object({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish() }).nullish(),
});
const errorSchema = z.object({
  error: z.union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)]),
});
type Chunk = z.infer<typeof chunkSchema>;

/** By what the body looks like: servers and proxies state wrong types. Null when it is neither; 'error' with what the server says went wrong. */
export function readCompletion(body: string): Completion | { readonly error: string } | null {
  const documents = looksLikeEvents(body) ? eventData(body) : [body];
  const chunks: Chunk[] = [];
  for (const document of documents) {
    const value = parsed(document);
    const error = serverError(value);
    if (error !== null) return { error };
    const chunk = chunkSchema.safeParse(value);
    if (chunk.success) chunks.push(chunk.data);
  }
  return chunks.some(({ choices }) => choices.length > 0) ? join(chunks) : null;
}

function join(chunks: readonly Chunk[]): Completion {
  const choices = chunks.flatMap((chunk) => chunk.choices.slice(0, 1));
  const reasons = choices.flatMap(({ finish_reason: reason }) => reason ?? []);
  const refusal = choices.map(({ delta, message }) => (delta ?? message)?.refusal ?? '').join('');
  const filtered = reasons.includes('content_filter') ? 'a content filter stopped the answer.' : null;
  const usage = chunks.findLast((chunk) => chunk.usage)?.usage;
  return {
    text: choices.map(({ delta, message, text }) => (delta ?? message)?.content ?? text ?? '').join(''),
    cut: reasons.includes('length'),
    refusal: refusal || filtered,
    promptTokens: usage?.prompt_tokens ?? null,
    completionTokens: usage?.completion_tokens ?? null,
  };
}

/** What a server says went wrong, in an error reply or in the middle of a stream; null when it says nothing. */
export function serverError(value: unknown): string | null {
  const said = errorSchema.safeParse(value);
  return said.success ? said.data.error : null;
}

const looksLikeEvents = (body: string): boolean => /^\s*(?:data|event|id|retry)?:/.test(body);

/** Data of server-sent events, of which these servers put one on a line; one that broke off is no JSON and is left out later. */
function eventData(body: string): string[] {
  return body
    .split(/\r\n|\r|\n/)
    .flatMap((line) => (line.startsWith('data:') ? line.slice(5).trim() : []))
    .filter((data) => data !== '' && data !== '[DONE]');
}

/** Undefined for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
