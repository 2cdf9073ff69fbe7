import type { Attempt } from './ask.ts';
import type { ChatMessage } from './language-model.ts';

/** For models that are told of the schema in words; in the system message, which is the first one: some take no other. */
export function messagesWithSchema({ messages, schema }: Attempt): ChatMessage[] {
  const words = `Answer with one JSON value and nothing else. It must match this JSON schema: ${JSON.stringify(schema.json)}`;
  const [first, ...rest] = messages;
  return first?.role === 'system'
    ? [{ role: 'system', content: `${first.content}\n\n${words}` }, ...rest]
    : [{ role: 'system', content: words }, ...messages];
}
