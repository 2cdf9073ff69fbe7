import { useQuery } from '@tanstack/react-query';
import { Command as CommandIcon, Cpu, Menu as MenuIcon, Shapes, TriangleAlert } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useConnection } from '../api/connection.ts';
import { queries } from '../api/queries.ts';
import { registry } from '../commands/all.ts';
import { CommandMenu } from '../commands/command-menu.tsx';
import { IconButton } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { KeyCaps } from '../ui/key-caps.tsx';
import { Badge } from '../ui/states.tsx';
import { Tip } from '../ui/tip.tsx';
import { DRAWN_WORLD_NOTICE } from '../../src-shared/domain/run.ts';
import styles from './header.module.css';
import { describeComputing } from './computing.ts';
import { openDialog } from './dialogs.ts';
import { goTo } from './ui-state.ts';
import { useProject } from './use-project.ts';

export function Header() {
  const { project } = useProject();
  return (
    <header className={styles.header}>
      <Tip text="Home" shortcut={registry.byId('go-home').keys?.[0]}>
        <AriaButton className={styles.home ?? ''} onPress={() => goTo('home')} aria-label="Home">
          <Mark />
          <span className={styles.product}>Variegate</span>
        </AriaButton>
      </Tip>
      <div className={styles.project}>
        {project && (
          <>
            <span className={styles.projectName} title={project.location}>
              {project.name}
            </span>
            {project.readOnly && <Badge look="warn">Read only</Badge>}
            <DrawnBadge />
          </>
        )}
      </div>
      <Provider />
      <AriaButton
        className={styles.palette ?? ''}
        onPress={() => openDialog({ kind: 'palette' })}
        aria-label="Commands"
      >
        <CommandIcon aria-hidden />
        <span className={styles.paletteWords}>Commands</span>
        <KeyCaps written="Mod+K" />
      </AriaButton>
      <CommandMenu groups={['Project', 'Window', 'Help']}>
        <IconButton label="Menu" icon={<MenuIcon />} />
      </CommandMenu>
    </header>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden>
      <path d="M2 4h5l5 11 5-11h5l-7.5 17h-5z" fill="currentColor" />
      <path d="M17 4h5l-3.6 8.2z" fill="var(--accent)" />
    </svg>
  );
}

/** Says that the project holds drawn pictures, wherever one is looking. */
function DrawnBadge() {
  const { data: sets } = useQuery(queries.sets());
  if (!sets?.some(({ origin }) => origin.kind === 'drawn')) return null;
  return (
    <Tip text={DRAWN_WORLD_NOTICE}>
      <AriaButton className={styles.notice ?? ''} aria-label={`Drawn data. ${DRAWN_WORLD_NOTICE}`}>
        <Badge look="warn">
          <Shapes aria-hidden />
          Drawn data
        </Badge>
      </AriaButton>
    </Tip>
  );
}

/** What computes now. The name stays while the engine starts or has failed; an icon and a word stand beside it. */
function Provider() {
  const { data: system } = useQuery(queries.system());
  const { project } = useProject();
  const { data: jobs = [] } = useQuery({ ...queries.jobs(), enabled: project !== null });
  const engine = useConnection(({ engines }) => engines.compute);
  if (!system) return null;
  const { name, state, words } = describeComputing(jobs, system, engine);
  return (
    <Tip text={words}>
      <AriaButton
        className={cx(styles.provider, state?.kind === 'failed' && styles.stopped)}
        onPress={() => goTo('settings')}
        aria-label={`${words} Open the settings`}
      >
        {state?.kind === 'failed' ? <TriangleAlert aria-hidden /> : <Cpu aria-hidden />}
        {name}
        {state && <span>{state.kind === 'starting' ? 'starting' : 'stopped'}</span>}
      </AriaButton>
    </Tip>
  );
}
