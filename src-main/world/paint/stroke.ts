/** Turns lines into fillable outlines: a mitred band, with a small polygon at sharp joins and at the ends. */
import { cosine, sine } from '../exact.ts';
import { type Contour, reversed } from '../shapes.ts';

const dots = [6, 10, 16].map((steps) =>
  Array.from({ length: steps }, (_, i) => [
    cosine((-i * 2 * Math.PI) / steps),
    sine((-i * 2 * Math.PI) / steps),
  ]).flat(),
);

function dot(x: number, y: number, radius: number): Contour {
  const unit = dots[radius < 1.5 ? 0 : radius < 6 ? 1 : 2]!;
  return unit.map((value, i) => value * radius + (i % 2 === 0 ? x : y));
}

/** Drops points nearer than `distance` to the one before; keeps the last. */
export function thinned(points: Contour, distance: number): Contour {
  if (points.length <= 8) return points;
  const limit = distance * distance;
  const result: Contour = [points[0]!, points[1]!];
  let px = points[0]!;
  let py = points[1]!;
  const last = points.length - 2;
  for (let i = 2; i < points.length; i += 2) {
    const x = points[i]!;
    const y = points[i + 1]!;
    if (i !== last && (x - px) * (x - px) + (y - py) * (y - py) < limit) continue;
    result.push(x, y);
    px = x;
    py = y;
  }
  return result;
}

interface Sides {
  readonly left: Contour;
  readonly right: Contour;
}

/** Adds the two rim points of a vertex between unit directions (ux, uy) and (vx, vy): mitred if smooth, bevelled if sharp. */
function addVertex(
  sides: Sides,
  x: number,
  y: number,
  ux: number,
  uy: number,
  vx: number,
  vy: number,
  radius: number,
): boolean {
  const cosine = ux * vx + uy * vy;
  if (cosine > 0.55) {
    const scale = radius / (1 + cosine);
    const nx = -(uy + vy) * scale;
    const ny = (ux + vx) * scale;
    sides.left.push(x + nx, y + ny);
    sides.right.push(x - nx, y - ny);
    return false;
  }
  for (const [dx, dy] of [
    [ux, uy],
    [vx, vy],
  ] as const) {
    sides.left.push(x - dy * radius, y + dx * radius);
    sides.right.push(x + dy * radius, y - dx * radius);
  }
  return true;
}

/**
 * Outline pieces (all of one sense, for non-zero filling) of a line of `width` pixels through `points`, in pixels. Sharp joins
 * and the ends of open lines are rounded.
 */
export function strokeOutline(points: Contour, width: number, closed: boolean): Contour[] {
  const path = withoutRepeats(points, closed);
  const count = path.length / 2;
  const radius = width / 2;
  if (count < 2) return count === 1 ? [dot(path[0]!, path[1]!, radius)] : [];
  const pieces: Contour[] = [];
  const sides: Sides = { left: [], right: [] };
  const direction = (i: number): readonly [number, number] => {
    const from = ((i + count) % count) * 2;
    const to = ((i + 1) % count) * 2;
    const dx = path[to]! - path[from]!;
    const dy = path[to + 1]! - path[from + 1]!;
    const length = Math.sqrt(dx * dx + dy * dy);
    return [dx / length, dy / length];
  };
  let [ux, uy] = closed ? direction(-1) : direction(0);
  for (let i = 0; i < count; i++) {
    const [vx, vy] = closed || i < count - 1 ? direction(i) : [ux, uy];
    const x = path[i * 2]!;
    const y = path[i * 2 + 1]!;
    const sharp = addVertex(sides, x, y, ux, uy, vx, vy, radius);
    const end = !closed && (i === 0 || i === count - 1);
    if ((sharp || end) && radius > 0.4) pieces.push(dot(x, y, radius));
    ux = vx;
    uy = vy;
  }
  if (closed) pieces.push(sides.left, reversed(sides.right));
  else pieces.push([...sides.left, ...reversed(sides.right)]);
  return pieces;
}

function withoutRepeats(points: Contour, closed: boolean): Contour {
  const result: Contour = [];
  const far = (ax: number, ay: number, bx: number, by: number): boolean =>
    (ax - bx) * (ax - bx) + (ay - by) * (ay - by) > 1e-8;
  for (let i = 0; i < points.length; i += 2) {
    const last = result.length;
    if (last === 0 || far(points[i]!, points[i + 1]!, result[last - 2]!, result[last - 1]!))
      result.push(points[i]!, points[i + 1]!);
  }
  const last = result.length;
  if (closed && last > 2 && !far(result[0]!, result[1]!, result[last - 2]!, result[last - 1]!))
    result.length = last - 2;
  return result;
}
