import type { ReactElement } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';
import { KeyCaps } from './key-caps.tsx';
import styles from './tip.module.css';

/** Shows a word or two on hover and focus. `children` must be a component of React Aria that can be focused. */
export function Tip({
  text,
  shortcut,
  children,
}: {
  text: string;
  shortcut?: string | undefined;
  children: ReactElement;
}) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <Tooltip className={styles.tip ?? ''} offset={6}>
        {text}
        {shortcut && <KeyCaps written={shortcut} />}
      </Tooltip>
    </TooltipTrigger>
  );
}
