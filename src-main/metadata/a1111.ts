import { madeFrom, type MadeFrom } from './made-from.ts';
import { asNumber, parseTolerantly } from './tolerant-json.ts';

/** Prompts with wildcards reach some thousand characters; what is longer is no such text. */
const LONGEST = 200_000;
const NEGATIVE = 'Negative prompt:';
/** Fewer pairs may stand in a prompt. */
const LEAST_PAIRS = 3;

/**
 * The text that AUTOMATIC1111's web UI and its relatives write: the prompt, `Negative prompt: …`, and a last line of settings that begins with
 * `Steps: 20, Sampler: …`. Prompts may have several lines.
 */
export function readA1111(text: string): MadeFrom | null {
  if (text.length > LONGEST || text.trimStart().startsWith('{')) return null;
  const lines = text.trim().split(/\r\n|\r|\n/);
  const at = lines.findLastIndex(isSettingsLine);
  const settings = at < 0 ? new Map<string, string>() : readPairs(lines[at]!);
  const told = at < 0 ? lines : lines.slice(0, at);
  const negativeAt = told.findIndex((line) => line.trimStart().startsWith(NEGATIVE));
  if (at < 0 && negativeAt < 0) return null;
  const [width, height] = /^(\d+)x(\d+)$/.exec(settings.get('Size') ?? '')?.slice(1) ?? [];
  return madeFrom({
    generator: 'a1111',
    model: settings.get('Model'),
    prompt: (negativeAt < 0 ? told : told.slice(0, negativeAt)).join('\n'),
    negativePrompt:
      negativeAt < 0 ? '' : told.slice(negativeAt).join('\n').trimStart().slice(NEGATIVE.length),
    seed: settings.get('Seed'),
    settings: {
      sampler: settings.get('Sampler'),
      scheduler: settings.get('Schedule type'),
      steps: asNumber(settings.get('Steps')),
      guidanceScale: asNumber(settings.get('CFG scale')),
      width: asNumber(width),
      height: asNumber(height),
      modelHash: settings.get('Model hash'),
      clipSkip: asNumber(settings.get('Clip skip')),
      denoise: asNumber(settings.get('Denoising strength')),
      vae: settings.get('VAE'),
      version: settings.get('Version'),
    },
  });
}

/** Quick to tell for the long lines of a prompt. */
const isSettingsLine = (line: string): boolean =>
  (/^\s*Steps:\s*\d/.test(line) || line.includes('Seed:')) && readPairs(line).size >= LEAST_PAIRS;

/** `Name: value, Name: "a value, with a comma", …`; of a name that comes twice the first one. */
function readPairs(line: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const part of splitAtCommas(line)) {
    const colon = part.indexOf(':');
    const name = part.slice(0, Math.max(0, colon)).trim();
    if (!/^\w[\w /-]{1,60}$/.test(name) || pairs.has(name)) continue;
    pairs.set(name, unquoted(part.slice(colon + 1).trim()));
  }
  return pairs;
}

/** Commas within a quoted value do not separate. A quote that is never closed is a character like any other. */
function splitAtCommas(line: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === ',') {
      parts.push(line.slice(start, at));
      start = at + 1;
    } else if (line[at] === '"' && line.slice(start, at).trimEnd().endsWith(':')) {
      at = closingQuote(line, at) ?? at;
    }
  }
  return [...parts, line.slice(start)];
}

function closingQuote(line: string, opening: number): number | null {
  for (let at = opening + 1; at < line.length; at++) {
    if (line[at] === '\\') at++;
    else if (line[at] === '"') return at;
  }
  return null;
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value;
  const parsed = parseTolerantly(value);
  return typeof parsed === 'string' ? parsed : value;
}
