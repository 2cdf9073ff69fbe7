import { useQuery } from '@tanstack/react-query';
import type { Exchange } from '../../src-shared/api/diversification.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { writerNames } from '../../src-shared/format/prompts.ts';
import { queries } from '../api/queries.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNote, Skeleton } from '../ui/states.tsx';
import styles from './exchange.module.css';
import { usePrompts } from './store.ts';

/** How a prompt came about; for a language model's, what it was asked and what it answered, word for word. */
export function ExchangeDialog({ promptId, onClose }: { promptId: number; onClose: () => void }) {
  const prompt = usePrompts((state) => state.prompts?.find(({ id }) => id === promptId));
  const { data, error } = useQuery(queries.exchangeOf(promptId));
  const attributes = Object.entries(prompt?.attributes ?? {});
  return (
    <Dialog title="How it was written" width="wide" onClose={onClose}>
      {prompt && (
        <dl className={styles.facts}>
          <dt>Prompt</dt>
          <dd>{prompt.text}</dd>
          {prompt.original !== null && (
            <>
              <dt>First</dt>
              <dd>{prompt.original}</dd>
            </>
          )}
          <dt>Written by</dt>
          <dd>{writerNames[prompt.writer]}</dd>
          {attributes.map(([name, words]) => (
            <FactLine key={name} name={name} words={words} />
          ))}
        </dl>
      )}
      {error && <FailureNote error={error} />}
      {data === undefined && !error && <Skeleton height={200} />}
      {data && <ExchangeWords exchange={data} />}
    </Dialog>
  );
}

const FactLine = ({ name, words }: { name: string; words: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{words}</dd>
  </>
);

const ExchangeWords = ({ exchange }: { exchange: Exchange }) => (
  <>
    <p className={styles.words}>
      {exchange.connection}, {exchange.model}, {(exchange.elapsedMs / 1000).toFixed(1)} s
      {exchange.promptTokens !== null &&
        `, ${formatCount(exchange.promptTokens)} tokens asked, ${formatCount(exchange.completionTokens ?? 0)} answered`}
    </p>
    <h3 className={styles.heading}>Asked</h3>
    <pre className={styles.verbatim}>{readable(exchange.request)}</pre>
    <h3 className={styles.heading}>Answered</h3>
    <pre className={styles.verbatim}>{exchange.reply ?? 'Nothing.'}</pre>
  </>
);

/** JSON with its lines apart; anything else as it is. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2).replaceAll(String.raw`\n`, '\n');
  } catch {
    return text;
  }
}
