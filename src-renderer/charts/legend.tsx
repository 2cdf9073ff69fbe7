import type { Curve } from './curve-chart.tsx';
import styles from './curve-chart.module.css';

/** The names of the curves; pointing at one brings its line out. */
export function Legend(props: {
  curves: readonly Curve[];
  lit: string | null;
  onLit: (id: string | null) => void;
}) {
  const { curves, lit, onLit } = props;
  return (
    <ul className={styles.legend}>
      {curves.map(({ id, name, colour, dashed }) => (
        <li
          key={id}
          className={styles.entry}
          style={{ opacity: lit !== null && lit !== id ? 0.4 : 1 }}
          onPointerEnter={() => onLit(id)}
          onPointerLeave={() => onLit(null)}
        >
          <svg width="16" height="8" aria-hidden>
            <path d="M0 4h16" stroke={colour} strokeWidth="2" strokeDasharray={dashed ? '4 2' : undefined} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
