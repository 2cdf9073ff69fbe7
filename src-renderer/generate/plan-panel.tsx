import { Sparkles } from 'lucide-react';
import type { GenerationPlan, StartGenerationInput } from '../../src-shared/api/generation.ts';
import { formatBytes, formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { Button } from '../ui/button.tsx';
import { FormFoot, useFormFoot } from '../ui/form-foot.tsx';
import { FailureNote, Note, Skeleton } from '../ui/states.tsx';
import styles from './generate.module.css';

/** What would be made, what stands against it, and the button. */
export function PlanPanel(props: {
  request: StartGenerationInput | null;
  /** Why the form is no request yet. */
  problem: string | null;
  plan: GenerationPlan | null;
  /** Whether the plan is that of the form as it stands. */
  settled: boolean;
  error: unknown;
  busy: boolean;
  onStart: () => void;
}) {
  const { request, plan, problem } = props;
  const shown = problem === null ? plan : null;
  const blocked = !shown || !props.settled || props.busy || shown.problems.length > 0;
  const hasFoot = useFormFoot();
  const start = (
    <Button
      look="primary"
      size="large"
      icon={<Sparkles aria-hidden />}
      isDisabled={blocked}
      onPress={props.onStart}
    >
      {shown && shown.images > 0 ? `Generate ${formatNoun(shown.images, 'image')}` : 'Generate'}
    </Button>
  );
  const standing =
    problem ?? shown?.problems[0] ?? (shown ? formatNoun(shown.images, 'image') : 'Not ready yet');
  return (
    <>
      <aside className={styles.plan} aria-label="Plan" aria-busy={!props.settled}>
        <h2>{shown ? formatNoun(shown.images, 'image') : 'Not ready yet'}</h2>
        {problem && <Note kind="warn">{problem}</Note>}
        {props.error !== null && <FailureNote error={props.error} />}
        {!shown && problem === null && props.error === null && <Skeleton height={160} />}
        {shown && (
          <>
            {request && <p className={styles.soft}>{planWords(request)}</p>}
            {shown.problems.map((words) => (
              <Note key={words} kind="failed">
                {words}
              </Note>
            ))}
            {shown.warnings.map((words) => (
              <Note key={words} kind="warn">
                {words}
              </Note>
            ))}
            {shown.perClass.length > 0 && <ClassTable rows={shown.perClass} />}
            <p className={styles.soft}>
              About {formatBytes(shown.bytesNeeded)} of the {formatBytes(shown.bytesFree)} that are free on
              the disk.
            </p>
          </>
        )}
        {!hasFoot && start}
      </aside>
      {hasFoot && <FormFoot words={standing}>{start}</FormFoot>}
    </>
  );
}

function planWords({ setName, sampling, seed }: StartGenerationInput): string {
  return `Into “${setName}”, ${sampling.width} × ${sampling.height} pixels, ${formatNoun(sampling.steps, 'step')} at guidance ${sampling.guidanceScale}, seed ${seed}. They come in undecided.`;
}

function ClassTable({ rows }: { rows: GenerationPlan['perClass'] }) {
  const counts = rows.map(({ images }) => images);
  const most = Math.max(1, ...counts);
  const differ = Math.min(...counts) < most;
  return (
    <div className={styles.perClass}>
      <table>
        <caption>Images by class</caption>
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">Prompts</th>
            <th scope="col">Images</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ classId, className, prompts, images }) => (
            <tr key={classId}>
              <th scope="row" title={className}>
                {className}
                {differ && (
                  <span className={styles.bar} aria-hidden>
                    <span style={{ width: `${(images / most) * 100}%` }} />
                  </span>
                )}
              </th>
              <td>{formatCount(prompts)}</td>
              <td>{formatCount(images)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
