import { formula } from '../../graph/testing/formula.ts';
import type { TensorData } from '../../graph/tensor-data.ts';
import type { StepInput, TrainingSession } from '../step/training-session.ts';

const [batchSize, imageSize, classes] = [16, 16, 10];
/** What the steps below fit. */
export const formulaShape = { architecture: 'cifar-resnet', classes, imageSize, batchSize } as const;

/** The same rule as in tools/fixtures/pytorch/cifar_resnet.py; undefined where weights stay as they are. */
function formulaWeights(name: string, shape: readonly number[]): Float32Array | undefined {
  if (name === 'fc.bias') return new Float32Array(shape[0] ?? 0);
  const [filters = 1, , ...kernel] = shape;
  if (shape.length < 2 || name.startsWith('optimizer.')) return undefined;
  const seed = Array.from(name).reduce((sum, letter, i) => sum + (i + 1) * letter.charCodeAt(0), 0);
  const fan = shape.length === 4 ? filters * (kernel[0] ?? 1) * (kernel[1] ?? 1) : (shape[1] ?? 1);
  const bound = Math.sqrt((shape.length === 4 ? 6 : 1) / fan);
  return formula(seed, shape, -bound, bound).data;
}

/** Gives a session weights that PyTorch can have too; moving averages begin with them. */
export function setFormulaWeights(session: TrainingSession): void {
  const state = session.state();
  for (const [name, value] of state) {
    const data = formulaWeights(name.replace(/^average\./, ''), value.dims);
    if (data !== undefined && !name.startsWith('optimizer.'))
      state.set(name, { ...value, data } as TensorData);
  }
  session.restore(state);
}

/** [16, 3, 16, 16], a little brighter by class. */
export function formulaImages(step: number): Float32Array {
  const images = formula(1000 + step, [batchSize, 3, imageSize, imageSize], -2, 2).data;
  const pixels = imageSize ** 2;
  labels.forEach((label, i) => {
    for (let p = 0; p < pixels; p++) images[i * 3 * pixels + p]! += label * 0.2;
  });
  return images;
}

const labels = Int32Array.from({ length: batchSize }, (_, i) => (i * 3) % classes);

export function formulaStep(step: number, learningRate: number): StepInput {
  const weights = formula(2000 + step, [batchSize], 0.5, 1.5).data;
  return { images: formulaImages(step), labels, weights, learningRate };
}

/** Pictures [3, 3, 16, 16] to ask about after the training. */
export const formulaQuestion = (): Float32Array => formula(3000, [3, 3, imageSize, imageSize], -2, 2).data;
