import type { Random } from '../../../src-shared/random.ts';
import type { Pen } from '../pen.ts';
import { ellipse } from '../shapes.ts';

/**
 * Draws one individual of a class into the box [-1, 1] x [-1, 1] (y down; what stands, stands on y = 1). Everything that may
 * differ between individuals comes from `random`; colours only through inks.
 */
export type Draw = (pen: Pen, random: Random) => void;

/** `stand`: on the ground; `lie`: on the ground, turned any way; `fly`: in the air, turned freely. */
export type Stance = 'stand' | 'lie' | 'fly';

export interface DrawnObject {
  /** Unique: the name, and for an ambiguous name its sense after a full stop (`crane.bird`). */
  readonly id: string;
  /** What a user would call the class. Two senses of one name share it. */
  readonly name: string;
  /** How a prompt says this sense, without an article: `crane, the bird`. */
  readonly phrase: string;
  readonly gloss: string;
  readonly stance: Stance;
  readonly draw: Draw;
}

/** A friendly eye: white, pupil looking to `look` (-1..1), glint. */
export function eye(pen: Pen, x: number, y: number, radius: number, look = 0.3): void {
  pen.shape('white', ellipse(x, y, radius), { relief: 0.3 });
  pen.shape('dark', ellipse(x + radius * 0.35 * look, y, radius * 0.62), { relief: 0, outlined: false });
  pen.shape('white', ellipse(x + radius * (0.35 * look + 0.18), y - radius * 0.25, radius * 0.2), {
    relief: 0,
    outlined: false,
  });
}

/** A small dark eye with a glint. */
export function beadEye(pen: Pen, x: number, y: number, radius: number): void {
  pen.shape('dark', ellipse(x, y, radius), { relief: 0, outlined: false });
  pen.shape('white', ellipse(x + radius * 0.3, y - radius * 0.35, radius * 0.32), {
    relief: 0,
    outlined: false,
  });
}

export const chance = (random: Random, share: number): boolean => random.next() < share;
