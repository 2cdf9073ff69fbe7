import { Check } from 'lucide-react';
import { CheckboxButton, CheckboxField, CheckboxGroup } from 'react-aria-components';
import { describeRecipe, VERDICT_RULE } from '../../src-shared/domain/recipes.ts';
import { type RecipeName, recipeSchema } from '../../src-shared/domain/training.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { Section } from '../ui/page.tsx';
import { changeDraft, type Draft } from './draft.ts';
import { missingFor, recipeGroups, stageLines } from './recipe-groups.ts';
import styles from './recipe-list.module.css';
import { RecipeKey, RecipePicture } from './recipe-picture.tsx';

/** The recipes, each as a sentence and a picture of its stages. */
export function RecipeList({ draft }: { draft: Draft }) {
  return (
    <Section
      title="Recipes"
      hint={`${formatNoun(draft.recipes.length, 'recipe')} chosen`}
      actions={<RecipeKey />}
    >
      <CheckboxGroup
        aria-label="Recipes"
        className={styles.list ?? ''}
        value={[...draft.recipes]}
        onChange={(values) =>
          changeDraft({ recipes: recipeSchema.options.filter((recipe) => values.includes(recipe)) })
        }
      >
        {recipeGroups.map(({ title, recipes }) => (
          <section key={title} className={styles.group} aria-label={title}>
            <h3 className={styles.groupTitle}>{title}</h3>
            {recipes.map((name) => (
              <RecipeRow key={name} name={name} draft={draft} />
            ))}
          </section>
        ))}
      </CheckboxGroup>
      <p className={styles.rule}>{VERDICT_RULE}</p>
    </Section>
  );
}

function RecipeRow({ name, draft }: { name: RecipeName; draft: Draft }) {
  const recipe = describeRecipe(name, draft.settings);
  const missing = missingFor(recipe, draft);
  const isChosen = draft.recipes.includes(name);
  const lines = isChosen ? stageLines(recipe.stages, draft.settings.budget) : [];
  return (
    <CheckboxField value={name} isDisabled={missing !== null && !isChosen}>
      <CheckboxButton className={styles.row ?? ''}>
        <span className={styles.tick}>{isChosen && <Check aria-hidden />}</span>
        <span className={styles.words}>
          <span className={styles.title}>{recipe.title}</span>
          <span className={styles.sentence}>{recipe.sentence}</span>
          {lines.map((line, at) => (
            <span key={line} className={styles.stage}>
              {at + 1}. {line}
            </span>
          ))}
          {missing !== null && <span className={styles.missing}>{missing}</span>}
        </span>
        <RecipePicture recipe={recipe} />
      </CheckboxButton>
    </CheckboxField>
  );
}
