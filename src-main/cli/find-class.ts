import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { UsageError } from './failure.ts';

/** The class that has exactly this name. */
export function classNamed(classes: readonly ImageClass[], name: string): ImageClass {
  const found = classes.find((each) => each.name === name);
  if (!found) throw new UsageError(`There is no class "${name}".`);
  return found;
}
