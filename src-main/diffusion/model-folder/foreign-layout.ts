import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../../src-shared/errors.ts';
import { readJsonIfThere } from '../../files/read-json.ts';
import { namesIn } from './component-files.ts';

const checkpoint = /\.(safetensors|ckpt|pt|pth|bin|gguf)$/i;

export const exportAdvice =
  'Export it with Hugging Face Optimum, "optimum-cli export onnx --model <this folder> <new folder>", and choose the new folder.';

const singleFileAdvice =
  'Load it with diffusers (StableDiffusionPipeline.from_single_file), save it with save_pretrained, then export that folder: "optimum-cli export onnx --model <folder> <new folder>".';

const wrong = (message: string, advice: string): UserError => new UserError('bad-input', message, advice);

/** For a path that is a file. */
export function explainFile(path: string): UserError {
  const name = basename(path);
  if (checkpoint.test(name)) {
    return wrong(
      `${name} is a single checkpoint, not a folder in the diffusers ONNX layout.`,
      singleFileAdvice,
    );
  }
  return wrong(`${name} is a file.`, 'Choose the folder that holds model_index.json.');
}

const configSchema = z.looseObject({
  model_type: z.string().optional(),
  architectures: z.array(z.string()).nullish(),
  architecture: z.string().optional(),
  num_classes: z.number().optional(),
});

/** A folder of one network by its config.json. */
async function explainSingleModel(folder: string): Promise<UserError | undefined> {
  const config = await readJsonIfThere(join(folder, 'config.json'), configSchema).catch(() => undefined);
  if (!config) return undefined;
  const what = `${config.model_type ?? ''} ${config.architectures?.join(' ') ?? ''} ${config.architecture ?? ''}`;
  if (/\bclip/i.test(what)) {
    return wrong(
      'This folder holds a CLIP model. It scores images, it does not make them.',
      'Add it where images are scored, and choose a text-to-image model here.',
    );
  }
  if (/ForImageClassification/.test(what) || config.num_classes !== undefined) {
    return wrong(
      'This folder holds an image classifier. It does not make images.',
      'Choose a text-to-image model in the diffusers ONNX layout.',
    );
  }
  return undefined;
}

/** The pipeline may lie one folder deeper, as archives unpack. */
async function pipelineBelow(folder: string): Promise<string | undefined> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isDirectory()) continue;
    if ((await namesIn(join(folder, entry.name))).includes('model_index.json')) return entry.name;
  }
  return undefined;
}

/** For a folder without model_index.json: what it is instead. */
export async function explainForeignFolder(folder: string): Promise<UserError> {
  const names = await namesIn(folder);
  const below = await pipelineBelow(folder);
  if (below !== undefined) {
    return wrong(`The model lies one folder deeper, in "${below}".`, `Choose the folder "${below}" itself.`);
  }
  const single = await explainSingleModel(folder);
  if (single) return single;
  if (names.includes('unet')) {
    return wrong(
      'The file model_index.json is missing.',
      'Copy it from where the model came from: it names the parts of the pipeline.',
    );
  }
  const weights = names.find((name) => checkpoint.test(name));
  if (weights !== undefined) {
    return wrong(
      `The folder holds a single checkpoint (${weights}), not the diffusers ONNX layout.`,
      singleFileAdvice,
    );
  }
  if (names.some((name) => name.endsWith('.onnx'))) {
    return wrong(
      'The folder holds ONNX files, but no model_index.json.',
      'Choose the folder above it, the one that holds model_index.json, tokenizer, text_encoder, unet, vae_decoder and scheduler.',
    );
  }
  return wrong(
    names.length === 0 ? 'The folder is empty.' : 'The folder holds no text-to-image model.',
    'Choose a folder that holds model_index.json, tokenizer, text_encoder, unet, vae_decoder and scheduler.',
  );
}

/** For a network's folder without an .onnx file: the weights may be there in another format. */
export async function explainMissingNetwork(folder: string, network: string): Promise<UserError> {
  const names = await namesIn(join(folder, network));
  const onnx = names.filter((name) => name.endsWith('.onnx'));
  if (onnx.length > 1) {
    return wrong(
      `The folder ${network} holds several ONNX files (${onnx.join(', ')}), none of them model.onnx.`,
      'Rename the one to use to model.onnx.',
    );
  }
  const weights = names.find((name) => checkpoint.test(name));
  const openvino = names.find((name) => /^openvino|\.xml$/.test(name));
  if (weights ?? openvino) {
    const format = openvino ? 'OpenVINO' : 'PyTorch';
    return wrong(
      `The model is in ${format} format (${network}/${weights ?? openvino ?? ''}), not ONNX.`,
      exportAdvice,
    );
  }
  return wrong(`The file ${network}/model.onnx is missing.`, 'Copy or download it into the folder.');
}
