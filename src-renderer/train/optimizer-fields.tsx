import type { OptimizerSettings } from '../../src-shared/domain/training.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { NumberField } from '../ui/number-field.tsx';
import styles from './train.module.css';

/** The settings that belong to one optimizer. */
export function OptimizerFields(props: {
  optimizer: OptimizerSettings;
  onChange: (optimizer: OptimizerSettings) => void;
}) {
  const { optimizer, onChange } = props;
  const weightDecay = (
    <NumberField
      label="Weight decay"
      value={optimizer.weightDecay}
      onChange={(value) => onChange({ ...optimizer, weightDecay: value })}
      min={0}
      max={1}
      decimals={6}
    />
  );
  switch (optimizer.kind) {
    case 'sgd':
      return (
        <>
          <NumberField
            label="Momentum"
            value={optimizer.momentum}
            onChange={(momentum) => onChange({ ...optimizer, momentum })}
            min={0}
            max={0.999}
            decimals={3}
          />
          {weightDecay}
          <div className={styles.alone}>
            <Checkbox
              isSelected={optimizer.nesterov}
              onChange={(nesterov) => onChange({ ...optimizer, nesterov })}
            >
              Nesterov momentum
            </Checkbox>
          </div>
        </>
      );
    case 'adamw':
      return (
        <>
          <NumberField
            label="Beta 1"
            value={optimizer.beta1}
            onChange={(beta1) => onChange({ ...optimizer, beta1 })}
            min={0}
            max={0.9999}
            decimals={4}
          />
          <NumberField
            label="Beta 2"
            value={optimizer.beta2}
            onChange={(beta2) => onChange({ ...optimizer, beta2 })}
            min={0}
            max={0.99999}
            decimals={5}
          />
          {weightDecay}
        </>
      );
    default:
      return optimizer satisfies never;
  }
}
