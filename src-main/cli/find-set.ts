import type { ImageSet, Role } from '../../src-shared/domain/image-set.ts';
import { UsageError } from './failure.ts';

/** A set of a role by its name or number. */
export function findSet(sets: readonly ImageSet[], role: Role, reference: string): ImageSet {
  const candidates = sets.filter((set) => set.role === role);
  const found = candidates.find(({ name, id }) => name === reference || String(id) === reference);
  if (!found) throw new UsageError(`There is no ${role} set "${reference}". ${listed(candidates)}`);
  return found;
}

/** A set of any role by its name or number. */
export function findAnySet(sets: readonly ImageSet[], reference: string): ImageSet {
  const named = sets.filter(({ name }) => name === reference);
  if (named.length > 1) throw new UsageError(`Several sets are called "${reference}". ${listed(named)}`);
  const found = named[0] ?? sets.find(({ id }) => String(id) === reference);
  if (!found) throw new UsageError(`There is no set "${reference}". ${listed(sets)}`);
  return found;
}

/** The only real set; with several, the person has to choose. */
export function onlyRealSet(sets: readonly ImageSet[]): ImageSet {
  const candidates = sets.filter(({ role }) => role === 'real');
  const [only] = candidates;
  if (!only)
    throw new UsageError('The project has no real images yet. Import some with "import real <folder>".');
  if (candidates.length > 1) throw new UsageError(`Choose a real set with --real. ${listed(candidates)}`);
  return only;
}

const listed = (sets: readonly ImageSet[]): string =>
  sets.length === 0
    ? 'There are none.'
    : `There are: ${sets.map(({ id, name }) => `${name} (${id})`).join(', ')}.`;
