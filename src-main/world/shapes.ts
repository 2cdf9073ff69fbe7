/**
 * Closed outlines and open curves as flat point lists [x0, y0, x1, y1, ...]. Objects are drawn in a box of [-1, 1] x [-1, 1],
 * y pointing down. Curves are sampled finely enough for pictures of 1024 px; the rasteriser drops what a small one does not need.
 */
import { cosine, sine } from './exact.ts';

export type Contour = number[];

const CIRCLE_STEPS = 56;
const CURVE_STEPS = 8;
const circle: readonly (readonly [number, number])[] = Array.from({ length: CIRCLE_STEPS }, (_, i) => [
  cosine((i * 2 * Math.PI) / CIRCLE_STEPS),
  sine((i * 2 * Math.PI) / CIRCLE_STEPS),
]);

export function ellipse(x: number, y: number, rx: number, ry = rx, angle = 0): Contour {
  const points: Contour = [];
  const c = cosine(angle);
  const s = sine(angle);
  for (const [u, v] of circle) points.push(x + u * rx * c - v * ry * s, y + u * rx * s + v * ry * c);
  return points;
}

/** Part of an ellipse's rim from angle `from` to `to` (radians, clockwise on screen from the right), without the centre. */
export function arc(x: number, y: number, rx: number, ry: number, from: number, to: number): Contour {
  const points: Contour = [];
  const steps = Math.max(3, Math.ceil((Math.abs(to - from) / (2 * Math.PI)) * CIRCLE_STEPS));
  for (let i = 0; i <= steps; i++) {
    const angle = from + ((to - from) * i) / steps;
    points.push(x + rx * cosine(angle), y + ry * sine(angle));
  }
  return points;
}

/** The upper half of an ellipse, closed along its flat bottom at `y`. */
export const dome = (x: number, y: number, rx: number, ry: number): Contour =>
  arc(x, y, rx, ry, Math.PI, 2 * Math.PI);

/** The lower half of an ellipse, closed along its flat top at `y`. */
export const bowl = (x: number, y: number, rx: number, ry: number): Contour => arc(x, y, rx, ry, 0, Math.PI);

/** An ellipse with an elliptic hole: two contours of opposite sense. */
export const ring = (x: number, y: number, rx: number, ry: number, thickness: number): Contour[] => [
  ellipse(x, y, rx, ry),
  reversed(ellipse(x, y, rx - thickness, ry - thickness)),
];

/** Axis-parallel box around (x, y) with rounded corners. */
export function box(x: number, y: number, width: number, height: number, radius = 0): Contour {
  const w = width / 2;
  const h = height / 2;
  const r = Math.min(radius, w, h);
  if (r <= 0) return [x - w, y - h, x + w, y - h, x + w, y + h, x - w, y + h];
  const corner = Math.PI / 2;
  return [
    ...arc(x + w - r, y - h + r, r, r, -corner, 0),
    ...arc(x + w - r, y + h - r, r, r, 0, corner),
    ...arc(x - w + r, y + h - r, r, r, corner, 2 * corner),
    ...arc(x - w + r, y - h + r, r, r, 2 * corner, 3 * corner),
  ];
}

/** A rounded bar from one point to another whose radius changes from r0 to r1: limbs, necks, handles. */
export function limb(x0: number, y0: number, x1: number, y1: number, r0: number, r1 = r0): Contour {
  const length = Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)) || 1e-9;
  const ux = (x1 - x0) / length;
  const uy = (y1 - y0) / length;
  const points: Contour = [];
  const quarter = CIRCLE_STEPS / 4;
  for (let i = 0; i <= 2 * quarter; i++) {
    const [c, s] = circle[(i + 3 * quarter) % CIRCLE_STEPS] ?? [1, 0];
    points.push(x1 + r1 * (c * ux - s * uy), y1 + r1 * (c * uy + s * ux));
  }
  for (let i = 0; i <= 2 * quarter; i++) {
    const [c, s] = circle[(i + quarter) % CIRCLE_STEPS] ?? [1, 0];
    points.push(x0 + r0 * (c * ux - s * uy), y0 + r0 * (c * uy + s * ux));
  }
  return points;
}

function spline(points: readonly number[], closed: boolean): Contour {
  const count = points.length / 2;
  const at = (i: number, axis: 0 | 1): number => {
    const index = closed ? (i + count) % count : Math.min(count - 1, Math.max(0, i));
    return points[index * 2 + axis]!;
  };
  const result: Contour = [];
  const spans = closed ? count : count - 1;
  for (let i = 0; i < spans; i++) {
    for (let step = 0; step < CURVE_STEPS; step++) {
      const t = step / CURVE_STEPS;
      for (const axis of [0, 1] as const) {
        const a = at(i - 1, axis);
        const b = at(i, axis);
        const c = at(i + 1, axis);
        const d = at(i + 2, axis);
        result.push(b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
      }
    }
  }
  if (!closed) result.push(at(count - 1, 0), at(count - 1, 1));
  return result;
}

/** A smooth closed outline through the given points (Catmull-Rom). */
export const blob = (points: readonly number[]): Contour => spline(points, true);

/** A smooth open curve through the given points (Catmull-Rom). */
export const curve = (points: readonly number[]): Contour => spline(points, false);

/** A star or, with near radii, a gear, with `count` tips; the first tip points up. */
export function star(x: number, y: number, outer: number, inner: number, count: number, angle = 0): Contour {
  const points: Contour = [];
  for (let i = 0; i < count * 2; i++) {
    const radius = i % 2 === 0 ? outer : inner;
    const at = angle - Math.PI / 2 + (i * Math.PI) / count;
    points.push(x + radius * cosine(at), y + radius * sine(at));
  }
  return points;
}

export function reversed(points: readonly number[]): Contour {
  const result: Contour = [];
  for (let i = points.length - 2; i >= 0; i -= 2) result.push(points[i]!, points[i + 1]!);
  return result;
}

/** The outline seen in a mirror at x = `axis`. */
export const mirrored = (points: readonly number[], axis = 0): Contour =>
  points.map((value, i) => (i % 2 === 0 ? 2 * axis - value : value));

/** The outline turned by `angle` radians (clockwise on screen) about (x, y). */
export function turned(points: readonly number[], angle: number, x = 0, y = 0): Contour {
  const c = cosine(angle);
  const s = sine(angle);
  const result: Contour = [];
  for (let i = 0; i < points.length; i += 2) {
    const dx = points[i]! - x;
    const dy = points[i + 1]! - y;
    result.push(x + dx * c - dy * s, y + dx * s + dy * c);
  }
  return result;
}
