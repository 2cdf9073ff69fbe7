import {
  Boxes,
  ChartNoAxesCombined,
  GraduationCap,
  Images,
  MessageSquareText,
  Palette,
  Settings,
  Sparkles,
  Tags,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components';
import { registry } from '../commands/all.ts';
import { cx } from '../ui/class-names.ts';
import { Tip } from '../ui/tip.tsx';
import styles from './rail.module.css';
import { goTo, useUi } from './ui-state.ts';
import {
  needsProject,
  otherScreens,
  plannedScreens,
  type Screen,
  screenNames,
  workScreens,
} from './screens.ts';
import { useProject } from './use-project.ts';

const icons: Readonly<Record<Exclude<Screen, 'home'>, ReactNode>> = {
  classes: <Tags />,
  prompts: <MessageSquareText />,
  generate: <Sparkles />,
  review: <Images />,
  style: <Palette />,
  train: <GraduationCap />,
  runs: <ChartNoAxesCombined />,
  models: <Boxes />,
  settings: <Settings />,
};

/** The steps of the work, top to bottom, and below them what belongs to no step. */
export function Rail() {
  const { project } = useProject();
  return (
    <nav className={styles.rail} aria-label="Steps">
      {workScreens.map((screen) => (
        <RailItem key={screen} screen={screen} isDisabled={!project} />
      ))}
      <div className={styles.spring} />
      {otherScreens.map((screen) => (
        <RailItem key={screen} screen={screen} isDisabled={false} />
      ))}
    </nav>
  );
}

function RailItem({ screen, isDisabled }: { screen: Exclude<Screen, 'home'>; isDisabled: boolean }) {
  const current = useUi((state) => state.screen) === screen && !(isDisabled && needsProject(screen));
  const planned = plannedScreens.has(screen);
  return (
    <Tip text={screenNames[screen]} shortcut={registry.byId(`go-${screen}`).keys?.[0]}>
      <ToggleButton
        className={cx(styles.item, planned && styles.planned)}
        isSelected={current}
        isDisabled={isDisabled}
        onChange={() => goTo(screen)}
        aria-label={planned ? `${screenNames[screen]} (planned)` : screenNames[screen]}
        {...(current ? { 'aria-current': 'page' as const } : {})}
      >
        {icons[screen]}
        <span className={styles.name}>{screenNames[screen]}</span>
      </ToggleButton>
    </Tip>
  );
}
