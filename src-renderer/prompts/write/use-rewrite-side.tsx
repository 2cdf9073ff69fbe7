import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Rewrite, RewritePlan } from '../../../src-shared/api/prompts.ts';
import type { ImageClass } from '../../../src-shared/domain/image-class.ts';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { api } from '../../api/client.ts';
import { queries } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { noteRewritten } from '../actions.ts';
import { usePrompts } from '../store.ts';
import { diffLines } from '../../../src-shared/prompts/edits/diff-lines.ts';
import { RewriteDiff } from './rewrite-diff.tsx';
import type { WritingSide } from './writing-side.ts';

/** What writing anew would change. `rewrite` is null while the recipe is not complete, or another side is shown. */
export function useRewriteSide(props: {
  rewrite: Rewrite | null;
  /** `rewrite` once it has stood still. */
  asked: Rewrite | null;
  /** Whether both are the same. */
  isCurrent: boolean;
  classes: readonly ImageClass[];
  onClose: () => void;
}): WritingSide {
  const { rewrite, asked, classes } = props;
  const plan = useQuery({ ...queries.rewritePlan(asked), placeholderData: keepPreviousData });
  const prompts = usePrompts((state) => state.prompts);
  const lines = useMemo(
    () => (plan.data ? diffLines(plan.data, prompts ?? [], classes) : []),
    [plan.data, prompts, classes],
  );
  const apply = useMutation({
    mutationFn: async (wanted: Rewrite) => {
      const before = usePrompts.getState().prompts ?? [];
      const { added, removed } = await api.prompts.applyRewrite.mutate(wanted);
      const gone = new Set(removed);
      return { added, gone: before.filter(({ id }) => gone.has(id)) };
    },
    onSuccess: ({ added, gone }) => {
      noteRewritten(added, gone);
      props.onClose();
    },
  });
  const current = props.isCurrent && !plan.isPlaceholderData ? plan.data : undefined;
  const changes = current ? current.added.length + current.removed.length : 0;
  return {
    footnote: 'Locked prompts, and those changed by hand, stay. Images keep the text they were made from.',
    action: (
      <Button
        look="primary"
        isDisabled={!rewrite || changes === 0 || apply.isPending}
        onPress={() => rewrite && apply.mutate(rewrite)}
      >
        {current && changes > 0 ? actionWords(current) : 'Write anew'}
      </Button>
    ),
    content: (
      <RewriteDiff
        lines={lines}
        plan={rewrite ? (plan.data ?? null) : null}
        isOld={current === undefined}
        error={apply.error ?? plan.error}
      />
    ),
  };
}

const actionWords = ({ added, removed }: RewritePlan): string => {
  if (removed.length === 0) return `Add ${formatNoun(added.length, 'prompt')}`;
  if (added.length === 0) return `Archive ${formatNoun(removed.length, 'prompt')}`;
  return `Replace ${formatNoun(removed.length, 'prompt')} by ${added.length}`;
};
