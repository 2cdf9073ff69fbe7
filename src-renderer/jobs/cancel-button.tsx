import { X } from 'lucide-react';
import { useState } from 'react';
import type { Job } from '../../src-shared/domain/job.ts';
import { IconButton } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { cancelJob } from './actions.ts';
import { formatAmount } from '../../src-shared/format/jobs.ts';

/** Ends a job; one that has begun asks first. */
export function CancelButton({ job }: { job: Job }) {
  const [asking, setAsking] = useState(false);
  const begun = job.state.status !== 'queued' && job.progress.done > 0;
  return (
    <>
      <IconButton
        size="small"
        label="Cancel"
        icon={<X />}
        onPress={() => (begun ? setAsking(true) : cancelJob(job.id))}
      />
      {asking && (
        <Confirm
          title={`Cancel ${job.title}?`}
          action="Cancel the job"
          refusal="Let it go on"
          onConfirm={() => {
            cancelJob(job.id);
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        >
          {formatAmount(job.progress)} are done and stay. The rest cannot be resumed after this; a pause can.
        </Confirm>
      )}
    </>
  );
}
