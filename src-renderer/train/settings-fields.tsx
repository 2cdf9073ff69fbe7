import { ChevronRight } from 'lucide-react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { ArchitectureName, Augmentation, Budget } from '../../src-shared/domain/training.ts';
import { NumberField } from '../ui/number-field.tsx';
import { Section } from '../ui/page.tsx';
import { type Option, Select } from '../ui/select.tsx';
import { AdvancedFields } from './advanced-fields.tsx';
import { changeSettings, type Draft } from './draft.ts';
import styles from './train.module.css';

const architectures: readonly Option<ArchitectureName>[] = [
  { value: 'cifar-resnet', label: 'CIFAR-ResNet', hint: 'small images, fast' },
  { value: 'resnet-10-narrow', label: 'ResNet-10 narrow', hint: 'from 32 pixels, as the starter backbone' },
  { value: 'resnet-18', label: 'ResNet-18', hint: 'from 64 pixels' },
  { value: 'resnet-34', label: 'ResNet-34', hint: 'from 64 pixels' },
  { value: 'resnet-50', label: 'ResNet-50', hint: 'from 64 pixels' },
  { value: 'vit-tiny', label: 'ViT-Tiny', hint: 'image size a multiple of 16' },
  { value: 'vit-small', label: 'ViT-Small', hint: 'image size a multiple of 16' },
  { value: 'vit-base', label: 'ViT-Base', hint: 'image size a multiple of 16' },
  { value: 'imported', label: 'Imported', hint: 'the ONNX file of the pretrained network' },
];

const augmentations: readonly Option<Augmentation>[] = [
  { value: 'none', label: 'None' },
  { value: 'flip', label: 'Flip' },
  { value: 'pad-crop-flip', label: 'Pad, crop and flip' },
  { value: 'random-resized-crop-flip', label: 'Random resized crop and flip' },
];

const budgets: readonly Option<Budget['kind']>[] = [
  { value: 'steps', label: 'Equal steps' },
  { value: 'real-epochs', label: 'Equal views of real images' },
];

const initialBudgets: Readonly<Record<Budget['kind'], Budget>> = {
  steps: { kind: 'steps', steps: 600 },
  'real-epochs': { kind: 'real-epochs', epochs: 20 },
};

/** What all recipes of the comparison share. */
export function SettingsFields({ draft }: { draft: Draft }) {
  const { settings } = draft;
  const { budget } = settings;
  return (
    <Section title="Settings" hint="The same for every recipe.">
      <div className={styles.fields}>
        <Select
          label="Network"
          value={settings.architecture}
          options={architectures}
          onChange={(architecture) => changeSettings({ architecture })}
        />
        <NumberField
          label="Image size"
          unit="pixels"
          value={settings.imageSize}
          onChange={(imageSize) => changeSettings({ imageSize })}
          min={16}
          max={512}
        />
        <NumberField
          label="Batch"
          unit="images"
          value={settings.batchSize}
          onChange={(batchSize) => changeSettings({ batchSize })}
          min={2}
          max={4096}
        />
        <Select
          label="Budget"
          value={budget.kind}
          options={budgets}
          onChange={(kind) => changeSettings({ budget: initialBudgets[kind] })}
        />
        {budget.kind === 'steps' ? (
          <NumberField
            label="Steps a run"
            unit="steps"
            value={budget.steps}
            onChange={(steps) => changeSettings({ budget: { kind: 'steps', steps } })}
            min={1}
            max={1_000_000}
          />
        ) : (
          <NumberField
            label="Passes over the real images"
            unit="passes"
            value={budget.epochs}
            onChange={(epochs) => changeSettings({ budget: { kind: 'real-epochs', epochs } })}
            min={0.01}
            max={10_000}
            decimals={2}
          />
        )}
        <Select
          label="Augmentation"
          value={settings.augmentation}
          options={augmentations}
          onChange={(augmentation) => changeSettings({ augmentation })}
        />
      </div>
      <Disclosure className={styles.advanced ?? ''}>
        <Heading className={styles.advancedHeading ?? ''}>
          <Button slot="trigger" className={styles.advancedButton ?? ''}>
            <ChevronRight aria-hidden />
            Optimizer, learning rate and more
          </Button>
        </Heading>
        <DisclosurePanel>
          <AdvancedFields settings={settings} />
        </DisclosurePanel>
      </Disclosure>
    </Section>
  );
}
