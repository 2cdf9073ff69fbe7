import { randomUUID } from 'node:crypto';

/** A picture that lies in memory only. */
export interface HeldPicture {
  readonly bytes: Uint8Array;
  readonly contentType: 'image/png' | 'image/webp';
}

/**
 * `live`: pictures in the making, each soon followed by the next. `finished`: what a person asked for by itself. `senses`: some of each
 * sense of a class, as many as two classes with eight senses each can want.
 */
export type Shelf = 'live' | 'finished' | 'senses';

const MOST: Readonly<Record<Shelf, number>> = { live: 8, finished: 24, senses: 128 };

/** Pictures that belong to no set, by opaque id; the oldest of a shelf makes room for the newest. */
export interface Previews {
  put(shelf: Shelf, picture: HeldPicture): string;
  find(id: string): HeldPicture | null;
}

export function createPreviews(): Previews {
  const shelves: Record<Shelf, Map<string, HeldPicture>> = {
    live: new Map(),
    finished: new Map(),
    senses: new Map(),
  };
  return {
    put(name, picture) {
      const shelf = shelves[name];
      const id = randomUUID();
      shelf.set(id, picture);
      for (const oldest of shelf.keys()) {
        if (shelf.size <= MOST[name]) break;
        shelf.delete(oldest);
      }
      return id;
    },
    find: (id) => shelves.finished.get(id) ?? shelves.senses.get(id) ?? shelves.live.get(id) ?? null,
  };
}
