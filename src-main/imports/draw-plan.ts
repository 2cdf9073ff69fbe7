import { type DrawnPart, drawnParts, type StartDraw } from '../../src-shared/api/inputs.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { NewImageSet } from '../project/queries/sets.ts';
import type { DrawnDataSet } from '../world/data-sets.ts';
import { drawnStyle } from '../world/draw-picture.ts';
import { type StyleId, styles } from '../world/styles.ts';
import type { DrawSettings } from './draw-settings.ts';

/** A set to make, and what is drawn into it. */
export interface PlannedSet {
  set: NewImageSet;
  parts: Omit<DrawSettings['parts'][number], 'setId'>[];
}

/** A quarter of a control's pictures is stylized, in the styles that a generator's prompts would name. */
const trainedStyles = styles.filter(({ heldOut }) => !heldOut).map(({ id }) => id);
const roles = { real: 'real', ood: 'ood', oracle: 'synthetic', retrieval: 'synthetic' } as const;
/** A control that was named without a number. */
const USUAL_CONTROL = 100;

/** The sets that a request makes, in the order of the parts. A UserError where that is none. */
export function plannedSets(dataSet: DrawnDataSet, input: StartDraw): PlannedSet[] {
  const sets = drawnParts
    .filter((part) => input.only?.includes(part) ?? true)
    .flatMap((part) => {
      switch (part) {
        case 'real':
          return [realSet(dataSet, input)];
        case 'ood':
          return oodSets(dataSet, input);
        case 'oracle':
          return controlSet(dataSet, input, part, input.perClass.oracle);
        case 'retrieval': {
          const usual = input.only ? USUAL_CONTROL : 0;
          return controlSet(dataSet, input, part, input.perClass.retrieval ?? usual);
        }
        default:
          return part satisfies never;
      }
    });
  if (sets.length === 0) {
    throw new UserError('bad-input', 'There is nothing to draw.', 'Ask for at least one picture a class.');
  }
  const [only] = sets;
  return input.name !== undefined && only && sets.length === 1
    ? [{ ...only, set: { ...only.set, name: input.name } }]
    : sets;
}

const baseName = (dataSet: DrawnDataSet, { name }: StartDraw): string => name ?? dataSet.name;

function newSet(
  dataSet: DrawnDataSet,
  { seed }: StartDraw,
  part: DrawnPart,
  rest: {
    name: string;
    look: string;
    styles: readonly StyleId[];
    domainGap?: number;
    styleCoverage?: NewImageSet['styleCoverage'];
  },
): NewImageSet {
  const { name, look, domainGap, styleCoverage = 'unknown' } = rest;
  const styles = rest.styles.map((id) => drawnStyle(id).name);
  const gap = domainGap === undefined ? {} : { domainGap };
  const origin = { kind: 'drawn', dataSet: dataSet.id, part, look, seed, styles, ...gap } as const;
  return { role: roles[part], name, origin, styleCoverage };
}

function realSet(dataSet: DrawnDataSet, input: StartDraw): PlannedSet {
  return {
    set: newSet(dataSet, input, 'real', {
      name: baseName(dataSet, input),
      look: dataSet.look,
      styles: dataSet.styles,
    }),
    parts: (['train', 'val', 'test'] as const).map((split) => ({
      role: 'real',
      split,
      perClass: input.perClass[split],
    })),
  };
}

function oodSets(dataSet: DrawnDataSet, input: StartDraw): PlannedSet[] {
  const perClass = input.perClass.ood;
  if (perClass === 0) return [];
  return dataSet.ood.map(({ name, heldOut, styles }) => ({
    set: newSet(dataSet, input, 'ood', {
      name: `${baseName(dataSet, input)}, ${name}`,
      look: dataSet.look,
      styles,
      styleCoverage: heldOut ? 'held-out' : 'covered',
    }),
    parts: [{ role: 'ood', name, split: null, perClass }],
  }));
}

/** A set that stands in the synthetic set's place. Its name tells the domain gap, so that several can be compared. */
function controlSet(
  dataSet: DrawnDataSet,
  input: StartDraw,
  role: 'oracle' | 'retrieval',
  perClass: number,
): PlannedSet[] {
  if (perClass === 0) return [];
  const base = `${baseName(dataSet, input)}, ${role}`;
  if (role === 'retrieval') {
    const set = newSet(dataSet, input, role, { name: base, look: 'training', styles: trainedStyles });
    return [{ set, parts: [{ role, split: null, perClass }] }];
  }
  const { domainGap = 1 } = input;
  const name = domainGap === 1 ? base : `${base}, gap ${domainGap}`;
  const set = newSet(dataSet, input, role, {
    name,
    look: dataSet.oracleLook,
    styles: trainedStyles,
    domainGap,
  });
  return [{ set, parts: [{ role, split: null, perClass, domainGap }] }];
}
