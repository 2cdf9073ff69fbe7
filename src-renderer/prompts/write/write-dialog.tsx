import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PromptVocabulary, WritePrompts } from '../../../src-shared/api/prompts.ts';
import type { ImageClass } from '../../../src-shared/domain/image-class.ts';
import type { ImageSet } from '../../../src-shared/domain/image-set.ts';
import { usualVocabulary } from '../../../src-shared/domain/vocabulary.ts';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { api } from '../../api/client.ts';
import { queries } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote, Skeleton } from '../../ui/states.tsx';
import { noteAdded } from '../actions.ts';
import { DraftPreview } from './draft-preview.tsx';
import { requestOf, useRecipe } from './recipe-draft.ts';
import { RecipeFields } from './recipe-fields.tsx';
import styles from './write.module.css';

/** Sets up a recipe beside what it would write, and writes it. */
export function WriteDialog({ onClose }: { onClose: () => void }) {
  const classes = useQuery(queries.classes());
  const vocabularies = useQuery(queries.vocabularies());
  const sets = useQuery(queries.sets());
  const error = classes.error ?? vocabularies.error ?? sets.error;
  if (error || !classes.data || !vocabularies.data || !sets.data) {
    return (
      <Dialog title="Write prompts" width="wide" onClose={onClose}>
        {error ? <FailureNote error={error} /> : <Skeleton height={320} />}
      </Dialog>
    );
  }
  return (
    <LoadedDialog
      classes={classes.data}
      vocabularies={vocabularies.data}
      sets={sets.data}
      onClose={onClose}
    />
  );
}

const PAUSE_MS = 250;

function LoadedDialog(props: {
  classes: readonly ImageClass[];
  vocabularies: readonly PromptVocabulary[];
  sets: readonly ImageSet[];
  onClose: () => void;
}) {
  const { classes, vocabularies, onClose } = props;
  const recipe = useRecipe();
  const usual = usualVocabulary(props.sets);
  const vocabulary = vocabularies.find(({ id }) => id === (recipe.vocabulary ?? usual)) ?? vocabularies[0];
  const request = vocabulary ? requestOf(recipe, vocabulary, classes) : null;
  const asked = useSettled(request);
  const draft = useQuery({ ...queries.promptDraft(asked), placeholderData: keepPreviousData });
  const write = useMutation({
    mutationFn: (wanted: WritePrompts) => api.prompts.write.mutate(wanted),
    onSuccess: ({ ids, added }) => {
      noteAdded(ids, `Wrote ${formatNoun(added, 'prompt')}.`);
      onClose();
    },
  });
  const current = asked === request ? draft.data : undefined;
  const count = current?.prompts.length ?? 0;
  return (
    <Dialog
      title="Write prompts"
      width="wide"
      onClose={onClose}
      footnote={
        recipe.kind === 'diversified'
          ? 'Written by the built-in grammar, and marked so.'
          : 'What a class has already counts, and is not written again.'
      }
      actions={
        <Button
          look="primary"
          isDisabled={!request || count === 0 || write.isPending}
          onPress={() => request && write.mutate(request)}
        >
          {count > 0 ? `Write ${formatNoun(count, 'prompt')}` : 'Write prompts'}
        </Button>
      }
    >
      <div className={styles.columns}>
        {vocabulary && (
          <RecipeFields
            recipe={recipe}
            classes={classes}
            vocabularies={vocabularies}
            vocabulary={vocabulary}
            usual={usual}
          />
        )}
        <DraftPreview
          classes={classes}
          draft={request ? (draft.data ?? null) : null}
          isOld={current === undefined || draft.isPlaceholderData}
          error={write.error ?? draft.error}
          nothing={request ? null : 'The recipe is not complete yet.'}
        />
      </div>
    </Dialog>
  );
}

/** The request once it has stood still for a moment, so that typing does not ask the host at every key. */
function useSettled(request: WritePrompts | null): WritePrompts | null {
  const text = request ? JSON.stringify(request) : null;
  const [settled, setSettled] = useState({ text, request });
  useEffect(() => {
    if (settled.text === text) return;
    const timer = setTimeout(() => setSettled({ text, request }), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return settled.text === text ? request : settled.request;
}
