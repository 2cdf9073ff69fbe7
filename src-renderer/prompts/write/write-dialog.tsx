import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PromptVocabulary, Rewrite, WritePrompts } from '../../../src-shared/api/prompts.ts';
import type { ImageClass } from '../../../src-shared/domain/image-class.ts';
import type { ImageSet } from '../../../src-shared/domain/image-set.ts';
import { usualVocabulary } from '../../../src-shared/domain/vocabulary.ts';
import { queries } from '../../api/queries.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote, Skeleton } from '../../ui/states.tsx';
import { ModeChoice } from './mode-choice.tsx';
import { modelRequestOf, recipeRequestOf } from './model-request.ts';
import { chosenClasses, requestOf, useRecipe } from './recipe-draft.ts';
import { RecipeFields } from './recipe-fields.tsx';
import { SavedRecipes } from './saved-recipes.tsx';
import { useMissingSide } from './use-missing-side.tsx';
import { useModelSide } from './use-model-side.tsx';
import { useRewriteSide } from './use-rewrite-side.tsx';
import { useWriter } from './writer-choice.tsx';
import { useWriting } from './writing-draft.ts';
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
  const writing = useWriting();
  const writer = useWriter();
  const usual = usualVocabulary(props.sets);
  const vocabulary = vocabularies.find(({ id }) => id === (recipe.vocabulary ?? usual)) ?? vocabularies[0];
  const request = vocabulary ? requestOf(recipe, vocabulary, classes) : null;
  const asked = useSettled(request);
  const byModel = writer !== null && recipe.kind === 'diversified' && request !== null;
  const adds = !byModel && writing.mode === 'missing';
  const modelRequest = byModel ? modelRequestOf(request, writing, writer) : null;
  const only = writing.mode === 'stale' ? 'stale' : 'all';
  const rewrite = (of: WritePrompts | null): Rewrite | null =>
    of && !byModel && !adds ? { request: of, only } : null;
  const missingSide = useMissingSide({
    request: adds ? request : null,
    asked: adds ? asked : null,
    classes,
    onClose,
  });
  const rewriteSide = useRewriteSide({
    rewrite: rewrite(request),
    asked: rewrite(asked),
    isCurrent: asked === request,
    classes,
    onClose,
  });
  const modelSide = useModelSide(modelRequest, chosenClasses(recipe, classes).length);
  const side = byModel ? modelSide : adds ? missingSide : rewriteSide;
  return (
    <Dialog
      title="Write prompts"
      width="wide"
      onClose={onClose}
      footnote={side.footnote}
      actions={side.action}
    >
      <div className={styles.columns}>
        {vocabulary && (
          <RecipeFields
            recipe={recipe}
            classes={classes}
            vocabularies={vocabularies}
            vocabulary={vocabulary}
            usual={usual}
            byModel={byModel}
          >
            <ModeChoice />
            <SavedRecipes request={recipeRequestOf(request, modelRequest)} />
          </RecipeFields>
        )}
        {side.content}
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
