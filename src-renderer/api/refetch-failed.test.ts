import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { refetchFailed } from './refetch-failed.ts';

test('asks every question in error again, whichever it is, and no other', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const asked = { first: 0, second: 0, third: 0 };
  const observe = (name: keyof typeof asked, failsFirst: boolean) => {
    const queryFn = () => {
      asked[name] += 1;
      return failsFirst && asked[name] === 1 ? Promise.reject(new Error('not now')) : Promise.resolve(name);
    };
    const observer = new QueryObserver(client, { queryKey: [name], queryFn, staleTime: Infinity });
    observer.subscribe(() => undefined);
    return observer;
  };
  const observers = [observe('first', false), observe('second', true), observe('third', true)];
  const settled = () => expect.poll(() => client.isFetching()).toBe(0);
  await settled();
  expect(observers.map((each) => each.getCurrentResult().isError)).toEqual([false, true, true]);
  refetchFailed(...observers.map((each) => each.getCurrentResult()));
  await settled();
  expect(observers.map((each) => each.getCurrentResult().data)).toEqual(['first', 'second', 'third']);
  expect(asked).toEqual({ first: 1, second: 2, third: 2 });
  client.clear();
});
