import { goTo } from '../app/ui-state.ts';
import { Button } from '../ui/button.tsx';
import { ModelsArt } from './card-art.tsx';
import styles from './home.module.css';

/** A model of one's own: what form it has, and where it is named. */
export function ModelsCard() {
  return (
    <section className={styles.card}>
      <ModelsArt />
      <h2 className={styles.cardTitle}>Real models</h2>
      <p className={styles.cardWords}>
        A text-to-image model in the ONNX layout of diffusers makes images for your classes on this machine.
        Images that another program made can be imported with their prompts.
      </p>
      <div className={styles.cardActions}>
        <Button onPress={() => goTo('models')}>Go to Models</Button>
      </div>
    </section>
  );
}
