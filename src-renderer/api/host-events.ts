import type { QueryClient } from '@tanstack/react-query';
import type { HostEvent } from '../../src-shared/api/services.ts';
import type { Job } from '../../src-shared/domain/job.ts';
import type { MetricPoint, Run } from '../../src-shared/domain/run.ts';
import { api } from './client.ts';
import { useConnection } from './connection.ts';
import { coalesce } from './coalesce.ts';
import { changeProject, readAfterLoss } from './project-change.ts';
import { queries, queryClient } from './queries.ts';

type Listener = (event: HostEvent) => void;
const listeners = new Set<Listener>();
const readers = new Set<() => void>();

/** For state that lives outside the query cache, such as the review grid's columns. */
export function onHostEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For what events would have kept true: `read` is called when a connection that was lost is there again. */
export function onReconnected(read: () => void): () => void {
  readers.add(read);
  return () => readers.delete(read);
}

/** One subscription for the whole window; it survives lost connections, after which everything is read again. */
export function followHost(): void {
  const readAgain = (key: string) => void queryClient.invalidateQueries({ queryKey: [key] });
  const soon = coalesce(() => 250, readAgain);
  // What a generation has made so far is counted over all its images.
  const rarely = coalesce(() => 1000, readAgain);
  const later = (key: string) => (key === 'made' ? rarely : soon)(key);
  api.events.stream.subscribe(undefined, {
    onData: (event) => {
      applyEvent(queryClient, event, later);
      for (const listener of listeners) listener(event);
    },
  });
  useConnection.subscribe((now, before) => {
    if (now.state === 'open' && before.state === 'lost') void reconnected();
  });
}

async function reconnected(): Promise<void> {
  await readAfterLoss(queryClient);
  for (const read of readers) read();
}

/** Brings the cache up to date with one event; `later` reads a key again, many requests at once becoming one. */
export function applyEvent(client: QueryClient, event: HostEvent, later: (key: string) => void): void {
  switch (event.type) {
    case 'project':
      void changeProject(client);
      return;
    case 'classes':
      later('classes');
      later('scores');
      later('plan');
      later('check');
      return;
    case 'images':
      later('check');
      later('made');
      later('scores');
      later('sets');
      later('classes');
      later('image');
      return;
    case 'verdicts':
      later('check');
      later('plan');
      later('made');
      later('scores');
      later('classes');
      later('image');
      return;
    case 'job':
      client.setQueryData<Job[]>(queries.jobs().queryKey, (jobs) => withJob(jobs, event.job));
      return;
    case 'jobs':
      later('jobs');
      return;
    case 'runs':
      later('runs');
      later('summaries');
      later('project');
      return;
    case 'prompts':
      later('prompts');
      later('plan');
      later('classes');
      // Whether the style of a drawn OOD set is covered follows from the prompts.
      later('sets');
      return;
    case 'scores':
      later('scores');
      later('image');
      return;
    case 'tutorial':
      later('tutorial');
      return;
    case 'models':
      later('models');
      later('plan');
      return;
    case 'language-models':
      later('language-models');
      return;
    case 'preview':
      client.setQueryData(queries.generating(event.jobId).queryKey, event);
      return;
    case 'metric':
      addMetric(client, event.runId, event.point);
      return;
    case 'engine':
      useConnection.setState(({ engines }) => ({
        engines: { ...engines, [event.role]: { state: event.state, error: event.error } },
      }));
      return;
    default:
      event satisfies never;
  }
}

function withJob(jobs: Job[] | undefined, job: Job): Job[] | undefined {
  if (!jobs) return undefined;
  const known = jobs.some(({ id }) => id === job.id);
  return known ? jobs.map((old) => (old.id === job.id ? job : old)) : [...jobs, job];
}

function addMetric(client: QueryClient, runId: number, point: MetricPoint): void {
  client.setQueryData<MetricPoint[]>(queries.metrics(runId).queryKey, (points) =>
    points ? [...points.filter(({ step }) => step < point.step), point] : undefined,
  );
  client.setQueryData<Run[]>(queries.runs().queryKey, (runs) =>
    runs?.map((run) => (run.id === runId ? withProgress(run, point) : run)),
  );
}

function withProgress(run: Run, point: MetricPoint): Run {
  const accuracy = point.valAccuracy;
  const best = accuracy === null ? run.bestValAccuracy : Math.max(accuracy, run.bestValAccuracy ?? 0);
  return { ...run, step: point.step, imagesPerSecond: point.imagesPerSecond, bestValAccuracy: best };
}
