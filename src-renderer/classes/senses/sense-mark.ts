import type { ClassSenses } from '../../../src-shared/domain/sense.ts';

/** What a class row tells of its senses. */
export interface SenseMark {
  /** `open`: a person should decide; `pinned`: it is decided. */
  readonly kind: 'open' | 'pinned';
  readonly words: string;
}

/** Null for a name that nobody knows as ambiguous, or whose phrase was given by hand. */
export function senseMark(
  { senses, pinned, lexiconSenses }: Pick<ClassSenses, 'senses' | 'pinned' | 'lexiconSenses'>,
  phrase: string | null,
): SenseMark | null {
  if (pinned) {
    const chosen = senses.find(({ id }) => id === pinned.senseId)?.phrase ?? '';
    return { kind: 'pinned', words: `pinned: ${chosen}` };
  }
  if (senses.length > 1) return { kind: 'open', words: `${senses.length} senses, none is pinned` };
  if (senses.length === 0 && lexiconSenses > 1 && phrase === null) {
    return { kind: 'open', words: `the name has ${lexiconSenses} senses that the lexicon knows` };
  }
  return null;
}
