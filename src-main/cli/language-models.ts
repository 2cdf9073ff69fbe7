import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as readStream } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { SaveConnection } from '../../src-shared/api/language-models.ts';
import type { LanguageModelConnection } from '../../src-shared/domain/language-model.ts';
import { UserError } from '../../src-shared/errors.ts';
import { keyStoreWords } from '../../src-shared/format/language-models.ts';
import { addCommand, type CommonOptions, count } from './command.ts';
import { UsageError } from './failure.ts';
import { formatColumns } from './format.ts';
import { createOutput, type Output } from './output.ts';
import { openSession, type Session } from './session.ts';

interface AddOptions extends CommonOptions {
  url?: string;
  model?: string;
  folder?: string;
  keyFile?: string;
  atOnce?: number;
  timeout?: number;
  usual?: boolean;
}

type Work = (session: Session, output: Output) => Promise<void>;

export function addLanguageModelsCommand(program: Command): void {
  const parent = addCommand(
    program,
    'language-models',
    'list the connections to language models, which write prompts and propose senses; add, check or remove them',
    'language-models',
  ).action((options: CommonOptions) => withSession(options, list));
  const add = (usage: string, description: string, example: string) =>
    addCommand(parent, usage, description, `language-models ${example}`);

  add('list', 'the same as without a word', 'list --json').action((_options, command: Command) =>
    withSession(command.optsWithGlobals(), list),
  );
  add(
    'add <name>',
    'connect a server that speaks chat completions (Ollama, llama.cpp, LM Studio, vLLM, hosted), or a model folder that this program runs; a name that is known is replaced',
    'add here --url http://localhost:11434/v1 --model qwen3:8b',
  )
    .option('--url <address>', 'the server, up to and including the version')
    .option('--model <model>', 'the model, as the server calls it')
    .option('--folder <path>', 'a model folder in the layout of transformers.js, instead of a server')
    .option(
      '--key-file <path>',
      'file that holds the key; - reads standard input (or set VARIEGATE_LANGUAGE_MODEL_KEY)',
    )
    .option('--at-once <count>', 'requests under way at once (default: 2)', count)
    .option('--timeout <seconds>', 'how long the server may be silent (default: 120)', count)
    .option('--usual', 'use it where no connection is named')
    .action((name: string, _options, command: Command) => {
      const options = command.optsWithGlobals<AddOptions>();
      return withSession(options, async (session, output) => {
        await save(session, name, options);
        await list(session, output);
      });
    });
  add('remove <connection>', 'forget a connection and its key', 'remove here').action(
    (reference: string, _options, command: Command) =>
      withSession(command.optsWithGlobals(), async (session, output) => {
        const { id: connectionId } = await find(session, reference);
        await session.api.languageModels.remove.mutate({ connectionId });
        await list(session, output);
      }),
  );
  add('check [connection]', 'ask a small question (default: the usual connection)', 'check here').action(
    (reference: string | undefined, _options, command: Command) =>
      withSession(command.optsWithGlobals(), (session, output) => check(session, output, reference)),
  );
}

async function withSession(options: CommonOptions, work: Work): Promise<void> {
  const session = await openSession();
  try {
    await work(session, createOutput(options.json ?? false));
  } finally {
    await session.close();
  }
}

async function list({ api }: Session, output: Output): Promise<void> {
  const known = await api.languageModels.list.query();
  output.result(known);
  if (known.connections.length === 0) {
    output.print(
      'No language model is connected; prompts come from the built-in grammar. Connect one with "language-models add".',
    );
    return;
  }
  const isFolder = known.connections.some(({ connection }) => connection.kind === 'in-process');
  const folders = isFolder ? await api.languageModels.inProcess.query() : [];
  const folderWords = (modelId: string): string => {
    const folder = folders.find(({ id }) => id === modelId);
    return folder ? (folder.problem ?? folder.name) : 'its folder is not listed any more';
  };
  output.print(
    formatColumns(
      known.connections.map(({ name, connection, hasKey, usual }) => [
        usual ? '*' : ' ',
        name,
        connection.kind === 'http' ? connection.baseUrl : 'in this program',
        connection.kind === 'http'
          ? `${connection.model}, ${connection.concurrency} at once${hasKey ? ', with a key' : ''}`
          : folderWords(connection.modelId),
      ]),
    ),
  );
  output.print(`* is used where none is named. ${keyStoreWords(known.keyStore)}`);
}

async function find({ api }: Session, reference: string | undefined): Promise<LanguageModelConnection> {
  const { connections } = await api.languageModels.list.query();
  const found = connections.find(({ id, name, usual }) =>
    reference === undefined ? usual : id === reference || name.toLowerCase() === reference.toLowerCase(),
  );
  if (found) return found;
  const known = connections.map(({ name }) => `"${name}"`).join(', ');
  throw new UsageError(
    connections.length === 0
      ? 'No language model is connected. Connect one with "language-models add".'
      : `There is no connection "${reference}". There are: ${known}.`,
  );
}

async function save(session: Session, name: string, options: AddOptions): Promise<void> {
  const { languageModels } = session.api;
  const { connections } = await languageModels.list.query();
  const known = connections.find((other) => other.name.toLowerCase() === name.toLowerCase());
  const key = options.keyFile === undefined ? undefined : await readKey(options.keyFile);
  await languageModels.save.mutate({
    ...(known && { connectionId: known.id }),
    name,
    connection: await connectionOf(session, options),
    ...(key !== undefined && { key }),
    usual: options.usual ?? false,
  });
}

async function connectionOf(session: Session, options: AddOptions): Promise<SaveConnection['connection']> {
  const { url: baseUrl, model, folder } = options;
  if (folder !== undefined) {
    if (baseUrl !== undefined || model !== undefined) {
      throw new UsageError('Give --folder, or --url with --model.');
    }
    const sourceId = await session.registerSource(resolve(folder));
    const { modelId } = await session.api.languageModels.addInProcess.mutate({ sourceId });
    return { kind: 'in-process', modelId };
  }
  if (baseUrl === undefined || model === undefined) {
    throw new UsageError('Give --url with --model, or --folder.');
  }
  return {
    kind: 'http',
    baseUrl,
    model,
    ...(options.atOnce !== undefined && { concurrency: options.atOnce }),
    ...(options.timeout !== undefined && { timeoutSeconds: options.timeout }),
  };
}

async function readKey(path: string): Promise<string> {
  const content =
    path === '-'
      ? await readStream(process.stdin)
      : await readFile(path, 'utf8').catch(() => {
          throw new UsageError(`The file "${path}" cannot be read.`);
        });
  const key = content.trim();
  if (key === '') throw new UsageError('The key is empty.');
  return key;
}

async function check(session: Session, output: Output, reference: string | undefined): Promise<void> {
  const { id: connectionId, name } = await find(session, reference);
  output.progress(`Asking ${name}`);
  const result = await session.api.languageModels.check.mutate({ connectionId });
  output.progress(null);
  if (!result.works) throw new UserError('unavailable', result.detail);
  output.print(`${name} works. ${result.detail} It took ${result.seconds.toFixed(1)} s.`);
  if (result.structured === false) {
    output.print('It keeps to no JSON schema by itself; answers are read tolerantly.');
  }
  output.result(result);
}
