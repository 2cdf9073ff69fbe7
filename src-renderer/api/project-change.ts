import type { QueryClient } from '@tanstack/react-query';
import { resetForProject } from './project-state.ts';
import { queries } from './queries.ts';

/** Answers about this machine, which are the same in every project. All others begin anew with each. */
const OF_MACHINE: ReadonlySet<unknown> = new Set([
  'recent',
  'models',
  'language-models',
  'roots',
  'children',
  'canPick',
  'dataSets',
  'system',
  'doctor',
]);

/** What the host told by itself: nobody asks for it, so that asking again would not replace it. */
const UNASKED: ReadonlySet<unknown> = new Set(['sensePreviews', 'generating']);

/** Forgets what was known of another project, once it is known which one is open now. Ids count anew in each. */
export async function changeProject(client: QueryClient): Promise<void> {
  resetForProject();
  const [project] = queries.project().queryKey;
  await client.invalidateQueries({ queryKey: [project] });
  client.removeQueries({ predicate: ({ queryKey }) => UNASKED.has(queryKey[0]) });
  await Promise.all([
    client.invalidateQueries({ predicate: ({ queryKey }) => OF_MACHINE.has(queryKey[0]) }),
    client.resetQueries({
      predicate: ({ queryKey }) => queryKey[0] !== project && !OF_MACHINE.has(queryKey[0]),
    }),
  ]);
}

/** Reads everything again after a time without a connection; the host may have been started anew with another project. */
export async function readAfterLoss(client: QueryClient): Promise<void> {
  const { queryKey } = queries.project();
  const before = client.getQueryData(queryKey)?.id;
  await client.invalidateQueries({ queryKey });
  if (client.getQueryData(queryKey)?.id === before) await client.invalidateQueries();
  else await changeProject(client);
}
