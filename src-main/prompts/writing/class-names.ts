import { fillTemplate } from '../../../src-shared/prompts/prompt-template.ts';
import { type Called, phraseOf } from '../source.ts';
import { contentStems, findRow, stemsOf, wordsOf } from './words.ts';

export interface NamedImageClass extends Called {
  readonly id: number;
}

interface OtherName {
  readonly classId: number;
  readonly name: string;
  readonly row: readonly string[];
}

const plain = (name: string): string => name.replaceAll('_', ' ');

const namesOf = ({ name, commonName, phrase }: Called): string[] => [
  ...new Set([phrase, commonName, name].filter((each) => each !== null).map(plain)),
];

const isLatin = (text: string): boolean => /[a-z]/i.test(text) && !/[^\p{Script=Latin}\P{L}]/u.test(text);

/** What the classes of a project are called, to find their names in texts whatever their number (one or several) and case. */
export class ClassNames {
  readonly #byFirst = new Map<string, OtherName[]>();

  constructor(classes: readonly NamedImageClass[]) {
    for (const each of classes) {
      for (const name of namesOf(each)) this.#add(each.id, name);
    }
  }

  #add(classId: number, name: string): void {
    const row = stemsOf(name);
    const [first] = row;
    if (first === undefined) return;
    const others = this.#byFirst.get(first);
    if (others) others.push({ classId, name, row });
    else this.#byFirst.set(first, [{ classId, name, row }]);
  }

  /** A class other than `own` that the text names in whole words, unless its name is part of what `own` is called; null if none. */
  otherIn(text: string, own: NamedImageClass | null): string | null {
    const stems = stemsOf(text);
    const ownRows = own ? namesOf(own).map(stemsOf) : [];
    for (const [i, stem] of stems.entries()) {
      for (const { classId, name, row } of this.#byFirst.get(stem) ?? []) {
        if (classId === own?.id || findRow(stems, row, i) !== i) continue;
        if (!ownRows.some((ownRow) => findRow(ownRow, row) >= 0)) return name;
      }
    }
    return null;
  }
}

/**
 * The text with the class's phrase in it: as it is where the phrase stands in it in whole words or all of its words do; with the phrase in
 * place of the mere name where that stands in it once. Null where the class is left out.
 */
export function withPhrase(text: string, own: NamedImageClass): string | null {
  const phrase = phraseOf(own);
  // Scripts without spaces have no whole words to look for.
  if (!isLatin(phrase)) return text.toLowerCase().includes(phrase.toLowerCase()) ? text : null;
  const words = wordsOf(text);
  const stems = words.map((word) => word.stem);
  if (findRow(stems, stemsOf(phrase)) >= 0) return text;
  const wanted = contentStems(phrase);
  if (wanted.length > 0 && wanted.every((each) => stems.includes(each))) return text;
  for (const name of namesOf(own)) {
    const row = stemsOf(name);
    const at = findRow(stems, row);
    if (at < 0 || findRow(stems, row, at + 1) >= 0) continue;
    const start = words[at]?.start ?? 0;
    const end = words[at + row.length - 1]?.end ?? text.length;
    const template = `${text.slice(0, start)}{phrase}${text.slice(end)}`;
    return fillTemplate(template, { phrase, className: own.name });
  }
  return null;
}
