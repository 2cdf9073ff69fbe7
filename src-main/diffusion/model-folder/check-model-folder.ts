import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UserError } from '../../../src-shared/errors.ts';
import type { ModelOutline } from '../../graph/onnx/scan-file.ts';
import { statedLicense } from '../../model-library/stated-license.ts';
import { closestScheduler } from '../scheduler/scheduler-config.ts';
import { planSteps } from '../scheduler/plan-steps.ts';
import type { ModelFacts } from '../types.ts';
import { checkNetwork } from './check-network.ts';
import { namesIn, type Network, networks } from './component-files.ts';
import { explainFile, explainForeignFolder } from './foreign-layout.ts';
import { checkPipelineKind, type ModelConfigs, readModelConfigs } from './model-configs.ts';

async function checkIsPipeline(folder: string): Promise<void> {
  const facts = await stat(folder).catch(() => undefined);
  if (!facts) {
    throw new UserError(
      'not-found',
      `There is no folder "${basename(folder)}" any more.`,
      'Put it back or choose another.',
    );
  }
  if (!facts.isDirectory()) throw explainFile(folder);
  if (!(await namesIn(folder)).includes('model_index.json')) throw await explainForeignFolder(folder);
}

/** Files beside the networks, all that are missing in one message. */
async function checkNothingMissing(folder: string): Promise<void> {
  const wanted = [
    ...networks.map((network) => [network, 'config.json'] as const),
    ['scheduler', 'scheduler_config.json'] as const,
  ];
  const missing: string[] = [];
  for (const [part, name] of wanted) {
    if (!(await namesIn(join(folder, part))).includes(name)) missing.push(`${part}/${name}`);
  }
  if (missing.length === 0) return;
  const [subject, object] = missing.length === 1 ? ['The file', 'it'] : ['The files', 'them'];
  throw new UserError(
    'not-found',
    `${subject} ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`,
    `Copy ${object} from where the model came from. The numbers in ${object} cannot be guessed.`,
  );
}

/** True when the U-Net was exported for latents of one size. */
function hasFixedSize({ inputs }: ModelOutline): boolean {
  const latents = [...inputs.values()].find((dims) => dims?.length === 4);
  return latents != null && typeof latents[2] === 'number' && typeof latents[3] === 'number';
}

/** A usable model folder: where its networks lie, and what its configuration says. */
export interface CheckedModel {
  readonly paths: Readonly<Record<Network, string>>;
  readonly configs: ModelConfigs;
  readonly fixedSize: boolean;
}

/**
 * Looks at everything that can be wrong with a model folder short of loading it; gigabytes take milliseconds. Throws a `UserError` that says
 * what is wrong and what to do.
 */
export async function checkModelFolder(folder: string): Promise<CheckedModel> {
  await checkIsPipeline(folder);
  await checkPipelineKind(folder);
  const text = await checkNetwork(folder, 'text_encoder');
  const unet = await checkNetwork(folder, 'unet');
  const vae = await checkNetwork(folder, 'vae_decoder');
  await checkNothingMissing(folder);
  const configs = await readModelConfigs(folder);
  planSteps(configs.scheduler, closestScheduler(configs.scheduler), 1);
  return {
    paths: { text_encoder: text.path, unet: unet.path, vae_decoder: vae.path },
    configs,
    fixedSize: hasFixedSize(unet.outline),
  };
}

/** What a checked model can do. `bytes`: of its files. */
export async function modelFacts(
  folder: string,
  { configs, fixedSize }: CheckedModel,
  bytes: number,
): Promise<ModelFacts> {
  const { pixelsPerLatent, latentHeight, latentWidth, latentStep, tokenizer, scheduler } = configs;
  return {
    defaultWidth: latentWidth * pixelsPerLatent,
    defaultHeight: latentHeight * pixelsPerLatent,
    sizeStep: latentStep * pixelsPerLatent,
    fixedSize,
    maxTokens: tokenizer.maxLength,
    bytes,
    scheduler: closestScheduler(scheduler),
    license: await statedLicense(folder),
  };
}
