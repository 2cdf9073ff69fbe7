import type { Sampling, SchedulerName } from '../../src-shared/domain/generation.ts';
import { version } from '../version.ts';
import type { ModelProvenance } from './types.ts';

/** All that a picture came from. */
export interface PictureSettings {
  readonly prompt: string;
  readonly seed: number;
  readonly sampling: Sampling;
  readonly modelName: string;
  readonly provenance: ModelProvenance;
}

/** As A1111 names them. */
const samplerNames: Record<SchedulerName, string> = { ddim: 'DDIM', 'dpm-solver++': 'DPM++ 2M' };

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
const quoted = (value: string): string => (/[,:"]/.test(value) ? JSON.stringify(value) : value);

/** The text that A1111's web UI writes, and nearly every tool reads: prompt, negative prompt, a line of settings. */
function a1111Text({ prompt, seed, sampling, modelName, provenance }: PictureSettings): string {
  const settings = {
    Steps: sampling.steps,
    Sampler: samplerNames[sampling.scheduler],
    'CFG scale': sampling.guidanceScale,
    Seed: seed,
    Size: `${sampling.width}x${sampling.height}`,
    'Model hash': provenance.modelHash.slice(0, 10),
    Model: quoted(oneLine(modelName)),
    Version: `Variegate ${version}`,
  };
  const line = Object.entries(settings).map(([name, value]) => `${name}: ${value}`);
  const negative = oneLine(sampling.negativePrompt);
  return [oneLine(prompt), ...(negative ? [`Negative prompt: ${negative}`] : []), line.join(', ')].join('\n');
}

/** What is written into a picture's PNG: `parameters` for other tools, `variegate` whole and exact. */
export function pictureTexts(settings: PictureSettings): Map<string, string> {
  const { prompt, seed, sampling, modelName, provenance } = settings;
  const own = {
    prompt,
    negative_prompt: sampling.negativePrompt,
    seed,
    steps: sampling.steps,
    guidance_scale: sampling.guidanceScale,
    scheduler: sampling.scheduler,
    width: sampling.width,
    height: sampling.height,
    model: modelName,
    model_hash: provenance.modelHash,
    provider: provenance.provider,
    runtime: provenance.runtime,
    version,
  };
  return new Map([
    ['parameters', a1111Text(settings)],
    ['variegate', JSON.stringify(own)],
  ]);
}
