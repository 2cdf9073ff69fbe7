/** Workflows of ComfyUI reach a few megabytes; what is larger is not parsed. */
const LONGEST = 16 * 2 ** 20;

/**
 * JSON as Python writes it: `NaN` and `Infinity` read as null, and whole numbers that a double cannot hold as their digits, since seeds have up
 * to 64 bits. Undefined for what is no JSON, or too long.
 */
export function parseTolerantly(text: string): unknown {
  if (text.length > LONGEST) return undefined;
  try {
    return parse(text);
  } catch {
    return parseWithoutNaN(text);
  }
}

function parseWithoutNaN(text: string): unknown {
  try {
    return parse(text.replaceAll(stringOrNaN, (found) => (found.startsWith('"') ? found : 'null')));
  } catch {
    return undefined;
  }
}

const stringOrNaN = /"[^"\\]*(?:\\[^][^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g;

/** A reviver slows parsing down, so it takes part only where there is a number for it. */
const parse = (text: string): unknown =>
  /\d{16}/.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  const source = context?.source ?? '';
  return /^-?\d+$/.test(source) ? source : value;
}

/** The value as an object with string keys, null for anything else. */
export const asRecord = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;

export const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A finite number, also when it stands as text. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'string' && value.trim() === '') return undefined;
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** For a seed: its digits survive also where a number would not hold them. */
export const asSeed = (value: unknown): string | number | undefined =>
  typeof value === 'number' || typeof value === 'string' ? value : undefined;
