import type { MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  readonly openLogFolder: () => void;
  readonly isMac: boolean;
}

/**
 * The application menu: what every desktop program has. The workbench's own commands live in its palette and key list, so that
 * browser and window have the same.
 */
export function menuTemplate({ openLogFolder, isMac }: MenuActions): MenuItemConstructorOptions[] {
  const application: MenuItemConstructorOptions[] = isMac ? [{ role: 'appMenu' }] : [];
  return [
    ...application,
    { label: 'File', submenu: [isMac ? { role: 'close' } : { role: 'quit' }] },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'reload' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [{ label: 'Show the log files', click: openLogFolder }] },
  ];
}
