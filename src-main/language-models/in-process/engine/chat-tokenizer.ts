import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Template } from '@huggingface/jinja';
import * as tokenizers from '@huggingface/tokenizers';
import { z } from 'zod';
import { UserError } from '../../../../src-shared/errors.ts';
import { readJson, readJsonIfThere } from '../../../files/read-json.ts';
import type { ChatMessage } from '../../language-model.ts';

/** Texts to tokens and back, and a conversation as the text that a model was trained on. */
export interface ChatTokenizer {
  /** Of the conversation, up to where the model is to answer. */
  render(messages: readonly ChatMessage[]): string;
  encode(text: string): number[];
  /** Without special tokens. */
  decode(ids: readonly number[]): string;
  /** Special tokens that end a turn, as far as the tokenizer has them. */
  readonly endIds: readonly number[];
}

/** What is used of the library; its own declarations import each other in a way that TypeScript does not resolve for Node. */
interface LibraryTokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): { ids: number[] };
  decode(ids: number[], options: { skip_special_tokens: boolean }): string;
  token_to_id(token: string): number | undefined;
}
const { Tokenizer } = tokenizers as unknown as {
  Tokenizer: new (definition: object, config: object) => LibraryTokenizer;
};

const special = z
  .union([z.string(), z.object({ content: z.string() }).transform(({ content }) => content)])
  .nullish();
const configSchema = z.looseObject({
  bos_token: special,
  eos_token: special,
  chat_template: z
    .union([z.string(), z.array(z.object({ name: z.string(), template: z.string() }))])
    .nullish(),
});
const templateFileSchema = z.object({ chat_template: z.string() });
const objectSchema = z.record(z.string(), z.unknown());

/** By which well-known models end their turns; not all of them say so in their configuration. */
const turnEnds = ['<|im_end|>', '<|eot_id|>', '<|end|>', '<end_of_turn>', '<|endoftext|>', '</s>'];

/**
 * Reads `tokenizer.json`, `tokenizer_config.json` and the chat template of a folder.
 *
 * @throws UserError when one is missing or cannot be used.
 */
export async function loadChatTokenizer(folder: string): Promise<ChatTokenizer> {
  const config = await readJson(join(folder, 'tokenizer_config.json'), configSchema);
  const definition = await readJson(join(folder, 'tokenizer.json'), objectSchema);
  const tokenizer = understood('tokenizer.json', () => new Tokenizer(definition, config));
  const source = await findTemplate(folder, config.chat_template);
  const template = understood('the chat template', () => new Template(source ?? plainTemplate));
  const values = { bos_token: config.bos_token ?? '', eos_token: config.eos_token ?? '' };
  const render = (messages: readonly ChatMessage[]): string =>
    template.render({ ...values, messages, add_generation_prompt: true, enable_thinking: false });
  const idOf = (token: string) => tokenizer.token_to_id(token) ?? [];
  return {
    render: (messages) => {
      try {
        return render(messages);
      } catch {
        // Some models know no system message, and their templates say so by failing.
        return understood('the chat template', () => render(withoutSystem(messages)));
      }
    },
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    decode: (ids) => tokenizer.decode([...ids], { skip_special_tokens: true }),
    endIds: [...turnEnds, values.eos_token].flatMap(idOf),
  };
}

async function findTemplate(
  folder: string,
  configured: z.infer<typeof configSchema>['chat_template'],
): Promise<string | null> {
  const file = await readFile(join(folder, 'chat_template.jinja'), 'utf8').catch(() => null);
  if (file !== null) return file;
  if (typeof configured === 'string') return configured;
  const named = configured?.find(({ name }) => name === 'default') ?? configured?.[0];
  if (named) return named.template;
  return (
    (await readJsonIfThere(join(folder, 'chat_template.json'), templateFileSchema))?.chat_template ?? null
  );
}

/** For models that were never trained on conversations. */
const plainTemplate = "{% for message in messages %}{{ message['content'] }}\n\n{% endfor %}";

/** The system's words at the head of the first message of the person. */
function withoutSystem(messages: readonly ChatMessage[]): ChatMessage[] {
  const words = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const rest = messages.filter(({ role }) => role !== 'system');
  const first = rest.findIndex(({ role }) => role === 'user');
  return rest.map((message, i) =>
    i === first ? { ...message, content: [...words, message.content].join('\n\n') } : message,
  );
}

function understood<T>(what: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      'unsupported',
      `This program cannot use ${what} of the model: ${reason}`,
      'Take another model, or serve this one with a program of its own and connect that server.',
      { cause: error },
    );
  }
}
