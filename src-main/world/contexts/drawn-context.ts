import type { Random } from '../../../src-shared/random.ts';
import type { Oklch, Pen } from '../pen.ts';
import { blob, box, ellipse, limb } from '../shapes.ts';

/**
 * Draws a place into the picture's square [-1, 1] x [-1, 1] (drawn a little beyond, as pictures tilt). `back` lies behind the
 * object, `front` before it. `horizon` is the y where the ground begins.
 */
export type DrawContext = (back: Pen, front: Pen, random: Random, horizon: number) => void;

export interface DrawnContext {
  readonly id: string;
  readonly name: string;
  /** How a caption says it, with its preposition: `on a beach`. */
  readonly phrase: string;
  /** Lightness (OKLCH) of the middle of the picture, which the object must stand out from. */
  readonly tone: number;
  readonly draw: DrawContext;
}

export const flat = { relief: 0, outlined: false } as const;

/** A full-width band from y0 down to y1 with a vertical gradient. */
export function band(pen: Pen, y0: number, y1: number, ink: Oklch, inkBelow: Oklch = ink): void {
  pen.shape(ink, [-1.5, y0, 1.5, y0, 1.5, y1, -1.5, y1], { ...flat, inkBelow });
}

/** A band whose upper edge is a chain of hills of the given height. */
export function hills(
  pen: Pen,
  random: Random,
  y: number,
  height: number,
  ink: Oklch,
  inkBelow: Oklch = ink,
): void {
  const points: number[] = [-1.7, 1.6, -1.7, y];
  for (let x = -1.4; x < 1.5; x += random.between(0.3, 0.6)) points.push(x, y - height * random.next());
  points.push(1.7, y, 1.7, 1.6);
  pen.shape(ink, blob(points), { relief: 0.15, inkBelow });
}

export function cloud(pen: Pen, random: Random, x: number, y: number, size: number, ink: Oklch): void {
  for (let i = 0; i < 4; i++) {
    const rx = size * random.between(0.3, 0.5);
    pen.shape(
      ink,
      ellipse(x + (i - 1.5) * size * 0.38, y + random.between(-0.15, 0.05) * size, rx, rx * 0.62),
      {
        relief: 0.3,
        outlined: false,
      },
    );
  }
}

export function grass(pen: Pen, random: Random, x: number, y: number, size: number, ink: Oklch): void {
  for (let i = 0; i < 3; i++) {
    const lean = random.between(-0.5, 0.5) * size;
    pen.shape(
      ink,
      [
        x + (i - 1) * size * 0.3 - size * 0.09,
        y,
        x + (i - 1) * size * 0.3 + lean,
        y - size,
        x + (i - 1) * size * 0.3 + size * 0.09,
        y,
      ],
      { relief: 0.2 },
    );
  }
}

const clutterHue = (random: Random): Oklch => [
  random.between(0.4, 0.82),
  random.between(0.03, 0.13),
  random.next(),
];

/** A thing of a few random parts, as rich in detail as an object and like none of them. */
function oddment(pen: Pen, random: Random, x: number, y: number, size: number): void {
  const inks = [clutterHue(random), clutterHue(random)] as const;
  const parts = 2 + random.integer(4);
  for (let i = 0; i < parts; i++) {
    const ink = inks[i % 2 === 0 ? 0 : 1];
    const [px, py] = [x + random.between(-0.6, 0.6) * size, y + random.between(-0.6, 0.6) * size];
    if (random.next() < 0.5)
      pen.shape(
        ink,
        ellipse(px, py, random.between(0.2, 0.7) * size, random.between(0.2, 0.7) * size, random.next()),
      );
    else
      pen.shape(
        ink,
        limb(
          px,
          py,
          px + random.between(-1, 1) * size,
          py + random.between(-1, 1) * size,
          random.between(0.1, 0.25) * size,
          random.between(0.08, 0.2) * size,
        ),
      );
  }
  if (random.next() < 0.5) pen.shape('dark', ellipse(x, y, size * 0.12), flat);
}

/** Things that belong to no class: stones, crates, balls, posts, tufts, oddments. */
export function clutterPiece(pen: Pen, random: Random, x: number, y: number, size: number): void {
  const ink = clutterHue(random);
  switch (random.integer(9)) {
    case 0:
      return pen.shape(
        ink,
        blob([
          x - size,
          y,
          x - size * 0.7,
          y - size * 0.7,
          x + size * 0.2,
          y - size * 0.9,
          x + size,
          y - size * 0.2,
          x + size * 0.7,
          y + size * 0.1,
        ]),
      );
    case 1:
      return pen.shape(ink, box(x, y - size * 0.7, size * 1.5, size * 1.4, size * 0.1));
    case 2:
      return pen.shape(ink, ellipse(x, y - size * 0.8, size * 0.8));
    case 3:
      return pen.shape(ink, [x - size * 0.7, y, x, y - size * 1.6, x + size * 0.7, y]);
    case 4:
      return pen.line(ink, [x, y, x + size * 0.2, y - size * 2], size * 0.3);
    case 5:
      return grass(pen, random, x, y, size * 1.3, ink);
    default:
      return oddment(pen, random, x, y - size, size);
  }
}
