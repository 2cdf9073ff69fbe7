import type { ReactNode } from 'react';
import { describeRecipe } from '../../../src-shared/domain/recipes.ts';
import { type Mix, recipeSchema, type RecipeName } from '../../../src-shared/domain/training.ts';
import { recipes } from '../../../src-shared/recipes/index.ts';
import { mixesDomains } from '../../../src-shared/recipes/stages.ts';
import { type Option, Select } from '../../ui/select.tsx';
import { changeSettings, useDraft } from '../draft.ts';
import { NumberSettingField } from './number-setting.tsx';
import styles from './settings.module.css';

const mixes: readonly Option<Mix['kind']>[] = [
  { value: 'share', label: 'Fixed share of a batch' },
  { value: 'concatenate', label: 'One shuffled pool' },
];

const hasTwoStages = (name: RecipeName): boolean => recipes[name].stages.length > 1;

/** What belongs to some recipes only. */
export function RecipeFields() {
  const { mix } = useDraft((draft) => draft.settings);
  return (
    <>
      <FieldsOf title="Real and synthetic images in a batch" concerns={mixesDomains}>
        <Select
          label="Mixed batches"
          value={mix.kind}
          options={mixes}
          onChange={(kind) => changeSettings({ mix: kind === 'share' ? { kind, real: 0.5 } : { kind } })}
        />
        {mix.kind === 'share' && <NumberSettingField path="mix.real" />}
        <NumberSettingField path="lossWeights.real" />
        <NumberSettingField path="lossWeights.synthetic" />
      </FieldsOf>
      <FieldsOf title="Two stages" concerns={hasTwoStages}>
        <NumberSettingField path="twoStage.first" />
        <NumberSettingField path="twoStage.secondPeak" />
        <NumberSettingField path="twoStage.headFirst" />
        <NumberSettingField path="twoStage.mixup" />
      </FieldsOf>
    </>
  );
}

function FieldsOf(props: { title: string; concerns: (name: RecipeName) => boolean; children: ReactNode }) {
  const { recipes: chosen, settings } = useDraft();
  const concerned = recipeSchema.options.filter((name) => chosen.includes(name) && props.concerns(name));
  return (
    <fieldset className={styles.part}>
      <legend className={styles.partTitle}>
        {props.title}
        <span className={styles.partHint}>
          {concerned.length === 0
            ? 'Concerns none of the chosen recipes.'
            : concerned.map((name) => describeRecipe(name, settings).title).join(', ')}
        </span>
      </legend>
      <div className={styles.fields}>{props.children}</div>
    </fieldset>
  );
}
