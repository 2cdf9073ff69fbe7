import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';

/** The one thing to do next, and why. */
export type NextStep =
  | { kind: 'wait'; words: string }
  | { kind: 'import-real'; words: string }
  | { kind: 'write-prompts'; words: string }
  | { kind: 'generate'; words: string }
  | { kind: 'review'; words: string; setId: number; undecided: number }
  | { kind: 'train'; words: string };

/** Fewer than this many training images of a class are named as missing: below it a validation accuracy says little. */
const FEW = 10;

export function nextStep(
  classes: readonly ImageClass[],
  sets: readonly ImageSet[],
  arriving: boolean,
): NextStep {
  if (arriving) return { kind: 'wait', words: 'Images are arriving. The counts below grow while they do.' };
  const withTrain = classes.filter(({ counts }) => counts.real.train > 0);
  if (withTrain.length < 2) {
    return { kind: 'import-real', words: 'A classifier needs real training images of at least two classes.' };
  }
  if (!classes.some(({ counts }) => counts.real.test > 0)) {
    return {
      kind: 'import-real',
      words: 'There are no test images, so that nothing could be compared at the end.',
    };
  }
  const synthetic = sets.find(({ role }) => role === 'synthetic');
  if (!synthetic) return withoutSynthetic(classes);
  const undecided = classes.reduce((sum, { counts }) => sum + counts.synthetic.undecided, 0);
  const decided = classes.reduce(
    (sum, { counts }) => sum + counts.synthetic.keep + counts.synthetic.reject,
    0,
  );
  const generated = sets.find(({ role, origin }) => role === 'synthetic' && origin.kind === 'generated');
  if (undecided > 0 && (decided > 0 || generated)) {
    return {
      kind: 'review',
      words:
        decided > 0
          ? `${formatCount(decided)} synthetic images have a verdict, ${formatCount(undecided)} are undecided.`
          : 'Generated images wait for scores and verdicts.',
      setId: (generated ?? synthetic).id,
      undecided,
    };
  }
  return { kind: 'train', words: 'Real and synthetic images are ready to be compared.' };
}

function withoutSynthetic(classes: readonly ImageClass[]): NextStep {
  const prompts = classes.reduce((sum, each) => sum + each.prompts, 0);
  return prompts > 0
    ? { kind: 'generate', words: `Real images and ${formatNoun(prompts, 'prompt')} are ready.` }
    : {
        kind: 'write-prompts',
        words: 'Real images are ready. Synthetic ones are generated from prompts, or imported.',
      };
}

/** What a class lacks, in a few words each; empty when it lacks nothing. */
export function missingOf({ counts }: ImageClass): string[] {
  const { train, val, test } = counts.real;
  const missing: string[] = [];
  if (train + val + test === 0) return ['no real images'];
  if (train > 0 && train < FEW) missing.push(`only ${formatNoun(train, 'train image')}`);
  const without = Object.entries({ train, val, test }).flatMap(([split, count]) =>
    count === 0 ? [split] : [],
  );
  if (without.length > 0) missing.push(`no ${without.join(' or ')} images`);
  return missing;
}
