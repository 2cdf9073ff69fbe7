import type { ShortcutProbe } from '../../../src-shared/domain/run.ts';
import { createRandom, hashSeed, shuffled } from '../../../src-shared/random.ts';
import type { Features } from '../../evaluation/features.ts';
import type { PoolImage } from '../data/batch-plan.ts';
import { openBatches } from '../data/batch-stream.ts';
import { evaluationPlan } from '../data/training-plan.ts';
import type { TrainingData } from '../run/training-data.ts';
import { crossValidatedArea } from './cross-validate.ts';
import { pictureStatistics, STATISTICS } from './picture-statistics.ts';

/** Images of a domain: enough for an area within some 0.02, little enough to cost seconds. */
const MOST = 500;
const FOLDS = 5;
/** Fewer images of a domain say nothing. */
const FEWEST = 2 * FOLDS;
const BATCH = 64;

type ProbeData = Pick<TrainingData, 'workers' | 'images' | 'transforms' | 'real' | 'synthetic'>;

/**
 * How well a linear classifier on simple statistics tells a run's real from its synthetic training images (docs/methods.md 8.6): the cross-validated
 * area under the ROC curve. The statistics are of the pixels that the network is shown, without augmentation: what a codec or a resampling
 * leaves there is what a network could use, while features of a CLIP model would also tell motifs apart. Both domains have as many images of
 * each class, so that the mix of classes tells nothing. An area near 0.5 does not prove that a deeper look would find no difference.
 *
 * Null for fewer than ten images in common. Aborting rejects with a UserError 'cancelled' or the signal's reason.
 */
export async function probeShortcut(data: ProbeData, signal: AbortSignal): Promise<ShortcutProbe | null> {
  const chosen = chooseImages(data);
  if (chosen.real.length < FEWEST) return null;
  const pool = [...chosen.real, ...chosen.synthetic];
  const { features, places } = await readStatistics(pool, data, signal);
  const isSynthetic = places.map((place) => place >= chosen.real.length);
  const folds = places.map((place) => (place % chosen.real.length) % FOLDS);
  const auc = await crossValidatedArea(features, isSynthetic, { folds, signal });
  const synthetic = isSynthetic.filter(Boolean).length;
  return { auc, real: places.length - synthetic, synthetic };
}

/** As many of each class in both, always the same ones of the same pools. */
function chooseImages({ real, synthetic }: Pick<ProbeData, 'real' | 'synthetic'>): {
  real: PoolImage[];
  synthetic: PoolImage[];
} {
  const [ofReal, ofSynthetic] = [real, synthetic].map((pool) => Map.groupBy(pool, ({ label }) => label));
  const classes = [...ofReal!.keys()].filter((label) => ofSynthetic!.has(label));
  const most = Math.ceil(MOST / Math.max(1, classes.length));
  const pairs = classes.map((label) => {
    const members = [ofReal!.get(label)!, ofSynthetic!.get(label)!];
    const count = Math.min(most, ...members.map(({ length }) => length));
    return members.map((list, domain) =>
      shuffled(list, createRandom(hashSeed('shortcut probe', domain, label))).slice(0, count),
    );
  });
  return { real: pairs.flatMap(([own]) => own!), synthetic: pairs.flatMap(([, own]) => own!) };
}

const UNCHANGED = { mean: [0, 0, 0], std: [1, 1, 1] } as const;

/** Of the images that can be read; `places` says which of the pool they are. */
async function readStatistics(
  pool: readonly PoolImage[],
  { workers, images, transforms }: ProbeData,
  signal: AbortSignal,
): Promise<{ features: Features; places: number[] }> {
  const transform = { ...transforms.evaluation, normalisation: UNCHANGED };
  const { size } = transform.geometry;
  const batches = openBatches({ workers, images, plan: evaluationPlan(pool, BATCH), transform, signal });
  const rows: number[][] = [];
  const places: number[] = [];
  try {
    for (let batch = await batches.next(); batch; batch = await batches.next()) {
      for (let i = 0; i < BATCH; i++) {
        if (batch.weights[i] === 0) continue;
        const pixels = batch.images.subarray(i * 3 * size ** 2, (i + 1) * 3 * size ** 2);
        rows.push(pictureStatistics(pixels, size));
        places.push(batch.step * BATCH + i);
      }
      batch.release();
      // Between batches the process hears what its host says.
      await new Promise(setImmediate);
    }
  } finally {
    await batches.close();
  }
  return { features: { values: Float32Array.from(rows.flat()), length: STATISTICS }, places };
}
