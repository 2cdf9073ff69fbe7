import { useQuery } from '@tanstack/react-query';
import { ArrowUp, FileBox, Folder, FolderOpen } from 'lucide-react';
import { useRef, useState } from 'react';
import { GridList, GridListItem } from 'react-aria-components';
import type { SourceEntry } from '../../src-shared/domain/project.ts';
import { queries } from '../api/queries.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { IconButton } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { FailureNote, Skeleton } from '../ui/states.tsx';
import styles from './source-browser.module.css';

/** One click enters a folder; the second of a double click must not enter what has moved under the pointer. */
const DOUBLE_CLICK_MS = 400;

/** Walks through folders on the host's machine; `onOpen` hears of every folder that is entered, and of every file that is chosen. */
export function SourceBrowser(props: {
  onOpen: (entry: SourceEntry | null) => void;
  /** Whether files that may hold a trained network are listed too. */
  showsNetworks?: boolean;
}) {
  const { onOpen, showsNetworks = false } = props;
  const [at, setAt] = useState<string | null>(null);
  const [file, setFile] = useState<string | null>(null);
  const enteredAt = useRef(Number.NEGATIVE_INFINITY);
  const roots = useQuery({ ...queries.roots(), enabled: at === null });
  const folder = useQuery({ ...queries.children(at ?? ''), enabled: at !== null });
  const files = showsNetworks ? (folder.data?.files ?? []) : [];
  const entries = at === null ? roots.data : folder.data && [...folder.data.children, ...files];
  const error = at === null ? roots.error : folder.error;

  const enter = (entry: SourceEntry | null) => {
    enteredAt.current = performance.now();
    setFile(entry?.kind === 'file' ? entry.id : null);
    if (entry?.kind !== 'file') setAt(entry?.id ?? null);
    onOpen(entry);
  };
  const leave = () => {
    const parentId = folder.data?.parentId;
    if (!parentId) enter(null);
    else {
      setAt(parentId);
      setFile(null);
      onOpen({ id: parentId, name: 'the folder above', kind: 'folder' });
    }
  };
  return (
    <div className={styles.browser}>
      <header className={styles.header}>
        <IconButton
          size="small"
          label="Folder above"
          icon={<ArrowUp />}
          isDisabled={at === null}
          onPress={leave}
        />
        <FolderOpen aria-hidden />
        <span className={styles.name}>{at === null ? 'This machine' : (folder.data?.entry.name ?? ' ')}</span>
        {folder.data && at !== null && (
          <span className={styles.count}>
            {folder.data.images > 0 ? `${formatNoun(folder.data.images, 'image')} directly in it` : ''}
          </span>
        )}
      </header>
      {error && <FailureNote error={error} />}
      {entries ? (
        <GridList
          aria-label={showsNetworks ? 'Folders and networks' : 'Folders'}
          className={styles.list ?? ''}
          items={entries}
          onAction={(id) => {
            const entry = entries.find((each) => each.id === id);
            if (entry && performance.now() - enteredAt.current > DOUBLE_CLICK_MS) enter(entry);
          }}
          renderEmptyState={() => (
            <p className={styles.none}>
              {showsNetworks ? 'Neither folders nor networks in here.' : 'No folders in here.'}
            </p>
          )}
          dependencies={[file]}
        >
          {(entry) => (
            <GridListItem
              className={cx(styles.entry, entry.id === file && styles.chosen)}
              textValue={entry.name}
            >
              {entry.kind === 'file' ? <FileBox aria-hidden /> : <Folder aria-hidden />}
              {entry.name}
              {entry.id === file && <span className="visually-hidden">, chosen</span>}
            </GridListItem>
          )}
        </GridList>
      ) : (
        !error && <LoadingRows />
      )}
    </div>
  );
}

const LoadingRows = () => (
  <div className={styles.loading}>
    {[0, 1, 2, 3].map((row) => (
      <Skeleton key={row} height={20} width={`${60 - row * 9}%`} />
    ))}
  </div>
);
