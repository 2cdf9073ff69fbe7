import { useEffect, useState } from 'react';
import type { Prompt } from '../../../src-shared/domain/prompt.ts';
import type { EditablePrompt } from '../../../src-shared/prompt-edits/resolve-edits.ts';
import { notifyFailure } from '../../ui/notifications.ts';
import { usePrompts } from '../store.ts';
import { useReplacement } from './replacement-draft.ts';
import type { Replacement } from './replacement.ts';
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
    const replacer = createReplacer((prompts ?? []).map(toEditable), meant);
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

/** No more than the worker needs, as it is copied. */
const toEditable = ({ id, classId, text, context, style, locked }: Prompt): EditablePrompt => ({
  id,
  classId,
  text,
  context,
  style,
  locked,
});
