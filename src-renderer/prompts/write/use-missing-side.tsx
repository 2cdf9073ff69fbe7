import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { WritePrompts } from '../../../src-shared/api/prompts.ts';
import type { ImageClass } from '../../../src-shared/domain/image-class.ts';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { api } from '../../api/client.ts';
import { queries } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { noteAdded } from '../actions.ts';
import { DraftPreview } from './draft-preview.tsx';
import type { WritingSide } from './writing-side.ts';

/** What classes lack, as the built-in writers would add it. `request` is null while the recipe is not complete, or another side is shown. */
export function useMissingSide(props: {
  request: WritePrompts | null;
  /** `request` once it has stood still. */
  asked: WritePrompts | null;
  classes: readonly ImageClass[];
  onClose: () => void;
}): WritingSide {
  const { request, asked } = props;
  const draft = useQuery({ ...queries.promptDraft(asked), placeholderData: keepPreviousData });
  const write = useMutation({
    mutationFn: (wanted: WritePrompts) => api.prompts.write.mutate(wanted),
    onSuccess: ({ ids, added }) => {
      noteAdded(ids, `Wrote ${formatNoun(added, 'prompt')}.`);
      props.onClose();
    },
  });
  const current = asked === request ? draft.data : undefined;
  const count = current?.prompts.length ?? 0;
  return {
    footnote:
      request?.recipe.kind === 'diversified'
        ? 'Written by the built-in grammar, and marked so.'
        : 'What a class has already counts, and is not written again.',
    action: (
      <Button
        look="primary"
        isDisabled={!request || count === 0 || write.isPending}
        onPress={() => request && write.mutate(request)}
      >
        {count > 0 ? `Write ${formatNoun(count, 'prompt')}` : 'Write prompts'}
      </Button>
    ),
    content: (
      <DraftPreview
        classes={props.classes}
        draft={request ? (draft.data ?? null) : null}
        isOld={current === undefined || draft.isPlaceholderData}
        error={write.error ?? draft.error}
        nothing={request ? null : 'The recipe is not complete yet.'}
      />
    ),
  };
}
