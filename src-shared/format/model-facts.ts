import type { TextToImageModel } from '../domain/generation.ts';
import type { ClipModel } from '../domain/score.ts';
import type { PretrainedNetwork } from '../domain/training.ts';
import { formatBytes, formatMillions, formatNoun } from './numbers.ts';

/** What a model is, a few words each, wherever it is listed or chosen. */
export const pipelineFacts = (model: TextToImageModel): string[] => [
  `${model.defaultWidth} × ${model.defaultHeight} px`,
  `prompts of ${formatNoun(model.maxTokens, 'token')}`,
  formatBytes(model.bytes),
];

export const clipFacts = (model: ClipModel): string[] => [
  `sees ${model.imageSize} px`,
  `logit scale ${Number(model.logitScale.value.toFixed(1))}`,
  formatBytes(model.bytes),
];

/** `architecture`: its name as it is shown; null where it is not known. */
export const networkFacts = (network: PretrainedNetwork, architecture: string | null): string[] => [
  ...(architecture === null ? [] : [architecture]),
  `${formatMillions(network.parameters)} parameters before its last layer`,
  `trained on ${formatNoun(network.classes, 'class', 'classes')} at ${network.imageSize} px`,
  formatBytes(network.bytes),
];
