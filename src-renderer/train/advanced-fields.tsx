import type {
  Mix,
  OptimizerSettings,
  ScheduleSettings,
  TrainingSettings,
} from '../../src-shared/domain/training.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { type Option, Select } from '../ui/select.tsx';
import { changeSettings } from './draft.ts';
import { OptimizerFields } from './optimizer-fields.tsx';
import styles from './train.module.css';

const schedules: readonly Option<ScheduleSettings['kind']>[] = [
  { value: 'one-cycle', label: 'One cycle' },
  { value: 'cosine', label: 'Cosine' },
  { value: 'constant', label: 'Constant' },
];

const mixes: readonly Option<Mix['kind']>[] = [
  { value: 'share', label: 'Fixed share of each batch' },
  { value: 'concatenate', label: 'One shuffled pool' },
];

const choices: readonly Option<TrainingSettings['choose']>[] = [
  { value: 'best', label: 'Best on val' },
  { value: 'last', label: 'The last' },
];

const optimizers: readonly Option<OptimizerSettings['kind']>[] = [
  { value: 'sgd', label: 'SGD' },
  { value: 'adamw', label: 'AdamW' },
];

const initialOptimizers: Readonly<Record<OptimizerSettings['kind'], OptimizerSettings>> = {
  sgd: { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4 },
  adamw: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.05 },
};

/** A peak learning rate to begin from with each optimizer. */
const initialPeaks: Readonly<Record<OptimizerSettings['kind'], number>> = { sgd: 0.1, adamw: 0.002 };

export function AdvancedFields({ settings }: { settings: TrainingSettings }) {
  const { optimizer, schedule, mix, shots } = settings;
  return (
    <div className={styles.fields}>
      <Select
        label="Optimizer"
        value={optimizer.kind}
        options={optimizers}
        onChange={(kind) =>
          changeSettings({
            optimizer: initialOptimizers[kind],
            schedule: { ...schedule, peak: initialPeaks[kind] },
          })
        }
      />
      <OptimizerFields optimizer={optimizer} onChange={(changed) => changeSettings({ optimizer: changed })} />
      <Select
        label="Learning rate schedule"
        value={schedule.kind}
        options={schedules}
        onChange={(kind) => changeSettings({ schedule: { ...schedule, kind } })}
      />
      <NumberField
        label="Peak learning rate"
        value={schedule.peak}
        onChange={(peak) => changeSettings({ schedule: { ...schedule, peak } })}
        min={0.00001}
        max={10}
        decimals={5}
      />
      <NumberField
        label="Warm-up"
        unit="% of steps"
        value={Math.round(schedule.warmup * 100)}
        onChange={(percent) => changeSettings({ schedule: { ...schedule, warmup: percent / 100 } })}
        min={0}
        max={50}
      />
      <NumberField
        label="Label smoothing"
        value={settings.labelSmoothing}
        onChange={(labelSmoothing) => changeSettings({ labelSmoothing })}
        min={0}
        max={0.5}
        decimals={2}
      />
      <Select
        label="Mixed batches"
        value={mix.kind}
        options={mixes}
        onChange={(kind) => changeSettings({ mix: kind === 'share' ? { kind, real: 0.5 } : { kind } })}
      />
      {mix.kind === 'share' && (
        <NumberField
          label="Real share of a batch"
          unit="%"
          value={Math.round(mix.real * 100)}
          onChange={(percent) => changeSettings({ mix: { kind: 'share', real: percent / 100 } })}
          min={1}
          max={99}
        />
      )}
      <NumberField
        label="Validate every"
        unit="steps"
        value={settings.validateEvery}
        onChange={(validateEvery) => changeSettings({ validateEvery })}
        min={1}
        max={100_000}
      />
      <Select
        label="Weights to test"
        value={settings.choose}
        options={choices}
        onChange={(choose) => changeSettings({ choose })}
      />
      <div className={styles.shots}>
        <Checkbox
          isSelected={shots !== undefined}
          onChange={(limited) => changeSettings({ shots: limited ? 16 : undefined })}
        >
          Few-shot: limit the real images
        </Checkbox>
        {shots !== undefined && (
          <NumberField
            label="Real images for each class"
            unit="images"
            value={shots}
            onChange={(value) => changeSettings({ shots: value })}
            min={1}
            max={100_000}
          />
        )}
      </div>
    </div>
  );
}
