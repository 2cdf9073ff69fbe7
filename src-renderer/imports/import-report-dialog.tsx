import { useQuery } from '@tanstack/react-query';
import type { ImportReport } from '../../src-shared/api/services.ts';
import { isTerminal, type Job } from '../../src-shared/domain/job.ts';
import { queries } from '../api/queries.ts';
import { goTo } from '../app/ui-state.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { describeProgress, shareDone } from '../jobs/describe.ts';
import { showSet } from '../review/loading.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNote, Note, ProgressTrack, Skeleton } from '../ui/states.tsx';
import styles from './import.module.css';

/** An import while it runs, and what became of every file once it is over. */
export function ImportReportDialog({ jobId, onClose }: { jobId: number; onClose: () => void }) {
  const { data: jobs } = useQuery(queries.jobs());
  const job = jobs?.find(({ id }) => id === jobId);
  const over = job !== undefined && isTerminal(job.state);
  const report = useQuery({ ...queries.importReport(jobId), enabled: over });
  const setId = report.data?.setId;
  return (
    <Dialog
      title={job?.title ?? 'Import'}
      onClose={onClose}
      footnote={over ? undefined : 'The import goes on when this is closed. It is in the job queue below.'}
      actions={
        <>
          {setId !== undefined && report.data !== undefined && report.data.imported > 0 && (
            <Button
              onPress={() => {
                showSet(setId);
                goTo('review');
                onClose();
              }}
            >
              Look through them
            </Button>
          )}
          <Button look="primary" onPress={onClose}>
            {over ? 'Done' : 'Go on in the background'}
          </Button>
        </>
      }
    >
      <div className={styles.plan}>
        {!over && <Running job={job} />}
        {job?.state.status === 'failed' && (
          <Note kind="failed">
            <p>{job.state.error.message}</p>
            {job.state.error.advice && <p>{job.state.error.advice}</p>}
          </Note>
        )}
        {report.error && <FailureNote error={report.error} />}
        {report.data && <Report report={report.data} />}
        {over && report.isPending && <Skeleton height={70} />}
      </div>
    </Dialog>
  );
}

function Running({ job }: { job: Job | undefined }) {
  if (!job) return <Skeleton height={20} />;
  return (
    <>
      <output>{describeProgress(job).join(' · ')}</output>
      <ProgressTrack share={shareDone(job)} label={job.title} />
    </>
  );
}

function Report({ report }: { report: ImportReport }) {
  return (
    <>
      <dl className={styles.facts}>
        <Fact name="Imported" value={report.imported} />
        {report.toldHow > 0 && <Fact name="Said how they were made" value={report.toldHow} />}
        <Fact name="Already there" value={report.duplicates.length} />
        <Fact name="Could not be read" value={report.rejected.length} />
      </dl>
      <Listing
        title={`${formatNoun(report.duplicates.length, 'file')} with the same content as another`}
        rows={report.duplicates.map(({ sourceName, sameAs, where }) => [
          sourceName,
          `same as ${sameAs}, ${where}`,
        ])}
      />
      <Listing
        title={`${formatNoun(report.rejected.length, 'file')} that could not be read`}
        rows={report.rejected.map(({ sourceName, reason }) => [sourceName, reason])}
      />
    </>
  );
}

const Fact = ({ name, value }: { name: string; value: number }) => (
  <div className={styles.fact}>
    <dt className={styles.soft}>{name}</dt>
    <dd className={styles.factValue}>{formatCount(value)}</dd>
  </div>
);

const SHOWN = 200;

function Listing({ title, rows }: { title: string; rows: [string, string][] }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className={styles.listing}>
        {rows.slice(0, SHOWN).map(([name, words], at) => (
          <li key={`${at} ${name}`}>
            <span>{name}</span>
            <span className={styles.soft}>{words}</span>
          </li>
        ))}
        {rows.length > SHOWN && <li>and {formatCount(rows.length - SHOWN)} more</li>}
      </ul>
    </section>
  );
}
