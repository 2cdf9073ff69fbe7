/** Tileable surface textures, values 0..1 with mean near 0.5; one texel is 1/512 of the picture's width. */
import { createRandom } from '../../../src-shared/random.ts';

export const TEXTURE_SIZE = 512;
export type TextureName = 'grain' | 'pigment' | 'ragged' | 'wax';

/** Adds smooth value noise whose lattice has `across` x `down` cells over the tile. */
function addNoise(target: Float32Array, across: number, down: number, weight: number, seed: number): void {
  const random = createRandom(seed);
  const lattice = Float32Array.from({ length: across * down }, () => random.next());
  for (let y = 0; y < TEXTURE_SIZE; y++) {
    const v = (y * down) / TEXTURE_SIZE;
    const j = Math.floor(v);
    const ty = v - j;
    const sy = ty * ty * (3 - 2 * ty);
    const top = j * across;
    const bottom = ((j + 1) % down) * across;
    for (let x = 0; x < TEXTURE_SIZE; x++) {
      const u = (x * across) / TEXTURE_SIZE;
      const i = Math.floor(u);
      const tx = u - i;
      const sx = tx * tx * (3 - 2 * tx);
      const i1 = (i + 1) % across;
      const a = lattice[top + i]! + (lattice[top + i1]! - lattice[top + i]!) * sx;
      const b = lattice[bottom + i]! + (lattice[bottom + i1]! - lattice[bottom + i]!) * sx;
      const at = y * TEXTURE_SIZE + x;
      target[at] = target[at]! + weight * (a + (b - a) * sy);
    }
  }
}

/** Skews the tile so that horizontal streaks run diagonally; stays tileable. */
function sheared(source: Float32Array): Float32Array {
  const result = new Float32Array(source.length);
  for (let y = 0; y < TEXTURE_SIZE; y++) {
    for (let x = 0; x < TEXTURE_SIZE; x++) {
      result[y * TEXTURE_SIZE + x] = source[((y + x) % TEXTURE_SIZE) * TEXTURE_SIZE + x]!;
    }
  }
  return result;
}

function build(name: TextureName): Float32Array {
  const tile = new Float32Array(TEXTURE_SIZE * TEXTURE_SIZE);
  switch (name) {
    case 'grain':
      addNoise(tile, 128, 128, 0.5, 11);
      addNoise(tile, 256, 256, 0.5, 12);
      return tile;
    case 'pigment':
      addNoise(tile, 12, 12, 0.45, 21);
      addNoise(tile, 32, 32, 0.3, 22);
      addNoise(tile, 128, 128, 0.25, 23);
      return tile;
    case 'ragged':
      addNoise(tile, 14, 14, 0.6, 41);
      addNoise(tile, 48, 48, 0.4, 42);
      return tile;
    case 'wax':
      addNoise(tile, 16, 96, 0.55, 31);
      addNoise(tile, 128, 128, 0.45, 32);
      return sheared(tile);
    default:
      return name satisfies never;
  }
}

const built = new Map<TextureName, Float32Array>();

export function texture(name: TextureName): Float32Array {
  const known = built.get(name);
  if (known !== undefined) return known;
  const tile = build(name);
  built.set(name, tile);
  return tile;
}
