import type { Attempt } from '../ask.ts';
import type { ChatMessage } from '../language-model.ts';
import type { Dialect } from './dialect.ts';

/** A request for a chat completion (https://platform.openai.com/docs/api-reference/chat/create), as JSON. */
export function requestBody(model: string, attempt: Attempt, dialect: Dialect): string {
  const { without } = dialect;
  return JSON.stringify({
    model,
    messages: dialect.format === 'json_schema' ? attempt.messages : withSchemaInWords(attempt),
    stream: true,
    ...(!without.has('stream_options') && { stream_options: { include_usage: true } }),
    [dialect.tokenLimit]: attempt.maxTokens,
    ...(!without.has('temperature') && { temperature: attempt.temperature }),
    ...(!without.has('seed') && attempt.seed !== undefined && { seed: attempt.seed }),
    ...responseFormat(attempt, dialect),
  });
}

function responseFormat({ name, schema }: Attempt, { format }: Dialect) {
  switch (format) {
    case 'json_schema':
      return {
        response_format: { type: 'json_schema', json_schema: { name, strict: true, schema: schema.json } },
      };
    case 'json_object':
      return { response_format: { type: 'json_object' } };
    case 'none':
      return {};
    default:
      return format satisfies never;
  }
}

/** In the system message, which is the first one: some servers take no other. */
function withSchemaInWords({ messages, schema }: Attempt): ChatMessage[] {
  const words = `Answer with one JSON value and nothing else. It must match this JSON schema: ${JSON.stringify(schema.json)}`;
  const [first, ...rest] = messages;
  return first?.role === 'system'
    ? [{ role: 'system', content: `${first.content}\n\n${words}` }, ...rest]
    : [{ role: 'system', content: words }, ...messages];
}
