/** Who proposed a sense. */
export type SenseSource = 'language-model' | 'lexicon' | 'person';

/** One meaning of a class's name. */
export interface Sense {
  id: number;
  /** What prompts call it: `crane, the bird`. */
  phrase: string;
  /** What it means, in a sentence; may be empty. */
  gloss: string;
  source: SenseSource;
}

/** How the class's real train images voted (docs/methods.md 2). */
export interface SenseVote {
  model: string;
  /**
   * In the order of the senses: mean probability over the voting images, and its 95 % bootstrap interval over images ([0, 1] where one
   * image voted); `voters`: images that give it the highest probability; `examples`: ids of those that give it most, best first.
   */
  shares: { senseId: number; share: number; low: number; high: number; voters: number; examples: number[] }[];
  /** Images that voted; at most 50. */
  images: number;
  /** The winner; null when the call is too close. */
  proposed: number | null;
  /** In words: why nothing is proposed, or what speaks against the proposal. Null: the vote is clear. */
  doubt: string | null;
  /** The senses, their phrases or the images changed since. */
  outdated: boolean;
  votedAt: string;
}

export interface ClassSenses {
  classId: number;
  className: string;
  /** What people call it; several classes may share it. */
  commonName: string;
  senses: Sense[];
  pinned: { senseId: number; by: 'person' | 'vote' } | null;
  vote: SenseVote | null;
  realTrainImages: number;
  /** Senses that the built-in lexicon knows of the name; 0: it does not know it as ambiguous. */
  lexiconSenses: number;
  /** Prompts that were written with another phrase than the class has now. */
  stalePrompts: number;
}
