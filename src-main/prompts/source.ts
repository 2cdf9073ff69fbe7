import type { NewPrompt, PromptOrigin } from '../../src-shared/domain/prompt.ts';
import type { KnownPrompt } from '../project/queries/prompts.ts';

/** The class that prompts are written for. */
export interface NamedClass {
  readonly classId: number;
  readonly className: string;
  readonly phrase: string;
  /** Prompts that it has, archived ones left out. */
  readonly present: readonly KnownPrompt[];
}

export type Candidate = Pick<NewPrompt, 'text' | 'context' | 'style' | 'attributes'>;

/** One kind of prompt that a recipe writes for a class. */
export interface PromptSource {
  readonly origin: PromptOrigin;
  readonly writer: NewPrompt['writer'];
  /** Prompts that are still to be written. */
  readonly missing: number;
  /** Different prompts in the order of preference; only those whose text `isFree` says may be used. May be asked again. */
  readonly candidates: (isFree: (text: string) => boolean) => Iterable<Candidate>;
  /** Why there are no more of them, in words for a person. */
  readonly exhausted: string;
}

/** The names of a class, see `ImageClass`. */
export interface Called {
  readonly name: string;
  readonly commonName: string | null;
  readonly phrase: string | null;
}

/** What prompts call a class; folder names often have underscores for spaces. */
export const phraseOf = ({ name, commonName, phrase }: Called): string =>
  phrase ?? (commonName ?? name).replaceAll('_', ' ');
