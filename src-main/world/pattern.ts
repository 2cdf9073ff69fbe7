import type { Random } from '../../src-shared/random.ts';
import type { SchemeInk } from './pen.ts';

/** Markings all over one individual, so that a class has no texture of its own either. */
export interface Pattern {
  readonly kind: 'stripes' | 'dots' | 'checks' | 'patches';
  readonly ink: SchemeInk;
  /** Radians. */
  readonly angle: number;
  /** Length of one repeat in object units. */
  readonly period: number;
}

/** About half of all individuals are plain. */
export function choosePattern(random: Random): Pattern | undefined {
  const marked = random.next() < 0.5;
  const pattern: Pattern = {
    kind: random.pick(['stripes', 'dots', 'checks', 'patches'] as const),
    ink: random.pick(['second', 'mainLight', 'mainDark', 'accent', 'secondLight'] as const),
    angle: random.between(0, 3.14),
    period: random.between(0.16, 0.42),
  };
  return marked ? pattern : undefined;
}
