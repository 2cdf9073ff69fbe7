import { useMutation, useQuery } from '@tanstack/react-query';
import { Check, CircleAlert, X } from 'lucide-react';
import { type TutorialState, type TutorialStep, tutorialSteps } from '../../src-shared/domain/tutorial.ts';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import type { Screen } from '../app/screens.ts';
import { goTo } from '../app/ui-state.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { notifyFailure } from '../ui/notifications.ts';
import styles from './tutorial.module.css';

const stepNames: Readonly<Record<TutorialStep, { name: string; screen: Screen }>> = {
  draw: { name: 'Draw', screen: 'classes' },
  prompts: { name: 'Write prompts', screen: 'prompts' },
  generate: { name: 'Generate', screen: 'generate' },
  score: { name: 'Score', screen: 'review' },
  filter: { name: 'Filter', screen: 'review' },
  train: { name: 'Train', screen: 'train' },
};

type Place = 'past' | 'here' | 'stopped' | 'ahead';

function placeOf(step: TutorialStep, state: TutorialState): Place {
  if (state.status === 'done') return 'past';
  const distance = tutorialSteps.indexOf(step) - tutorialSteps.indexOf(state.step);
  if (distance === 0) return state.status === 'stopped' ? 'stopped' : 'here';
  return distance < 0 ? 'past' : 'ahead';
}

const placeWords: Readonly<Record<Place, string>> = {
  past: 'done',
  here: 'in progress',
  stopped: 'stopped',
  ahead: 'to do',
};

/** Where the tutorial stands, above every screen, until it is dismissed. */
export function TutorialStrip() {
  const { data: tutorial } = useQuery(queries.tutorial());
  const retry = useMutation({ mutationFn: () => api.tutorial.retry.mutate(), onError: notifyFailure });
  const dismiss = useMutation({ mutationFn: () => api.tutorial.dismiss.mutate(), onError: notifyFailure });
  if (!tutorial) return null;
  const { state } = tutorial;
  return (
    <section className={styles.strip} aria-label="Tutorial">
      <ol className={styles.steps}>
        {tutorialSteps.map((step) => (
          <Step key={step} step={step} place={placeOf(step, state)} />
        ))}
      </ol>
      {state.status === 'stopped' && (
        <>
          <span className={styles.reason} role="alert">
            {state.reason}
          </span>
          <Button size="small" isDisabled={retry.isPending} onPress={() => retry.mutate()}>
            Try again
          </Button>
        </>
      )}
      {state.status === 'done' && (
        <Button size="small" look="primary" onPress={() => goTo('runs')}>
          Compare the runs
        </Button>
      )}
      <IconButton
        size="small"
        label={
          state.status === 'working' ? 'Stop following the tutorial; its job goes on' : 'Dismiss the tutorial'
        }
        icon={<X />}
        onPress={() => dismiss.mutate()}
      />
    </section>
  );
}

function Step({ step, place }: { step: TutorialStep; place: Place }) {
  const { name, screen } = stepNames[step];
  return (
    <li className={styles.step} data-place={place} aria-current={place === 'here' ? 'step' : undefined}>
      <button type="button" className={styles.stepButton} onClick={() => goTo(screen)}>
        <Mark place={place} number={tutorialSteps.indexOf(step) + 1} />
        <span>{name}</span>
        <span className="visually-hidden">, {placeWords[place]}</span>
      </button>
    </li>
  );
}

function Mark({ place, number }: { place: Place; number: number }) {
  if (place === 'past') return <Check aria-hidden />;
  if (place === 'stopped') return <CircleAlert aria-hidden />;
  return (
    <span className={styles.number} aria-hidden>
      {number}
    </span>
  );
}
