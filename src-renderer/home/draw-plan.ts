import type { DrawnDataSetInfo } from '../../src-shared/api/services.ts';
import type { StartDraw } from '../../src-shared/api/inputs.ts';

export type PerClass = Record<keyof StartDraw['perClass'], number>;

/** Controls can be drawn later, into the classes that a project has. */
export type Scope = 'everything' | 'controls';

export const scopes = [
  { value: 'everything', label: 'Whole data set' },
  { value: 'controls', label: 'Controls only' },
] as const satisfies readonly { value: Scope; label: string }[];

/** What a drawing consists of, in the order of use. */
const parts = [
  { part: 'train', label: 'Train', least: 1, most: 5000, isControl: false },
  { part: 'val', label: 'Val', least: 0, most: 5000, isControl: false },
  { part: 'test', label: 'Test', least: 0, most: 5000, isControl: false },
  { part: 'ood', label: 'Each OOD set', least: 0, most: 5000, isControl: false },
  { part: 'oracle', label: 'Synthetic (oracle)', least: 0, most: 20_000, isControl: true },
  { part: 'retrieval', label: 'Synthetic (retrieval)', least: 0, most: 2600, isControl: true },
] as const satisfies readonly {
  part: keyof PerClass;
  label: string;
  least: number;
  most: number;
  isControl: boolean;
}[];

/** The numbers that a scope asks for. */
export const partsOf = (scope: Scope) => parts.filter(({ isControl }) => scope === 'everything' || isControl);

export interface DrawChoice {
  scope: Scope;
  size: number;
  seed: number;
  perClass: PerClass;
  /** 0 to 1, of the oracle set. */
  domainGap: number;
  /** Of the control sets; empty for the usual names. */
  name: string;
}

export const usualChoice: DrawChoice = {
  scope: 'everything',
  size: 64,
  seed: 1,
  perClass: { train: 50, val: 15, test: 40, ood: 20, oracle: 100, retrieval: 0 },
  domainGap: 1,
  name: '',
};

/** Images that a drawing makes in all. */
export function countDrawn({ classes, oodSets }: DrawnDataSetInfo, { scope, perClass }: DrawChoice): number {
  const { train, val, test, ood, oracle, retrieval } = perClass;
  const controls = oracle + retrieval;
  const rest = scope === 'everything' ? train + val + test + ood * oodSets.length : 0;
  return classes.length * (rest + controls);
}

export function drawRequest(dataSet: string, choice: DrawChoice): StartDraw {
  const { scope, name, ...rest } = choice;
  if (scope === 'everything') return { ...rest, dataSet };
  const wanted = name.trim();
  return { ...rest, dataSet, only: ['oracle', 'retrieval'], ...(wanted === '' ? {} : { name: wanted }) };
}
