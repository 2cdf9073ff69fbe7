import { useQuery } from '@tanstack/react-query';
import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import type { Job } from '../../src-shared/domain/job.ts';
import { formatMoment } from '../../src-shared/format/durations.ts';
import { queries } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { EmptyState } from '../ui/states.tsx';
import { JobCard } from './job-card.tsx';
import following from '../jobs/following.module.css';
import { MadeImages } from './made-images.tsx';

/** One generation as it goes on: how far it is at the left, its images at the right. */
export function LiveGeneration({ jobs, onSetUp }: { jobs: readonly Job[]; onSetUp: () => void }) {
  const [chosenId, setChosenId] = useState<number | null>(null);
  const job = jobs.find(({ id }) => id === chosenId) ?? jobs[0];
  if (!job) {
    return (
      <EmptyState
        icon={<Sparkles />}
        title="Nothing was generated yet"
        actions={
          <Button look="primary" onPress={onSetUp}>
            Set up a generation
          </Button>
        }
      >
        Images appear here as they are made.
      </EmptyState>
    );
  }
  return (
    <div className={following.layout}>
      <div className={following.side}>
        {jobs.length > 1 && (
          <Select
            label="Generation"
            value={job.id}
            onChange={setChosenId}
            options={jobs.map(({ id, title, createdAt }) => ({
              value: id,
              label: title,
              hint: formatMoment(createdAt),
            }))}
          />
        )}
        <Followed job={job} onSetUp={onSetUp} />
      </div>
      <MadeImages key={job.id} job={job} />
    </div>
  );
}

function Followed({ job, onSetUp }: { job: Job; onSetUp: () => void }) {
  const { data: made } = useQuery(queries.made(job.id));
  return <JobCard job={job} made={made ?? null} onSetUp={onSetUp} />;
}
