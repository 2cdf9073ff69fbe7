export interface CsvRecord {
  /** Counted from 1; where the record begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface ParsedCsv {
  readonly records: readonly CsvRecord[];
  /** Lines with a quote that is never closed. */
  readonly unclosed: readonly number[];
}

const DELIMITERS = [',', ';', '\t'] as const;

/** The delimiter that the first line has most of; a comma where it has none. */
export function delimiterOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: first.split(delimiter).length }));
  return counts.reduce((most, each) => (each.count > most.count ? each : most)).delimiter;
}

interface Read {
  cells: string[];
  /** Index of the first character of the next record. */
  next: number;
}

/** One record from `start`; null when a quote in it is never closed. */
function readRecord(text: string, start: number, delimiter: string): Read | null {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const cell = text[at] === '"' ? readQuoted(text, at) : readBare(text, at, delimiter);
    if (!cell) return null;
    cells.push(cell.value);
    at = cell.next;
    if (text[at] === delimiter) at += 1;
    else return { cells, next: afterBreak(text, at) };
  }
}

function readBare(text: string, start: number, delimiter: string): { value: string; next: number } {
  let next = start;
  while (next < text.length && text[next] !== delimiter && text[next] !== '\n' && text[next] !== '\r') next++;
  return { value: text.slice(start, next).trim(), next };
}

function readQuoted(text: string, start: number): { value: string; next: number } | null {
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return null;
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { value: value.trim(), next: toCellEnd(text, quote + 1) };
    value += '"';
    at = quote + 2;
  }
}

/** Spaces after a closing quote belong to no cell. */
function toCellEnd(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ') at++;
  return at;
}

function afterBreak(text: string, at: number): number {
  const next = text.indexOf('\n', at);
  if (text[at] === '\r' && text[at + 1] !== '\n') return at + 1;
  return next < 0 ? text.length : next + 1;
}

/**
 * Reads records as RFC 4180 describes them: quoted cells may hold delimiters, line breaks and doubled quotes. A line with a quote that is
 * never closed is left out and reported; the next line is read again from its beginning. Empty lines are skipped.
 */
export function parseCsv(text: string, delimiter: string): ParsedCsv {
  const records: CsvRecord[] = [];
  const unclosed: number[] = [];
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const read = readRecord(text, at, delimiter);
    const next = read?.next ?? afterBreak(text, nextBreak(text, at));
    if (!read) unclosed.push(line);
    else if (read.cells.some(Boolean)) records.push({ line, cells: read.cells });
    line += text.slice(at, next).split(/\r\n|\r|\n/).length - 1;
    at = next;
  }
  return { records, unclosed };
}

function nextBreak(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}
