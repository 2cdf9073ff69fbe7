import { UserError } from '../../../src-shared/errors.ts';
import type { DomainName } from '../../../src-shared/recipes/recipe.ts';
import type { BatchItem, BatchPlan, PoolImage, TrainingPlanOptions } from './batch-plan.ts';
import {
  type DomainCounts,
  type DomainOrder,
  type DomainPlace,
  fixedOrder,
  pooledOrder,
} from './domain-order.ts';
import { EpochStream } from './epoch-stream.ts';

/** Training batches, and how far they have come in each domain. */
export interface TrainingPlan extends BatchPlan {
  /** Images of each domain that the run presented before this step, those of earlier stages included. */
  readonly shownBefore: (step: number) => DomainCounts;
}

const adviceFor: Record<DomainName, string> = {
  real: 'Import real images into the train split, or train on synthetic images only.',
  synthetic: 'Import synthetic images and keep some in the review, or train on real images only.',
};

function orderOf({ composition, real, synthetic, seed }: TrainingPlanOptions): DomainOrder {
  switch (composition.kind) {
    case 'real-only':
      return fixedOrder({ real: composition.batchSize, synthetic: 0 });
    case 'synthetic-only':
      return fixedOrder({ real: 0, synthetic: composition.batchSize });
    case 'fixed-share':
      return fixedOrder(composition);
    case 'concatenated':
      return pooledOrder({ real: real.length, synthetic: synthetic.length }, composition.batchSize, seed);
    default:
      return composition satisfies never;
  }
}

function streamOf(options: TrainingPlanOptions, domain: DomainName): EpochStream<PoolImage> {
  const images = options[domain];
  if (images.length === 0) {
    throw new UserError('bad-input', `There are no ${domain} images to train on.`, adviceFor[domain]);
  }
  return new EpochStream(images, options.seed, domain);
}

/**
 * Endless training batches. Each domain is a stream without replacement, shuffled anew every epoch; a batch goes on where the one before
 * ended, across the end of an epoch. A composition decides only which domain each place has: the k-th image of a domain, and its
 * augmentation, are the same in all of them. Throws a UserError 'bad-input' when a pool that the composition needs is empty.
 */
export function trainingPlan(options: TrainingPlanOptions): TrainingPlan {
  const { composition, lossWeights, shown = { real: 0, synthetic: 0 } } = options;
  const streams = {
    real: composition.kind === 'synthetic-only' ? null : streamOf(options, 'real'),
    synthetic: composition.kind === 'real-only' ? null : streamOf(options, 'synthetic'),
  };
  const order = orderOf(options);
  const itemAt = ({ domain, nth }: DomainPlace): BatchItem => {
    const { item, seed: augmentationSeed } = streams[domain]!.at(shown[domain] + nth);
    return { ...item, domain, weight: 1, augmentationSeed };
  };
  return {
    batchSize: order.batchSize,
    steps: Number.POSITIVE_INFINITY,
    itemsAt: (step) => weighted(order.placesAt(step).map(itemAt), lossWeights),
    shownBefore: (step) => {
      const before = order.shownBefore(step);
      return { real: shown.real + before.real, synthetic: shown.synthetic + before.synthetic };
    },
  };
}

/** The loss is the weighted mean over the batch: a domain's weight is shared out among its images, however many there are. */
function weighted(items: BatchItem[], lossWeights: TrainingPlanOptions['lossWeights']): BatchItem[] {
  const real = items.filter(({ domain }) => domain === 'real').length;
  const counts = { real, synthetic: items.length - real };
  if (!lossWeights || counts.real === 0 || counts.synthetic === 0) return items;
  return items.map((item) => ({ ...item, weight: lossWeights[item.domain] / counts[item.domain] }));
}

/** Every image once, in the order given; the last batch is filled up with its first image at weight 0. */
export function evaluationPlan(
  images: readonly PoolImage[],
  batchSize: number,
  domain: DomainName = 'real',
): BatchPlan {
  const itemAt = (position: number, first: PoolImage): BatchItem => {
    const image = images[position];
    return { ...(image ?? first), weight: image ? 1 : 0, domain, augmentationSeed: 0 };
  };
  return {
    batchSize,
    steps: Math.ceil(images.length / batchSize),
    itemsAt: (step) => {
      const first = images[step * batchSize];
      if (!first) throw new RangeError(`Step ${step} lies after the last image.`);
      return Array.from({ length: batchSize }, (_, i) => itemAt(step * batchSize + i, first));
    },
  };
}
