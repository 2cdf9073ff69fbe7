/** Puts an object into its context: which parts, where, in which colours. Independent of style and picture size. */
import { createRandom, hashSeed, type Random } from '../../src-shared/random.ts';
import { chooseScheme, type Scheme } from './colour.ts';
import { contexts } from './contexts/contexts.ts';
import { clutterPiece, type DrawnContext } from './contexts/drawn-context.ts';
import { clamp, cosine, mix, sine } from './exact.ts';
import type { Look } from './looks.ts';
import { drawnObject } from './objects/catalogue.ts';
import type { Stance } from './objects/drawn-object.ts';
import { choosePattern, type Pattern } from './pattern.ts';
import { createPen, type Part } from './pen.ts';
import type { PictureSpec } from './spec.ts';

/** Maps (x, y) to (a x + c y + e, b x + d y + f), in the picture's square [-1, 1] x [-1, 1]. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export const identity: Affine = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

export interface Scene {
  readonly back: readonly Part[];
  readonly object: readonly Part[];
  readonly front: readonly Part[];
  readonly place: Affine;
  readonly scheme: Scheme;
  readonly pattern: Pattern | undefined;
  /** y of the object's foot, and whether it touches the ground. */
  readonly foot: number;
  readonly grounded: boolean;
}

/** @throws RangeError for an id that no drawn context has. */
export function drawnContext(id: string): DrawnContext {
  const context = contexts.find((candidate) => candidate.id === id);
  if (context === undefined) throw new RangeError(`The drawn world has no context "${id}".`);
  return context;
}

function placeObject(
  stance: Stance,
  look: Look,
  horizon: number,
  r: Random,
): { place: Affine; foot: number } {
  const zoom = clamp(look.zoom * (1 + look.zoomSpread * r.between(-1, 1)), 0.25, 0.95);
  const turn =
    stance === 'lie'
      ? r.between(-2.6, 2.6) * Math.min(1, look.tilt * 2)
      : r.between(-1, 1) * look.tilt * (stance === 'fly' ? 1.8 : 0.7);
  const flip = r.next() < 0.5 ? -1 : 1;
  const wide = zoom * r.between(0.74, 1.12);
  const tall = zoom * r.between(0.8, 1.1);
  const lean = r.between(-0.26, 0.26);
  const room = clamp(1.06 - zoom, 0.1, 0.7);
  const x = r.between(-1, 1) * room;
  const depth = r.between(0.2, 1);
  const ground = mix(horizon + 0.12, 0.96, depth);
  const foot = Math.max(ground, -0.92 + 2 * tall);
  const y = stance === 'fly' ? r.between(-1, 1) * room * 0.9 - 0.05 : foot - tall;
  const c = cosine(turn);
  const s = sine(turn);
  const pivot = stance === 'stand' ? 1 : 0;
  const place = {
    a: flip * wide * c,
    b: flip * wide * s,
    c: wide * lean * c - tall * s,
    d: wide * lean * s + tall * c,
    e: x,
    f: y + pivot * tall,
  };
  return {
    place: { ...place, e: place.e - pivot * place.c, f: place.f - pivot * place.d },
    foot: Math.min(0.98, y + tall),
  };
}

export function composeScene(spec: PictureSpec): Scene {
  const stream = (name: string) => createRandom(hashSeed(spec.seed, name));
  const object = drawnObject(spec.object);
  const context = drawnContext(spec.context);
  const { look } = spec;
  const behind = stream('context');
  const horizon = clamp(look.horizon + behind.between(-0.16, 0.16), -0.3, 0.5);
  const back = createPen();
  const front = createPen();
  context.draw(back, front, behind, horizon);

  const spots = stream('clutter');
  const pieces = Math.floor(look.clutter * 7 * spots.next() + 0.5);
  for (let i = 0; i < pieces; i++) {
    const before = spots.next() < 0.24;
    const y = before ? spots.between(0.8, 1.1) : spots.between(horizon + 0.1, 0.9);
    clutterPiece(
      before ? front : back,
      spots,
      spots.between(-1, 1),
      y,
      mix(0.07, 0.23, spots.next() * clamp(y + 0.4, 0.3, 1)),
    );
  }

  const pen = createPen();
  object.draw(pen, stream('object'));
  const { place, foot } = placeObject(object.stance, look, horizon, stream('place'));
  return {
    back: back.parts,
    object: pen.parts,
    front: front.parts,
    place,
    foot,
    scheme: chooseScheme(context.tone, stream('scheme')),
    pattern: choosePattern(stream('pattern')),
    grounded: object.stance !== 'fly',
  };
}
