import type { Role } from '../../src-shared/domain/image-set.ts';
import { api } from '../api/client.ts';
import type { Command, CommandState } from '../commands/command.ts';
import { leaveProject } from '../jobs/leaving.ts';
import { notifyFailure } from '../ui/notifications.ts';
import { begin, openDialog } from './dialogs.ts';
import { allScreens, needsProject, type Screen, screenNames } from './screens.ts';
import { setTheme } from './theme.ts';
import { goTo, type ThemeChoice, useUi } from './ui-state.ts';
import { currentProject } from './use-project.ts';

const projectOpen = (state: CommandState) => state.projectOpen;

const goCommand = (screen: Screen, position: number): Command => ({
  id: `go-${screen}`,
  name: screenNames[screen],
  group: 'Go to',
  keys: position < 10 ? [`Alt+${position}`] : [],
  ...(needsProject(screen) ? { when: projectOpen } : {}),
  perform: () => goTo(screen),
});

const importCommand = (role: Role, name: string): Command => ({
  id: `import-${role}`,
  name,
  group: 'Project',
  perform: () => begin({ kind: 'import', source: null, role }, currentProject() !== null),
});

const themeCommand = (theme: ThemeChoice, name: string): Command => ({
  id: `theme-${theme}`,
  name,
  group: 'Window',
  perform: () => setTheme(theme),
});

const closeProject = (): void => leaveProject('close this project', () => void close());

async function close(): Promise<void> {
  try {
    await api.projects.close.mutate();
    goTo('home');
  } catch (error) {
    notifyFailure(error);
  }
}

export const appCommands: readonly Command[] = [
  ...allScreens.map(goCommand),
  {
    id: 'new-project',
    name: 'New project',
    group: 'Project',
    perform: () => openDialog({ kind: 'create-project', next: { kind: 'nothing' }, name: '' }),
  },
  {
    id: 'open-project',
    name: 'Open a project',
    group: 'Project',
    perform: () => openDialog({ kind: 'open-project' }),
  },
  importCommand('real', 'Import real images'),
  importCommand('synthetic', 'Import generated images'),
  importCommand('ood', 'Import out-of-distribution images'),
  {
    id: 'draw',
    name: 'Draw a tutorial data set',
    group: 'Project',
    perform: () => begin({ kind: 'draw', dataSet: null }, currentProject() !== null),
  },
  {
    id: 'close-project',
    name: 'Close the project',
    group: 'Project',
    when: projectOpen,
    perform: closeProject,
  },
  {
    id: 'jobs',
    name: 'Show or hide the job queue',
    group: 'Jobs',
    keys: ['J'],
    when: projectOpen,
    perform: () => useUi.setState(({ drawerOpen }) => ({ drawerOpen: !drawerOpen })),
  },
  themeCommand('system', 'Theme of the system'),
  themeCommand('dark', 'Dark theme'),
  themeCommand('light', 'Light theme'),
  {
    id: 'palette',
    name: 'Find a command',
    group: 'Help',
    keys: ['Mod+K'],
    perform: () => openDialog({ kind: 'palette' }),
  },
  { id: 'keys', name: 'Keys', group: 'Help', keys: ['?'], perform: () => openDialog({ kind: 'keys' }) },
];
