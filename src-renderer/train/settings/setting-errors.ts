import type { z } from 'zod';
import { type TrainingSettings, trainingSettingsSchema } from '../../../src-shared/domain/training.ts';
import { formatCount } from '../../../src-shared/format/numbers.ts';
import { isNumberSetting, numberSetting } from './number-settings.ts';

type Issue = z.core.$ZodIssue;

const known = new WeakMap<TrainingSettings, ReadonlyMap<string, string>>();

/** What the shared schema says against the settings, by place, in the words and units of the form. Remembered for each object. */
export function settingErrors(settings: TrainingSettings): ReadonlyMap<string, string> {
  const earlier = known.get(settings);
  if (earlier) return earlier;
  const { error } = trainingSettingsSchema.safeParse(settings);
  const errors = new Map((error?.issues ?? []).map((issue) => [issue.path.join('.'), issueWords(issue)]));
  known.set(settings, errors);
  return errors;
}

/** The same as lines that name their field, each once. */
export function settingProblems(settings: TrainingSettings): string[] {
  const lines = [...settingErrors(settings)].map(([path, words]) => {
    const label = labelOf(path);
    return label === null ? words : `${label}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  });
  return [...new Set(lines)];
}

function labelOf(path: string): string | null {
  if (isNumberSetting(path)) return numberSetting(path).label;
  return path.startsWith('schedule.grid') ? 'Peak learning rates to try' : null;
}

function issueWords(issue: Issue): string {
  const path = issue.path.join('.');
  const { scale = 1, unit = '' } = isNumberSetting(path) ? numberSetting(path) : {};
  const bound = (limit: number | bigint) => {
    const shown = formatCount(Number(limit) * scale);
    return unit.startsWith('%') ? `${shown} %` : shown;
  };
  switch (issue.code) {
    case 'too_small':
      return issue.inclusive ? `At least ${bound(issue.minimum)}.` : `Above ${bound(issue.minimum)}.`;
    case 'too_big':
      return issue.inclusive ? `At most ${bound(issue.maximum)}.` : `Below ${bound(issue.maximum)}.`;
    case 'invalid_type':
      return issue.expected === 'int' ? 'A whole number.' : 'A number.';
    default:
      return issue.message;
  }
}
