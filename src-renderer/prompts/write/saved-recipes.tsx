import { useMutation, useQuery } from '@tanstack/react-query';
import { Play, Save, X } from 'lucide-react';
import { useState } from 'react';
import type { PromptRecipe, PromptRecipeRequest } from '../../../src-shared/api/prompts.ts';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { api } from '../../api/client.ts';
import { queries } from '../../api/queries.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { notify, notifyFailure } from '../../ui/notifications.ts';
import { FailureNote } from '../../ui/states.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { noteAdded } from '../actions.ts';
import { shortfallWords } from './shortfall-words.ts';
import styles from './write.module.css';

/** Recipes that the project keeps: carried out again for what classes lack now, or removed; and a name for the one being set up. */
export function SavedRecipes({ request }: { request: PromptRecipeRequest | null }) {
  const { data: recipes, error } = useQuery(queries.promptRecipes());
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: (wanted: PromptRecipeRequest) => api.promptRecipes.save.mutate({ name, request: wanted }),
    onSuccess: () => setName(''),
  });
  return (
    <fieldset className={styles.attributes}>
      <legend>Saved recipes</legend>
      {recipes?.map((recipe) => (
        <SavedRecipe key={recipe.id} recipe={recipe} />
      ))}
      <form
        className={styles.addAttribute}
        onSubmit={(event) => {
          event.preventDefault();
          if (request && name.trim() !== '') save.mutate(request);
        }}
      >
        <TextField
          label="Name of the recipe"
          hideLabel
          placeholder="Save this one as"
          value={name}
          onChange={setName}
          maxLength={100}
        />
        <Button
          type="submit"
          size="small"
          icon={<Save aria-hidden />}
          isDisabled={!request || name.trim() === '' || save.isPending}
        >
          Save
        </Button>
      </form>
      {(error ?? save.error) ? <FailureNote error={error ?? save.error} /> : null}
    </fieldset>
  );
}

function SavedRecipe({ recipe }: { recipe: PromptRecipe }) {
  const { id: recipeId, name } = recipe;
  const run = useMutation({
    mutationFn: () => api.promptRecipes.run.mutate({ recipeId }),
    onSuccess: (result) => {
      if (result.kind === 'started') return notify('info', { message: `“${name}” is being written.` });
      const missing = shortfallWords(result.shortfalls).join(' ');
      noteAdded(result.ids, `“${name}” wrote ${formatNoun(result.added, 'prompt')}. ${missing}`.trim());
    },
  });
  const remove = useMutation({
    mutationFn: () => api.promptRecipes.remove.mutate({ recipeId }),
    onSuccess: () =>
      notify(
        'info',
        { message: `The recipe “${name}” was removed.` },
        { name: 'Undo', perform: () => void bringBack(recipe) },
      ),
  });
  const failure = run.error ?? remove.error;
  return (
    <>
      <div className={styles.attribute}>
        <span className={styles.recipeName} title={name}>
          {name} <span className={styles.lineNote}>{formatNoun(recipe.prompts, 'prompt')}</span>
        </span>
        <IconButton
          size="small"
          label={`Run ${name}`}
          icon={<Play />}
          isDisabled={run.isPending}
          onPress={() => run.mutate()}
        />
        <IconButton
          size="small"
          label={`Remove ${name}`}
          icon={<X />}
          isDisabled={remove.isPending}
          onPress={() => remove.mutate()}
        />
      </div>
      {failure && <FailureNote error={failure} />}
    </>
  );
}

async function bringBack({ name, request }: PromptRecipe): Promise<void> {
  try {
    await api.promptRecipes.save.mutate({ name, request });
  } catch (error) {
    notifyFailure(error);
  }
}
