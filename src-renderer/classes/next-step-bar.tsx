import { useQuery } from '@tanstack/react-query';
import { ArrowRight, ListChecks } from 'lucide-react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import { isTerminal, type JobKind } from '../../src-shared/domain/job.ts';
import { queries } from '../api/queries.ts';
import { begin } from '../app/dialogs.ts';
import { goTo, useUi } from '../app/ui-state.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { showSet } from '../review/loading.ts';
import { Button } from '../ui/button.tsx';
import styles from './classes.module.css';
import { type NextStep, nextStep } from './next-step.ts';

const BRING_NO_IMAGES: ReadonlySet<JobKind> = new Set(['train', 'evaluate', 'export', 'senses', 'write']);

/** What to do next, with the button that does it. */
export function NextStepBar({
  classes,
  sets,
}: {
  classes: readonly ImageClass[];
  sets: readonly ImageSet[];
}) {
  const { data: jobs } = useQuery(queries.jobs());
  const arriving = jobs?.some(({ kind, state }) => !BRING_NO_IMAGES.has(kind) && !isTerminal(state));
  const step = nextStep(classes, sets, arriving ?? false);
  return (
    <section className={styles.next} aria-label="Next step">
      <p>{step.words}</p>
      <Button
        look={step.kind === 'wait' ? 'plain' : 'primary'}
        icon={step.kind === 'wait' ? <ListChecks aria-hidden /> : <ArrowRight aria-hidden />}
        onPress={() => take(step)}
      >
        {buttonWords(step)}
      </Button>
    </section>
  );
}

function buttonWords(step: NextStep): string {
  switch (step.kind) {
    case 'wait':
      return 'Show the job queue';
    case 'import-real':
      return 'Import real images';
    case 'write-prompts':
      return 'Write prompts';
    case 'generate':
      return 'Generate images';
    case 'review':
      return `Review ${formatCount(step.undecided)} images`;
    case 'train':
      return 'Set up a training';
    default:
      return step satisfies never;
  }
}

function take(step: NextStep): void {
  switch (step.kind) {
    case 'wait':
      useUi.setState({ drawerOpen: true });
      return;
    case 'import-real':
      begin({ kind: 'import', source: null, role: 'real' }, true);
      return;
    case 'write-prompts':
      goTo('prompts');
      return;
    case 'generate':
      goTo('generate');
      return;
    case 'review':
      showSet(step.setId);
      goTo('review');
      return;
    case 'train':
      goTo('train');
      return;
    default:
      step satisfies never;
  }
}
