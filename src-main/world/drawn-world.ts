import { contexts } from './contexts/contexts.ts';
import { type LookId, looks } from './looks.ts';
import { dataSetObjects, pretrainingObjects } from './objects/catalogue.ts';
import type { DrawnObject } from './objects/drawn-object.ts';
import { styles } from './styles.ts';

/** One meaning of a class name, with the id of the object that draws it. */
interface DrawnSense {
  readonly object: string;
  readonly phrase: string;
  readonly gloss: string;
}

export interface DrawnClass {
  readonly name: string;
  /** Two for an ambiguous name. */
  readonly senses: readonly DrawnSense[];
}

function classesOf(objects: readonly DrawnObject[]): readonly DrawnClass[] {
  const byName = new Map<string, DrawnSense[]>();
  for (const { id, name, phrase, gloss } of objects) {
    byName.set(name, [...(byName.get(name) ?? []), { object: id, phrase, gloss }]);
  }
  return [...byName].map(([name, senses]) => ({ name, senses }));
}

/** Everything that the drawn world can show. */
export const drawnWorld = {
  classes: classesOf(dataSetObjects),
  pretrainingClasses: classesOf(pretrainingObjects),
  contexts: contexts.map(({ id, name, phrase }) => ({ id, name, phrase })),
  styles: styles.map(({ id, name, phrase, heldOut }) => ({ id, name, phrase, heldOut })),
  looks: (Object.keys(looks) as LookId[]).map((id) => ({ id, name: id, look: looks[id] })),
} as const;
