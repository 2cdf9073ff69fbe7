import { createHash } from 'node:crypto';
import { type CandidateImage, type Candidates, type Part } from './candidates.ts';
import { classesOf } from './plan.ts';

const comparedParts: ReadonlySet<Part> = new Set(['train', 'val', 'test', 'ood']);

/**
 * SHA-256, hex, of which pictures a request uses as what: set, part, class and content of each, in no order. Two requests with the same
 * `data` choose and measure on the same pictures; those with the same `synthetic` may be averaged where they train on synthetic ones.
 */
export function dataDigests(candidates: Candidates): { data: string; synthetic: string } {
  const names = new Map(classesOf(candidates).map(({ id, name }) => [id, name]));
  const lines = (isWanted: (part: Part) => boolean): string[] =>
    candidates.images.flatMap((image) => {
      const name = names.get(image.classId);
      return name === undefined || !isWanted(image.part) ? [] : [describe(image, name)];
    });
  return {
    data: digestOf(lines((part) => comparedParts.has(part))),
    synthetic: digestOf(lines((part) => part === 'synthetic')),
  };
}

/** Of no pictures at all: what a run without synthetic images has. */
export const EMPTY_DIGEST = digestOf([]);

const describe = ({ part, setId, contentHash }: CandidateImage, className: string): string =>
  JSON.stringify([part, setId, className, contentHash]);

function digestOf(lines: readonly string[]): string {
  const hash = createHash('sha256');
  for (const line of lines.toSorted()) hash.update(`${line}\n`);
  return hash.digest('hex');
}
