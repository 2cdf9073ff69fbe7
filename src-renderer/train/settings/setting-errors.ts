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

/** The same as lines that name their field. */
export const settingProblems = (settings: TrainingSettings): string[] =>
  [...settingErrors(settings)].map(([path, words]) => {
    const label = isNumberSetting(path) ? numberSetting(path).label : null;
    return label === null ? words : `${label}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  });

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
      return 'A whole number.';
    default:
      return issue.message;
  }
}
