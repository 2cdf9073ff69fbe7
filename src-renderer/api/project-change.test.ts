import { hashKey, QueryClient, QueryObserver } from '@tanstack/react-query';
import { beforeAll, expect, test, vi } from 'vitest';
import { createForProject } from './project-state.ts';

beforeAll(() => {
  // A window whose host never answers: enough to import what asks it.
  vi.stubGlobal('window', {
    addEventListener: () => undefined,
    variegate: { entry: 'electron', connect: () => undefined },
  });
});

/** A cache as the window has it, over a host that answers from `project`. */
function openWindow(project: { id: string; name: string }) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  const ask = (key: string, answer: () => unknown) => {
    const observer = new QueryObserver(client, { queryKey: [key], queryFn: async () => answer() });
    return observer.subscribe(() => undefined);
  };
  ask('project', () => ({ ...project }));
  ask('sets', () => [`${project.name}'s set`]);
  ask('models', () => ['a model']);
  return client;
}

const settled = (client: QueryClient) =>
  vi.waitFor(() => {
    if (client.isFetching() > 0 || !client.getQueryData(['sets'])) throw new Error('still reading');
  });

test('nothing of one project is seen in the next', async () => {
  const { changeProject } = await import('./project-change.ts');
  const useDraft = createForProject<{ thresholds: readonly number[] }>({ thresholds: [] });
  const project = { id: 'a', name: 'A' };
  const client = openWindow(project);
  await settled(client);
  useDraft.setState({ thresholds: [0.5] });
  client.setQueryData(['sensePreviews', 1], [{ senseId: 1, previewIds: ['x'] }]);
  client.setQueryData(['image', 7], { sourceName: 'of A' });

  project.id = 'b';
  project.name = 'B';
  const seen: unknown[] = [];
  client.getQueryCache().subscribe(({ query }) => {
    if (query.queryHash === hashKey(['sets'])) seen.push(query.state.data);
  });
  await changeProject(client);
  expect(useDraft.getState()).toEqual({ thresholds: [] });
  expect(client.getQueryData(['sensePreviews', 1])).toBeUndefined();
  expect(client.getQueryData(['image', 7])).toBeUndefined();
  expect(client.getQueryData(['project'])).toEqual({ id: 'b', name: 'B' });
  // Between the two there is nothing, so that A's sets never stand under B's name.
  expect(seen[0]).toBeUndefined();
  expect(client.getQueryData(['sets'])).toEqual(["B's set"]);
  expect(client.getQueryData(['models'])).toEqual(['a model']);
});

test('after a loss of the connection everything is read again, and state kept where the project is the same', async () => {
  const { readAfterLoss } = await import('./project-change.ts');
  const useDraft = createForProject<{ text: string }>({ text: '' });
  const project = { id: 'a', name: 'A' };
  const client = openWindow(project);
  await settled(client);
  useDraft.setState({ text: 'typed' });
  project.name = 'A, renamed';
  await readAfterLoss(client);
  expect(client.getQueryData(['sets'])).toEqual(["A, renamed's set"]);
  expect(useDraft.getState()).toEqual({ text: 'typed' });
  project.id = 'b';
  await readAfterLoss(client);
  expect(useDraft.getState()).toEqual({ text: '' });
});
