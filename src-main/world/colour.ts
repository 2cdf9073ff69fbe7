/** Colours are chosen in OKLCH (B. Ottosson, 2020), where equal steps look equal, and painted in sRGB. */
import { clamp, cosine, mix, sine } from './exact.ts';
import type { Look } from './looks.ts';
import type { Ink, Oklch, SchemeInk } from './pen.ts';
import type { Random } from '../../src-shared/random.ts';

/** sRGB, each 0..1. */
export type Rgb = readonly [number, number, number];

/** sRGB transfer curve out of square roots only (I. Taylor's approximation, error below 0.002): see exact.ts. */
function encodeSrgb(linear: number): number {
  const x = clamp(linear, 0, 1);
  const s1 = Math.sqrt(x);
  const s2 = Math.sqrt(s1);
  return clamp(0.585122381 * s1 + 0.783140355 * s2 - 0.368262736 * Math.sqrt(s2), 0, 1);
}

export function oklchToRgb([lightness, chroma, hue]: Oklch): Rgb {
  const a = chroma * cosine(hue * 2 * Math.PI);
  const b = chroma * sine(hue * 2 * Math.PI);
  const l = lightness + 0.3963377774 * a + 0.2158037573 * b;
  const m = lightness - 0.1055613458 * a - 0.0638541728 * b;
  const s = lightness - 0.0894841775 * a - 1.291485548 * b;
  const l3 = l * l * l;
  const m3 = m * m * m;
  const s3 = s * s * s;
  return [
    encodeSrgb(4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3),
    encodeSrgb(-1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3),
    encodeSrgb(-0.0041960863 * l3 - 0.7034186147 * m3 + 1.707614701 * s3),
  ];
}

/** A colour after the look's palette. */
export function inLook([lightness, chroma, hue]: Oklch, look: Look): Oklch {
  const turn = look.hueCentre - hue;
  const short = turn - Math.floor(turn + 0.5);
  return [
    clamp((lightness - 0.6) * look.contrast + 0.6 + look.lightness, 0.05, 0.98),
    chroma * look.chroma,
    hue + short * look.huePull,
  ];
}

/** The three colours of one picture's object. */
export interface Scheme {
  readonly main: Oklch;
  readonly second: Oklch;
  readonly accent: Oklch;
}

function farFrom(lightness: number, random: Random): number {
  const below = clamp(lightness - 0.1, 0.36, 0.9) - 0.36;
  const above = 0.88 - clamp(lightness + 0.1, 0.3, 0.88);
  const at = random.next() * (below + above);
  return at < below ? 0.36 + at : 0.88 - (below + above - at);
}

/** Chooses a scheme regardless of class; `behind` is the lightness of what the object stands before. */
export function chooseScheme(behind: number, random: Random): Scheme {
  const hue = random.next();
  const main = farFrom(behind, random);
  const step = random.pick([0.09, -0.09, 0.33, -0.33, 0.5, 0.42]);
  const second = main > 0.62 ? main - random.between(0.16, 0.3) : main + random.between(0.16, 0.3);
  return {
    main: [main, random.between(0.04, 0.16), hue],
    second: [second, random.between(0.04, 0.15), hue + step],
    accent: [random.between(0.55, 0.85), random.between(0.1, 0.18), hue + step * 0.5 + 0.5],
  };
}

const shifted = ([l, c, h]: Oklch, by: number): Oklch => [clamp(l + by, 0.12, 0.97), c * 0.95, h];

/** The colour an ink stands for in a picture. */
export function inkColour(ink: Ink, scheme: Scheme): Oklch {
  return typeof ink === 'string' ? schemeColour(ink, scheme) : ink;
}

function schemeColour(ink: SchemeInk, scheme: Scheme): Oklch {
  switch (ink) {
    case 'main':
      return scheme.main;
    case 'mainDark':
      return shifted(scheme.main, -0.13);
    case 'mainLight':
      return shifted(scheme.main, 0.12);
    case 'second':
      return scheme.second;
    case 'secondDark':
      return shifted(scheme.second, -0.13);
    case 'secondLight':
      return shifted(scheme.second, 0.12);
    case 'accent':
      return scheme.accent;
    case 'accentDark':
      return shifted(scheme.accent, -0.15);
    case 'dark':
      return [0.24, 0.03, scheme.main[2]];
    case 'white':
      return [0.95, 0.015, scheme.second[2]];
    default:
      return ink satisfies never;
  }
}

export const mixRgb = (a: Rgb, b: Rgb, t: number): Rgb => [
  mix(a[0], b[0], t),
  mix(a[1], b[1], t),
  mix(a[2], b[2], t),
];
