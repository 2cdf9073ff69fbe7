import { useQuery } from '@tanstack/react-query';
import type { RejectionReason, WritingReport } from '../../../src-shared/api/diversification.ts';
import { isTerminal, type Job } from '../../../src-shared/domain/job.ts';
import { formatCount, formatNoun } from '../../../src-shared/format/numbers.ts';
import { queries } from '../../api/queries.ts';
import { describeProgress } from '../../jobs/describe.ts';
import { FailureNote, Note, ProgressTrack, Skeleton } from '../../ui/states.tsx';
import { shortfallWords } from './shortfall-words.ts';
import styles from './write.module.css';

const reasonWords: Readonly<Record<RejectionReason, string>> = {
  'class-missing': 'do not name the class',
  'too-long': 'are too long',
  'other-class': 'name another class',
  duplicate: 'repeat a prompt',
  'near-duplicate': 'are too like another prompt',
  'not-a-prompt': 'are not prompts',
  'other-language': 'are in another language',
};

/** While it runs the report changes with every reply. */
const AGAIN_MS = 1000;

/** What came of a job in which a language model writes, while it runs as well. */
export function WritingReportView({ job }: { job: Job }) {
  const running = !isTerminal(job.state);
  const { data, error } = useQuery({
    ...queries.writingReport(job.id, job.state.status),
    refetchInterval: running ? AGAIN_MS : false,
  });
  const { done, total } = job.progress;
  return (
    <>
      <h3 className={styles.previewTitle}>{job.title}</h3>
      <p className={styles.about}>{describeProgress(job).join(' · ')}</p>
      {running && <ProgressTrack share={total === 0 ? 0 : done / total} label="Prompts written" />}
      {job.state.status === 'failed' && <FailureNote error={job.state.error} />}
      {error && <FailureNote error={error} />}
      {!data && !error && <Skeleton height={160} />}
      {data && <ReportWords report={data} />}
    </>
  );
}

function ReportWords({ report }: { report: WritingReport }) {
  const rejected = report.rejected.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className={styles.report}>
      <p>
        {formatNoun(report.written, 'prompt')} written, {formatCount(rejected)} rejected, by{' '}
        {formatNoun(report.requests, 'request')} ({formatCount(report.promptTokens)} tokens asked,{' '}
        {formatCount(report.completionTokens)} answered).
      </p>
      {shortfallWords(report.shortfalls).map((words) => (
        <Note key={words} kind="warn">
          {words}
        </Note>
      ))}
      {report.failures.length > 0 && (
        <>
          <h4>Requests that failed</h4>
          <ul>
            {report.failures.map(({ what, count }) => (
              <li key={what}>
                {formatCount(count)} × {what}
              </li>
            ))}
          </ul>
        </>
      )}
      {report.rejected.length > 0 && (
        <>
          <h4>Rejected</h4>
          <ul>
            {report.rejected.map(({ reason, count }) => (
              <li key={reason}>
                {formatCount(count)} {reasonWords[reason]}
                <ul>
                  {report.examples
                    .filter((example) => example.reason === reason)
                    .slice(0, 3)
                    .map(({ className, text, detail }) => (
                      <li key={`${className} ${text}`} className={styles.example}>
                        {className}: “{text}”{detail === null ? '' : ` (${detail})`}
                      </li>
                    ))}
                </ul>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
