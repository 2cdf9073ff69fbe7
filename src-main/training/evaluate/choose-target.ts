import type { EvaluateRun } from '../../../src-shared/domain/evaluation.ts';
import type { ImageSet } from '../../../src-shared/domain/image-set.ts';
import type { Run } from '../../../src-shared/domain/run.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { unusedName } from '../plan.ts';
import type { RunRecord } from '../run/read-record.ts';
import { checkLeaks, type Leaks } from './check-leaks.ts';
import { imagesOfSet, type MeasuredRun, recordedImages } from './choose-images.ts';
import type { EvaluatedImage, EvaluateInput } from './task.ts';

type MeasuredSet = EvaluateInput['set'];

/** What a run is measured on, and what that is called among its evaluations. */
export interface Target extends Leaks {
  readonly set: MeasuredSet;
  readonly images: readonly EvaluatedImage[];
}

/**
 * What the run was measured on at its end is measured again on the same images whatever became of the set; where some of them are gone the name
 * tells. Everything else is measured as it is now, under another name, once it is sure that the run did not learn from it. Rejects with a UserError
 * where there is nothing to measure, and where it did.
 */
export async function chooseTarget(
  measured: MeasuredRun,
  set: ImageSet,
  split: EvaluateRun['split'],
): Promise<Target> {
  const { run, record } = measured;
  const recorded = recordedPart(run, record, set, split);
  if (!recorded) return targetAsNow(measured, set, split);
  const { kind, name, images: wanted } = recorded;
  const images = await recordedImages(measured, wanted);
  if (images.length === 0) throw imagesGone(name);
  const all = wanted.imageIds.length;
  return {
    set: {
      name: images.length === all ? name : `${name}, ${images.length} of ${all} images`,
      kind,
      setId: set.id,
      styleCoverage: set.styleCoverage,
    },
    images,
    doubtful: record.nearDuplicates.doubtful,
    notes: [],
  };
}

/** Null for what the run was not measured on at its end. */
function recordedPart(
  run: Run,
  { validatedOn, evaluatedOn }: RunRecord,
  { id, role }: ImageSet,
  split: EvaluateRun['split'],
) {
  const ofRun = role === 'real' && id === run.realSetId;
  if (ofRun && split === 'val' && validatedOn.imageIds.length > 0) {
    return { name: 'val', kind: 'val', images: validatedOn } as const;
  }
  const kind = ofRun && split === 'test' ? 'test' : role === 'ood' ? 'ood' : null;
  const sealed = evaluatedOn.find((each) => each.setId === id && each.kind === kind);
  return sealed ? ({ name: sealed.name, kind: sealed.kind, images: sealed } as const) : null;
}

async function targetAsNow(
  measured: MeasuredRun,
  { id: setId, name, role, styleCoverage }: ImageSet,
  split: EvaluateRun['split'],
): Promise<Target> {
  const { run } = measured;
  const kind = role === 'real' ? split : role;
  const set: MeasuredSet = { name: nameOf(run, { setId, name, role }, split), kind, setId, styleCoverage };
  const images = await imagesOfSet(measured, { setId, ...(role === 'real' ? { split } : {}) });
  if (images.length === 0) throw noImages(set.name);
  return { set, images, ...(await checkLeaks(measured, set, images)) };
}

/** An earlier evaluation of the same part of the same set is replaced. */
function nameOf(
  { realSetId, evaluations }: Run,
  { setId, name, role }: { setId: number; name: string; role: ImageSet['role'] },
  split: EvaluateRun['split'],
): string {
  if (role === 'real') return setId === realSetId && split === 'train' ? 'train' : `${name}, ${split}`;
  const known = evaluations.find((each) => each.setId === setId && each.kind === role);
  const taken = new Set(['train', 'val', 'test', ...evaluations.map((each) => each.name)]);
  return known?.name ?? unusedName(name, taken);
}

const noImages = (name: string): UserError =>
  new UserError(
    'bad-input',
    `"${name}" has no images of the classes that this run knows.`,
    'Classes are known by their names: rename them back, or choose another set.',
  );

const imagesGone = (name: string): UserError =>
  new UserError(
    'not-found',
    `None of the images that this run was measured on as "${name}" are in the project any more.`,
    'Choose another set, or train again with the images that are there now.',
  );
