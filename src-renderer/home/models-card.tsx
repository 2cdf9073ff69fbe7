import { goTo } from '../app/ui-state.ts';
import { Button } from '../ui/button.tsx';
import { ModelsArt } from './card-art.tsx';
import styles from './home.module.css';

/** Says what will be here, and what can be done instead today. */
export function ModelsCard() {
  return (
    <section className={styles.card}>
      <ModelsArt />
      <h2 className={styles.cardTitle}>Real models</h2>
      <p className={styles.cardWords}>
        Downloaded diffusion models will make images for your classes. That needs the model manager, which is
        coming. Until then, import images that another program generated.
      </p>
      <div className={styles.cardActions}>
        <Button onPress={() => goTo('models')}>What is planned</Button>
      </div>
    </section>
  );
}
