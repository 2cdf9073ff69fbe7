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
        <SettingsGroup title="Model" group="model" networks={networks} isOpen>
          <ModelFields networks={networks} isLooking={isLooking} />
        </SettingsGroup>
        <SettingsGroup title="Budget" group="budget" networks={networks} isOpen>
          <BudgetFields />
        </SettingsGroup>
        <SettingsGroup title="Recipe options" group="recipes" networks={networks}>
          <RecipeFields />
        </SettingsGroup>
        <SettingsGroup title="Regularisation" group="regularisation" networks={networks}>
          <RegularisationFields />
        </SettingsGroup>
        <SettingsGroup title="Optimizer" group="optimizer" networks={networks}>
          <OptimizerFields />
        </SettingsGroup>
        <SettingsGroup title="Engine" group="engine" networks={networks}>
          <EngineFields />
        </SettingsGroup>
      </div>
    </Section>
  );
}
