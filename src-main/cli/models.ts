import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
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
    'list the models that generate and score, or add a folder',
    'models',
  ).action((options: CommonOptions) => withSession(options, list));
  addCommand(
    parent,
    'add <folder>',
    'use a folder: a diffusion pipeline in ONNX (model_index.json), or a CLIP',
    'models add ~/models/sd-turbo-onnx',
  ).action((folder: string, _options: CommonOptions, command: Command) =>
    withSession(command.optsWithGlobals<CommonOptions>(), async (session, output) => {
      await add(session, resolve(folder));
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
      await session.api.scoring.forgetModel.mutate({ modelId });
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

/** A folder without a pipeline's index is taken for a CLIP, and refused as such if it is none. */
async function add({ api, registerSource }: Session, folder: string): Promise<void> {
  const sourceId = await registerSource(folder);
  const isPipeline = await access(join(folder, 'model_index.json')).then(
    () => true,
    () => false,
  );
  await (isPipeline ? api.generation : api.scoring).addModel.mutate({ sourceId });
}

async function list({ api }: Session, output: Output): Promise<void> {
  const [textToImage, clip] = await Promise.all([api.generation.models.query(), api.scoring.models.query()]);
  const models = [
    ...textToImage.map((model) => ({
      ...model,
      kind: 'text-to-image',
      size: `${model.defaultWidth} × ${model.defaultHeight} px`,
    })),
    ...clip.map((model) => ({ ...model, kind: 'clip', size: `${model.imageSize} px` })),
  ];
  output.print(
    models.length === 0
      ? 'There are no models. Add a folder with "models add <folder>".'
      : formatColumns(
          models.map(({ id, kind, name, size, bytes, license, problem }) => [
            id,
            kind,
            name,
            problem ?? `${size}, ${formatBytes(bytes)}, ${license}`,
          ]),
        ),
  );
  output.result({ textToImage, clip });
}
