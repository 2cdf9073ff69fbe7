/** What is done to the whole picture after its parts are put down. */
import { createRandom } from '../../../src-shared/random.ts';
import type { Rgb } from '../colour.ts';
import { clamp } from '../exact.ts';
import type { Look } from '../looks.ts';
import { blurField, type Layer } from './layer.ts';
import { TEXTURE_SIZE, texture } from './textures.ts';

/** Blurs an opaque layer's colours by about `radius` pixels (fractions allowed). */
export function soften(layer: Layer, radius: number): void {
  if (radius <= 0.02) return;
  const { size, data } = layer;
  const count = size * size;
  const plane = new Float32Array(count);
  const target = new Float32Array(count);
  const spare = new Float32Array(count);
  const whole = Math.max(1, Math.round(radius));
  const share = Math.min(1, radius);
  const cover = new Float32Array(count).fill(1);
  const norm = new Float32Array(count);
  blurField(cover, norm, spare, size, size, size, whole);
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < count; i++) plane[i] = data[i * 4 + channel]!;
    blurField(plane, target, spare, size, size, size, whole);
    for (let i = 0; i < count; i++)
      data[i * 4 + channel] = plane[i]! + (target[i]! / norm[i]! - plane[i]!) * share;
  }
}

/** Casts the object's shadow, slanting away from the light over the ground, and a soft dark rim, onto what lies behind. */
export function castShadow(
  back: Layer,
  object: Layer,
  look: Look,
  strength: number,
  foot: number,
  grounded: boolean,
  crisp: boolean,
): void {
  const { size, data } = back;
  const cast = new Float32Array(size * size);
  const target = new Float32Array(size * size);
  const spare = new Float32Array(size * size);
  const rise = 0.1 + 0.3 * look.shadowLength;
  const run = -look.lightX * (0.35 + 0.9 * look.shadowLength);
  const footRow = Math.round(((foot + 1) / 2) * size);
  for (let y = 0; y < size; y++) {
    const height = (footRow - y) / rise;
    if (!grounded || height < 0) continue;
    const sourceY = Math.round(footRow - height);
    if (sourceY < 0) continue;
    for (let x = 0; x < size; x++) {
      const sourceX = Math.round(x - height * run);
      if (sourceX >= 0 && sourceX < size)
        cast[y * size + x] = object.data[(sourceY * size + sourceX) * 4 + 3]!;
    }
  }
  for (let i = 0; i < size * size; i++)
    cast[i] = Math.min(1, cast[i]! * 0.85 + object.data[i * 4 + 3]! * 0.4);
  if (crisp) target.set(cast);
  else blurField(cast, target, spare, size, size, size, Math.max(1, Math.round(size / 48)));
  const dark = look.shadow * strength;
  for (let i = 0; i < size * size; i++) {
    const keep = 1 - dark * target[i]!;
    data[i * 4] = data[i * 4]! * (keep - 0.02 * (1 - keep));
    data[i * 4 + 1] = data[i * 4 + 1]! * keep;
    data[i * 4 + 2] = data[i * 4 + 2]! * (keep + 0.15 * (1 - keep));
  }
}

/** Lays the object over what lies behind. */
export function layOver(back: Layer, object: Layer): void {
  const to = back.data;
  const from = object.data;
  for (let p = 0; p < to.length; p += 4) {
    const rest = 1 - from[p + 3]!;
    if (rest === 1) continue;
    to[p] = to[p]! * rest + from[p]!;
    to[p + 1] = to[p + 1]! * rest + from[p + 1]!;
    to[p + 2] = to[p + 2]! * rest + from[p + 2]!;
  }
}

/** Multiplies in the tooth of the paper. */
export function paperTooth(layer: Layer, strength: number, tileX: number, tileY: number): void {
  const { size, data } = layer;
  const tile = texture('grain');
  const texel = TEXTURE_SIZE / size;
  for (let y = 0; y < size; y++) {
    const row = ((Math.floor(y * texel) + tileY) & (TEXTURE_SIZE - 1)) * TEXTURE_SIZE;
    for (let x = 0; x < size; x++) {
      const lift = 1 + strength * (tile[row + ((Math.floor(x * texel) + tileX) & (TEXTURE_SIZE - 1))]! - 0.5);
      const p = (y * size + x) * 4;
      for (let k = p; k < p + 3; k++) data[k] = data[k]! * lift;
    }
  }
}

const BAYER = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

/** Redraws the picture on `cells` x `cells` squares of few colours, with a dark rim about the object. */
export function toPixels(layer: Layer, alpha: Float32Array, cells: number): void {
  const { size, data } = layer;
  const sums = new Float32Array(cells * cells * 5);
  const cellOf = (x: number) => Math.min(cells - 1, Math.floor(((x + 0.5) * cells) / size));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = (cellOf(y) * cells + cellOf(x)) * 5;
      const p = y * size + x;
      for (let k = 0; k < 3; k++) sums[at + k] = sums[at + k]! + data[p * 4 + k]!;
      sums[at + 3] = sums[at + 3]! + alpha[p]!;
      sums[at + 4] = sums[at + 4]! + 1;
    }
  }
  const solid = (i: number, j: number): boolean => {
    if (i < 0 || j < 0 || i >= cells || j >= cells) return false;
    const at = (j * cells + i) * 5;
    return sums[at + 3]! > 0.45 * sums[at + 4]!;
  };
  const levels = 9;
  const colours = new Float32Array(cells * cells * 3);
  for (let j = 0; j < cells; j++) {
    for (let i = 0; i < cells; i++) {
      const at = (j * cells + i) * 5;
      const inside = solid(i, j);
      const rim = !inside && (solid(i - 1, j) || solid(i + 1, j) || solid(i, j - 1) || solid(i, j + 1));
      const dither = inside ? 0.5 : 0.32 + (0.36 * (BAYER[(j % 4) * 4 + (i % 4)]! + 0.5)) / 16;
      for (let k = 0; k < 3; k++) {
        const value = sums[at + k]! / (sums[at + 4]! || 1);
        const stepped = Math.min(levels - 1, Math.floor(value * (levels - 1) + dither)) / (levels - 1);
        colours[(j * cells + i) * 3 + k] = rim ? 0.1 + 0.05 * k : stepped;
      }
    }
  }
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = (cellOf(y) * cells + cellOf(x)) * 3;
      const p = (y * size + x) * 4;
      for (let k = 0; k < 3; k++) data[p + k] = colours[at + k]!;
    }
  }
}

/** Melts the picture into leaded panes of one colour each; panes never cross the object's rim. */
export function toGlass(layer: Layer, alpha: Float32Array, panes: number, seed: number): void {
  const { size, data } = layer;
  const random = createRandom(seed);
  const wide = panes + 2;
  const seeds = Float32Array.from({ length: wide * wide * 2 }, () => random.between(0.12, 0.88));
  const owner = new Int32Array(size * size);
  const lead = new Float32Array(size * size);
  const cell = size / panes;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const u = (x + 0.5) / cell + 1;
      const v = (y + 0.5) / cell + 1;
      const i0 = Math.floor(u);
      const j0 = Math.floor(v);
      let best = 1e9;
      let next = 1e9;
      let who = 0;
      for (let j = Math.max(0, j0 - 1); j <= Math.min(wide - 1, j0 + 1); j++) {
        for (let i = Math.max(0, i0 - 1); i <= Math.min(wide - 1, i0 + 1); i++) {
          const at = j * wide + i;
          const dx = i + seeds[at * 2]! - u;
          const dy = j + seeds[at * 2 + 1]! - v;
          const distance = dx * dx + dy * dy;
          if (distance < best) {
            next = best;
            best = distance;
            who = at;
          } else if (distance < next) next = distance;
        }
      }
      const p = y * size + x;
      owner[p] = who * 2 + (alpha[p]! > 0.5 ? 1 : 0);
      lead[p] = (Math.sqrt(next) - Math.sqrt(best)) * cell;
    }
  }
  const sums = new Float32Array(wide * wide * 2 * 4);
  for (let p = 0; p < size * size; p++) {
    const at = owner[p]! * 4;
    for (let k = 0; k < 3; k++) sums[at + k] = sums[at + k]! + data[p * 4 + k]!;
    sums[at + 3] = sums[at + 3]! + 1;
  }
  const half = Math.max(0.45, size * 0.0065);
  for (let p = 0; p < size * size; p++) {
    const at = owner[p]! * 4;
    const inside = alpha[p]!;
    const seam = clamp((lead[p]! - half) / Math.max(0.8, half), 0, 1);
    const open = seam + (1 - seam) * (inside > 0.5 ? 0.82 : 0);
    for (let k = 0; k < 3; k++) {
      const mean = sums[at + k]! / sums[at + 3]!;
      const own = data[p * 4 + k]!;
      const pane = inside > 0.5 ? own : mean * 0.75 + own * 0.25;
      const glow = pane + 0.3 * pane * (1 - pane);
      data[p * 4 + k] = 0.07 + (glow - 0.07) * open;
    }
  }
}

/** Leaves an uneven margin of bare paper, as a wash that does not reach the sheet's edge. */
export function bareMargin(layer: Layer, paper: Rgb, tileX: number, tileY: number): void {
  const { size, data } = layer;
  const tile = texture('ragged');
  const texel = TEXTURE_SIZE / size;
  for (let y = 0; y < size; y++) {
    const row = ((Math.floor(y * texel) + tileY) & (TEXTURE_SIZE - 1)) * TEXTURE_SIZE;
    for (let x = 0; x < size; x++) {
      const inset = Math.min(x + 0.5, y + 0.5, size - x - 0.5, size - y - 0.5) / size;
      if (inset > 0.16) continue;
      const ragged = tile[row + ((Math.floor(x * texel) + tileX) & (TEXTURE_SIZE - 1))]! - 0.5;
      const bare = clamp((0.04 - inset + ragged * 0.075) * 45, 0, 1);
      const rim = clamp(1 - Math.abs(0.05 - inset + ragged * 0.075) * 70, 0, 1) * 0.12;
      const p = (y * size + x) * 4;
      for (let k = 0; k < 3; k++) {
        const wet = data[p + k]! * (1 - rim);
        data[p + k] = wet + (paper[k]! - wet) * bare;
      }
    }
  }
}

/** Surrounds the object with a broad pale edge of `width` pixels, as printed stickers and posters have. */
export function paleBorder(layer: Layer, object: Layer, colour: Rgb, width: number): void {
  const { size, data } = layer;
  const alpha = Float32Array.from({ length: size * size }, (_, i) => object.data[i * 4 + 3]!);
  const near = new Float32Array(size * size);
  const spare = new Float32Array(size * size);
  const radius = Math.max(1, Math.round(width / 2));
  blurField(alpha, near, spare, size, size, size, radius);
  for (let i = 0; i < size * size; i++) {
    const cover = clamp((near[i]! - 0.03) * 9, 0, 1) * (1 - alpha[i]!);
    if (cover === 0) continue;
    for (let k = 0; k < 3; k++) data[i * 4 + k] = data[i * 4 + k]! + (colour[k]! - data[i * 4 + k]!) * cover;
  }
}

/** Rules thin lines over the sheet. */
export function ruleGrid(layer: Layer, colour: Rgb, cells: number): void {
  const { size, data } = layer;
  const wide = Math.max(1, size / 256);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const u = (x * cells) % size;
      const v = (y * cells) % size;
      const limit = wide * cells;
      if (u >= limit && v >= limit) continue;
      const p = (y * size + x) * 4;
      for (let k = 0; k < 3; k++) data[p + k] = data[p + k]! + (colour[k]! - data[p + k]!) * 0.16;
    }
  }
}

/** The look's cast, vignette and grain, and rounding to bytes. */
export function develop(
  layer: Layer,
  look: Look,
  takesLook: number,
  tileX: number,
  tileY: number,
): Uint8Array {
  const { size, data } = layer;
  const bytes = new Uint8Array(size * size * 3);
  const tile = texture('grain');
  const texel = TEXTURE_SIZE / size / look.grainSize;
  const warm = 0.09 * look.warmth * (0.4 + 0.6 * takesLook);
  const split = 0.16 * look.splitTone * takesLook;
  const dark = look.vignette * (0.3 + 0.7 * takesLook) * 0.5;
  const grain = look.grain * (0.25 + 0.75 * takesLook) * 0.32;
  for (let y = 0; y < size; y++) {
    const row = ((Math.floor(y * texel) + tileY) & (TEXTURE_SIZE - 1)) * TEXTURE_SIZE;
    const v = (2 * y + 1) / size - 1;
    for (let x = 0; x < size; x++) {
      const u = (2 * x + 1) / size - 1;
      const p = (y * size + x) * 4;
      const r = data[p]!;
      const g = data[p + 1]!;
      const b = data[p + 2]!;
      const light = 0.3 * r + 0.59 * g + 0.11 * b;
      const corner = u * u + v * v;
      const fall = 1 - dark * corner * corner * 0.5;
      const noise = grain * (tile[row + ((Math.floor(x * texel) + tileX) & (TEXTURE_SIZE - 1))]! - 0.5);
      const tone = split * (light - 0.5);
      const q = (y * size + x) * 3;
      bytes[q] = clamp((r * (1 + warm) + tone) * fall + noise, 0, 1) * 255 + 0.5;
      bytes[q + 1] = clamp(g * fall + noise, 0, 1) * 255 + 0.5;
      bytes[q + 2] = clamp((b * (1 - warm) - tone) * fall + noise, 0, 1) * 255 + 0.5;
    }
  }
  return bytes;
}
