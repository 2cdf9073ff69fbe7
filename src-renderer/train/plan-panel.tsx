import { Play } from 'lucide-react';
import type { TrainingService } from '../../src-shared/api/services.ts';
import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import type { PretrainedNetwork, TrainRequest } from '../../src-shared/domain/training.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { Button } from '../ui/button.tsx';
import { FormFoot, useFormFoot } from '../ui/form-foot.tsx';
import { FailureNote, Note } from '../ui/states.tsx';
import { CloneChanges } from './clone-changes.tsx';
import { DomainTable } from './domain-table.tsx';
import type { Draft } from './draft.ts';
import { NearDuplicateList } from './near-duplicate-list.tsx';
import { planLines } from './plan-lines.ts';
import styles from './train.module.css';

type Check = Awaited<ReturnType<TrainingService['check']>>;

/** What would be started, what stands against it, and the button. */
export function PlanPanel(props: {
  draft: Draft;
  request: TrainRequest | null;
  /** Why the form is no request yet. */
  problems: readonly string[];
  check: Check | null;
  /** Whether the check is that of the form as it stands. */
  settled: boolean;
  networks: readonly PretrainedNetwork[];
  sets: readonly ImageSet[];
  error: unknown;
  busy: boolean;
  onStart: () => void;
}) {
  const { draft, request, check, networks } = props;
  const runs = request ? request.recipes.length * request.seeds.length : 0;
  const blocked = !request || !props.settled || props.busy || check === null || check.errors.length > 0;
  const hasFoot = useFormFoot();
  const start = (
    <Button
      look="primary"
      size="large"
      icon={<Play aria-hidden />}
      isDisabled={blocked}
      onPress={props.onStart}
    >
      {request ? `Start ${formatNoun(runs, 'run')}` : 'Start'}
    </Button>
  );
  const standing =
    props.problems[0] ?? check?.errors[0] ?? (request ? formatNoun(runs, 'run') : 'Not ready yet');
  return (
    <>
      <aside className={styles.plan} aria-label="Plan" aria-busy={request !== null && !props.settled}>
        <h2>{request ? formatNoun(runs, 'run') : 'Not ready yet'}</h2>
        {draft.clonedFrom && (
          <CloneChanges draft={draft} from={draft.clonedFrom} networks={networks} sets={props.sets} />
        )}
        {props.problems.map((problem) => (
          <Note key={problem} kind="warn">
            {problem}
          </Note>
        ))}
        {request && (
          <dl className={styles.planLines}>
            {planLines(request, networks).map(({ name, words }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        )}
        {props.error !== null && <FailureNote error={props.error} />}
        {request &&
          check?.errors.map((error) => (
            <Note key={error} kind="failed">
              {error}
            </Note>
          ))}
        {!hasFoot && start}
        {request &&
          check?.warnings.map((warning) => (
            <Note key={warning} kind="warn">
              {warning}
            </Note>
          ))}
        {request && check && <NearDuplicateList found={check.nearDuplicates} />}
        {check && check.classByDomain.length > 0 && <DomainTable rows={check.classByDomain} />}
      </aside>
      {hasFoot && <FormFoot words={standing}>{start}</FormFoot>}
    </>
  );
}
