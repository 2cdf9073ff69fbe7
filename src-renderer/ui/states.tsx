import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { failureOf } from '../api/failure.ts';
import { Button } from './button.tsx';
import { cx } from './class-names.ts';
import styles from './state.module.css';

/** What a place looks like before it holds anything: what belongs here, and the one thing to do. */
export function EmptyState(props: {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <section className={styles.state}>
      <span className={styles.icon} aria-hidden>
        {props.icon}
      </span>
      <h2 className={styles.title}>{props.title}</h2>
      <div className={styles.words}>{props.children}</div>
      {props.actions !== undefined && <div className={styles.actions}>{props.actions}</div>}
    </section>
  );
}

/** What happened, and what to do about it. */
export function FailedState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { message, advice } = failureOf(error);
  return (
    <EmptyState
      icon={<CircleAlert />}
      title={message}
      actions={onRetry && <Button onPress={onRetry}>Try again</Button>}
    >
      {advice ?? 'Copy the diagnostics in Settings if this keeps happening.'}
    </EmptyState>
  );
}

const noteIcons = { info: Info, warn: TriangleAlert, failed: CircleAlert, good: CircleCheck } as const;

/** A line or two that a person should know before going on. */
export function Note({ kind, children }: { kind: keyof typeof noteIcons; children: ReactNode }) {
  const Icon = noteIcons[kind];
  return (
    <div
      className={cx(styles.note, kind !== 'info' && styles[kind])}
      role={kind === 'failed' ? 'alert' : 'note'}
    >
      <Icon aria-hidden />
      <div>{children}</div>
    </div>
  );
}

export function FailureNote({ error }: { error: unknown }) {
  const { message, advice } = failureOf(error);
  return (
    <Note kind="failed">
      <p>{message}</p>
      {advice && <p>{advice}</p>}
    </Note>
  );
}

/** Stands where something will be, in its size. */
export function Skeleton({
  width = '100%',
  height = 14,
}: {
  width?: number | string;
  height?: number | string;
}) {
  return <span className={styles.skeleton} style={{ width, height }} aria-hidden />;
}

const badgeLooks = {
  plain: undefined,
  warn: styles.badgeWarn,
  keep: styles.badgeKeep,
  reject: styles.badgeReject,
  accent: styles.badgeAccent,
} as const;

export function Badge({ look = 'plain', children }: { look?: keyof typeof badgeLooks; children: ReactNode }) {
  return <span className={cx(styles.badge, badgeLooks[look])}>{children}</span>;
}

/** How much of something is done; `share` in [0, 1]. */
export function ProgressTrack({ share, label }: { share: number; label: string }) {
  return (
    <progress className={styles.track} aria-label={label} max={1} value={Math.min(1, Math.max(0, share))} />
  );
}
