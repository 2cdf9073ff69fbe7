import { useEffect, useState } from 'react';
import { notifyFailure } from '../../ui/notifications.ts';
import { usePrompts } from '../store.ts';
import { useReplacement } from './replacement-draft.ts';
import type { Replacement } from '../../../src-shared/prompts/edits/replacement.ts';
import { createReplacer, type ReplacementAnswer } from './replacer.ts';

/** What the replacement that is being typed would do; `isOld` while the answer is to an earlier one. */
export function useReplacementPreview(meant: readonly number[]): {
  answer: ReplacementAnswer | null;
  isOld: boolean;
} {
  const replacement = useReplacement();
  const prompts = usePrompts((state) => state.prompts);
  const [last, setLast] = useState<{ answer: ReplacementAnswer; to: Replacement } | null>(null);
  useEffect(() => {
    const replacer = createReplacer(prompts ?? [], meant);
    const ask = async (to: Replacement) => {
      const answer = await replacer.preview(to);
      if (answer) setLast({ answer, to });
    };
    const follow = (to: Replacement) => void ask(to).catch(notifyFailure);
    follow(useReplacement.getState());
    const stop = useReplacement.subscribe(follow);
    return () => {
      stop();
      replacer.close();
    };
  }, [prompts, meant]);
  return { answer: last?.answer ?? null, isOld: last?.to !== replacement };
}
