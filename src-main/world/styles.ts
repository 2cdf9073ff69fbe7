/** The named styles as numbers for one painter. Lengths are shares of the picture's width. */
import type { Rgb } from './colour.ts';
import type { TextureName } from './paint/textures.ts';

/** How the parts of one layer (what lies behind, or the object) are put down. */
export interface Treatment {
  /** 0 keeps an ink's colour, 1 replaces it by the paper's; dark inks stay dark. */
  readonly toPaper: number;
  readonly chroma: number;
  /** Added to lightness. */
  readonly lighten: number;
  /** Above 0: lightness and hue are rounded to this many steps. */
  readonly steps: number;
  readonly alpha: number;
  readonly shading: number;
  readonly glint: number;
  readonly cel: number;
  readonly edge: number;
  readonly hatch: number;
  readonly texture: TextureName;
  readonly mottle: number;
  readonly holes: number;
  readonly outline: number;
  readonly outlineWidth: number;
  /** Colour of outlines: a fixed ink, or the part's own colour darkened. */
  readonly outlineInk: Rgb | 'own';
  readonly wobble: number;
  readonly blur: number;
}

export type Finish = 'none' | 'paper' | 'pixels' | 'glass' | 'grid' | 'cut';

export interface DrawnStyle {
  readonly id: string;
  readonly name: string;
  /** How a caption begins: `a watercolour painting of`. */
  readonly phrase: string;
  /** Reserved for OOD sets: nothing is ever trained on it. */
  readonly heldOut: boolean;
  readonly paper: Rgb;
  readonly back: Treatment;
  readonly object: Treatment;
  readonly shadow: number;
  readonly finish: Finish;
  /** How far the look's outline, blur and grain apply. */
  readonly takesLook: number;
}

const plain: Treatment = {
  toPaper: 0,
  chroma: 1,
  lighten: 0,
  steps: 0,
  alpha: 1,
  shading: 1,
  glint: 1,
  cel: 0,
  edge: 0,
  hatch: 0,
  texture: 'grain',
  mottle: 0.1,
  holes: 0,
  outline: 0,
  outlineWidth: 0.012,
  outlineInk: 'own',
  wobble: 0,
  blur: 0,
};

const ink: Rgb = [0.13, 0.12, 0.16];
const watercolour: Treatment = {
  ...plain,
  alpha: 0.86,
  chroma: 1.05,
  lighten: 0.05,
  shading: 0.35,
  glint: 0,
  edge: 0.34,
  texture: 'pigment',
  mottle: 0.5,
  holes: 0.16,
  wobble: 1.1,
};
const crayon: Treatment = {
  ...plain,
  chroma: 1.3,
  lighten: 0.02,
  shading: 0.3,
  glint: 0,
  texture: 'wax',
  mottle: 0.25,
  holes: 0.85,
  outline: 0.9,
  outlineWidth: 0.022,
  wobble: 1.5,
};
const drawing: Treatment = {
  ...plain,
  toPaper: 0.93,
  chroma: 0.2,
  shading: 0.05,
  glint: 0,
  hatch: 0.75,
  mottle: 0,
  outline: 1,
  outlineWidth: 0.017,
  outlineInk: ink,
  wobble: 0.7,
};
const blueprint: Treatment = {
  ...plain,
  toPaper: 0.94,
  chroma: 0,
  shading: 0,
  glint: 0,
  mottle: 0.05,
  outline: 1,
  outlineWidth: 0.012,
  outlineInk: [0.9, 0.95, 1],
};
const poster: Treatment = {
  ...plain,
  chroma: 1.45,
  steps: 5,
  shading: 1,
  glint: 0,
  cel: 0.15,
  mottle: 0,
};
const pixel: Treatment = { ...plain, chroma: 1.3, steps: 7, cel: 0.12, glint: 0, mottle: 0 };
const glass: Treatment = {
  ...plain,
  chroma: 1.55,
  lighten: -0.02,
  shading: 0.25,
  glint: 0.2,
  mottle: 0.15,
  texture: 'pigment',
};
const cut: Treatment = {
  ...plain,
  chroma: 1.05,
  lighten: 0.03,
  shading: 0.12,
  glint: 0,
  texture: 'grain',
  mottle: 0.14,
};

/** Style sets of methods such as stylized diversification name these; the last three are never trained on. */
export const styles = [
  {
    id: 'photo',
    name: 'photo',
    phrase: 'a photo of',
    heldOut: false,
    paper: [0.5, 0.5, 0.5],
    back: { ...plain, shading: 0.6, glint: 0 },
    object: plain,
    shadow: 1,
    finish: 'none',
    takesLook: 1,
  },
  {
    id: 'watercolour',
    name: 'watercolour',
    phrase: 'a watercolour painting of',
    heldOut: false,
    paper: [0.97, 0.955, 0.92],
    back: { ...watercolour, alpha: 0.62, lighten: 0.12, chroma: 0.9, edge: 0.2, holes: 0.24 },
    object: watercolour,
    shadow: 0.35,
    finish: 'paper',
    takesLook: 0.25,
  },
  {
    id: 'crayon',
    name: 'crayon',
    phrase: 'a crayon drawing of',
    heldOut: false,
    paper: [0.96, 0.94, 0.89],
    back: { ...crayon, lighten: 0.12, chroma: 1, outline: 0.35, holes: 1 },
    object: crayon,
    shadow: 0,
    finish: 'paper',
    takesLook: 0.2,
  },
  {
    id: 'poster',
    name: 'poster',
    phrase: 'a flat poster of',
    heldOut: false,
    paper: [0.93, 0.88, 0.78],
    back: { ...poster, chroma: 1.1, steps: 4, lighten: 0.03, cel: 0 },
    object: poster,
    shadow: 0.6,
    finish: 'none',
    takesLook: 0.15,
  },
  {
    id: 'paper-cut',
    name: 'paper cut-out',
    phrase: 'a paper cut-out of',
    heldOut: false,
    paper: [0.9, 0.88, 0.84],
    back: cut,
    object: cut,
    shadow: 0.3,
    finish: 'cut',
    takesLook: 0.3,
  },
  {
    id: 'line-drawing',
    name: 'line drawing',
    phrase: 'a line drawing of',
    heldOut: false,
    paper: [0.96, 0.95, 0.92],
    back: { ...drawing, outlineWidth: 0.008, outline: 0.55, hatch: 0 },
    object: drawing,
    shadow: 0,
    finish: 'paper',
    takesLook: 0.2,
  },
  {
    id: 'pixel-art',
    name: 'pixel art',
    phrase: 'a pixel art picture of',
    heldOut: true,
    paper: [0.2, 0.2, 0.3],
    back: { ...pixel, cel: 0, chroma: 1 },
    object: pixel,
    shadow: 0.5,
    finish: 'pixels',
    takesLook: 0.1,
  },
  {
    id: 'stained-glass',
    name: 'stained glass',
    phrase: 'a stained glass window of',
    heldOut: true,
    paper: [0.1, 0.1, 0.12],
    back: { ...glass, chroma: 1.3, lighten: -0.06 },
    object: glass,
    shadow: 0,
    finish: 'glass',
    takesLook: 0.2,
  },
  {
    id: 'blueprint',
    name: 'blueprint',
    phrase: 'a blueprint of',
    heldOut: true,
    paper: [0.13, 0.31, 0.58],
    back: { ...blueprint, outline: 0.3, outlineWidth: 0.007 },
    object: blueprint,
    shadow: 0,
    finish: 'grid',
    takesLook: 0.15,
  },
] as const satisfies readonly DrawnStyle[];

export type StyleId = (typeof styles)[number]['id'];
