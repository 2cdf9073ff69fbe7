import { Brush } from 'lucide-react';
import { begin } from '../app/dialogs.ts';
import { Button } from '../ui/button.tsx';
import { WorldArt } from './card-art.tsx';
import styles from './home.module.css';

export function WorldCard({ projectOpen }: { projectOpen: boolean }) {
  return (
    <section className={styles.card}>
      <WorldArt />
      <h2 className={styles.cardTitle}>Tutorial world: drawn, offline</h2>
      <p className={styles.cardWords}>
        This program draws a small world of objects, with test sets in other styles and a synthetic set. Good
        for learning the steps. It needs no network and no images of your own.
      </p>
      <div className={styles.cardActions}>
        <Button
          icon={<Brush aria-hidden />}
          onPress={() => begin({ kind: 'draw', dataSet: null }, projectOpen, 'Tutorial')}
        >
          Choose a data set
        </Button>
      </div>
    </section>
  );
}
