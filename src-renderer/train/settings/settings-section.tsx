import { Section } from '../../ui/page.tsx';
import { BudgetFields } from './budget-fields.tsx';
import { EngineFields } from './engine-fields.tsx';
import { ModelFields, type ModelFieldsProps } from './model-fields.tsx';
import { OptimizerFields } from './optimizer-fields.tsx';
import { RecipeFields } from './recipe-fields.tsx';
import { RegularisationFields } from './regularisation-fields.tsx';
import { SettingsGroup } from './settings-group.tsx';
import styles from './settings.module.css';

/** What all recipes of the comparison share. */
export function SettingsSection({ networks, isLooking }: ModelFieldsProps) {
  return (
    <Section title="Settings" hint="The same for every recipe and seed.">
      <div className={styles.groups}>
        <SettingsGroup group="model" networks={networks} isOpen>
          <ModelFields networks={networks} isLooking={isLooking} />
        </SettingsGroup>
        <SettingsGroup group="budget" networks={networks} isOpen>
          <BudgetFields />
        </SettingsGroup>
        <SettingsGroup group="recipes" networks={networks}>
          <RecipeFields />
        </SettingsGroup>
        <SettingsGroup group="regularisation" networks={networks}>
          <RegularisationFields />
        </SettingsGroup>
        <SettingsGroup group="optimizer" networks={networks}>
          <OptimizerFields />
        </SettingsGroup>
        <SettingsGroup group="engine" networks={networks}>
          <EngineFields />
        </SettingsGroup>
      </div>
    </Section>
  );
}
