/**
 * Trigonometry and powers made of +, -, *, / and sqrt only. IEEE 754 fixes the result of those to the last bit,
 * whereas `Math.sin` and its like may differ between engines, and a picture must be the same on every machine.
 */
const HALF_PI = Math.PI / 2;

/** Sine for |x| <= pi / 4 (Taylor to x^15, error below 1e-16). */
function smallSine(x: number): number {
  const s = x * x;
  return (
    x *
    (1 -
      (s / 6) *
        (1 - (s / 20) * (1 - (s / 42) * (1 - (s / 72) * (1 - (s / 110) * (1 - (s / 156) * (1 - s / 210)))))))
  );
}

/** Cosine for |x| <= pi / 4. */
function smallCosine(x: number): number {
  const s = x * x;
  return (
    1 -
    (s / 2) *
      (1 - (s / 12) * (1 - (s / 30) * (1 - (s / 56) * (1 - (s / 90) * (1 - (s / 132) * (1 - s / 182))))))
  );
}

/** Sine of `x` radians, |x| up to some thousands. */
export function sine(x: number): number {
  const quarter = Math.floor(x / HALF_PI + 0.5);
  const rest = x - quarter * HALF_PI;
  const turn = ((quarter % 4) + 4) % 4;
  if (turn === 0) return smallSine(rest);
  if (turn === 1) return smallCosine(rest);
  return turn === 2 ? -smallSine(rest) : -smallCosine(rest);
}

/** Cosine of `x` radians. */
export const cosine = (x: number): number => sine(x + HALF_PI);

/** The part of `x` above its floor, in [0, 1). */
export const fraction = (x: number): number => x - Math.floor(x);

export const clamp = (x: number, low: number, high: number): number => (x < low ? low : x > high ? high : x);

export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;
