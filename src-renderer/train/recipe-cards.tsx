import { Check } from 'lucide-react';
import { CheckboxButton, CheckboxField, CheckboxGroup } from 'react-aria-components';
import { describeRecipe, type RecipeDescription, VERDICT_RULE } from '../../src-shared/domain/recipes.ts';
import { recipeSchema } from '../../src-shared/domain/training.ts';
import { recipes } from '../../src-shared/recipes/index.ts';
import { Section } from '../ui/page.tsx';
import { changeDraft, type Draft } from './draft.ts';
import { RecipePicture } from './recipe-picture.tsx';
import styles from './train.module.css';

/** The recipes, each as a sentence and a picture of what a batch is made of. */
export function RecipeCards({ draft }: { draft: Draft }) {
  return (
    <Section title="Recipes" hint={VERDICT_RULE}>
      <CheckboxGroup
        aria-label="Recipes"
        className={styles.recipes ?? ''}
        value={[...draft.recipes]}
        onChange={(values) =>
          changeDraft({ recipes: recipeSchema.options.filter((recipe) => values.includes(recipe)) })
        }
      >
        {recipeSchema.options.map((name) => {
          const recipe = describeRecipe(name, draft.settings);
          const missing = missingFor(recipe, draft);
          return (
            <CheckboxField
              key={name}
              value={name}
              isDisabled={missing !== null && !draft.recipes.includes(name)}
            >
              <CheckboxButton className={styles.recipe ?? ''}>
                <RecipePicture stages={recipe.stages} />
                <span className={styles.recipeTitle}>
                  {recipe.title}
                  <span className={styles.tick}>{draft.recipes.includes(name) && <Check aria-hidden />}</span>
                </span>
                <span className={styles.recipeWords}>{recipe.sentence}</span>
                {missing !== null && <span className={styles.missing}>{missing}</span>}
              </CheckboxButton>
            </CheckboxField>
          );
        })}
      </CheckboxGroup>
    </Section>
  );
}

function missingFor({ name, needs }: RecipeDescription, { syntheticSetIds, settings }: Draft): string | null {
  if (needs.includes('synthetic') && syntheticSetIds.length === 0) return 'Needs a synthetic set.';
  const wantsNetwork = recipes[name].pretrained !== undefined;
  return wantsNetwork && settings.pretrained === undefined ? 'Needs a pretrained network.' : null;
}
