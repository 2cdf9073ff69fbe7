/** What an object or a context says about itself: an ordered list of parts, back to front, without any colour or style. */
import type { Contour } from './shapes.ts';

/** A colour as OKLCH: lightness 0..1, chroma 0..0.3, hue in turns (0 = pink-red, 0.25 = yellow, 0.4 = green, 0.7 = blue). */
export type Oklch = readonly [lightness: number, chroma: number, hue: number];

/** `main`, `second` and `accent` are chosen anew for each picture, so that a class has no colour of its own. */
export type SchemeInk =
  | 'main'
  | 'mainDark'
  | 'mainLight'
  | 'second'
  | 'secondDark'
  | 'secondLight'
  | 'accent'
  | 'accentDark'
  | 'dark'
  | 'white';
export type Ink = SchemeInk | Oklch;

export interface Part {
  readonly kind: 'fill' | 'line';
  readonly contours: readonly Contour[];
  readonly ink: Ink;
  /** Colour at the bottom of the part, for a vertical gradient. */
  readonly inkBelow?: Ink;
  /** Line width in object units; 0 for fills. */
  readonly width: number;
  /** How much the part bulges towards the viewer: 0 flat, 1 round. */
  readonly relief: number;
  /** Opacity, 0..1. */
  readonly opacity: number;
  /** Drawn in outline styles too (false for soft decoration such as glows). */
  readonly outlined: boolean;
}

interface PartOptions {
  readonly inkBelow?: Ink;
  readonly relief?: number;
  readonly opacity?: number;
  readonly outlined?: boolean;
}

export interface Pen {
  readonly parts: readonly Part[];
  /** A filled outline; several contours of opposite sense make holes. */
  readonly shape: (ink: Ink, shape: Contour | readonly Contour[], options?: PartOptions) => void;
  /** A round-ended line of constant width along an open curve. */
  readonly line: (ink: Ink, path: Contour, width: number, options?: PartOptions) => void;
}

const isSingle = (shape: Contour | readonly Contour[]): shape is Contour => typeof shape[0] === 'number';

export function createPen(): Pen {
  const parts: Part[] = [];
  const add = (
    kind: Part['kind'],
    ink: Ink,
    contours: readonly Contour[],
    width: number,
    options: PartOptions,
  ) => {
    parts.push({
      kind,
      ink,
      contours,
      width,
      relief: options.relief ?? 1,
      opacity: options.opacity ?? 1,
      outlined: options.outlined ?? true,
      ...(options.inkBelow === undefined ? {} : { inkBelow: options.inkBelow }),
    });
  };
  return {
    parts,
    shape: (ink, shape, options = {}) => add('fill', ink, isSingle(shape) ? [shape] : shape, 0, options),
    line: (ink, path, width, options = {}) => add('line', ink, [path], width, options),
  };
}
