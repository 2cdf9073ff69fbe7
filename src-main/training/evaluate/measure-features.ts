import type { FeatureQuality } from '../../../src-shared/domain/evaluation.ts';
import { measureAccuracy } from '../../evaluation/accuracy.ts';
import type { LabelledFeatures } from '../../evaluation/features.ts';
import { asProbabilities, leepScore } from '../../evaluation/leep.ts';
import { classifyByProbe, fitChosenProbe } from '../../evaluation/linear-probe.ts';
import { NeighborClassifier } from '../../evaluation/nearest-neighbors.ts';
import type { Observation, Observer } from './observer.ts';
import type { EvaluatedImage, FeatureRequest } from './task.ts';

/** Images as a network saw them. */
export interface Seen {
  readonly observation: Observation;
  /** In the order of the observation's rows. */
  readonly images: readonly EvaluatedImage[];
}

export interface FeatureOptions {
  /** The run's number of classes. */
  readonly classes: number;
  /** Of these, those that the set is asked about. */
  readonly allowed: readonly boolean[];
  readonly signal: AbortSignal;
}

/** Rows that neighbours are looked up for before the host is heard. */
const ROWS_AT_ONCE = 16;
/** Decides which images the probe holds out; the same for every network, so that they are compared alike. */
const PROBE_SEED = 1;

/** What the features of `observer` are worth on a set; `bank` is null where nothing is learned. Classes that the set lacks are left out. */
export async function measureFeatures(
  observer: Observer,
  { set, bank }: { set: Seen; bank: Seen | null },
  request: FeatureRequest,
  options: FeatureOptions,
): Promise<Omit<FeatureQuality, 'network'>> {
  const labels = set.images.map(({ label }) => label);
  const accuracy = (predicted: readonly number[]) => {
    const { top1, meanPerClass } = measureAccuracy(labels, predicted, options.classes);
    return { top1, meanPerClass };
  };
  const probe = request.linearProbe && bank ? await probed(observer, { set, bank }, options) : null;
  const near = request.neighbors !== null && bank;
  return {
    length: observer.featureLength,
    images: labels.length,
    trainedOn: bank && bank.images.length,
    neighbors: near
      ? {
          k: request.neighbors,
          ...accuracy(await voted(observer, { set, bank: near }, request.neighbors, options)),
        }
      : null,
    linearProbe: probe && { penalty: probe.penalty, ...accuracy(probe.predicted) },
    leep: request.leep ? leepOf(observer, set, labels, options.classes) : null,
  };
}

function leepOf(
  { classes: sourceClasses }: Observer,
  { observation }: Seen,
  labels: readonly number[],
  classes: number,
): number {
  const probabilities = asProbabilities(observation.scores, sourceClasses);
  return leepScore({ probabilities, sourceClasses }, labels, classes);
}

const labelled = ({ featureLength }: Observer, { observation, images }: Seen, classes: number) =>
  ({
    values: observation.features,
    length: featureLength,
    labels: images.map(({ label }) => label),
    classes,
  }) satisfies LabelledFeatures;

async function voted(
  observer: Observer,
  { set, bank }: { set: Seen; bank: Seen },
  k: number,
  { classes, allowed, signal }: FeatureOptions,
): Promise<number[]> {
  const voters = new NeighborClassifier(labelled(observer, bank, classes), k, allowed);
  const places = new Map(bank.images.map(({ imageId }, place) => [imageId, place]));
  const { featureLength: length } = observer;
  const predicted: number[] = [];
  for (let from = 0; from < set.images.length; from += ROWS_AT_ONCE) {
    const some = set.images.slice(from, from + ROWS_AT_ONCE);
    const values = set.observation.features.subarray(from * length, (from + some.length) * length);
    const itself = Int32Array.from(some, ({ imageId }) => places.get(imageId) ?? -1);
    predicted.push(...voters.classify({ values, length }, itself));
    await new Promise(setImmediate);
    signal.throwIfAborted();
  }
  return predicted;
}

async function probed(
  observer: Observer,
  { set, bank }: { set: Seen; bank: Seen },
  { classes, allowed, signal }: FeatureOptions,
): Promise<{ penalty: number; predicted: number[] }> {
  const data = labelled(observer, bank, classes);
  const { probe, penalty } = await fitChosenProbe(data, { seed: PROBE_SEED, signal });
  const features = { values: set.observation.features, length: observer.featureLength };
  return { penalty, predicted: classifyByProbe(probe, features, allowed) };
}
