import type { TextToImageModel } from '../../src-shared/domain/generation.ts';
import type { ClipModel } from '../../src-shared/domain/score.ts';
import type { PretrainedNetwork } from '../../src-shared/domain/training.ts';
import { clipFacts, networkFacts, pipelineFacts } from '../../src-shared/format/model-facts.ts';

/** A model as the list shows it, whatever it is for. */
export interface ModelEntry {
  id: string;
  name: string;
  license: string;
  bundled: boolean;
  problem: string | null;
  /** What it is, a few words each. */
  facts: string[];
  /** What a person should know before using it, a sentence each. */
  notes: string[];
}

const drawnWorldNote = (vocabulary: 'drawn-world' | null): string[] =>
  vocabulary === null ? [] : ['It knows the drawn tutorial world only.'];

const common = ({ id, name, license, bundled, problem }: ListedModel) => ({
  id,
  name,
  license,
  bundled,
  problem,
});

type ListedModel = TextToImageModel | ClipModel | PretrainedNetwork;

export const pipelineEntry = (model: TextToImageModel): ModelEntry => ({
  ...common(model),
  facts: pipelineFacts(model),
  notes: drawnWorldNote(model.vocabulary),
});

export const clipEntry = (model: ClipModel): ModelEntry => ({
  ...common(model),
  facts: clipFacts(model),
  notes: [
    ...drawnWorldNote(model.vocabulary),
    ...(model.logitScale.assumed
      ? [`Its folder does not say its logit scale; ${model.logitScale.value} is assumed.`]
      : []),
  ],
});

export const networkEntry = (network: PretrainedNetwork): ModelEntry => ({
  ...common(network),
  facts: networkFacts(network, network.architecture),
  notes: network.notes,
});
