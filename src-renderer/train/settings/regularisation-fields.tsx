import { type Augmentation, augmentationSchema } from '../../../src-shared/domain/training.ts';
import { type Option, Select } from '../../ui/select.tsx';
import { changeSettings, useDraft } from '../draft.ts';
import { NumberSettingField } from './number-setting.tsx';
import { augmentationNames } from './setting-names.ts';
import styles from './settings.module.css';

const augmentations: readonly Option<Augmentation>[] = augmentationSchema.options.map((value) => ({
  value,
  label: value === 'none' ? 'None' : augmentationNames[value],
}));

/** What keeps a network from learning its training images by heart. */
export function RegularisationFields() {
  const { augmentation } = useDraft((draft) => draft.settings);
  return (
    <div className={styles.fields}>
      <Select
        label="Augmentation"
        value={augmentation}
        options={augmentations}
        onChange={(chosen) => changeSettings({ augmentation: chosen })}
      />
      <NumberSettingField path="randAugment.operations" />
      <NumberSettingField path="randAugment.magnitude" />
      <NumberSettingField path="mixup" />
      <NumberSettingField path="cutmix" />
      <NumberSettingField path="labelSmoothing" />
      <NumberSettingField path="ema" />
    </div>
  );
}
