import { type CandidateImage, type Part, partOf } from './candidates.ts';

/** Two images that are the same file, or the same picture in another file. */
export interface SharedImage {
  readonly first: CandidateImage;
  readonly second: CandidateImage;
}

/** Images of one part that also occur in another part. */
export interface Sharing {
  readonly parts: readonly [Part, Part];
  readonly pairs: readonly SharedImage[];
}

/** What is trained or chosen on must not hold what is tested on (methods.md D2). */
const refused: readonly (readonly [Part, Part])[] = [
  ['train', 'test'],
  ['synthetic', 'test'],
  ['val', 'test'],
  ['train', 'ood'],
  ['synthetic', 'ood'],
];

/** These flatter the validation accuracy, but no reported figure. */
const doubtful: readonly (readonly [Part, Part])[] = [
  ['train', 'val'],
  ['synthetic', 'val'],
];

/** Which images of `images` lie on both sides of a border that nothing may cross, and of one that nothing should cross. */
export function findLeaks(images: readonly CandidateImage[]): { refused: Sharing[]; doubtful: Sharing[] } {
  const byPart = Map.groupBy(images, partOf);
  const sharings = (borders: typeof refused): Sharing[] =>
    borders
      .map((parts) => ({
        parts,
        pairs: sharedBetween(byPart.get(parts[0]) ?? [], byPart.get(parts[1]) ?? []),
      }))
      .filter(({ pairs }) => pairs.length > 0);
  return { refused: sharings(refused), doubtful: sharings(doubtful) };
}

function sharedBetween(first: readonly CandidateImage[], second: readonly CandidateImage[]): SharedImage[] {
  const known = new Map<string, CandidateImage>();
  for (const image of first) for (const hash of hashesOf(image)) known.set(hash, image);
  return second.flatMap((image) => {
    const twin = hashesOf(image)
      .map((hash) => known.get(hash))
      .find((found) => found !== undefined);
    return twin ? [{ first: twin, second: image }] : [];
  });
}

const hashesOf = ({ contentHash, pixelHash }: CandidateImage): string[] => [
  `file ${contentHash}`,
  `pixels ${pixelHash}`,
];

/** The same picture with two different classes among the images that are trained on. */
export function findConflicts(images: readonly CandidateImage[]): SharedImage[] {
  const trained = images.filter((image) => ['train', 'synthetic'].includes(partOf(image) ?? ''));
  const byPixels = Map.groupBy(trained, ({ pixelHash }) => pixelHash);
  return [...byPixels.values()].flatMap((same) => {
    const [first, ...others] = same;
    const second = others.find(({ classId }) => classId !== first?.classId);
    return first && second ? [{ first, second }] : [];
  });
}
