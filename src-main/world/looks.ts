import { fraction } from './exact.ts';

/**
 * A look is how one set's pictures are made, and no caption ever says it: palette, stroke, grain, framing and light, as
 * plain numbers, so that two looks can be mixed (`interpolateLook`) to set the size of a domain gap.
 */
export interface Look {
  /** Palette: hue (turns) that colours are drawn towards, and how far (0 none, 1 all the way). */
  readonly hueCentre: number;
  readonly huePull: number;
  /** Palette: factors on chroma, and a shift and stretch of lightness about the middle. */
  readonly chroma: number;
  readonly lightness: number;
  readonly contrast: number;
  /** Palette: warm (positive) or cold (negative) cast, -1..1, and how much shadows take the opposite cast. */
  readonly warmth: number;
  readonly splitTone: number;
  /** Stroke: strength 0..1 and width (share of the picture) of outlines, and unsteadiness of all edges. */
  readonly outline: number;
  readonly outlineWidth: number;
  readonly wobble: number;
  /** Grain: amount 0..1, size in 1/64 of the picture, softness (blur radius in 1/64 of the picture), vignette 0..1. */
  readonly grain: number;
  readonly grainSize: number;
  readonly softness: number;
  readonly vignette: number;
  /** Framing: half object size as a share of the half picture, its relative spread, largest tilt (radians), horizon (-1..1). */
  readonly zoom: number;
  readonly zoomSpread: number;
  readonly tilt: number;
  readonly horizon: number;
  /** Framing: amount of clutter, blur of what lies behind (1/64 of the picture). */
  readonly clutter: number;
  readonly backgroundBlur: number;
  /** Light: direction it comes from (x to the right, y down), form shading, highlight, shadow strength and length. */
  readonly lightX: number;
  readonly lightY: number;
  readonly shading: number;
  readonly highlight: number;
  readonly shadow: number;
  readonly shadowLength: number;
}

const studio: Look = {
  hueCentre: 0.1,
  huePull: 0,
  chroma: 1,
  lightness: 0,
  contrast: 1,
  warmth: 0.1,
  splitTone: 0.15,
  outline: 0,
  outlineWidth: 0.012,
  wobble: 0.1,
  grain: 0.12,
  grainSize: 1,
  softness: 0,
  vignette: 0.25,
  zoom: 0.6,
  zoomSpread: 0.38,
  tilt: 0.32,
  horizon: 0.18,
  clutter: 0.5,
  backgroundBlur: 0.75,
  lightX: -0.6,
  lightY: -0.8,
  shading: 1,
  highlight: 0.6,
  shadow: 0.55,
  shadowLength: 0.35,
};

/** The looks by name. The first three belong to real sets, the others to oracle sets and to the generator's training. */
export const looks = {
  studio,
  storybook: {
    ...studio,
    chroma: 1.25,
    contrast: 1.1,
    lightness: 0.03,
    warmth: 0.25,
    outline: 0.75,
    outlineWidth: 0.016,
    wobble: 0.35,
    grain: 0.06,
    vignette: 0.1,
    backgroundBlur: 0,
    lightX: 0.7,
    lightY: -0.7,
    shading: 0.7,
    highlight: 0.3,
    shadow: 0.35,
    shadowLength: 0.2,
    horizon: 0.3,
    clutter: 0.7,
  },
  dusk: {
    ...studio,
    hueCentre: 0.82,
    huePull: 0.3,
    chroma: 0.8,
    lightness: -0.08,
    contrast: 0.95,
    warmth: 0.55,
    splitTone: 0.6,
    grain: 0.4,
    grainSize: 1.6,
    softness: 0.25,
    vignette: 0.55,
    zoom: 0.54,
    tilt: 0.42,
    horizon: 0.05,
    lightX: 0.95,
    lightY: -0.3,
    shading: 1.25,
    highlight: 0.8,
    shadow: 0.7,
    shadowLength: 0.9,
  },
  enamel: {
    ...studio,
    chroma: 1.45,
    contrast: 1.25,
    warmth: -0.1,
    splitTone: 0,
    outline: 0.35,
    outlineWidth: 0.009,
    grain: 0,
    vignette: 0,
    zoom: 0.74,
    zoomSpread: 0.2,
    tilt: 0.15,
    clutter: 0.15,
    backgroundBlur: 0.4,
    lightX: 0.1,
    lightY: -1,
    shading: 1.35,
    highlight: 1.3,
    shadow: 0.3,
    shadowLength: 0.1,
  },
  faded: {
    ...studio,
    hueCentre: 0.17,
    huePull: 0.45,
    chroma: 0.55,
    lightness: 0.08,
    contrast: 0.72,
    warmth: 0.45,
    splitTone: -0.3,
    grain: 0.55,
    grainSize: 1,
    softness: 0.35,
    vignette: 0.4,
    zoom: 0.66,
    lightX: -0.2,
    lightY: -1,
    shading: 0.6,
    highlight: 0.1,
    shadow: 0.4,
  },
  frost: {
    ...studio,
    hueCentre: 0.62,
    huePull: 0.35,
    chroma: 0.75,
    lightness: 0.05,
    contrast: 0.9,
    warmth: -0.6,
    splitTone: 0.2,
    grain: 0.1,
    vignette: 0.1,
    zoom: 0.5,
    zoomSpread: 0.35,
    clutter: 0.8,
    backgroundBlur: 0.6,
    lightX: 0.5,
    lightY: -0.9,
    shading: 0.9,
    highlight: 0.7,
    shadow: 0.45,
  },
} as const satisfies Record<string, Look>;

export type LookId = keyof typeof looks;

/** The look at share `t` of the way from `a` (0) to `b` (1); hues go the short way round. */
export function interpolateLook(a: Look, b: Look, t: number): Look {
  const between = (from: number, to: number): number => (1 - t) * from + t * to;
  const mixed = Object.fromEntries(
    (Object.keys(a) as (keyof Look)[]).map((key) => [key, between(a[key], b[key])]),
  ) as unknown as Look;
  const turns = Math.floor(b.hueCentre - a.hueCentre + 0.5);
  return { ...mixed, hueCentre: fraction(between(a.hueCentre, b.hueCentre - turns)) };
}
