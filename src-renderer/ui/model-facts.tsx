import { Scale } from 'lucide-react';
import styles from './model-facts.module.css';

/** One line about a model wherever one is chosen or listed: its licence, then facts of a few words each. */
export function ModelFacts({ license, facts }: { license: string; facts: readonly string[] }) {
  return (
    <p className={styles.facts}>
      <span className={styles.licence}>
        <Scale aria-hidden /> {license}
      </span>
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  );
}
