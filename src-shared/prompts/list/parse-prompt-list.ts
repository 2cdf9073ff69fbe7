import { z } from 'zod';
import { delimiterOf, parseCsv } from './csv.ts';
import { type Field, type Fields, type LineProblem, type ListedPrompt, readRow } from './read-row.ts';

/**
 * `text`: a prompt on each line. `csv`: columns named in the first line, or two columns between tabs, class and prompt. `jsonl`: a JSON
 * string or object on each line, or one JSON array of them.
 */
export type PromptListFormat = 'text' | 'csv' | 'jsonl';

export interface PromptList {
  readonly format: PromptListFormat;
  readonly prompts: readonly ListedPrompt[];
  /** Lines that give no prompt, and why; the others are not touched by them. */
  readonly problems: readonly LineProblem[];
}

/** Names of columns and keys, as other programs call them, in small letters. */
const FIELD_OF: ReadonlyMap<string, Field> = new Map([
  ['class', 'className'],
  ['classname', 'className'],
  ['class_name', 'className'],
  ['label', 'className'],
  ['prompt', 'text'],
  ['text', 'text'],
  ['caption', 'text'],
  ['context', 'context'],
  ['style', 'style'],
]);
const fieldOf = (name: string): Field | undefined => FIELD_OF.get(name.trim().toLowerCase());

/** Reads prompts from what a person pasted or a file holds; `format` is guessed where it is not given. Never throws. */
export function parsePromptList(written: string, format?: PromptListFormat): PromptList {
  const text = written.replace(/^\uFEFF/, '');
  if (text.includes('\0')) {
    const reason = 'This is no text in UTF-8. Save it as UTF-8 and try again.';
    return { format: format ?? 'text', prompts: [], problems: [{ line: 1, reason }] };
  }
  const known = format ?? guessFormat(text);
  switch (known) {
    case 'text':
      return listOf(known, fromLines(text));
    case 'csv':
      return listOf(known, fromCsv(text));
    case 'jsonl':
      return listOf(known, fromJson(text));
    default:
      return known satisfies never;
  }
}

/** The format that a file's name tells; undefined where only the content can. */
export function formatOfFile(fileName: string): PromptListFormat | undefined {
  const [, extension = ''] = /\.([a-z]+)$/i.exec(fileName) ?? [];
  if (/^(?:csv|tsv)$/i.test(extension)) return 'csv';
  return /^(?:jsonl|ndjson|json)$/i.test(extension) ? 'jsonl' : undefined;
}

function guessFormat(text: string): PromptListFormat {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== '') ?? '';
  if (/^\s*[{[]/.test(first) && (isJson(first) || isJson(text))) return 'jsonl';
  if (first.includes('\t')) return 'csv';
  const cells = first.split(delimiterOf(first)).map((cell) => fieldOf(cell.replaceAll('"', '')));
  return cells.length > 1 && cells.includes('text') ? 'csv' : 'text';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

type Row = { line: number; fields: Fields } | LineProblem;

const fromLines = (text: string): Row[] =>
  text.split(/\r\n|\r|\n/).map((line, index) => ({ line: index + 1, fields: { text: line } }));

function fromCsv(text: string): Row[] {
  const delimiter = delimiterOf(text);
  const { records, unclosed } = parseCsv(text, delimiter);
  const problems = unclosed.map((line) => ({ line, reason: 'A quote that opens here is never closed.' }));
  const [first, ...rest] = records;
  if (!first) return problems;
  const named = first.cells.map(fieldOf);
  if (named.includes('text')) return [...problems, ...rest.map((record) => toRow(record, named))];
  const usual = usualColumns(first.cells.length, delimiter);
  if (usual) return [...problems, ...records.map((record) => toRow(record, usual))];
  const reason =
    'The first line has to name the columns, one of them "prompt", and "class" where there is one.';
  return [{ line: first.line, reason }];
}

/** What columns without names are: a single one, or two that were copied from a spreadsheet. */
function usualColumns(count: number, delimiter: string): readonly Field[] | null {
  if (count === 1) return ['text'];
  return count === 2 && delimiter === '\t' ? ['className', 'text'] : null;
}

function toRow(
  { line, cells }: { line: number; cells: readonly string[] },
  columns: readonly (Field | undefined)[],
): Row {
  const fields: Fields = {};
  for (const [index, field] of columns.entries()) if (field) fields[field] = cells[index];
  return { line, fields };
}

function fromJson(text: string): Row[] {
  if (/^\s*\[/.test(text) && isJson(text)) {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map((value: unknown, index) => jsonRow(value, index + 1)) : [];
  }
  return text.split(/\r?\n/).flatMap((line, index): Row[] => {
    if (line.trim() === '') return [];
    try {
      return [jsonRow(JSON.parse(line) as unknown, index + 1)];
    } catch {
      return [{ line: index + 1, reason: 'This is no complete JSON value.' }];
    }
  });
}

const objectSchema = z.record(z.string(), z.unknown());

function jsonRow(value: unknown, line: number): Row {
  if (typeof value === 'string') return { line, fields: { text: value } };
  const object = objectSchema.safeParse(value);
  if (!object.success || Array.isArray(value)) {
    return { line, reason: 'Each value has to be a text, or an object with "prompt" and "class".' };
  }
  const fields: Fields = {};
  for (const [name, entry] of Object.entries(object.data)) {
    const field = fieldOf(name);
    if (field) fields[field] = entry;
  }
  return 'text' in fields ? { line, fields } : { line, reason: 'There is no "prompt" in this object.' };
}

function listOf(format: PromptListFormat, rows: readonly Row[]): PromptList {
  const prompts: ListedPrompt[] = [];
  const problems: LineProblem[] = [];
  for (const row of rows) {
    const read = 'reason' in row ? row : readRow(row.line, row.fields);
    if (read === null) continue;
    if ('reason' in read) problems.push(read);
    else prompts.push(read);
  }
  return { format, prompts, problems: problems.toSorted((a, b) => a.line - b.line) };
}
