import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PromptCount, StartGenerationInput } from '../../src-shared/api/generation.ts';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { usualModel } from '../../src-shared/domain/usual-model.ts';
import { usualVocabulary } from '../../src-shared/domain/vocabulary.ts';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { useProject } from '../app/use-project.ts';
import { FailedState } from '../ui/states.tsx';
import { AmountFields } from './amount-fields.tsx';
import { changeDraft, emptyDraft, requestOf, useDraft, withModel } from './draft.ts';
import { FormSkeleton } from './form-skeleton.tsx';
import styles from './generate.module.css';
import { ModelChoice } from './model-choice.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { PromptChoice } from './prompt-choice.tsx';
import { SamplingFields } from './sampling-fields.tsx';
import { TryPrompt } from './try-prompt.tsx';

const PAUSE_MS = 350;

/** With what, from what and how many; at the side what that comes to. */
export function GenerateForm(props: {
  classes: readonly ImageClass[];
  prompts: readonly PromptCount[];
  onStarted: () => void;
}) {
  const { project } = useProject();
  const models = useQuery(queries.models());
  const sets = useQuery(queries.sets());
  const draft = useDraft();
  useEffect(() => {
    if (!project || !models.data || !sets.data) return;
    const current = useDraft.getState();
    const start = current.projectId === project.id ? current : { ...emptyDraft, projectId: project.id };
    const known = models.data.some(({ id }) => id === start.modelId);
    const usual = usualModel(models.data, usualVocabulary(sets.data)) ?? models.data[0];
    if (known || !usual) changeDraft(start);
    else changeDraft({ ...start, ...withModel(start, usual) });
  }, [project, models.data, sets.data]);
  const result = requestOf(draft);
  const request = 'request' in result ? result.request : null;
  const asked = useSettled(request);
  const plan = useQuery({
    ...queries.generationPlan(asked ?? noRequest),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  });
  const start = useMutation({
    mutationFn: (wanted: StartGenerationInput) => api.generation.start.mutate(wanted),
    onSuccess: props.onStarted,
  });
  const failed = models.error ? models : sets.error ? sets : null;
  if (failed) return <FailedState error={failed.error} onRetry={() => void failed.refetch()} />;
  // Until a model is chosen, its size and defaults are unknown: what was typed before would be overwritten.
  if (!models.data || draft.projectId !== project?.id) return <FormSkeleton />;
  const model = models.data.find(({ id }) => id === draft.modelId);
  return (
    <div className={styles.columns}>
      <div className={styles.form}>
        <ModelChoice models={models.data} draft={draft} />
        <PromptChoice draft={draft} classes={props.classes} prompts={props.prompts} />
        <AmountFields draft={draft} />
        <SamplingFields draft={draft} model={model} />
      </div>
      <div className={styles.side}>
        <PlanPanel
          request={request}
          problem={'problem' in result ? result.problem : null}
          plan={plan.data ?? null}
          settled={asked !== null && !plan.isPlaceholderData}
          error={start.error ?? plan.error}
          busy={start.isPending}
          onStart={() => request && start.mutate(request)}
        />
        {model && model.problem === null && (
          <TryPrompt draft={draft} model={model} classId={props.prompts[0]?.classId ?? null} />
        )}
      </div>
    </div>
  );
}

const noRequest: StartGenerationInput = {
  modelId: '',
  sampling: emptyDraft.sampling,
  setName: '',
  amount: { kind: 'per-class', images: 1 },
  seed: 1,
  batch: 1,
  maxAttempts: 1,
};

/** The request once it has not changed for a moment, so that typing does not ask the host at every key. */
function useSettled(request: StartGenerationInput | null): StartGenerationInput | null {
  const [settled, setSettled] = useState<string | null>(null);
  const text = request ? JSON.stringify(request) : null;
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled === null || settled !== text ? null : request;
}
