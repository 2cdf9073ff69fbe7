import { CopyPlus, Grid3x3, Info, Trash2 } from 'lucide-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Run } from '../../src-shared/domain/run.ts';
import { api } from '../api/client.ts';
import { formatMoment } from '../../src-shared/format/durations.ts';
import { formatCount, formatPercent } from '../../src-shared/format/numbers.ts';
import { Checkbox } from '../ui/checkbox.tsx';
import { cx } from '../ui/class-names.ts';
import { openClone } from '../train/open-clone.ts';
import { IconButton } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { notifyFailure } from '../ui/notifications.ts';
import { Badge } from '../ui/states.tsx';
import { ModelExportMenu } from './model-export-menu.tsx';
import styles from './runs.module.css';
import { examine, overlay, useRunsState } from './selection.ts';
import { evaluationWords } from './summary-words.ts';
import type { Column } from './table-model.ts';

/** One run: its seed, where it stands, its accuracies, and what can be done with it. */
export function RunRow({ run, columns }: { run: Run; columns: readonly Column[] }) {
  const overlaid = useRunsState((state) => state.overlaid.has(run.id));
  const examined = useRunsState((state) => state.examined === run.id);
  const [removing, setRemoving] = useState(false);
  const remove = useMutation({
    mutationFn: () => api.runs.remove.mutate({ id: run.id }),
    onError: notifyFailure,
    onSettled: () => setRemoving(false),
  });
  const over = run.status === 'done' || run.status === 'failed' || run.status === 'cancelled';
  const name = `seed ${run.seed}`;
  return (
    <tr className={cx(styles.run, examined && styles.examined)}>
      <td className={styles.check}>
        <Checkbox
          aria-label={`Show the curves of ${name}`}
          isSelected={overlaid}
          onChange={(on) => overlay([run.id], on)}
        />
      </td>
      <th scope="row" className={cx(styles.sticky, styles.runName)} title={run.error?.message}>
        {stateWords(run)}
        {run.notes.length > 0 && <Notes notes={run.notes} />}
      </th>
      <td className={styles.number}>{run.seed}</td>
      {columns.map((column) => {
        const evaluation = run.evaluations.find((each) => each.name === column.name);
        const soFar = column.kind === 'val' && !evaluation ? run.bestValAccuracy : null;
        return (
          <td
            key={column.name}
            className={cx(styles.number, soFar !== null && styles.soft)}
            title={evaluation && evaluationWords(evaluation)}
          >
            {evaluation
              ? (evaluation.top1 * 100).toFixed(1)
              : soFar === null
                ? '–'
                : (soFar * 100).toFixed(1)}
          </td>
        );
      })}
      {columns.length === 0 && <td className={styles.number}>{formatPercent(run.bestValAccuracy)}</td>}
      <td className={cx(styles.number, styles.soft)}>
        {formatCount(run.images.real)} + {formatCount(run.images.synthetic)}
      </td>
      <td className={styles.actions}>
        <IconButton
          size="small"
          label={`Show settings, evaluation and errors of ${name}`}
          icon={<Grid3x3 />}
          isDisabled={run.status === 'queued'}
          onPress={() => examine(examined ? null : run.id)}
        />
        <ModelExportMenu runId={run.id} name={name} isDisabled={run.status !== 'done'} />
        <IconButton
          size="small"
          label={`Clone ${name} with changes`}
          icon={<CopyPlus />}
          onPress={() => void openClone([run])}
        />
        <IconButton
          size="small"
          label={`Remove ${name}`}
          icon={<Trash2 />}
          isDisabled={!over}
          onPress={() => setRemoving(true)}
        />
        {removing && (
          <Confirm
            title={`Remove ${name} of ${run.experiment}?`}
            action="Remove 1 run"
            busy={remove.isPending}
            onConfirm={() => remove.mutate()}
            onClose={() => setRemoving(false)}
          >
            Its curves, figures and weights are deleted. The seed no longer counts in the means.
          </Confirm>
        )}
      </td>
    </tr>
  );
}

/** What the run says about how it went, on a mark beside its state. */
function Notes({ notes }: { notes: readonly string[] }) {
  const text = notes.join('\n');
  return (
    <span className={styles.note} title={text}>
      <Info size={14} aria-hidden />
      <span className="visually-hidden">Notes: {text}</span>
    </span>
  );
}

function stateWords(run: Run) {
  switch (run.status) {
    case 'done':
      return run.finishedAt ? formatMoment(run.finishedAt) : 'finished';
    case 'running':
      return (
        <Badge look="accent">
          {formatCount(run.step)} / {formatCount(run.totalSteps)} steps
        </Badge>
      );
    case 'failed':
      return <Badge look="reject">failed: {run.error?.message}</Badge>;
    case 'queued':
    case 'paused':
    case 'cancelled':
      return <Badge>{run.status}</Badge>;
    default:
      return run.status satisfies never;
  }
}
