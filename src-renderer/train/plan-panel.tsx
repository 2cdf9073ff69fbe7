import { Play } from 'lucide-react';
import type { TrainingService } from '../../src-shared/api/services.ts';
import type { TrainRequest } from '../../src-shared/domain/training.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { Button } from '../ui/button.tsx';
import { FailureNote, Note } from '../ui/states.tsx';
import { DomainTable } from './domain-table.tsx';
import styles from './train.module.css';

type Check = Awaited<ReturnType<TrainingService['check']>>;

/** What would be started, what stands against it, and the button. */
export function PlanPanel(props: {
  request: TrainRequest | null;
  /** Why the form is no request yet. */
  problem: string | null;
  check: Check | null;
  error: unknown;
  busy: boolean;
  onStart: () => void;
}) {
  const { request, check } = props;
  const runs = request ? request.recipes.length * request.seeds.length : 0;
  const blocked = !request || props.busy || check === null || check.errors.length > 0;
  return (
    <aside className={styles.plan} aria-label="Plan">
      <h2>{request ? formatNoun(runs, 'run') : 'Not ready yet'}</h2>
      {request && <p className={styles.soft}>{planWords(request)}</p>}
      {props.problem && <Note kind="warn">{props.problem}</Note>}
      {props.error !== null && <FailureNote error={props.error} />}
      {request &&
        check?.errors.map((error) => (
          <Note key={error} kind="failed">
            {error}
          </Note>
        ))}
      {request &&
        check?.warnings.map((warning) => (
          <Note key={warning} kind="warn">
            {warning}
          </Note>
        ))}
      {check && check.classByDomain.length > 0 && <DomainTable rows={check.classByDomain} />}
      <Button
        look="primary"
        size="large"
        icon={<Play aria-hidden />}
        isDisabled={blocked}
        onPress={props.onStart}
      >
        {request ? `Start ${formatNoun(runs, 'run')}` : 'Start'}
      </Button>
    </aside>
  );
}

function planWords({ recipes, seeds, settings }: TrainRequest): string {
  const { budget, batchSize, imageSize } = settings;
  const length =
    budget.kind === 'steps'
      ? `${formatNoun(budget.steps, 'step')} of ${formatCount(batchSize)} images`
      : `${formatNoun(budget.epochs, 'pass', 'passes')} over the real images in batches of ${formatCount(batchSize)}`;
  return `${formatNoun(recipes.length, 'recipe')} at ${formatNoun(seeds.length, 'seed')}, each ${length} at ${imageSize} × ${imageSize} pixels. At a seed, all recipes begin from the same weights and see the real images in the same order.`;
}
