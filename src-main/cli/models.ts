import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { addModel, type AddOptions, modelKinds } from './add-model.ts';
import { addCommand, type CommonOptions } from './command.ts';
import { UsageError } from './failure.ts';
import { findModel } from './find-model.ts';
import { formatModels, listModels } from './model-list.ts';
import { createOutput, type Output } from './output.ts';
import { openSession, type Session } from './session.ts';
import { addStatedOptions } from './stated-input.ts';

export function addModelsCommand(program: Command): void {
  const parent = addCommand(
    program,
    'models',
    'list the models that generate, score and lend their weights; add or remove them',
    'models',
  ).action((options: CommonOptions) => withSession(options, list));
  addCommand(parent, 'list', 'the same as without a word', 'models list --json').action(
    (_options: CommonOptions, command: Command) =>
      withSession(command.optsWithGlobals<CommonOptions>(), list),
  );
  addStatedOptions(
    addCommand(
      parent,
      'add <path>',
      'use a diffusion pipeline in ONNX or a CLIP (a folder), or a trained classifier: a folder, an .onnx or a .safetensors file',
      'models add ~/models/squeezenet.onnx --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225',
    ).addOption(new Option('--kind <kind>', 'what it is (default: as its files look)').choices(modelKinds)),
  ).action((path: string, _options: AddOptions, command: Command) => {
    const options = command.optsWithGlobals<AddOptions>();
    return withSession(options, async (session, output) => {
      await addModel(session, resolve(path), options);
      await list(session, output);
    });
  });
  addCommand(
    parent,
    'remove <model>',
    'take a model off the list, by its id or name; its files stay',
    'models remove squeezenet.onnx',
  )
    .alias('forget')
    .action((reference: string, _options: CommonOptions, command: Command) =>
      withSession(command.optsWithGlobals<CommonOptions>(), async (session, output) => {
        await remove(session, reference);
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
  const models = await listModels(api);
  output.print(formatModels(models));
  output.result(models);
}

async function remove({ api }: Session, reference: string): Promise<void> {
  const { textToImage, clip, backbones } = await listModels(api);
  const all = [
    ...textToImage.map((model) => ({ ...model, forget: api.generation.forgetModel })),
    ...clip.map((model) => ({ ...model, forget: api.scoring.forgetModel })),
    ...backbones.map((model) => ({ ...model, forget: api.training.forgetPretrained })),
  ];
  const added = all.filter(({ bundled }) => !bundled);
  if (added.length === 0) throw new UsageError('No model was added, and those of the program itself stay.');
  const { id: modelId, forget } = findModel(added, reference);
  await forget.mutate({ modelId });
}
