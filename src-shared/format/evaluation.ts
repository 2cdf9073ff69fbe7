import type { Corruption } from '../domain/evaluation.ts';
import type { Evaluation } from '../domain/run.ts';

/** Corruptions as people call them. */
export const corruptionTitles: Readonly<Record<Corruption, string>> = {
  'gaussian-noise': 'Gaussian noise',
  'shot-noise': 'Shot noise',
  'defocus-blur': 'Defocus blur',
  'gaussian-blur': 'Gaussian blur',
  fog: 'Fog',
  snow: 'Snow',
  brightness: 'Brightness',
  jpeg: 'JPEG',
};

/** What an evaluation is of, beyond its name: "held-out style"; null where there is nothing to say. */
export function describeKind({
  kind,
  styleCoverage,
  batchNorm,
}: Pick<Evaluation, 'kind' | 'styleCoverage' | 'batchNorm'>): string | null {
  if (batchNorm === 'auxiliary') return 'a diagnosis: the model uses the main batch norms';
  switch (kind) {
    case 'ood':
      return {
        covered: 'covered style: a prompt named it',
        'held-out': 'held-out style: no prompt named it',
        unknown: 'out of distribution',
      }[styleCoverage];
    case 'train':
    case 'synthetic':
      return 'training material: no measure of the recipe';
    case 'val':
    case 'test':
      return null;
    default:
      return kind satisfies never;
  }
}
