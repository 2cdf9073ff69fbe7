import { createTrainingSession } from '../../src-main/training/step/training-session.ts';
import { createRandom } from '../../src-shared/random.ts';
import { CLASSES, LEARNING_RATE, sessionOptions, type TrainCase } from './cases.ts';
import type { Contestant } from './contestant.ts';
import { benchEngine } from './engine.ts';

/** A training session as the program runs it, on random pictures. */
export async function openOwn(trainCase: TrainCase): Promise<Contestant> {
  const { batchSize, imageSize } = trainCase;
  const session = await createTrainingSession({
    ...sessionOptions(trainCase),
    engine: await benchEngine(),
  });
  const random = createRandom(0);
  const images = Float32Array.from({ length: batchSize * 3 * imageSize ** 2 }, () => random.normal());
  const labels = Int32Array.from({ length: batchSize }, (_, i) => i % CLASSES);
  const weights = new Float32Array(batchSize).fill(1);
  return {
    name: 'Variegate',
    steps: async (count) => {
      const times: number[] = [];
      for (let i = 0; i < count; i++) {
        const start = performance.now();
        await session.step({ images, labels, weights, learningRate: LEARNING_RATE });
        times.push(performance.now() - start);
      }
      return times;
    },
    close: () => session.dispose(),
  };
}
