import type { GeneratorKind } from '../../src-shared/domain/generation.ts';

/** How a picture was made, as its file tells it. Structured-cloneable. */
export interface MadeFrom {
  readonly generator: Exclude<GeneratorKind, 'built-in'>;
  /** As its maker called it; empty where it is not told. */
  readonly model: string;
  /** SHA-256 over the model's files; shorter hashes stand among the settings. */
  readonly modelHash: string | null;
  /** Empty where it is not told. */
  readonly prompt: string;
  readonly negativePrompt: string;
  /** Null where it is not told, or has more digits than a number holds: then it stands among the settings. */
  readonly seed: number | null;
  /** What else is told, in display order; the names are those of the built-in generator where it has them. */
  readonly settings: Readonly<Record<string, string | number>>;
}

/** What a reader found, before it is bounded. `undefined` and empty settings are left out. */
export interface Told {
  readonly generator: MadeFrom['generator'];
  readonly model?: string | undefined;
  readonly modelHash?: string | undefined;
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  /** A number, or its digits. */
  readonly seed?: string | number | undefined;
  readonly settings: Readonly<Record<string, string | number | undefined>>;
}

/** Characters; more than any text encoder reads. */
const LONGEST_PROMPT = 10_000;
const LONGEST_VALUE = 300;
const MOST_SETTINGS = 40;

/** Null when neither a prompt nor a seed is told: a model's name alone does not say how a picture came about. */
export function madeFrom(told: Told): MadeFrom | null {
  const { generator, model = '', modelHash = '', settings } = told;
  const prompt = clean(told.prompt ?? '', LONGEST_PROMPT);
  const { seed, seedText } = readSeed(told.seed);
  if (prompt === '' && seed === null && seedText === undefined) return null;
  return {
    generator,
    model: clean(model, LONGEST_VALUE),
    modelHash: /^[0-9a-f]{64}$/i.test(modelHash) ? modelHash.toLowerCase() : null,
    prompt,
    negativePrompt: clean(told.negativePrompt ?? '', LONGEST_PROMPT),
    seed,
    settings: boundedSettings({ ...settings, seed: seedText }),
  };
}

function readSeed(seed: string | number | undefined): { seed: number | null; seedText?: string } {
  const digits = String(seed ?? '').trim();
  if (!/^\d{1,40}$/.test(digits)) return { seed: null };
  const value = Number(digits);
  return Number.isSafeInteger(value) ? { seed: value } : { seed: null, seedText: digits };
}

function boundedSettings(settings: Told['settings']): MadeFrom['settings'] {
  const entries = Object.entries(settings).flatMap(([name, value]) => {
    const kept = typeof value === 'string' ? clean(value, LONGEST_VALUE) : value;
    return kept === undefined || kept === '' || Number.isNaN(kept) ? [] : [[name, kept] as const];
  });
  return Object.fromEntries(entries.slice(0, MOST_SETTINGS));
}

/** Whole characters without control characters, lines kept. */
const clean = (text: string, longest: number): string =>
  text
    .slice(0, longest)
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?!\n)\p{Cc}/gu, ' ')
    .trim();
