import type { PretrainedNetwork } from '../../src-shared/domain/training.ts';
import type { ClipModel } from '../../src-shared/domain/score.ts';
import type { TextToImageModel } from '../../src-shared/domain/generation.ts';
import { formatBytes, formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { formatColumns } from './format.ts';
import type { Api } from './session.ts';

interface Models {
  readonly textToImage: readonly TextToImageModel[];
  readonly clip: readonly ClipModel[];
  /** Networks that training can start from. */
  readonly backbones: readonly PretrainedNetwork[];
}

export async function listModels(api: Api): Promise<Models> {
  const [textToImage, clip, backbones] = await Promise.all([
    api.generation.models.query(),
    api.scoring.models.query(),
    api.training.pretrained.query(),
  ]);
  return { textToImage, clip, backbones };
}

/** A line a model, and below it what becomes of it in training. */
export function formatModels({ textToImage, clip, backbones }: Models): string {
  const rows = [
    ...textToImage.map((model) => ({
      ...model,
      kind: 'text-to-image',
      what: `${model.defaultWidth} × ${model.defaultHeight} px`,
      notes: [],
    })),
    ...clip.map((model) => ({ ...model, kind: 'clip', what: `${model.imageSize} px`, notes: [] })),
    ...backbones.map((model) => ({ ...model, kind: 'backbone', what: whatItIs(model) })),
  ];
  if (rows.length === 0) return 'There are no models. Add one with "models add <path>".';
  const lines = formatColumns(
    rows.map(({ id, kind, name, what, bytes, license, problem }) => [
      id,
      kind,
      name,
      problem ?? `${what}, ${formatBytes(bytes)}, ${license}`,
    ]),
  ).split('\n');
  return rows.flatMap(({ notes }, i) => [lines[i]!, ...notes.map((note) => `    ${note}`)]).join('\n');
}

const whatItIs = ({ architecture, parameters, classes, imageSize }: PretrainedNetwork): string =>
  `${architecture}, ${formatCount(parameters)} parameters, ${formatNoun(classes, 'class', 'classes')}, ${imageSize} px`;
