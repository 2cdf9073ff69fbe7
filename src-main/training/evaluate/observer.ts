import type { Executable, Executor } from '../../graph/executors/executor.ts';
import { tensor } from '../../graph/tensor-data.ts';
import type { TrainedNetwork } from '../../networks/trained-network.ts';
import { eachBatch, type EvaluationSource } from '../run/each-batch.ts';

/** Images that a network is shown at once, at most. */
const AT_ONCE = 32;

interface LoadedGraph {
  readonly executable: Executable;
  readonly featureLength: number;
}

/** What a network says of images, and what its last layer sees of them. */
export interface Observation {
  /** Place in the pool of each row; images that could not be decoded any more have none. */
  readonly rows: readonly number[];
  /** [rows, C] */
  readonly scores: Float32Array;
  /** [rows, F] */
  readonly features: Float32Array;
}

export interface ObserverOptions {
  /** What computes the network. */
  readonly executor: Executor;
  /** Images at once, at least 1; more than 32 are not shown. */
  readonly batchSize: number;
  /** Threads of one operator; default: what ONNX Runtime chooses. */
  readonly threads?: number | undefined;
}

/** A trained network that is only looked at. Calls must not overlap. */
export class Observer {
  readonly network: TrainedNetwork;
  /** N, images that it is shown at once. */
  readonly batchSize: number;
  /** C, the network's own classes. */
  readonly classes: number;
  /** F */
  readonly featureLength: number;
  readonly #executable: Executable;

  private constructor(network: TrainedNetwork, batchSize: number, loaded: LoadedGraph) {
    this.network = network;
    this.batchSize = batchSize;
    this.classes = network.classes;
    this.featureLength = loaded.featureLength;
    this.#executable = loaded.executable;
  }

  static async open(network: TrainedNetwork, options: ObserverOptions): Promise<Observer> {
    const { executor, threads } = options;
    const batchSize = Math.min(AT_ONCE, options.batchSize);
    const graph = network.observe(batchSize);
    const featureLength = Number(graph.values.get('features')?.shape?.[1]);
    const executable = await executor.load(graph, { threads });
    return new Observer(network, batchSize, { executable, featureLength });
  }

  /** `images` [N, 3, S, S], normalised as the network wants it. */
  async look(images: Float32Array): Promise<{ scores: Float32Array; features: Float32Array }> {
    const { imageSize } = this.network;
    const dims = [this.batchSize, 3, imageSize, imageSize];
    const { scores, features } = await this.#executable.run({ images: tensor('float32', dims, images) });
    if (scores?.type !== 'float32' || features?.type !== 'float32') {
      throw new TypeError('The network gave no scores.');
    }
    return { scores: scores.data, features: features.data };
  }

  dispose(): Promise<void> {
    return this.#executable.dispose();
  }
}

/** Shows a pool to a network; `onImages` hears of every batch how many images it had. */
export async function observe(
  observer: Observer,
  source: EvaluationSource,
  onImages: (count: number) => void,
): Promise<Observation> {
  const { classes, featureLength } = observer;
  const scores = new Float32Array(source.pool.length * classes);
  const features = new Float32Array(source.pool.length * featureLength);
  const rows: number[] = [];
  await eachBatch(source, observer.batchSize, async (batch, seen) => {
    // ONNX Runtime does not take the memory that is shared with the data workers.
    const found = await observer.look(batch.images.slice());
    for (const { place, row } of seen) {
      scores.set(found.scores.subarray(place * classes, (place + 1) * classes), rows.length * classes);
      const from = place * featureLength;
      features.set(found.features.subarray(from, from + featureLength), rows.length * featureLength);
      rows.push(row);
    }
    onImages(seen.length);
  });
  return {
    rows,
    scores: scores.subarray(0, rows.length * classes),
    features: features.subarray(0, rows.length * featureLength),
  };
}
