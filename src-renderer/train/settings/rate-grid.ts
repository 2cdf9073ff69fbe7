import type { TrainingSettings } from '../../../src-shared/domain/training.ts';
import { settingErrors } from './setting-errors.ts';

/** Rates as typed, with NaN for what is no number; null for an empty field. */
export function readRates(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  return parts.length === 0 ? null : parts.map(Number);
}

export const hasGridError = (settings: TrainingSettings): boolean =>
  [...settingErrors(settings).keys()].some((path) => path.startsWith('schedule.grid'));
