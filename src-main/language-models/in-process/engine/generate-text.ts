import { UserError } from '../../../../src-shared/errors.ts';
import { createRandom } from '../../../../src-shared/random.ts';
import type { TaskImplementation } from '../../../engine/tasks.ts';
import { type ChatTokenizer, loadChatTokenizer } from './chat-tokenizer.ts';
import { type Decoder, loadDecoder } from './decoder.ts';
import { holdsJson } from './holds-json.ts';
import { readModelFolder } from './model-folder.ts';
import { pickToken } from './pick-token.ts';

interface LoadedLanguageModel {
  readonly folder: string;
  readonly tokenizer: ChatTokenizer;
  readonly decoder: Decoder;
  readonly longest: number;
  readonly endIds: ReadonlySet<number>;
}

let loaded: Promise<LoadedLanguageModel> | undefined;
let loadedFolder: string | undefined;

/** Loaded once for all calls in a row that name it; the process ends when nobody asks any more, which gives everything back. */
async function openModel(folder: string): Promise<LoadedLanguageModel> {
  if (loaded && loadedFolder === folder) return loaded;
  await closeLanguageModel();
  loadedFolder = folder;
  const opening = load(folder);
  loaded = opening;
  opening.catch(() => {
    if (loaded === opening) loaded = undefined;
  });
  return opening;
}

async function load(folder: string): Promise<LoadedLanguageModel> {
  const facts = await readModelFolder(folder);
  const tokenizer = await loadChatTokenizer(folder);
  const decoder = await loadDecoder(folder, facts);
  return {
    folder,
    tokenizer,
    decoder,
    longest: facts.longest,
    endIds: new Set([...facts.endIds, ...tokenizer.endIds]),
  };
}

/** Gives the model back; for tests, and before another one is loaded. */
export async function closeLanguageModel(): Promise<void> {
  const closing = loaded;
  loaded = undefined;
  await (await closing?.catch(() => undefined))?.decoder.dispose();
}

export const generateText: TaskImplementation<'language.generate'> = async (input, context) => {
  const { tokenizer, decoder, longest, endIds } = await openModel(input.folder);
  const prompt = tokenizer.encode(tokenizer.render(input.messages));
  if (prompt.length === 0) throw nothingToRead();
  if (prompt.length >= longest) return { kind: 'too-long', longest };
  const random = createRandom(input.seed);
  const state = decoder.begin();
  const most = Math.min(input.maxTokens, longest - prompt.length);
  const made: number[] = [];
  let next: readonly number[] = prompt;
  while (made.length < most) {
    context.signal.throwIfAborted();
    const token = pickToken(await state.read(next), input.temperature, random);
    if (endIds.has(token)) break;
    made.push(token);
    next = [token];
    context.progress(made.length);
    if (input.untilJson && holdsJson(tokenizer, made)) break;
  }
  return {
    kind: 'made',
    text: tokenizer.decode(made),
    promptTokens: prompt.length,
    completionTokens: made.length,
  };
};

const nothingToRead = (): UserError =>
  new UserError(
    'unsupported',
    'The chat template of the language model leaves nothing of a question.',
    'Take another model, or serve this one with a program of its own and connect that server.',
  );
