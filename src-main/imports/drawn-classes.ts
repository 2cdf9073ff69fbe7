import type { Database } from '../project/database.ts';
import type { DrawnDataSet } from '../world/data-sets.ts';
import { drawnObject } from '../world/objects/catalogue.ts';

/** `crane (machine)`: an object's name with its sense. */
const withSense = (object: string): string =>
  `${drawnObject(object).name} (${object.split('.')[1] ?? object})`;

/** Two classes of a data set may share their name; the project tells them apart by the sense. */
export function classLabel(dataSet: DrawnDataSet, object: string): string {
  const { name } = drawnObject(object);
  const isUnique = dataSet.classes.filter((entry) => entry.name === name).length === 1;
  return isUnique ? name : withSense(object);
}

/**
 * The class names of a project for the objects of a data set: those that show an object already, also renamed ones; where another sense of
 * the name has its class, a name that says the sense.
 */
export async function classNamesFor(database: Database, dataSet: DrawnDataSet): Promise<string[]> {
  const drawn = await database.call('classes.ofDrawnObjects');
  const nameOf = new Map(drawn.map(({ object, className }) => [object, className]));
  const taken = new Set(drawn.map(({ className }) => className.toLowerCase()));
  return dataSet.classes.map(({ object }) => {
    const label = classLabel(dataSet, object);
    return nameOf.get(object) ?? (taken.has(label) ? withSense(object) : label);
  });
}

/** Lets prompts say the sense where the class name does not (`crane, the bird`), and says what people call a class. What is there stays. */
export const suggestNames = (
  database: Database,
  dataSet: DrawnDataSet,
  classIds: readonly number[],
): Promise<void> =>
  database.call(
    'classes.suggestNames',
    dataSet.classes.map(({ object }, i) => {
      const { phrase, name } = drawnObject(object);
      return { classId: classIds[i]!, phrase, commonName: name };
    }),
  );
