import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useConnection } from '../api/connection.ts';
import { queries } from '../api/queries.ts';
import { JobDrawer } from '../jobs/job-drawer.tsx';
import { LeavingConfirm } from '../jobs/leaving-confirm.tsx';
import { NotificationRegion } from '../ui/notification-region.tsx';
import { TutorialStrip } from '../tutorial/tutorial-strip.tsx';
import { FailedState } from '../ui/states.tsx';
import styles from './app.module.css';
import { ConnectionBar } from './connection-bar.tsx';
import { DialogInFront } from './dialog-in-front.tsx';
import { FailureBoundary } from './failure-boundary.tsx';
import { Header } from './header.tsx';
import { Rail } from './rail.tsx';
import { ScreenInFront } from './screen-in-front.tsx';
import { needsProject } from './screens.ts';
import { useUi } from './ui-state.ts';
import { useTitle } from './use-title.ts';

/** The frame: header above, the steps at the left, the screen, jobs along the bottom, dialogs in front. */
export function App() {
  const { data: project, error, refetch } = useQuery(queries.project());
  useTitle();
  const connected = useConnection((state) => state.state);
  const chosen = useUi((state) => state.screen);
  const allowed = project || !needsProject(chosen) ? chosen : 'home';
  // The rail answers at once; the screen is built in slices behind it.
  const screen = useDeferredValue(allowed);
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#screen">
        Skip to the content
      </a>
      <Header />
      <div className={styles.middle}>
        <Rail />
        <main id="screen" className={styles.screen} tabIndex={-1} aria-busy={project === undefined}>
          {connected === 'lost' && <ConnectionBar />}
          {project && <TutorialStrip />}
          <div className={styles.content}>
            {error && !project ? (
              <FailedState error={error} onRetry={() => void refetch()} />
            ) : (
              <FailureBoundary key={`${project?.id} ${screen}`}>
                {project !== undefined && <ScreenInFront screen={screen} />}
              </FailureBoundary>
            )}
          </div>
        </main>
      </div>
      {project && <JobDrawer />}
      <DialogInFront />
      <LeavingConfirm />
      <NotificationRegion />
    </div>
  );
}
