import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import type { TrainRequest } from '../../src-shared/domain/training.ts';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { useProject } from '../app/use-project.ts';
import { changeDraft, firstDraft, requestOf, useDraft, withoutGoneSets } from './draft.ts';
import { PlanPanel } from './plan-panel.tsx';
import { RecipeList } from './recipe-list.tsx';
import { SetChoice } from './set-choice.tsx';
import { SettingsSection } from './settings/settings-section.tsx';
import styles from './train.module.css';

const PAUSE_MS = 350;

/** What to train on, how, and what stands against it. */
export function TrainForm({ sets, onStarted }: { sets: readonly ImageSet[]; onStarted: () => void }) {
  const { project } = useProject();
  const draft = useDraft();
  const pretrained = useQuery(queries.pretrained());
  const networks = pretrained.data ?? none;
  useEffect(() => {
    if (!project) return;
    const known = useDraft.getState();
    const changes =
      known.projectId === project.id
        ? withoutGoneSets(known, sets)
        : firstDraft(project.id, project.name, sets);
    if (changes) changeDraft(changes);
  }, [project, sets]);
  const result = requestOf(draft);
  const request = 'request' in result ? result.request : null;
  const asked = useSettled(request);
  const check = useQuery({
    ...queries.trainingCheck(asked ?? emptyRequest),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  });
  const start = useMutation({
    mutationFn: (wanted: TrainRequest) => api.training.start.mutate(wanted),
    onSuccess: () => {
      changeDraft({ clonedFrom: null });
      onStarted();
    },
  });
  return (
    <div className={styles.columns}>
      <div className={styles.form}>
        <SetChoice draft={draft} sets={sets} />
        <RecipeList draft={draft} />
        <SettingsSection networks={networks} isLooking={pretrained.isPending} />
      </div>
      <PlanPanel
        draft={draft}
        request={request}
        problems={'problems' in result ? result.problems : none}
        check={check.data ?? null}
        settled={asked !== null && !check.isPlaceholderData}
        networks={networks}
        sets={sets}
        error={start.error ?? check.error ?? pretrained.error}
        busy={start.isPending}
        onStart={() => request && start.mutate(request)}
      />
    </div>
  );
}

const none: readonly never[] = [];

const emptyRequest: TrainRequest = {
  name: '',
  realSetId: 0,
  syntheticSetIds: [],
  oodSetIds: [],
  recipes: [],
  seeds: [],
  settings: useDraft.getInitialState().settings,
};

/** The request once it has not changed for a moment, so that typing does not ask the host at every key. */
function useSettled(request: TrainRequest | null): TrainRequest | null {
  const [settled, setSettled] = useState<string | null>(null);
  const text = request ? JSON.stringify(request) : null;
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled === null || settled !== text ? null : request;
}
