import { useQuery } from '@tanstack/react-query';
import type { ProjectInfo } from '../../src-shared/domain/project.ts';
import { queries, queryClient } from '../api/queries.ts';

/** The open project; `undefined` while it is asked for, null when none is open. */
export function useProject(): { project: ProjectInfo | null | undefined; error: unknown } {
  const { data, error } = useQuery(queries.project());
  return { project: data, error };
}

export const currentProject = (): ProjectInfo | null =>
  queryClient.getQueryData(queries.project().queryKey) ?? null;
