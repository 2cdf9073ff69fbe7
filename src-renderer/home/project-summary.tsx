import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.ts';
import { useProject } from '../app/use-project.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { Skeleton } from '../ui/states.tsx';
import styles from './home.module.css';

/** What the open project holds, in numbers. */
export function ProjectSummary() {
  const { project } = useProject();
  const { data: sets } = useQuery(queries.sets());
  const { data: classes } = useQuery(queries.classes());
  const { data: runs } = useQuery(queries.runs());
  const images = (role: 'real' | 'synthetic' | 'ood') =>
    sets?.filter((set) => set.role === role).reduce((sum, set) => sum + set.counts.total, 0);
  return (
    <dl className={styles.summary}>
      <Fact name="Classes" value={classes?.length} />
      <Fact name="Real images" value={images('real')} />
      <Fact name="Synthetic images" value={images('synthetic')} />
      <Fact name="OOD images" value={images('ood')} />
      <Fact name="Runs" value={runs?.length} />
      <Fact name="Test openings" value={project?.testOpenings} />
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: number | undefined }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.factName}>{name}</dt>
      <dd className={styles.factValue}>
        {value === undefined ? <Skeleton width={60} height={22} /> : formatCount(value)}
      </dd>
    </div>
  );
}
