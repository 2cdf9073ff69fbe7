import { type KeyboardEvent, useState } from 'react';
import type { Curve } from './curve-chart.tsx';
import styles from './curve-chart.module.css';

/** The names of the curves; pointing at one brings its line out. By keyboard it is one stop, in which the arrows move. */
export function Legend(props: {
  curves: readonly Curve[];
  lit: string | null;
  onLit: (id: string | null) => void;
}) {
  const { curves, lit, onLit } = props;
  const [stop, setStop] = useState<string | null>(null);
  const stopId = curves.some(({ id }) => id === stop) ? stop : curves[0]?.id;
  return (
    <ul className={styles.legend}>
      {curves.map(({ id, name, colour, dashed }) => (
        <li key={id}>
          <button
            type="button"
            className={styles.entry}
            style={{ opacity: lit !== null && lit !== id ? 0.4 : 1 }}
            tabIndex={id === stopId ? 0 : -1}
            aria-pressed={lit === id}
            onPointerEnter={() => onLit(id)}
            onPointerLeave={() => onLit(null)}
            onFocus={() => {
              setStop(id);
              onLit(id);
            }}
            onBlur={() => onLit(null)}
            onKeyDown={onKeyDown}
          >
            <svg width="16" height="8" aria-hidden>
              <path
                d="M0 4h16"
                stroke={colour}
                strokeWidth="2"
                strokeDasharray={dashed ? '4 2' : undefined}
              />
            </svg>
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const by = steps[event.key];
  if (by === undefined) return;
  const entry = event.currentTarget.parentElement;
  const beside = by < 0 ? entry?.previousElementSibling : entry?.nextElementSibling;
  event.preventDefault();
  beside?.querySelector('button')?.focus();
}
