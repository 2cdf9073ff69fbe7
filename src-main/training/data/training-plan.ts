import { UserError } from '../../../src-shared/errors.ts';
import type { DomainName } from '../../../src-shared/recipes/recipe.ts';
import type { BatchItem, BatchPlan, Composition, PoolImage, TrainingPlanOptions } from './batch-plan.ts';
import { EpochStream } from './epoch-stream.ts';

type DomainImage = PoolImage & { readonly domain: DomainName };

/** `count` consecutive presentations of one stream in every batch. */
interface Part {
  readonly stream: EpochStream<DomainImage>;
  readonly count: number;
}

const adviceFor: Record<DomainName, string> = {
  real: 'Import real images into the train split, or train on synthetic images only.',
  synthetic: 'Import synthetic images and keep some in the review, or train on real images only.',
};

const inDomain = (images: readonly PoolImage[], domain: DomainName): DomainImage[] =>
  images.map((image) => ({ ...image, domain }));

function requireImages(options: TrainingPlanOptions, domain: DomainName): DomainImage[] {
  if (options[domain].length === 0) {
    throw new UserError('bad-input', `There are no ${domain} images to train on.`, adviceFor[domain]);
  }
  return inDomain(options[domain], domain);
}

/** The streams of a domain have the same name in every composition: at one seed all recipes see the real images in the same order. */
function partsOf(options: TrainingPlanOptions): Part[] {
  const { composition, seed } = options;
  const part = (domain: DomainName, count: number): Part => ({
    stream: new EpochStream(requireImages(options, domain), seed, domain),
    count,
  });
  switch (composition.kind) {
    case 'real-only':
      return [part('real', composition.batchSize)];
    case 'synthetic-only':
      return [part('synthetic', composition.batchSize)];
    case 'fixed-share':
      return [part('real', composition.real), part('synthetic', composition.synthetic)];
    case 'concatenated': {
      const pool = [...requireImages(options, 'real'), ...requireImages(options, 'synthetic')];
      return [{ stream: new EpochStream(pool, seed, 'pool'), count: composition.batchSize }];
    }
    default:
      return composition satisfies never;
  }
}

const sizeOf = (composition: Composition): number =>
  composition.kind === 'fixed-share' ? composition.real + composition.synthetic : composition.batchSize;

/**
 * Endless training batches. Each domain is a stream without replacement, shuffled anew every epoch; a batch goes on where the one before
 * ended, across the end of an epoch. Throws a UserError 'bad-input' when a pool that the composition needs is empty.
 */
export function trainingPlan(options: TrainingPlanOptions): BatchPlan {
  const parts = partsOf(options);
  const itemsOf = ({ stream, count }: Part, step: number): BatchItem[] =>
    Array.from({ length: count }, (_, i) => {
      const { item, seed } = stream.at(step * count + i);
      return { ...item, weight: 1, augmentationSeed: seed };
    });
  return {
    batchSize: sizeOf(options.composition),
    steps: Number.POSITIVE_INFINITY,
    itemsAt: (step) =>
      weighted(
        parts.flatMap((part) => itemsOf(part, step)),
        options.lossWeights,
      ),
  };
}

/** The loss is the weighted mean over the batch: a domain's weight is shared out among its images, however many there are. */
function weighted(items: BatchItem[], lossWeights: TrainingPlanOptions['lossWeights']): BatchItem[] {
  const real = items.filter(({ domain }) => domain === 'real').length;
  const counts = { real, synthetic: items.length - real };
  if (!lossWeights || counts.real === 0 || counts.synthetic === 0) return items;
  return items.map((item) => ({ ...item, weight: lossWeights[item.domain] / counts[item.domain] }));
}

/** Real images shown per step, on average: what a budget of real presentations is divided by. */
export function realImagesPerStep({ composition, real, synthetic }: TrainingPlanOptions): number {
  switch (composition.kind) {
    case 'real-only':
      return composition.batchSize;
    case 'synthetic-only':
      return 0;
    case 'fixed-share':
      return composition.real;
    case 'concatenated':
      return (composition.batchSize * real.length) / (real.length + synthetic.length);
    default:
      return composition satisfies never;
  }
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
