import {
  type OptimizerSettings,
  type ScheduleSettings,
  scheduleSchema,
} from '../../../src-shared/domain/training.ts';
import { type Option, Select } from '../../ui/select.tsx';
import { changeSettings, useDraft } from '../draft.ts';
import { NumberSettingField } from './number-setting.tsx';
import { RateGridField } from './rate-grid-field.tsx';
import { optimizerNames, scheduleNames } from './setting-names.ts';
import styles from './settings.module.css';

const schedules: readonly Option<ScheduleSettings['kind']>[] = scheduleSchema.shape.kind.options.map(
  (value) => ({ value, label: scheduleNames[value] }),
);

const optimizers: readonly Option<OptimizerSettings['kind']>[] = [
  { value: 'sgd', label: optimizerNames.sgd },
  { value: 'adamw', label: optimizerNames.adamw },
];

const momentumForms: readonly Option<'nesterov' | 'classical'>[] = [
  { value: 'nesterov', label: 'Nesterov' },
  { value: 'classical', label: 'Classical' },
];

/** To begin from with each optimizer, as in the terminal. */
const initial: Readonly<Record<OptimizerSettings['kind'], { optimizer: OptimizerSettings; peak: number }>> = {
  sgd: { optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4 }, peak: 0.1 },
  adamw: {
    optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.05 },
    peak: 0.001,
  },
};

/** How weights are updated, and how fast. */
export function OptimizerFields() {
  const { optimizer, schedule } = useDraft((draft) => draft.settings);
  return (
    <div className={styles.fields}>
      <Select
        label="Optimizer"
        value={optimizer.kind}
        options={optimizers}
        onChange={(kind) => {
          const { optimizer: chosen, peak } = initial[kind];
          changeSettings({ optimizer: chosen, schedule: { ...schedule, peak } });
        }}
      />
      <Select
        label="Learning rate schedule"
        value={schedule.kind}
        options={schedules}
        onChange={(kind) => changeSettings({ schedule: { ...schedule, kind } })}
      />
      <NumberSettingField path="schedule.peak" />
      <RateGridField />
      <NumberSettingField path="schedule.warmup" />
      <NumberSettingField path="headLearningRate" />
      <NumberSettingField path="layerDecay" />
      <NumberSettingField path="optimizer.weightDecay" />
      <NumberSettingField path="clipNorm" />
      {optimizer.kind === 'sgd' ? (
        <>
          <NumberSettingField path="optimizer.momentum" />
          <Select
            label="Form of momentum"
            value={optimizer.nesterov ? 'nesterov' : 'classical'}
            options={momentumForms}
            onChange={(form) =>
              changeSettings({ optimizer: { ...optimizer, nesterov: form === 'nesterov' } })
            }
          />
        </>
      ) : (
        <>
          <NumberSettingField path="optimizer.beta1" />
          <NumberSettingField path="optimizer.beta2" />
        </>
      )}
    </div>
  );
}
