import { useQuery } from '@tanstack/react-query';
import { MessageSquareText, Tags } from 'lucide-react';
import { useState } from 'react';
import { isTerminal } from '../../src-shared/domain/job.ts';
import { queries } from '../api/queries.ts';
import { refetchFailed } from '../api/refetch-failed.ts';
import { goTo } from '../app/ui-state.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { Segments } from '../ui/segments.tsx';
import { EmptyState, FailedState } from '../ui/states.tsx';
import { generationJobs } from './active-job.ts';
import { GenerateForm } from './generate-form.tsx';
import { LiveGeneration } from './live-generation.tsx';

/** Sets up a generation, and follows the ones that run. */
export function GenerateScreen() {
  const classes = useQuery(queries.classes());
  const prompts = useQuery(queries.promptCounts());
  const jobs = useQuery(queries.jobs());
  const [chosen, setChosen] = useState<'live' | 'form' | null>(null);
  const error = classes.error ?? prompts.error ?? jobs.error;
  if (error) return <FailedState error={error} onRetry={() => refetchFailed(classes, prompts, jobs)} />;
  if (!classes.data || !prompts.data || !jobs.data) return <PageSkeleton rows={8} />;
  const list = generationJobs(jobs.data);
  const open = list.filter(({ state }) => !isTerminal(state));
  if (list.length === 0 && classes.data.length === 0) return <NoClasses />;
  if (list.length === 0 && prompts.data.length === 0) return <NoPrompts classes={classes.data.length} />;
  const tab = chosen ?? (open.length > 0 ? 'live' : 'form');
  return (
    <Page
      title="Generate"
      summary={
        tab === 'form'
          ? 'Images for your classes, made from their prompts. Every setting is kept beside the image.'
          : 'Images as they come. What is done stays, whatever happens to the rest.'
      }
      actions={
        <Segments
          label="View"
          value={tab}
          onChange={setChosen}
          segments={[
            { value: 'form', label: 'Set up' },
            { value: 'live', label: 'Images', ...(open.length > 0 ? { count: `${open.length} to go` } : {}) },
          ]}
        />
      }
    >
      {tab === 'form' ? (
        <GenerateForm classes={classes.data} prompts={prompts.data} onStarted={() => setChosen('live')} />
      ) : (
        <LiveGeneration jobs={list} onSetUp={() => setChosen('form')} />
      )}
    </Page>
  );
}

const NoClasses = () => (
  <EmptyState
    icon={<Tags />}
    title="No classes to make images of"
    actions={
      <Button look="primary" onPress={() => goTo('home')}>
        Go to Home
      </Button>
    }
  >
    Images are made for the classes of the project. Import real images, or draw a tutorial data set: both
    bring their classes with them.
  </EmptyState>
);

const NoPrompts = ({ classes }: { classes: number }) => (
  <EmptyState
    icon={<MessageSquareText />}
    title="No prompts yet"
    actions={
      <Button look="primary" onPress={() => goTo('prompts')}>
        {classes === 1 ? 'Write prompts for 1 class' : `Write prompts for ${classes} classes`}
      </Button>
    }
  >
    A model makes images from prompts, such as “a photo of a crane, the bird, at a lake”. Write some for each
    class first.
  </EmptyState>
);
