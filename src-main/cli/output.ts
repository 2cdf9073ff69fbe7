import { stripVTControlCharacters } from 'node:util';

/** Where a command writes: results to standard output, everything else to standard error. */
export interface Output {
  readonly json: boolean;
  /** Text for a person; nothing with `--json`. */
  readonly print: (text: string) => void;
  /** The one JSON document of a command; nothing without `--json`. */
  readonly result: (value: unknown) => void;
  /** A line beside the result: a warning, a hint. */
  readonly note: (text: string) => void;
  /** Replaces the live line; where nobody watches, a line is written now and then. `null` ends it. */
  readonly progress: (text: string | null) => void;
}

const quietMs = 15_000;

export function createOutput(json: boolean): Output {
  const { stdout, stderr } = process;
  let lineIsOpen = false;
  let lastWritten = 0;

  function endLine(): void {
    if (lineIsOpen) stderr.write('\r\u001B[K');
    lineIsOpen = false;
  }

  return {
    json,
    print: (text) => {
      endLine();
      if (!json) stdout.write(`${text}\n`);
    },
    result: (value) => {
      endLine();
      if (json) stdout.write(`${JSON.stringify(value)}\n`);
    },
    note: (text) => {
      endLine();
      stderr.write(`${text}\n`);
    },
    progress: (text) => {
      if (text === null) return endLine();
      if (stderr.isTTY) {
        stderr.write(`\r${fit(text, (stderr.columns || 80) - 1)}\u001B[K`);
        lineIsOpen = true;
      } else if (Date.now() - lastWritten >= quietMs) {
        lastWritten = Date.now();
        stderr.write(`${text}\n`);
      }
    },
  };
}

function fit(text: string, columns: number): string {
  const plain = stripVTControlCharacters(text);
  return plain.length <= columns ? plain : `${plain.slice(0, Math.max(0, columns - 1))}…`;
}
