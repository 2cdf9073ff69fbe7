/** Senses of ambiguous names, by the name in lower case and the singular: `[phrase for prompts, gloss]`. At least two each. */
export type LexiconEntries = Readonly<Record<string, readonly (readonly [phrase: string, gloss: string])[]>>;
