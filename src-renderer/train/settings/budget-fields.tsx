import type { Budget, TrainingSettings } from '../../../src-shared/domain/training.ts';
import { type Option, Select } from '../../ui/select.tsx';
import { changeSettings, useDraft } from '../draft.ts';
import { NumberSettingField } from './number-setting.tsx';
import styles from './settings.module.css';

const budgets: readonly Option<Budget['kind']>[] = [
  { value: 'steps', label: 'Equal steps' },
  { value: 'real-epochs', label: 'Equal views of real images' },
];

const initialBudgets: Readonly<Record<Budget['kind'], Budget>> = {
  steps: { kind: 'steps', steps: 600 },
  'real-epochs': { kind: 'real-epochs', epochs: 20 },
};

const choices: readonly Option<TrainingSettings['choose']>[] = [
  { value: 'best', label: 'Best on val' },
  { value: 'last', label: 'The last' },
];

/** How long a run is, and which of its weights count. */
export function BudgetFields() {
  const { budget, choose } = useDraft((draft) => draft.settings);
  return (
    <div className={styles.fields}>
      <Select
        label="What recipes have in common"
        value={budget.kind}
        options={budgets}
        onChange={(kind) => changeSettings({ budget: initialBudgets[kind] })}
      />
      <NumberSettingField path={budget.kind === 'steps' ? 'budget.steps' : 'budget.epochs'} />
      <NumberSettingField path="batchSize" />
      <NumberSettingField path="validateEvery" />
      <Select
        label="Weights to test"
        value={choose}
        options={choices}
        onChange={(chosen) => changeSettings({ choose: chosen })}
      />
      <NumberSettingField path="patience" />
    </div>
  );
}
