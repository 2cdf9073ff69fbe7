import { useQuery } from '@tanstack/react-query';
import { MessageSquareText, Tags } from 'lucide-react';
import { memo, useDeferredValue, useEffect } from 'react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { queries } from '../api/queries.ts';
import { refetchFailed } from '../api/refetch-failed.ts';
import { openDialog } from '../app/dialogs.ts';
import { goTo } from '../app/ui-state.ts';
import { Button } from '../ui/button.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { EmptyState, FailedState } from '../ui/states.tsx';
import { useNarrow } from '../ui/use-narrow.ts';
import { AddBar } from './add-bar.tsx';
import { ClassPanel } from './class-panel.tsx';
import { CoveragePanel } from './coverage-panel.tsx';
import { PromptTable } from './prompt-table.tsx';
import { PromptsHeader } from './prompts-header.tsx';
import { PromptsToolbar } from './prompts-toolbar.tsx';
import styles from './prompts.module.css';
import { openWriteDialog } from './write/open-write-dialog.ts';
import { SelectionBar } from './selection-bar.tsx';
import { hasUnanswered } from './sending.ts';
import { useStage } from './use-stage.ts';
import { StaleBar } from './stale-bar.tsx';
import { refreshPrompts, usePrompts } from './store.ts';

// Each reads what it shows from the store; a change of the list alone draws none of them again.
const Toolbar = memo(PromptsToolbar);
const Typing = memo(AddBar);
const Stale = memo(StaleBar);
const Table = memo(PromptTable);
const Standing = memo(SelectionBar);
const Coverage = memo(CoveragePanel);

/** All prompts of the project: which classes have how many, what they say, and what to write next. */
export function PromptsScreen() {
  const classes = useQuery(queries.classes());
  const list = useQuery(queries.prompts());
  // What stands around the table may follow a moment later, drawn in pieces between frames.
  const prompts = useDeferredValue(
    usePrompts((state) => state.prompts),
    null,
  );
  const coverageOpen = usePrompts((state) => state.coverageOpen);
  const narrow = useNarrow();
  const stage = useStage(prompts !== null, 2);
  const { data } = list;
  useEffect(() => {
    if (data && !hasUnanswered() && usePrompts.getState().prompts !== data) refreshPrompts({ prompts: data });
  }, [data]);
  const error = classes.error ?? list.error;
  if (error) return <FailedState error={error} onRetry={() => refetchFailed(classes, list)} />;
  if (!classes.data || !prompts) return <PageSkeleton rows={12} />;
  if (classes.data.length === 0) return <NoClasses />;
  return (
    <div className={styles.screen}>
      <PromptsHeader classes={classes.data} prompts={prompts} />
      <div className={styles.middle}>
        {!narrow &&
          (stage > 0 ? (
            <ClassPanel classes={classes.data} prompts={prompts} />
          ) : (
            <div className={styles.classPanel} />
          ))}
        <section className={styles.centre} aria-label="Prompts">
          {prompts.length > 0 && <Toolbar classes={classes.data} />}
          {prompts.length > 0 && <Stale />}
          <Typing classes={classes.data} />
          {prompts.length > 0 ? <Table classes={classes.data} /> : <NoPrompts classes={classes.data} />}
          {prompts.length > 0 && <Standing />}
        </section>
        {coverageOpen && prompts.length > 0 && stage > 1 && <Coverage />}
      </div>
    </div>
  );
}

const NoClasses = () => (
  <EmptyState
    icon={<Tags />}
    title="No classes to write prompts for"
    actions={
      <Button look="primary" onPress={() => goTo('classes')}>
        Go to Classes
      </Button>
    }
  >
    Prompts are written for the classes of the project. Import real images, draw a tutorial data set, or add
    classes by name.
  </EmptyState>
);

const NoPrompts = ({ classes }: { classes: readonly ImageClass[] }) => (
  <EmptyState
    icon={<MessageSquareText />}
    title="No prompts yet"
    actions={
      <>
        <Button look="primary" onPress={openWriteDialog}>
          {classes.length === 1 ? 'Write prompts for 1 class' : `Write prompts for ${classes.length} classes`}
        </Button>
        <Button onPress={() => openDialog({ kind: 'import-prompts' })}>Paste or import prompts</Button>
      </>
    }
  >
    A prompt says in words what an image is to show: the class, and where, in which light or in which style.
    The built-in grammar writes varied ones; you can also type your own above, or bring a list.
  </EmptyState>
);
