/** A value read from somewhere in a text. */
export interface FoundValue {
  readonly value: unknown;
  /** False: it broke off or went wrong; what stood whole before is kept. */
  readonly whole: boolean;
  /** Index of the first character after it. */
  readonly end: number;
}

/** Containers deeper than this are not read; models do not nest so, endless repetitions do. */
const DEEPEST = 40;
const literals: Readonly<Record<string, unknown>> = {
  true: true,
  false: false,
  null: null,
  True: true,
  False: false,
  None: null,
};
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** What a value gives when nothing of it can be kept. */
const NOTHING = Symbol('nothing');
type Read = { value: unknown; whole: boolean };

/**
 * JSON as language models write it, from an object or array that begins at `start`: trailing commas, comments, line breaks within texts and
 * Python's literals are let pass. Of one that breaks off, the members and entries that are whole stay; an array right in the outermost
 * object keeps its whole entries. Null when no object or array begins there.
 */
export function readTolerantly(text: string, start: number): FoundValue | null {
  const first = text[start];
  if (first !== '{' && first !== '[') return null;
  const reader = createReader(text, start);
  const { value, whole } = reader.readValue(0);
  return { value, whole, end: reader.place() };
}

function createReader(text: string, start: number) {
  let at = start;

  function skip(): void {
    const between = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
    between.lastIndex = at;
    at += between.exec(text)?.[0].length ?? 0;
  }

  function readValue(depth: number): Read {
    skip();
    if (depth > DEEPEST) return { value: NOTHING, whole: false };
    switch (text[at]) {
      case '{':
        return readObject(depth);
      case '[':
        return readArray(depth);
      case '"':
        return readText();
      default:
        return readScalar();
    }
  }

  function readArray(depth: number): Read {
    const value: unknown[] = [];
    at += 1;
    while (true) {
      skip();
      if (text[at] === ']') return close(value);
      const entry = readValue(depth + 1);
      if (!entry.whole) return { value, whole: false };
      value.push(entry.value);
      if (!readsOn(']')) return { value, whole: false };
    }
  }

  function readObject(depth: number): Read {
    const members: [string, unknown][] = [];
    const broken = (): Read => ({ value: Object.fromEntries(members), whole: false });
    at += 1;
    while (true) {
      skip();
      if (text[at] === '}') return close(Object.fromEntries(members));
      const name = text[at] === '"' ? readText() : { value: NOTHING, whole: false };
      skip();
      if (!name.whole || text[at] !== ':') return broken();
      at += 1;
      const member = readValue(depth + 1);
      if (member.whole || (depth === 0 && Array.isArray(member.value))) {
        members.push([String(name.value), member.value]);
      }
      if (!member.whole || !readsOn('}')) return broken();
    }
  }

  function close(value: unknown): Read {
    at += 1;
    return { value, whole: true };
  }

  /** Past a comma; true as well before the end of the container. */
  function readsOn(end: string): boolean {
    skip();
    if (text[at] === end) return true;
    if (text[at] !== ',') return false;
    at += 1;
    return true;
  }

  function readText(): Read {
    let value = '';
    at += 1;
    while (at < text.length) {
      const letter = text[at]!;
      at += 1;
      if (letter === '"') return { value, whole: true };
      value += letter === '\\' ? readEscape() : letter;
    }
    return { value: NOTHING, whole: false };
  }

  function readEscape(): string {
    const letter = text[at] ?? '';
    at += 1;
    if (letter !== 'u') return escapes[letter] ?? letter;
    const digits = /^[\da-f]{4}/i.exec(text.slice(at, at + 4))?.[0];
    if (digits === undefined) return '';
    at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  function readScalar(): Read {
    const word = /^[\w.+-]+/.exec(text.slice(at, at + 64))?.[0] ?? '';
    const isLast = at + word.length >= text.length;
    const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(word);
    if (isLast || !(isNumber || Object.hasOwn(literals, word))) return { value: NOTHING, whole: false };
    at += word.length;
    return { value: isNumber ? Number(word) : literals[word], whole: true };
  }

  return { readValue, place: () => at };
}
