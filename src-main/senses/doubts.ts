import { promptKey } from '../../src-shared/domain/prompt.ts';
import type { ClassSenses, SenseVote } from '../../src-shared/domain/sense.ts';
import { formatNoun, formatPercent } from '../../src-shared/format/numbers.ts';
import type { Tally } from './vote.ts';

/** What a person should know of a vote before following it; null: it is clear. */
export function doubtOf({ verdict, shares, images }: Tally, phrases: readonly string[]): string | null {
  switch (verdict) {
    case 'clear':
      return null;
    case 'close':
      return `Too close to call by ${formatNoun(images, 'image')}: ${firstTwo(shares, phrases)}.`;
    case 'one-image':
      return `Only one image voted, which says nothing of how sure that is: ${firstTwo(shares, phrases)}.`;
    case 'no-reference':
      return 'No other class has real train images to compare with, so that a phrase which the model likes anyway could win.';
    case 'no-images':
      return 'None of the real train images could be read.';
    default:
      return verdict satisfies never;
  }
}

function firstTwo(shares: Tally['shares'], phrases: readonly string[]): string {
  return shares
    .map(({ share }, i) => ({ share, phrase: phrases[i] ?? '' }))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, 2)
    .map(({ share, phrase }) => `“${phrase}” ${formatPercent(share)}`)
    .join(', ');
}

/** Votes of classes that share their common name and propose the same sense get that as a doubt: they are meant to be different things. */
export function withClashes<Entry extends Omit<ClassSenses, 'lexiconSenses'>>(
  classes: readonly Entry[],
): Entry[] {
  const groups = Map.groupBy(
    classes.filter((each) => proposedPhrase(each) !== null),
    (each) => JSON.stringify([promptKey(each.commonName), proposedPhrase(each)]),
  );
  const clashes = new Map<number, string[]>();
  for (const members of groups.values()) {
    if (members.length < 2) continue;
    for (const { classId } of members) {
      clashes.set(
        classId,
        members.filter((other) => other.classId !== classId).map(({ className }) => className),
      );
    }
  }
  return classes.map((each) => {
    const others = clashes.get(each.classId);
    return others && each.vote ? { ...each, vote: withDoubt(each.vote, others) } : each;
  });
}

function proposedPhrase({ vote, senses }: Pick<ClassSenses, 'vote' | 'senses'>): string | null {
  const phrase = senses.find(({ id }) => id === vote?.proposed)?.phrase;
  return phrase === undefined ? null : promptKey(phrase);
}

function withDoubt(vote: SenseVote, others: readonly string[]): SenseVote {
  const clash = `The images of ${others.map((name) => `“${name}”`).join(' and ')} vote for the same sense.`;
  return { ...vote, doubt: vote.doubt === null ? clash : `${vote.doubt} ${clash}` };
}
