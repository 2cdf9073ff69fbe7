import type { PromptDraft } from '../../../src-shared/api/prompts.ts';
import { formatCount, formatNoun } from '../../../src-shared/format/numbers.ts';

type Shortfall = PromptDraft['shortfalls'][number];

/** One sentence for each reason: "10 classes get 190 prompts fewer than wanted. The 11 contexts ..." */
export function shortfallWords(shortfalls: readonly Shortfall[]): string[] {
  return [...Map.groupBy(shortfalls, ({ reason }) => reason)].map(([reason, list]) => {
    const missing = list.reduce((sum, each) => sum + each.missing, 0);
    const [only] = list;
    const who =
      list.length === 1 && only
        ? `${only.className} gets`
        : `${formatNoun(list.length, 'class', 'classes')} get`;
    return `${who} ${formatCount(missing)} fewer than wanted. ${reason}`;
  });
}
