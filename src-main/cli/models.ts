import type { Command } from 'commander';
import { formatBytes } from '../../src-shared/format/numbers.ts';
import { addCommand, type CommonOptions } from './command.ts';
import { formatColumns } from './format.ts';
import { createOutput, type Output } from './output.ts';
import { openSession, type Session } from './session.ts';

export function addModelsCommand(program: Command): void {
  const parent = addCommand(
    program,
    'models',
    'list the models that can generate, or add a folder',
    'models',
  ).action((options: CommonOptions) => withSession(options, list));
  addCommand(
    parent,
    'add <folder>',
    'use a folder in the layout of diffusers (ONNX)',
    'models add ~/models/sd-turbo-onnx',
  ).action((folder: string, _options: CommonOptions, command: Command) =>
    withSession(command.optsWithGlobals<CommonOptions>(), async (session, output) => {
      const sourceId = await session.registerSource(folder);
      await session.api.generation.addModel.mutate({ sourceId });
      await list(session, output);
    }),
  );
  addCommand(
    parent,
    'forget <model>',
    'take a folder off the list; its files stay',
    'models forget 3fa1',
  ).action((modelId: string, _options: CommonOptions, command: Command) =>
    withSession(command.optsWithGlobals<CommonOptions>(), async (session, output) => {
      await session.api.generation.forgetModel.mutate({ modelId });
      await list(session, output);
    }),
  );
}

async function withSession(
  options: CommonOptions,
  work: (session: Session, output: Output) => Promise<void>,
): Promise<void> {
  const session = await openSession();
  try {
    await work(session, createOutput(options.json ?? false));
  } finally {
    await session.close();
  }
}

async function list({ api }: Session, output: Output): Promise<void> {
  const models = await api.generation.models.query();
  output.print(
    models.length === 0
      ? 'There are no models. Add a folder with "models add <folder>".'
      : formatColumns(
          models.map(({ id, name, defaultWidth, defaultHeight, bytes, license, problem }) => [
            id,
            name,
            problem ?? `${defaultWidth} × ${defaultHeight} px, ${formatBytes(bytes)}, ${license}`,
          ]),
        ),
  );
  output.result(models);
}
