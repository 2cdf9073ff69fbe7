/** Turns lines into fillable outlines: one quadrilateral a segment, a small polygon at sharp joins and at the ends. */
import { cosine, sine } from '../exact.ts';
import type { Contour } from '../shapes.ts';

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

/**
 * Outline pieces (all of one sense, for non-zero filling) of a line through `points` in pixels. `width` in pixels; `taper`
 * 0..1 thins the line towards both ends.
 */
export function strokeOutline(points: Contour, width: number, closed: boolean, taper = 0): Contour[] {
  const path = closed ? [...points, points[0]!, points[1]!] : points;
  const pieces: Contour[] = [];
  const segments = path.length / 2 - 1;
  let ux = 0;
  let uy = 0;
  for (let i = 0; i < segments; i++) {
    const x0 = path[i * 2]!;
    const y0 = path[i * 2 + 1]!;
    const x1 = path[i * 2 + 2]!;
    const y1 = path[i * 2 + 3]!;
    const dx = x1 - x0;
    const dy = y1 - y0;
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length < 1e-6) continue;
    const along = (i + 0.5) / segments;
    const radius = 0.5 * width * (1 - taper * (1 - 4 * along * (1 - along)));
    const vx = dx / length;
    const vy = dy / length;
    const nx = -vy * radius;
    const ny = vx * radius;
    pieces.push([x0 + nx, y0 + ny, x1 + nx, y1 + ny, x1 - nx, y1 - ny, x0 - nx, y0 - ny]);
    if (radius > 0.4 && (i === 0 ? !closed : ux * vx + uy * vy < 0.96)) pieces.push(dot(x0, y0, radius));
    ux = vx;
    uy = vy;
    if (i === segments - 1 && radius > 0.4) pieces.push(dot(x1, y1, radius));
  }
  return pieces;
}
