/**
 * Calls `run` for rows of equal length, and joins what it gives. Where a model takes exactly `perRun` rows, they come in such pieces, the
 * last one filled up with its last row. Buffers are used as they are when one run does.
 */
export async function inRowChunks(
  rows: readonly Float32Array[],
  count: number,
  perRun: number | null,
  run: (chunk: readonly Float32Array[], count: number) => Promise<Float32Array>,
): Promise<Float32Array> {
  if (perRun === null || perRun === count) return run(rows, count);
  const results: Float32Array[] = [];
  for (let first = 0; first < count; first += perRun) {
    const chunk = rows.map((all) => takeRows(all, all.length / count, first, perRun, count));
    const result = await run(chunk, perRun);
    const used = Math.min(perRun, count - first);
    results.push(result.subarray(0, (result.length / perRun) * used));
  }
  return joined(results);
}

function takeRows(
  all: Float32Array,
  width: number,
  first: number,
  wanted: number,
  count: number,
): Float32Array {
  const taken = new Float32Array(wanted * width);
  for (let i = 0; i < wanted; i++) {
    const row = Math.min(first + i, count - 1);
    taken.set(all.subarray(row * width, (row + 1) * width), i * width);
  }
  return taken;
}

/** One array after the other. */
export function joined(parts: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
