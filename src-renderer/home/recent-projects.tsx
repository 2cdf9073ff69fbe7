import { useMutation, useQuery } from '@tanstack/react-query';
import { FolderOpen, X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { RecentProject } from '../../src-shared/domain/project.ts';
import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { openDialog } from '../app/dialogs.ts';
import { goTo } from '../app/ui-state.ts';
import { formatMoment } from '../../src-shared/format/durations.ts';
import { leaveProject } from '../jobs/leaving.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { notifyFailure } from '../ui/notifications.ts';
import { FailureNote, Skeleton } from '../ui/states.tsx';
import styles from './home.module.css';

export function RecentProjects({ openLocation }: { openLocation: string | null }) {
  const { data, error } = useQuery(queries.recent());
  const others = data?.filter(({ location }) => location !== openLocation);
  return (
    <section className={styles.recents} aria-labelledby="recent-projects">
      <header className={styles.recentsHeader}>
        <h2 id="recent-projects">Recent projects</h2>
        <Button
          look="quiet"
          icon={<FolderOpen aria-hidden />}
          onPress={() => openDialog({ kind: 'open-project' })}
        >
          Open another
        </Button>
      </header>
      {error ? (
        <FailureNote error={error} />
      ) : (
        <ul className={styles.recentList}>
          {others?.map((project) => (
            <Recent key={project.id} project={project} />
          ))}
          {others?.length === 0 && (
            <li className={styles.recentButton}>
              <span className={styles.recentPlace}>
                {openLocation
                  ? 'No other project was opened on this machine.'
                  : 'Projects that you create or open are listed here.'}
              </span>
            </li>
          )}
          {!data && (
            <li className={styles.recentButton}>
              <Skeleton height={34} />
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function Recent({ project }: { project: RecentProject }) {
  const open = useMutation({
    mutationFn: () => api.projects.open.mutate({ recentId: project.id }),
    onSuccess: () => goTo('classes'),
    onError: notifyFailure,
  });
  const forget = useMutation({
    mutationFn: () => api.projects.forget.mutate({ recentId: project.id }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queries.recent().queryKey }),
    onError: notifyFailure,
  });
  return (
    <li className={styles.recent}>
      <AriaButton
        className={styles.recentButton ?? ''}
        onPress={() => leaveProject(`open ${project.name}`, () => open.mutate())}
        isDisabled={!project.available || open.isPending}
      >
        <span className={styles.recentName}>{project.name}</span>
        <span className={styles.recentPlace} title={project.location}>
          {project.available ? project.location : `Not found: ${project.location}`}
        </span>
        <span className={styles.recentWhen}>
          {open.isPending ? 'Opening' : formatMoment(project.openedAt)}
        </span>
      </AriaButton>
      <IconButton
        size="small"
        label={`Take ${project.name} off this list`}
        icon={<X />}
        onPress={() => forget.mutate()}
      />
    </li>
  );
}
