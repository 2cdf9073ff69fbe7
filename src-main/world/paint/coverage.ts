/**
 * Exact-area anti-aliased filling by a signed-area accumulation buffer (the method of font-rs, R. Levien): each edge adds
 * the area it cuts off to the pixels that it crosses, and a running sum along each row turns that into coverage.
 */
import type { Contour } from '../shapes.ts';

/** Coverage 0..1 of the pixels x0 <= x < x1, y0 <= y < y1; rows of `stride` numbers. Valid until the next call. */
export interface Mask {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly stride: number;
  readonly data: Float32Array;
}

export interface Rasteriser {
  /** Fills contours given in pixels. `margin` widens the mask by empty pixels. Undefined when nothing is in the picture. */
  readonly fill: (contours: readonly Contour[], margin: number) => Mask | undefined;
}

function addEdge(
  sums: Float32Array,
  stride: number,
  width: number,
  height: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): void {
  if (ay === by) return;
  const down = ay < by;
  const top = down ? ay : by;
  const bottom = down ? by : ay;
  const slope = (bx - ax) / (by - ay);
  let x = down ? ax : bx;
  if (top < 0) x -= top * slope;
  const last = Math.min(height, Math.ceil(bottom));
  for (let y = Math.max(0, Math.floor(top)); y < last; y++) {
    const step = Math.min(y + 1, bottom) - Math.max(y, top);
    const next = x + slope * step;
    const area = down ? step : -step;
    let left = x < next ? x : next;
    let right = x < next ? next : x;
    x = next;
    left = left < 0 ? 0 : left > width ? width : left;
    right = right < 0 ? 0 : right > width ? width : right;
    const first = Math.floor(left);
    const end = Math.ceil(right);
    const at = y * stride + first;
    if (end <= first + 1) {
      const middle = 0.5 * (left + right) - first;
      sums[at] = sums[at]! + area - area * middle;
      sums[at + 1] = sums[at + 1]! + area * middle;
      continue;
    }
    const perPixel = 1 / (right - left);
    const leftRest = 1 - (left - first);
    const rightPart = right - end + 1;
    const a0 = 0.5 * perPixel * leftRest * leftRest;
    const am = 0.5 * perPixel * rightPart * rightPart;
    sums[at] = sums[at]! + area * a0;
    if (end === first + 2) {
      sums[at + 1] = sums[at + 1]! + area * (1 - a0 - am);
    } else {
      const a1 = perPixel * (1.5 - (left - first));
      sums[at + 1] = sums[at + 1]! + area * (a1 - a0);
      for (let i = 2; i < end - first - 1; i++) sums[at + i] = sums[at + i]! + area * perPixel;
      const a2 = a1 + (end - first - 3) * perPixel;
      sums[at + end - first - 1] = sums[at + end - first - 1]! + area * (1 - a2 - am);
    }
    sums[at + end - first] = sums[at + end - first]! + area * am;
  }
}

function integrate(sums: Float32Array, stride: number, width: number, height: number): void {
  for (let y = 0; y < height; y++) {
    let sum = 0;
    const row = y * stride;
    for (let i = row; i < row + width; i++) {
      sum += sums[i]!;
      const cover = sum < 0 ? -sum : sum;
      sums[i] = cover > 1 ? 1 : cover < 0.002 ? 0 : cover;
    }
  }
}

export function createRasteriser(width: number, height: number): Rasteriser {
  const scratch = new Float32Array((width + 2) * height);

  function fill(contours: readonly Contour[], margin: number): Mask | undefined {
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (const points of contours) {
      for (let i = 0; i < points.length; i += 2) {
        const x = points[i]!;
        const y = points[i + 1]!;
        if (x < minX) minX = x;
        if (x > maxX) maxX = x;
        if (y < minY) minY = y;
        if (y > maxY) maxY = y;
      }
    }
    if (!(maxX > 0 && maxY > 0 && minX < width && minY < height)) return undefined;
    const x0 = Math.max(0, Math.floor(minX) - margin);
    const y0 = Math.max(0, Math.floor(minY) - margin);
    const x1 = Math.min(width, Math.ceil(maxX) + margin);
    const y1 = Math.min(height, Math.ceil(maxY) + margin);
    const stride = x1 - x0 + 2;
    const data = scratch.subarray(0, stride * (y1 - y0));
    data.fill(0);
    for (const points of contours) {
      const count = points.length;
      let px = points[count - 2]! - x0;
      let py = points[count - 1]! - y0;
      for (let i = 0; i < count; i += 2) {
        const x = points[i]! - x0;
        const y = points[i + 1]! - y0;
        addEdge(data, stride, x1 - x0, y1 - y0, px, py, x, y);
        px = x;
        py = y;
      }
    }
    integrate(data, stride, x1 - x0, y1 - y0);
    return { x0, y0, x1, y1, stride, data };
  }

  return { fill };
}
