import { Brush, Play } from 'lucide-react';
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
        This program draws a small world of objects, and brings models that know it. The tutorial takes it
        through every step: prompts, images, filter, training. It needs no network and no images of your own.
      </p>
      <div className={styles.cardActions}>
        <Button
          icon={<Play aria-hidden />}
          onPress={() => begin({ kind: 'tutorial' }, projectOpen, 'Tutorial')}
        >
          Run the tutorial
        </Button>
        <Button
          icon={<Brush aria-hidden />}
          onPress={() => begin({ kind: 'draw', dataSet: null }, projectOpen, 'Tutorial')}
        >
          Only draw a data set
        </Button>
      </div>
    </section>
  );
}
