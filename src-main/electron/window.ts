import { fileURLToPath } from 'node:url';
import { BrowserWindow, screen } from 'electron';
import { boundsOnDisplays, defaultSize, loadPlace, minimumSize, savePlace } from './window-bounds.ts';

/** The window where it was the last time, hidden until a page is ready. The page in it is sandboxed and cannot lead anywhere else. */
export async function makeWindow(placeFile: string): Promise<BrowserWindow> {
  const place = await loadPlace(placeFile);
  const bounds = boundsOnDisplays(
    place.bounds,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...(bounds ?? defaultSize),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'Variegate',
    show: false,
    backgroundColor: '#1b1b1b',
    autoHideMenuBar: true,
    webPreferences: {
      preload: fileURLToPath(new URL('preload.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (place.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    savePlace(placeFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() }),
  );
  return window;
}
