import { readTolerantly } from '../../answer/tolerant-json.ts';
import type { ChatTokenizer } from './chat-tokenizer.ts';

/** Whether the tokens hold a whole JSON object or array beside thoughts; looked at only when the newest one closes a bracket. */
export function holdsJson(tokenizer: Pick<ChatTokenizer, 'decode'>, made: readonly number[]): boolean {
  if (!/[\]}]/.test(tokenizer.decode(made.slice(-1)))) return false;
  const text = tokenizer.decode(made).replace(/<think>[^]*?(?:<\/think>|$)/, '');
  const start = text.search(/[{[]/);
  return start >= 0 && (readTolerantly(text, start)?.whole ?? false);
}
