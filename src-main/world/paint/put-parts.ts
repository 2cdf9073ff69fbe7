/** Puts a list of parts onto a layer in a style's treatment and a look's light. */
import { type Rgb, type Scheme, inkColour, inLook, mixRgb, oklchToRgb } from '../colour.ts';
import { clamp, cosine, sine } from '../exact.ts';
import type { Look } from '../looks.ts';
import type { Ink, Oklch, Part } from '../pen.ts';
import type { Pattern } from '../pattern.ts';
import type { Affine } from '../scene.ts';
import type { Contour } from '../shapes.ts';
import type { DrawnStyle, Treatment } from '../styles.ts';
import type { Mask, Rasteriser } from './coverage.ts';
import type { Brush, BrushPattern, Layer, Painter } from './layer.ts';
import { strokeOutline, thinned } from './stroke.ts';
import { texture } from './textures.ts';

export interface Easel {
  readonly size: number;
  readonly rasteriser: Rasteriser;
  readonly painter: Painter;
}

export interface Setting {
  readonly style: DrawnStyle;
  readonly treatment: Treatment;
  readonly look: Look;
  readonly scheme: Scheme;
  readonly place: Affine;
  readonly pattern: Pattern | undefined;
  /** Shifts of texture and wobble, so that no two pictures share them. */
  readonly tileX: number;
  readonly tileY: number;
  readonly phase: number;
}

/** The colour of a limited palette that is nearest, lightness counting double. */
function nearest([l, c, h]: Oklch, palette: readonly Oklch[]): Oklch {
  const a = c * cosine(h * 2 * Math.PI);
  const b = c * sine(h * 2 * Math.PI);
  let best: Oklch = [l, c, h];
  let least = Infinity;
  for (const candidate of palette) {
    const da = candidate[1] * cosine(candidate[2] * 2 * Math.PI) - a;
    const db = candidate[1] * sine(candidate[2] * 2 * Math.PI) - b;
    const dl = candidate[0] - l;
    const distance = 2 * dl * dl + da * da + db * db;
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

function styledInk(ink: Ink, setting: Setting): Rgb {
  const { treatment, look, scheme, style } = setting;
  const [l, c, h] = inLook(nearest(inkColour(ink, scheme), treatment.palette), look);
  const rgb = oklchToRgb([clamp(l + treatment.lighten, 0.06, 0.98), c * treatment.chroma, h]);
  if (treatment.toPaper === 0) return rgb;
  const outlineInk = treatment.outlineInk === 'own' ? rgb : treatment.outlineInk;
  return isDark(ink) ? mixRgb(outlineInk, style.paper, 0.1) : mixRgb(rgb, style.paper, treatment.toPaper);
}

const isDark = (ink: Ink): boolean => ink === 'dark';

function transformed(points: Contour, setting: Setting, size: number, shake: number): Contour {
  const { a, b, c, d, e, f } = setting.place;
  const half = size / 2;
  const result: Contour = Array.from({ length: points.length }, () => 0);
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i]!;
    const y = points[i + 1]!;
    let px = (a * x + c * y + e + 1) * half;
    let py = (b * x + d * y + f + 1) * half;
    if (shake > 0) {
      const u = px / half;
      const v = py / half;
      const p = setting.phase;
      px += shake * (sine(u * 7.3 + v * 11.1 + p) + 0.5 * sine(v * 23.7 - u * 17.9 + p * 2));
      py += shake * (sine(v * 8.1 - u * 9.7 + p * 3) + 0.5 * sine(u * 21.3 + v * 19.1 + p));
    }
    result[i] = px;
    result[i + 1] = py;
  }
  const facet = setting.treatment.facet * size;
  return thinned(result, facet > 0 ? Math.max(0.45, Math.min(facet, 0.2 * extentOf(result))) : 0.45);
}

/** Width of a contour's bounding box. */
function extentOf(points: Contour): number {
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < points.length; i += 2) {
    least = Math.min(least, points[i]!);
    most = Math.max(most, points[i]!);
  }
  return most - least;
}

function patternFor(part: Part, setting: Setting, scale: number): BrushPattern | undefined {
  const { pattern, treatment } = setting;
  if (pattern === undefined || treatment.toPaper > 0.5) return undefined;
  if (part.kind === 'line' || part.relief < 0.9 || (part.ink !== 'main' && part.ink !== 'mainDark'))
    return undefined;
  const frequency = 1 / Math.max(2.5, pattern.period * scale);
  return {
    kind: pattern.kind,
    colour: styledInk(pattern.ink, setting),
    stepX: cosine(pattern.angle) * frequency,
    stepY: sine(pattern.angle) * frequency,
    frequency,
  };
}

function brushFor(
  part: Part,
  setting: Setting,
  mask: Mask,
  margin: number,
  size: number,
  scale: number,
): Brush {
  const { treatment, look } = setting;
  const top = styledInk(part.ink, setting);
  const bottom =
    part.inkBelow === undefined || !treatment.gradients ? top : styledInk(part.inkBelow, setting);
  const bounds = Math.min(mask.x1 - mask.x0, mask.y1 - mask.y0) - 2 * margin;
  const small = part.kind === 'line' ? Math.min(bounds, part.width * scale * 1.5) : bounds;
  const length = Math.sqrt(look.lightX * look.lightX + look.lightY * look.lightY) || 1;
  const inked = treatment.toPaper > 0 && isDark(part.ink);
  return {
    top,
    bottom,
    alpha: part.opacity * (inked ? 1 : treatment.alpha),
    shading: part.relief * treatment.shading * look.shading,
    glint: part.relief > 0.5 ? treatment.glint * look.highlight : 0,
    radius: Math.max(1, Math.round(small * 0.17)),
    lightX: look.lightX / length,
    lightY: look.lightY / length,
    cel: treatment.cel,
    edge: part.outlined ? treatment.edge : 0,
    hatch: part.relief > 0.3 ? treatment.hatch : 0,
    hatchInk: treatment.outlineInk === 'own' ? top : treatment.outlineInk,
    tile: texture(treatment.texture),
    tileX: setting.tileX,
    tileY: setting.tileY,
    pattern: patternFor(part, setting, scale),
    mottle: treatment.mottle,
    holes: treatment.holes * clamp(small / (0.16 * size), 0.25, 1),
  };
}

function outlineColour(part: Part, setting: Setting): Rgb {
  const { treatment } = setting;
  if (treatment.outlineInk !== 'own') return treatment.outlineInk;
  const rgb = styledInk(part.ink, setting);
  return [rgb[0] * 0.34 + 0.03, rgb[1] * 0.32 + 0.02, rgb[2] * 0.38 + 0.04];
}

/** A cut sheet's soft shadow on what lies below, and its bright edge towards the light. */
function liftOff(easel: Easel, layer: Layer, shape: readonly Contour[], look: Look, height: number): void {
  for (const [share, rgb, alpha] of CUT_EDGE) {
    const moved = shape.map((points) =>
      points.map((value, i) => value - (i % 2 === 0 ? look.lightX : look.lightY) * height * share),
    );
    const mask = easel.rasteriser.fill(moved, 0);
    if (mask) easel.painter.flat(layer, mask, rgb, alpha);
  }
}

const CUT_EDGE: readonly (readonly [number, Rgb, number])[] = [
  [1, [0.08, 0.06, 0.12], 0.14],
  [0.75, [0.08, 0.06, 0.12], 0.14],
  [0.45, [0.08, 0.06, 0.12], 0.14],
  [-0.28, [1, 0.99, 0.96], 0.75],
];

/** Draws `parts` back to front. */
export function putParts(easel: Easel, layer: Layer, parts: readonly Part[], setting: Setting): void {
  const { size, rasteriser, painter } = easel;
  const { treatment, look, style, place } = setting;
  const scale = Math.sqrt(Math.abs(place.a * place.d - place.b * place.c)) * (size / 2);
  const shake = (treatment.wobble + look.wobble * style.takesLook * 0.6) * size * 0.0042;
  const lookOutline = look.outline * style.takesLook;
  const outline = Math.max(treatment.outline, lookOutline);
  const outlineWidth = Math.max(
    0.7,
    size *
      Math.max(treatment.outline > 0 ? treatment.outlineWidth : 0, lookOutline > 0 ? look.outlineWidth : 0),
  );
  const drop = style.finish === 'cut' ? size * 0.02 : 0;
  for (const part of parts) {
    const contours = part.contours.map((points) => transformed(points, setting, size, shake));
    const isLine = part.kind === 'line';
    const width = Math.max(part.width * scale, isLine ? 0.8 : 0);
    const outlined = outline > 0 && part.outlined;
    const shape = isLine ? contours.flatMap((points) => strokeOutline(points, width, false)) : contours;
    if (isLine && outlined && width > outlineWidth * 0.95) {
      const around = contours.flatMap((points) => strokeOutline(points, width + outlineWidth * 1.6, false));
      const mask = rasteriser.fill(around, 0);
      if (mask) painter.flat(layer, mask, outlineColour(part, setting), outline);
    }
    if (drop > 0) {
      liftOff(easel, layer, shape, look, drop);
    }
    const margin = 1;
    const mask = rasteriser.fill(shape, margin);
    if (!mask) continue;
    const thin = isLine && outlined && width <= outlineWidth * 0.95 && treatment.toPaper > 0;
    if (thin) painter.flat(layer, mask, outlineColour(part, setting), outline);
    else painter.paint(layer, mask, brushFor(part, setting, mask, margin, size, scale));
    if (!isLine && outlined) {
      const rim = contours.flatMap((points) => strokeOutline(points, outlineWidth, true));
      const edge = rasteriser.fill(rim, 0);
      if (edge) painter.flat(layer, edge, outlineColour(part, setting), outline);
    }
  }
}
