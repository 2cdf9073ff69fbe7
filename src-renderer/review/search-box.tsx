import { useEffect, useState } from 'react';
import { SearchField } from '../ui/text-field.tsx';
import { focusGrid, SEARCH_BOX } from './focus.ts';
import { setSource } from './loading.ts';
import styles from './review.module.css';
import { useReview } from './store.ts';

const PAUSE_MS = 250;

/** Searches names and captions; asks the host once the typing pauses. */
export function SearchBox() {
  const asked = useReview((state) => state.source.text);
  const [text, setText] = useState(asked);
  const [seen, setSeen] = useState(asked);
  if (seen !== asked) {
    setSeen(asked);
    setText(asked);
  }
  useEffect(() => {
    if (text === asked) return;
    const timer = setTimeout(() => setSource({ text }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, asked]);
  return (
    <div className={styles.search} id={SEARCH_BOX}>
      <SearchField
        label="Search names and captions"
        placeholder="Name or caption"
        value={text}
        onChange={setText}
        onSubmit={focusGrid}
      />
    </div>
  );
}
