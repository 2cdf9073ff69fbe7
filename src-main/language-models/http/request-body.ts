import type { Attempt } from '../ask.ts';
import { messagesWithSchema } from '../messages-with-schema.ts';
import type { Dialect } from './dialect.ts';

/** A request for a chat completion (https://platform.openai.com/docs/api-reference/chat/create), as JSON. */
export function requestBody(model: string, attempt: Attempt, dialect: Dialect): string {
  const { without } = dialect;
  return JSON.stringify({
    model,
    messages: dialect.format === 'json_schema' ? attempt.messages : messagesWithSchema(attempt),
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
