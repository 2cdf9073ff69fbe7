import type { SplitPlan } from '../../src-shared/api/inputs.ts';
import type { Split } from '../../src-shared/domain/image-set.ts';
import { createRandom, hashSeed, shuffled } from '../../src-shared/random.ts';
import { UserError } from '../../src-shared/errors.ts';

export interface SplitInput {
  /** Stable name of the picture, so that the same folder gives the same split whatever the order of reading. */
  path: string;
  className: string;
  /** What the folder says, where the layout has split folders. */
  split: Split | null;
}

/** One split an input, in order. Stratified by class; each class keeps at least one training image. */
export function assignSplits(inputs: readonly SplitInput[], plan: SplitPlan): Split[] {
  switch (plan.kind) {
    case 'fixed':
      return inputs.map(() => plan.split);
    case 'random':
      if (plan.val + plan.test >= 1) {
        throw new UserError(
          'bad-input',
          'Validation and test shares leave nothing to train on.',
          'Choose shares that add up to less than 100 %.',
        );
      }
      return assignRandomly(inputs, { val: plan.val, test: plan.test, seed: plan.seed });
    case 'folders':
      return assignFromFolders(inputs, plan);
  }
}

function assignFromFolders(inputs: readonly SplitInput[], plan: { valShare: number; seed: number }): Split[] {
  const unknown = inputs.find((input) => input.split === null);
  if (unknown) {
    throw new UserError(
      'bad-input',
      `"${unknown.path}" lies in no train, val or test folder.`,
      'Choose a random split, or one split for everything.',
    );
  }
  const fromFolders = inputs.map((input) => input.split ?? 'train');
  if (fromFolders.includes('val')) return fromFolders;
  const training = inputs.filter((input) => input.split === 'train');
  const divided = assignRandomly(training, { val: plan.valShare, test: 0, seed: plan.seed });
  const byPath = new Map(training.map((input, i) => [input.path, divided[i] ?? 'train']));
  return inputs.map((input) => byPath.get(input.path) ?? input.split ?? 'train');
}

function assignRandomly(
  inputs: readonly SplitInput[],
  shares: { val: number; test: number; seed: number },
): Split[] {
  const byPath = new Map<string, Split>();
  for (const [className, members] of Map.groupBy(inputs, (input) => input.className)) {
    const sorted = members.map((member) => member.path).sort((a, b) => (a < b ? -1 : 1));
    const order = shuffled(sorted, createRandom(hashSeed(shares.seed, 'split', className)));
    const test = Math.min(Math.round(order.length * shares.test), order.length - 1);
    const val = Math.min(Math.round(order.length * shares.val), order.length - 1 - test);
    order.forEach((path, i) => byPath.set(path, i < test ? 'test' : i < test + val ? 'val' : 'train'));
  }
  return inputs.map((input) => byPath.get(input.path) ?? 'train');
}
