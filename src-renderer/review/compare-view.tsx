import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { queries } from '../api/queries.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { IconButton } from '../ui/button.tsx';
import styles from './full-view.module.css';
import { useReview } from './store.ts';
import { closeView } from './views.ts';
import { ZoomableImage } from './zoomable-image.tsx';

/** Several images side by side, zoomed and moved as one. */
export function CompareView() {
  const compared = useReview((state) => state.compared);
  const view = useRef<HTMLElement>(null);
  useEffect(() => view.current?.focus(), []);
  return (
    <section ref={view} className={styles.view} tabIndex={-1} aria-label="Compare">
      <header className={styles.header}>
        <span className={styles.name}>{formatNoun(compared.length, 'image')} side by side</span>
        <IconButton
          size="small"
          label="Back to the grid"
          shortcut="Escape"
          icon={<X />}
          onPress={closeView}
        />
      </header>
      <div className={styles.side}>
        {compared.map((id) => (
          <Compared key={id} id={id} />
        ))}
      </div>
    </section>
  );
}

function Compared({ id }: { id: number }) {
  const { data: detail } = useQuery(queries.imageDetail(id));
  const words = detail ? `${detail.className} · ${detail.setName}` : ' ';
  return (
    <figure className={styles.compared}>
      <ZoomableImage id={id} label={words} />
      <figcaption className={styles.caption} title={detail?.sourceName}>
        {words}
      </figcaption>
    </figure>
  );
}
