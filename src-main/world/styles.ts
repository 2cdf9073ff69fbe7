/** The named styles as numbers for one painter. Lengths are shares of the picture's width. */
import type { Rgb } from './colour.ts';
import type { Oklch } from './pen.ts';
import type { TextureName } from './paint/textures.ts';

/** How the parts of one layer (what lies behind, or the object) are put down. */
export interface Treatment {
  /** 0 keeps an ink's colour, 1 replaces it by the paper's; dark inks stay dark. */
  readonly toPaper: number;
  readonly chroma: number;
  /** Added to lightness. */
  readonly lighten: number;
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
  /** Shortest edge of an outline: above 0, curves become cuts of scissors. */
  readonly facet: number;
  /** Whether vertical gradients are kept. */
  readonly gradients: boolean;
  /** The only colours there are, as a screen print has; empty for all. */
  readonly palette: readonly Oklch[];
}

type Finish = 'none' | 'paper' | 'wash' | 'border' | 'pixels' | 'glass' | 'grid' | 'cut';

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
  readonly crispShadow: boolean;
  readonly finish: Finish;
  /** How far the look's outline, blur and grain apply. */
  readonly takesLook: number;
}

const plain: Treatment = {
  toPaper: 0,
  chroma: 1,
  lighten: 0,
  alpha: 1,
  shading: 1,
  glint: 1,
  cel: 0,
  edge: 0,
  hatch: 0,
  texture: 'grain',
  mottle: 0.06,
  holes: 0,
  outline: 0,
  outlineWidth: 0.012,
  outlineInk: 'own',
  wobble: 0,
  facet: 0,
  gradients: true,
  palette: [],
};

const ink: Rgb = [0.13, 0.12, 0.16];
const watercolour: Treatment = {
  ...plain,
  toPaper: 0.1,
  alpha: 0.9,
  chroma: 1.25,
  shading: 0.4,
  glint: 0,
  edge: 0.5,
  texture: 'pigment',
  mottle: 0.42,
  holes: 0.05,
  wobble: 1.2,
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
const print: readonly Oklch[] = [
  [0.27, 0.07, 0.73],
  [0.45, 0.09, 0.62],
  [0.62, 0.09, 0.52],
  [0.6, 0.19, 0.09],
  [0.72, 0.15, 0.16],
  [0.83, 0.14, 0.23],
  [0.8, 0.06, 0.48],
  [0.95, 0.03, 0.25],
];
const poster: Treatment = {
  ...plain,
  glint: 0,
  cel: 0.17,
  mottle: 0,
  gradients: false,
  palette: print,
};
const pixel: Treatment = { ...plain, chroma: 1.3, cel: 0.12, glint: 0, mottle: 0 };
const glass: Treatment = {
  ...plain,
  chroma: 1.7,
  shading: 0.2,
  glint: 0.2,
  mottle: 0.2,
  texture: 'pigment',
  outline: 1,
  outlineWidth: 0.017,
  outlineInk: [0.07, 0.07, 0.09],
};
const cut: Treatment = {
  ...plain,
  chroma: 1.1,
  lighten: 0.04,
  shading: 0,
  glint: 0,
  mottle: 0.16,
  facet: 0.034,
  gradients: false,
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
    crispShadow: false,
    finish: 'none',
    takesLook: 1,
  },
  {
    id: 'watercolour',
    name: 'watercolour',
    phrase: 'a watercolour painting of',
    heldOut: false,
    paper: [0.97, 0.955, 0.92],
    back: { ...watercolour, toPaper: 0.27, alpha: 0.86, edge: 0.3, mottle: 0.34, holes: 0.12 },
    object: watercolour,
    shadow: 0.35,
    crispShadow: false,
    finish: 'wash',
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
    crispShadow: false,
    finish: 'paper',
    takesLook: 0.2,
  },
  {
    id: 'poster',
    name: 'poster',
    phrase: 'a flat poster of',
    heldOut: false,
    paper: [0.93, 0.88, 0.78],
    back: { ...poster, cel: 0 },
    object: poster,
    shadow: 0.6,
    crispShadow: true,
    finish: 'border',
    takesLook: 0.1,
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
    crispShadow: false,
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
    crispShadow: false,
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
    crispShadow: true,
    finish: 'pixels',
    takesLook: 0.1,
  },
  {
    id: 'stained-glass',
    name: 'stained glass',
    phrase: 'a stained glass window of',
    heldOut: true,
    paper: [0.1, 0.1, 0.12],
    back: { ...glass, chroma: 1.5, lighten: -0.04, outlineWidth: 0.012 },
    object: glass,
    shadow: 0,
    crispShadow: false,
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
    crispShadow: false,
    finish: 'grid',
    takesLook: 0.15,
  },
] as const satisfies readonly DrawnStyle[];

export type StyleId = (typeof styles)[number]['id'];
