import { type FileHandle, open } from 'node:fs/promises';
import type { TaskImplementation } from '../../engine/tasks.ts';
import { createGraphBuilder } from '../../graph/builder/graph-builder.ts';
import type { Executable } from '../../graph/executors/executor.ts';
import { onnxRuntime } from '../../graph/executors/onnxruntime.ts';
import { tensor, type TensorOf } from '../../graph/tensor-data.ts';
import { normalise } from '../clip/clip-model.ts';
import { fromHalfBytes } from './half-vectors.ts';
import type { AlikeRows, Comparison, RowGroup } from './tasks.ts';

/** Rows of one product: large enough that the multiplication is all that counts, small enough to hear a cancel between two. */
const LEFT_ROWS = 1024;
const RIGHT_ROWS = 2048;

/** [LEFT_ROWS, dimension] times [RIGHT_ROWS, dimension]^T. */
function productOf(dimension: number): Promise<Executable> {
  const builder = createGraphBuilder();
  const left = builder.input('left', 'float32', [LEFT_ROWS, dimension]);
  const right = builder.input('right', 'float32', [RIGHT_ROWS, dimension]);
  builder.output('cosines', builder.MatMul(left, builder.Transpose(right, [1, 0])));
  return onnxRuntime.load(builder.finish('cosines'));
}

/** Stretches of a group, in whole blocks from its start. */
const blocksOf = ({ start, count }: RowGroup, size: number): RowGroup[] =>
  Array.from({ length: Math.ceil(count / size) }, (_, i) => ({
    start: start + i * size,
    count: Math.min(size, count - i * size),
  }));

class VectorFile {
  readonly #file: FileHandle;
  readonly #dimension: number;

  constructor(file: FileHandle, dimension: number) {
    this.#file = file;
    this.#dimension = dimension;
  }

  /** [rows, dimension], of unit length again after the rounding to float16; rows past the block are zero, and so like nothing. */
  async read({ start, count }: RowGroup, rows: number): Promise<TensorOf<'float32'>> {
    const dimension = this.#dimension;
    const out = new Float32Array(rows * dimension);
    const bytes = new Uint8Array(count * dimension * 2);
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, start * dimension * 2);
    if (bytesRead < bytes.length) throw new Error('The file of vectors is shorter than its groups.');
    fromHalfBytes(bytes, out);
    for (let row = 0; row < count; row++) normalise(out.subarray(row * dimension, (row + 1) * dimension));
    return tensor('float32', [rows, dimension], out);
  }
}

/** Equal vectors may come out this much below 1. */
const ROUNDING = 1e-6;

/** The most alike row found so far for each row of a block. */
class Best {
  readonly #from: number;
  readonly #left: RowGroup;
  readonly #rows = new Map<number, AlikeRows>();

  constructor(left: RowGroup, from: number) {
    this.#left = left;
    this.#from = from - ROUNDING;
  }

  /** `cosines`: [LEFT_ROWS, RIGHT_ROWS]; `earlierOnly`: rows count only when they come before. */
  look(cosines: Float32Array, right: RowGroup, earlierOnly: boolean): void {
    for (let i = 0; i < this.#left.count; i++) {
      const row = this.#left.start + i;
      const end = earlierOnly ? Math.min(right.count, row - right.start) : right.count;
      let bar = this.#rows.get(row)?.similarity ?? this.#from;
      let best = -1;
      for (let j = 0, at = i * RIGHT_ROWS; j < end; j++, at++) {
        if (cosines[at]! <= bar) continue;
        best = j;
        bar = cosines[at]!;
      }
      if (best >= 0) this.#rows.set(row, { row, ofRow: right.start + best, similarity: Math.min(1, bar) });
    }
  }

  get found(): AlikeRows[] {
    return [...this.#rows.values()];
  }
}

/** The most alike row of a left group found so far for each row of its right group. */
class BestOfRight {
  readonly #right: RowGroup;
  readonly #rows: Int32Array;
  readonly #cosines: Float32Array;

  constructor(right: RowGroup, from: number) {
    this.#right = right;
    this.#rows = new Int32Array(right.count).fill(-1);
    this.#cosines = new Float32Array(right.count).fill(from - ROUNDING);
  }

  /** `cosines`: [LEFT_ROWS, RIGHT_ROWS] */
  look(cosines: Float32Array, left: RowGroup, right: RowGroup): void {
    const offset = right.start - this.#right.start;
    for (let i = 0; i < left.count; i++) {
      for (let j = 0, at = i * RIGHT_ROWS; j < right.count; j++, at++) {
        if (cosines[at]! <= this.#cosines[offset + j]!) continue;
        this.#cosines[offset + j] = cosines[at]!;
        this.#rows[offset + j] = left.start + i;
      }
    }
  }

  get found(): AlikeRows[] {
    const { start } = this.#right;
    return [...this.#rows.entries()].flatMap(([i, row]) =>
      row < 0 ? [] : [{ row, ofRow: start + i, similarity: Math.min(1, this.#cosines[i]!) }],
    );
  }
}

/** Compares one block of the left group with all of the right. `step` is told of every product. */
async function compareBlock(
  left: RowGroup,
  { right, bestOfRight, from }: { right: RowGroup; bestOfRight: BestOfRight | null; from: number },
  { vectors, product }: { vectors: VectorFile; product: Executable },
  step: () => void,
): Promise<AlikeRows[]> {
  const best = new Best(left, from);
  const rows = await vectors.read(left, LEFT_ROWS);
  for (const block of blocksOf(right, RIGHT_ROWS)) {
    step();
    if (!bestOfRight && block.start >= left.start + left.count) continue;
    const { cosines } = await product.run({ left: rows, right: await vectors.read(block, RIGHT_ROWS) });
    if (cosines?.type !== 'float32') throw new Error('The product gave no floats.');
    best.look(cosines.data, block, !bestOfRight);
    bestOfRight?.look(cosines.data, left, block);
  }
  return best.found;
}

const productsIn = ({ left, right }: Comparison, groups: readonly RowGroup[]): number =>
  Math.ceil(groups[left]!.count / LEFT_ROWS) * Math.ceil(groups[right]!.count / RIGHT_ROWS);

/** Two rows that are the most alike of each other are found from both sides. */
const unique = (pairs: readonly AlikeRows[]): AlikeRows[] => [
  ...new Map(pairs.map((pair) => [`${pair.row} ${pair.ofRow}`, pair])).values(),
];

/** Cosines of all pairs, block by block: 20,000 rows of 512 values with each other are some 10^11 multiplications, seconds of work. */
export const findDuplicates: TaskImplementation<'scoring.duplicates'> = async (input, context) => {
  const { dimension, groups, comparisons, from } = input;
  const total = comparisons.reduce((sum, comparison) => sum + productsIn(comparison, groups), 0);
  let done = 0;
  const step = (): void => {
    context.signal.throwIfAborted();
    context.progress(done++ / total);
  };
  const product = await productOf(dimension);
  const file = await open(input.file, 'r');
  try {
    const using = { vectors: new VectorFile(file, dimension), product };
    const found: AlikeRows[] = [];
    for (const { left, right } of comparisons) {
      const bestOfRight = left === right ? null : new BestOfRight(groups[right]!, from);
      const against = { right: groups[right]!, bestOfRight, from };
      for (const block of blocksOf(groups[left]!, LEFT_ROWS)) {
        found.push(...(await compareBlock(block, against, using, step)));
        await new Promise(setImmediate);
      }
      found.push(...(bestOfRight?.found ?? []));
    }
    return unique(found);
  } finally {
    await file.close();
    await product.dispose();
  }
};
