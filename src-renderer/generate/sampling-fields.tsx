import { ChevronRight } from 'lucide-react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { SchedulerName, TextToImageModel } from '../../src-shared/domain/generation.ts';
import { ProviderField } from '../models/provider-field.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Section } from '../ui/page.tsx';
import { type Option, Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { changeDraft, changeSampling, type Draft } from './draft.ts';
import styles from './generate.module.css';

const schedulers: readonly Option<SchedulerName>[] = [
  { value: 'dpm-solver++', label: 'DPM-Solver++ 2M', hint: '20 to 30 steps' },
  { value: 'ddim', label: 'DDIM', hint: 'about 50 steps' },
];

/** What fixes a picture beside its prompt and the model. */
export function SamplingFields({ draft, model }: { draft: Draft; model: TextToImageModel | undefined }) {
  const { sampling } = draft;
  return (
    <Section title="Sampling">
      <div className={styles.fields}>
        <NumberField
          label="Guidance scale"
          value={sampling.guidanceScale}
          onChange={(guidanceScale) => changeSampling({ guidanceScale })}
          min={0}
          max={30}
          step={0.5}
          decimals={2}
          hint="1 is none. Higher follows the prompt more closely and varies less; published training sets mostly used 2."
        />
        <NumberField
          label="Steps"
          unit="steps"
          value={sampling.steps}
          onChange={(steps) => changeSampling({ steps })}
          min={1}
          max={200}
          hint="Time grows with them."
        />
        <Select
          label="Scheduler"
          value={sampling.scheduler}
          options={schedulers}
          onChange={(scheduler) => changeSampling({ scheduler })}
        />
        <NumberField
          label="Seed"
          value={draft.seed}
          onChange={(seed) => changeDraft({ seed })}
          min={0}
          max={4_294_967_295}
          hint="The same seed, prompt and settings make the same image again."
        />
      </div>
      <Disclosure className={styles.more ?? ''}>
        <Heading className={styles.moreHeading ?? ''}>
          <Button slot="trigger" className={styles.moreButton ?? ''}>
            <ChevronRight aria-hidden />
            Size, batch, processor and negative prompt
          </Button>
        </Heading>
        <DisclosurePanel>
          <div className={styles.fields}>
            <SizeFields draft={draft} model={model} />
            <NumberField
              label="Batch"
              unit="images"
              value={draft.batch}
              onChange={(batch) => changeDraft({ batch })}
              min={1}
              max={64}
              hint="Made at once. Changes speed and memory, not the images."
            />
            <ProviderField
              provider={sampling.provider}
              onChange={(provider) => changeSampling({ provider })}
              hint="Another one makes a slightly different image of the same seed."
            />
            <TextField
              label="Negative prompt"
              value={sampling.negativePrompt}
              onChange={(negativePrompt) => changeSampling({ negativePrompt })}
              maxLength={1000}
              hint="What images are to stay away from. Works with a guidance scale above 1."
            />
          </div>
        </DisclosurePanel>
      </Disclosure>
    </Section>
  );
}

function SizeFields({ draft, model }: { draft: Draft; model: TextToImageModel | undefined }) {
  const { width, height } = draft.sampling;
  const step = model?.sizeStep ?? 8;
  const fixed = model?.fixedSize ?? false;
  const common = { unit: 'pixels', min: step, max: 4096, step, isDisabled: fixed };
  return (
    <>
      <NumberField
        {...common}
        label="Width"
        value={width}
        onChange={(value) => changeSampling({ width: value })}
        hint={fixed ? 'This model makes one size only.' : `In steps of ${step}.`}
      />
      <NumberField
        {...common}
        label="Height"
        value={height}
        onChange={(value) => changeSampling({ height: value })}
      />
    </>
  );
}
