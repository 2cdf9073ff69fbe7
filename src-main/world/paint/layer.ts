/** A picture in the making: premultiplied RGBA, floats 0..1, rows from the top. */
import type { Rgb } from '../colour.ts';
import { clamp, sine } from '../exact.ts';
import type { Pattern } from '../pattern.ts';
import type { Mask } from './coverage.ts';
import { TEXTURE_SIZE } from './textures.ts';

export interface Layer {
  readonly size: number;
  readonly data: Float32Array;
}

export const createLayer = (size: number): Layer => ({ size, data: new Float32Array(size * size * 4) });

export interface BrushPattern {
  readonly kind: Pattern['kind'];
  readonly colour: Rgb;
  /** Change of phase (in repeats) for one pixel to the right and one down; `frequency` is their length. */
  readonly stepX: number;
  readonly stepY: number;
  readonly frequency: number;
}

/** Share 0..1 of a marking's colour at pixel (x, y), with soft edges one pixel wide. */
function marking({ kind, stepX, stepY, frequency }: BrushPattern, x: number, y: number): number {
  const u = x * stepX + y * stepY;
  const v = y * stepX - x * stepY;
  const fu = u - Math.floor(u) - 0.5;
  const fv = v - Math.floor(v) - 0.5;
  switch (kind) {
    case 'stripes':
      return clamp((Math.abs(fu) - 0.27) / frequency + 0.5, 0, 1);
    case 'dots':
      return clamp((0.27 - Math.sqrt(fu * fu + fv * fv)) / frequency + 0.5, 0, 1);
    case 'checks':
      return clamp(((Math.abs(fu) - 0.25) * (Math.abs(fv) - 0.25) * 4) / frequency + 0.5, 0, 1);
    case 'patches':
      return clamp(
        (sine(u * 4.1 + 1.3 * sine(v * 3.7)) + sine(v * 4.7 + 1.1 * sine(u * 2.9)) - 0.4) / (6 * frequency) +
          0.5,
        0,
        1,
      );
    default:
      return kind satisfies never;
  }
}

/** How one part is put onto a layer. Directions point to the light; lengths are in pixels. */
export interface Brush {
  readonly top: Rgb;
  readonly bottom: Rgb;
  readonly alpha: number;
  /** Form shading: strength, glint strength, radius of the rounding, light direction (unit vector). */
  readonly shading: number;
  readonly glint: number;
  readonly radius: number;
  readonly lightX: number;
  readonly lightY: number;
  /** Above 0: two flat tones of this difference in place of soft shading. */
  readonly cel: number;
  /** Darkening towards the part's edge, as pigment gathers in watercolour. */
  readonly edge: number;
  /** Above 0: parallel ink lines on the side turned away from the light. */
  readonly hatch: number;
  readonly hatchInk: Rgb;
  readonly pattern: BrushPattern | undefined;
  /** Texture: tile, its offset in texels, how much it varies the colour and how much it holes the paint. */
  readonly tile: Float32Array;
  readonly tileX: number;
  readonly tileY: number;
  readonly mottle: number;
  readonly holes: number;
}

function boxRow(
  source: Float32Array,
  target: Float32Array,
  start: number,
  step: number,
  count: number,
  radius: number,
): void {
  const scale = 1 / (2 * radius + 1);
  let sum = 0;
  for (let i = 0; i < radius && i < count; i++) sum += source[start + i * step]!;
  for (let i = 0; i < count; i++) {
    if (i + radius < count) sum += source[start + (i + radius) * step]!;
    if (i - radius - 1 >= 0) sum -= source[start + (i - radius - 1) * step]!;
    target[start + i * step] = sum * scale;
  }
}

/** Two box blurs of `radius` pixels each way of a `width` x `height` field; what lies outside counts as 0. Overwrites `spare`. */
export function blurField(
  source: Float32Array,
  target: Float32Array,
  spare: Float32Array,
  stride: number,
  width: number,
  height: number,
  radius: number,
): void {
  for (let y = 0; y < height; y++) boxRow(source, spare, y * stride, 1, width, radius);
  for (let x = 0; x < width; x++) boxRow(spare, target, x, stride, height, radius);
  for (let y = 0; y < height; y++) boxRow(target, spare, y * stride, 1, width, radius);
  for (let x = 0; x < width; x++) boxRow(spare, target, x, stride, height, radius);
}

const within = (i: number, count: number): number => (i < 0 ? 0 : i >= count ? count - 1 : i);

export interface Painter {
  readonly paint: (layer: Layer, mask: Mask, brush: Brush) => void;
  /** Paints a mask in one flat colour. */
  readonly flat: (layer: Layer, mask: Mask, colour: Rgb, alpha: number) => void;
}

export function createPainter(size: number): Painter {
  const soft = new Float32Array((size + 2) * size);
  const spare = new Float32Array((size + 2) * size);

  function flat(layer: Layer, mask: Mask, [r, g, b]: Rgb, alpha: number): void {
    const { data } = layer;
    const width = mask.x1 - mask.x0;
    for (let y = mask.y0; y < mask.y1; y++) {
      let m = (y - mask.y0) * mask.stride;
      let p = (y * size + mask.x0) * 4;
      for (let x = 0; x < width; x++, m++, p += 4) {
        const cover = mask.data[m]!;
        if (cover === 0) continue;
        const a = cover * alpha;
        const rest = 1 - a;
        data[p] = data[p]! * rest + r * a;
        data[p + 1] = data[p + 1]! * rest + g * a;
        data[p + 2] = data[p + 2]! * rest + b * a;
        data[p + 3] = data[p + 3]! * rest + a;
      }
    }
  }

  function paint(layer: Layer, mask: Mask, brush: Brush): void {
    const { data } = layer;
    const width = mask.x1 - mask.x0;
    const height = mask.y1 - mask.y0;
    const { shading, glint, radius, cel, edge, hatch, tile, mottle, holes, alpha, pattern } = brush;
    const shaped = shading > 0 || edge > 0 || hatch > 0;
    if (shaped) blurField(mask.data, soft, spare, mask.stride, width, height, radius);
    const ox = Math.round(brush.lightX * radius);
    const oy = Math.round(brush.lightY * radius);
    const textured = mottle > 0 || holes > 0;
    const texel = TEXTURE_SIZE / size;
    const [hr, hg, hb] = brush.hatchInk;
    for (let y = 0; y < height; y++) {
      const t = height > 1 ? y / (height - 1) : 0;
      const r0 = brush.top[0] + (brush.bottom[0] - brush.top[0]) * t;
      const g0 = brush.top[1] + (brush.bottom[1] - brush.top[1]) * t;
      const b0 = brush.top[2] + (brush.bottom[2] - brush.top[2]) * t;
      const across = brush.lightY * (1 - 2 * t);
      const tileRow = ((Math.floor((y + mask.y0) * texel) + brush.tileY) & (TEXTURE_SIZE - 1)) * TEXTURE_SIZE;
      const awayRow = within(y - oy, height) * mask.stride;
      const toRow = within(y + oy, height) * mask.stride;
      let m = y * mask.stride;
      let p = ((y + mask.y0) * size + mask.x0) * 4;
      for (let x = 0; x < width; x++, m++, p += 4) {
        const cover = mask.data[m]!;
        if (cover === 0) continue;
        let a = cover * alpha;
        let r = r0;
        let g = g0;
        let b = b0;
        if (pattern !== undefined) {
          const share = 0.85 * marking(pattern, x + mask.x0, y + mask.y0);
          r += (pattern.colour[0] - r) * share;
          g += (pattern.colour[1] - g) * share;
          b += (pattern.colour[2] - b) * share;
        }
        if (shaped) {
          const away = soft[awayRow + within(x - ox, width)]!;
          const to = soft[toRow + within(x + ox, width)]!;
          const side = brush.lightX * ((2 * x) / width - 1) - across;
          const bend = away - to;
          let light = shading * (0.26 * bend + 0.09 * side);
          if (cel > 0) light = light < -0.035 * shading ? -cel : 0;
          if (edge > 0) {
            const inside = soft[m]!;
            light -= inside < 0.95 ? edge * (0.95 - inside) : 0;
          }
          if (light < 0) {
            const keep = 1 + light * 1.5;
            r *= keep - 0.04 * light;
            g *= keep;
            b *= keep - 0.3 * light;
          } else {
            r += (1 - r) * light;
            g += (1 - g) * light;
            b += (1 - b) * light * 0.9;
          }
          if (glint > 0 && bend > 0.3) {
            const shine = (bend - 0.3) * soft[m]! * glint;
            const add = shine > 0.75 ? 0.75 : shine;
            r += (1 - r) * add;
            g += (1 - g) * add;
            b += (1 - b) * add;
          }
          if (hatch > 0 && bend + 0.3 * side < -0.12) {
            const phase = ((x + mask.x0 + y + mask.y0) * 22) / size;
            if (phase - Math.floor(phase) < 0.36) {
              r += (hr - r) * hatch;
              g += (hg - g) * hatch;
              b += (hb - b) * hatch;
            }
          }
        }
        if (textured) {
          const column = (Math.floor((x + mask.x0) * texel) + brush.tileX) & (TEXTURE_SIZE - 1);
          const grain = tile[tileRow + column]! - 0.5;
          const lift = 1 + mottle * grain;
          r *= lift;
          g *= lift;
          b *= lift;
          if (holes > 0) {
            const open = 1 - holes * (grain * 5 + 0.25);
            a *= open < 0.12 ? 0.12 : open > 1 ? 1 : open;
          }
        }
        const rest = 1 - a;
        data[p] = data[p]! * rest + r * a;
        data[p + 1] = data[p + 1]! * rest + g * a;
        data[p + 2] = data[p + 2]! * rest + b * a;
        data[p + 3] = data[p + 3]! * rest + a;
      }
    }
  }

  return { paint, flat };
}
