import { useQuery } from '@tanstack/react-query';
import { MessageSquareText, SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import type { GeneratedFrom, GeneratorKind } from '../../src-shared/domain/generation.ts';
import type { ImageDetail } from '../../src-shared/domain/image-set.ts';
import { originNames } from '../../src-shared/format/prompts.ts';
import { formatProvider } from '../../src-shared/format/providers.ts';
import { queries } from '../api/queries.ts';
import { recallSettings } from '../generate/recall.ts';
import { showPrompt } from '../prompts/show-prompt.ts';
import { Button } from '../ui/button.tsx';
import { Fact } from './fact.tsx';
import styles from './inspector.module.css';

const generators: Readonly<Record<GeneratorKind, string>> = {
  'built-in': 'this program',
  variegate: 'Variegate, imported',
  a1111: 'A1111, imported',
  comfyui: 'ComfyUI, imported',
  invokeai: 'InvokeAI, imported',
};

const settingNames: Readonly<Record<string, string>> = {
  steps: 'Steps',
  guidanceScale: 'Guidance',
  scheduler: 'Scheduler',
  provider: 'Provider',
  runtime: 'Runtime',
  sampler: 'Sampler',
  denoise: 'Denoising',
  clipSkip: 'Clip skip',
  modelHash: 'Model hash',
  vae: 'VAE',
  loras: 'LoRAs',
  mode: 'Mode',
  version: 'Version',
  seed: 'Seed',
};

const schedulerNames: Readonly<Record<string, string>> = { ddim: 'DDIM', 'dpm-solver++': 'DPM-Solver++ 2M' };

/** From which prompt, by which model and with which settings an image was made. */
export function Provenance({ detail, made }: { detail: ImageDetail; made: GeneratedFrom }) {
  const { data: jobs } = useQuery(queries.jobs());
  const job = jobs?.find(({ id }) => id === made.jobId);
  return (
    <section className={styles.provenance}>
      <h3 className={styles.subtitle}>Prompt, {originNames[made.origin].toLowerCase()}</h3>
      <p className={styles.caption}>{made.promptText || 'The file does not say.'}</p>
      {made.negativePrompt !== '' && (
        <>
          <h3 className={styles.subtitle}>Negative prompt</h3>
          <p className={styles.caption}>{made.negativePrompt}</p>
        </>
      )}
      <dl className={styles.facts}>
        {made.context !== null && <Fact name="Context">{made.context}</Fact>}
        {made.style !== null && <Fact name="Style">{made.style}</Fact>}
        <Fact name="Made by">{generators[made.generator]}</Fact>
        <Fact name="Model">
          {made.model}
          {made.modelHash !== null && (
            <>
              {' '}
              <code title={made.modelHash}>{made.modelHash.slice(0, 8)}</code>
            </>
          )}
        </Fact>
        {made.seed !== null && <Fact name="Seed">{made.seed}</Fact>}
        {made.attempt > 1 && <Fact name="Attempt">{made.attempt}</Fact>}
        {shownSettings(made).map(([key, value]) => (
          <Fact key={key} name={settingNames[key] ?? key}>
            {value}
          </Fact>
        ))}
        {job && <Fact name="Job">{job.title}</Fact>}
      </dl>
      <div className={styles.actions}>
        <Button
          size="small"
          icon={<SlidersHorizontal aria-hidden />}
          onPress={() => void recallSettings(detail, made)}
        >
          Use these settings
        </Button>
        {made.promptId !== null && <PromptLink promptId={made.promptId} />}
      </div>
    </section>
  );
}

const PromptLink = ({ promptId }: { promptId: number }) => (
  <Button size="small" icon={<MessageSquareText aria-hidden />} onPress={() => void showPrompt(promptId)}>
    Go to the prompt
  </Button>
);

/** The size stands among the facts of the file already. */
function shownSettings({ settings }: GeneratedFrom): [string, ReactNode][] {
  return Object.entries(settings)
    .filter(([key]) => key !== 'width' && key !== 'height')
    .map(([key, value]) => [key, settingWords(key, value)]);
}

function settingWords(key: string, value: string | number): ReactNode {
  if (key === 'scheduler') return schedulerNames[value] ?? value;
  if (key === 'runtime') return `ONNX Runtime ${value}`;
  return key === 'provider' ? formatProvider(String(value)) : value;
}
