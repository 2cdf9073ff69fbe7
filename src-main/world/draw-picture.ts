import { createRandom, hashSeed } from '../../src-shared/random.ts';
import { createRasteriser } from './paint/coverage.ts';
import {
  bareMargin,
  castShadow,
  develop,
  layOver,
  paleBorder,
  paperTooth,
  ruleGrid,
  soften,
  toGlass,
  toPixels,
} from './paint/finish.ts';
import { createLayer, createPainter, type Layer } from './paint/layer.ts';
import { type Easel, putParts, type Setting } from './paint/put-parts.ts';
import { TEXTURE_SIZE } from './paint/textures.ts';
import { composeScene, identity } from './scene.ts';
import type { PictureSpec } from './spec.ts';
import { type DrawnStyle, styles } from './styles.ts';

interface Studio extends Easel {
  readonly back: Layer;
  readonly object: Layer;
}

let latest: Studio | undefined;

/** The buffers of the size drawn last are kept, as pictures are drawn by the thousand in one size. */
function studioOf(size: number): Studio {
  if (latest?.size === size) return latest;
  latest = {
    size,
    rasteriser: createRasteriser(size, size),
    painter: createPainter(size),
    back: createLayer(size),
    object: createLayer(size),
  };
  return latest;
}

/** @throws RangeError for an id that no drawn style has. */
export function drawnStyle(id: string): DrawnStyle {
  const style: DrawnStyle | undefined = styles.find((candidate) => candidate.id === id);
  if (style === undefined) throw new RangeError(`The drawn world has no style "${id}".`);
  return style;
}

function finish(layer: Layer, object: Layer, style: DrawnStyle, setting: Setting, seed: number): void {
  const alpha = (): Float32Array =>
    Float32Array.from({ length: layer.size * layer.size }, (_, i) => object.data[i * 4 + 3]!);
  const random = createRandom(seed);
  switch (style.finish) {
    case 'none':
      return;
    case 'cut':
      return paperTooth(layer, 0.12, setting.tileX, setting.tileY);
    case 'paper':
      return paperTooth(layer, 0.16, setting.tileX, setting.tileY);
    case 'wash':
      bareMargin(layer, style.paper, setting.tileX, setting.tileY);
      return paperTooth(layer, 0.14, setting.tileX, setting.tileY);
    case 'border':
      return paleBorder(layer, object, [0.98, 0.95, 0.87], layer.size * 0.03);
    case 'pixels':
      return toPixels(layer, alpha(), 30 + random.integer(7));
    case 'glass':
      return toGlass(layer, alpha(), 6 + random.integer(3), random.integer(1 << 30));
    case 'grid':
      return ruleGrid(layer, [0.85, 0.93, 1], 16);
    default:
      return style.finish satisfies never;
  }
}

/**
 * Draws one picture. The same spec and size give the same bytes on every machine and in every thread.
 *
 * @param size Width and height in pixels, 8 to 2048.
 * @returns RGB rows from the top, size * size * 3 bytes.
 * @throws RangeError for an unknown object, context or style, or a size out of range.
 */
export function drawPicture(spec: PictureSpec, size: number): Uint8Array {
  if (!Number.isInteger(size) || size < 8 || size > 2048)
    throw new RangeError(`A picture cannot be ${size} pixels wide; use 8 to 2048.`);
  const style = drawnStyle(spec.style);
  const scene = composeScene(spec);
  const studio = studioOf(size);
  const { back, object } = studio;
  const { look } = spec;
  const random = createRandom(hashSeed(spec.seed, 'surface'));
  const setting: Setting = {
    style,
    treatment: style.back,
    look,
    scheme: scene.scheme,
    place: identity,
    pattern: undefined,
    tileX: random.integer(TEXTURE_SIZE),
    tileY: random.integer(TEXTURE_SIZE),
    phase: random.between(0, 6.28),
  };
  for (let p = 0; p < back.data.length; p += 4) {
    back.data[p] = style.paper[0];
    back.data[p + 1] = style.paper[1];
    back.data[p + 2] = style.paper[2];
    back.data[p + 3] = 1;
  }
  object.data.fill(0);
  putParts(studio, back, scene.back, setting);
  soften(back, look.backgroundBlur * style.takesLook * (size / 64));
  putParts(studio, object, scene.object, {
    ...setting,
    treatment: style.object,
    place: scene.place,
    pattern: scene.pattern,
  });
  if (style.shadow > 0)
    castShadow(back, object, look, style.shadow, scene.foot, scene.grounded, style.crispShadow);
  layOver(back, object);
  putParts(studio, back, scene.front, setting);
  soften(back, look.softness * style.takesLook * (size / 64));
  finish(back, object, style, setting, hashSeed(spec.seed, 'finish'));
  return develop(back, look, style.takesLook, setting.tileX, setting.tileY);
}
