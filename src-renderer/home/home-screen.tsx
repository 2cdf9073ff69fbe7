import { useProject } from '../app/use-project.ts';
import { ImagesCard } from './images-card.tsx';
import styles from './home.module.css';
import { ModelsCard } from './models-card.tsx';
import { ProjectSummary } from './project-summary.tsx';
import { RecentProjects } from './recent-projects.tsx';
import { WorldCard } from './world-card.tsx';

/** Three equal ways to begin, and the projects that were begun. */
export function HomeScreen() {
  const { project } = useProject();
  return (
    <div className={styles.home}>
      <div className={styles.column}>
        <header className={styles.header}>
          <h1 className={styles.title}>{project ? project.name : 'Synthetic training images, measured'}</h1>
          <p className={styles.lead}>
            {project
              ? 'Add images to this project, or go on where you were.'
              : 'Train image classifiers on real images, on synthetic ones, and on both. Compare them on test sets that stayed sealed.'}
          </p>
        </header>
        {project && <ProjectSummary />}
        <div className={styles.cards}>
          <ImagesCard projectOpen={Boolean(project)} />
          <ModelsCard />
          <WorldCard projectOpen={Boolean(project)} />
        </div>
        <RecentProjects openLocation={project?.location ?? null} />
      </div>
    </div>
  );
}
