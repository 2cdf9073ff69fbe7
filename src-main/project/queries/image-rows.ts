import type { Database } from 'better-sqlite3';
import type { Role, Split, Verdict } from '../../../src-shared/domain/image-set.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { toJson } from './json-columns.ts';
import { type NewProvenance, recordProvenance } from './provenance.ts';
import { insertedId, prepared, timestamp } from './statement.ts';

/** A picture to be entered. Its file and thumbnail must already lie in their places, durably. */
export interface NewImage {
  classId: number;
  /** Required in real sets, null in all others. */
  split: Split | null;
  verdict?: Verdict;
  /** Name of the file as it was given, for display only. */
  sourceName: string;
  storage: 'copied' | 'referenced';
  /** Absolute path of a referenced file; null for a copied one. */
  referencePath: string | null;
  /** Pixels. */
  width: number;
  height: number;
  /** Also the extension of the copied file: lower-case letters and digits. */
  format: string;
  bytes: number;
  /** SHA-256 of the file and of its decoded pixels, lower-case hex. */
  sha256: string;
  pixelHash: string;
  caption: string | null;
  /** How a drawn picture was made, as JSON; null for others. */
  spec: unknown;
  /** How a generated picture was made; absent for others. */
  generated?: NewProvenance | undefined;
}

/** `duplicateOf`: the set already has a picture with the same pixels, so nothing was entered. */
export type InsertedImage = { id: number } | { duplicateOf: number };

export interface ImageFile {
  id: number;
  storage: 'copied' | 'referenced';
  referencePath: string | null;
  sha256: string;
  format: string;
}

const HASH = /^[0-9a-f]{64}$/;
const FORMAT = /^[a-z0-9]{1,8}$/;

function check(image: NewImage, role: Role): void {
  if (!HASH.test(image.sha256) || !HASH.test(image.pixelHash))
    throw new Error('Hashes must be 64 hex digits.');
  if (!FORMAT.test(image.format)) throw new Error(`"${image.format}" cannot be a file extension.`);
  if ((role === 'real') !== (image.split !== null)) {
    throw new Error(`An image of a ${role} set ${role === 'real' ? 'needs a' : 'cannot have a'} split.`);
  }
}

const INSERT = `INSERT INTO image
  (set_id, class_id, split, verdict, storage, reference_path, source_name, sha256, pixel_hash,
   width, height, format, bytes, caption, spec, created_at)
  VALUES
  (@setId, @classId, @split, @verdict, @storage, @referencePath, @sourceName, @sha256, @pixelHash,
   @width, @height, @format, @bytes, @caption, @spec, @createdAt)
  ON CONFLICT (set_id, pixel_hash) DO NOTHING`;

function insertImage(db: Database, setId: number, image: NewImage, createdAt: string): InsertedImage {
  const { generated, ...columns } = image;
  const result = prepared<[object]>(db, INSERT).run({
    ...columns,
    setId,
    verdict: image.verdict ?? 'undecided',
    spec: image.spec === null || image.spec === undefined ? null : toJson(image.spec),
    createdAt,
  });
  if (result.changes === 1) {
    const id = insertedId(result);
    if (generated) recordProvenance(db, setId, id, generated);
    return { id };
  }
  const twin = prepared<[number, string], { id: number }>(
    db,
    'SELECT id FROM image WHERE set_id = ? AND pixel_hash = ?',
  ).get(setId, image.pixelHash);
  if (!twin) throw new Error('An image was neither entered nor found.');
  return { duplicateOf: twin.id };
}

export const imageRowQueries = {
  /** Enters pictures into a set; one entry of the result for each, in order. Give at most a few thousand at once. */
  'images.insertMany': (
    db: Database,
    input: { setId: number; images: readonly NewImage[] },
  ): InsertedImage[] => {
    const set = prepared<[number], { role: Role }>(db, 'SELECT role FROM image_set WHERE id = ?').get(
      input.setId,
    );
    if (!set) throw new UserError('not-found', 'The image set was removed meanwhile.');
    const createdAt = timestamp();
    return input.images.map((image) => {
      check(image, set.role);
      return insertImage(db, input.setId, image, createdAt);
    });
  },

  /** What is needed to find the picture's file; null if there is no such picture. */
  'images.file': (db: Database, imageId: number): ImageFile | null =>
    prepared<[number], ImageFile>(
      db,
      'SELECT id, storage, reference_path AS referencePath, sha256, format FROM image WHERE id = ?',
    ).get(imageId) ?? null,

  /** Every picture's file, page by page in order of id, for the sweep. */
  'images.filePage': (db: Database, input: { afterId: number; limit: number }): ImageFile[] =>
    prepared<[number, number], ImageFile>(
      db,
      `SELECT id, storage, reference_path AS referencePath, sha256, format FROM image
       WHERE id > ? ORDER BY id LIMIT ?`,
    ).all(input.afterId, input.limit),
};
