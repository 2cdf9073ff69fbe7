import { previewAddress, thumbnailAddress } from '../../api/addresses.ts';
import styles from './senses.module.css';

/** Real train images beside generated ones: what is, and what the phrase would bring. */
export function Pictures(props: {
  phrase: string;
  /** Ids of real images that vote for the sense, best first; null: nothing voted. */
  examples: readonly number[] | null;
  /** Null: none were made yet. */
  previews: readonly string[] | null;
}) {
  const { phrase, examples, previews } = props;
  return (
    <div className={styles.pictures}>
      {examples && (
        <Strip
          title="Real images"
          nothing="No image votes for it."
          alt={`Real image that votes for “${phrase}”`}
          addresses={examples.map((id) => thumbnailAddress(id))}
        />
      )}
      {previews && (
        <Strip
          title="Its phrase generates"
          nothing=""
          alt={`Generated from “${phrase}”`}
          addresses={previews.map(previewAddress)}
        />
      )}
    </div>
  );
}

function Strip(props: { title: string; nothing: string; alt: string; addresses: readonly string[] }) {
  return (
    <figure className={styles.strip}>
      <figcaption className={styles.faint}>{props.title}</figcaption>
      {props.addresses.length === 0 ? (
        <span className={styles.faint}>{props.nothing}</span>
      ) : (
        <span className={styles.tiles}>
          {props.addresses.map((address) => (
            <img key={address} src={address} alt={props.alt} decoding="async" draggable={false} />
          ))}
        </span>
      )}
    </figure>
  );
}
