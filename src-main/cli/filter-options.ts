import { InvalidArgumentError } from 'commander';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { promptOriginSchema } from '../../src-shared/domain/prompt.ts';
import { type Threshold, thresholdSchema } from '../../src-shared/domain/score.ts';
import { UsageError } from './failure.ts';

/** `0.3`, `crane=0.4`, `stylized=0.1` or `crane/stylized=0.2`. */
export interface GivenThreshold {
  readonly place: string | null;
  readonly value: number;
}

/** Parser of a repeatable option; what it refuses is wrong usage. */
export function collectThreshold(text: string, previous: GivenThreshold[] = []): GivenThreshold[] {
  const at = text.lastIndexOf('=');
  const value = Number(text.slice(at + 1));
  if (text.slice(at + 1).trim() === '' || !thresholdSchema.shape.value.safeParse(value).success) {
    throw new InvalidArgumentError('It must be a number from 0 to 1, or <class or origin>=<number>.');
  }
  return [...previous, { place: at < 0 ? null : text.slice(0, at), value }];
}

/** Finds what a place means: a class, an origin, or both with a slash between them. A class goes before an origin of the same name. */
export function thresholdOf({ place, value }: GivenThreshold, classes: readonly ImageClass[]): Threshold {
  if (place === null) return { classId: null, origin: null, value };
  const classId = (name: string) => classes.find((each) => each.name === name)?.id;
  const origin = (name: string) => promptOriginSchema.safeParse(name).data;
  const whole = { classId: classId(place), origin: origin(place) };
  if (whole.classId !== undefined) return { classId: whole.classId, origin: null, value };
  if (whole.origin !== undefined) return { classId: null, origin: whole.origin, value };
  const at = place.lastIndexOf('/');
  const both = { classId: classId(place.slice(0, at)), origin: origin(place.slice(at + 1)) };
  if (at > 0 && both.classId !== undefined && both.origin !== undefined) {
    return { classId: both.classId, origin: both.origin, value };
  }
  throw new UsageError(
    `"${place}" is neither a class nor an origin. Classes: ${classes.map(({ name }) => name).join(', ')}. ` +
      `Origins: ${promptOriginSchema.options.join(', ')}.`,
  );
}
