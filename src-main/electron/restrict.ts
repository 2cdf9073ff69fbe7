import { app, session } from 'electron';
import { pageAddress } from './protocol.ts';

/** Copying diagnostics and tables is all that the page may ask of the system. */
const allowedPermissions = new Set(['clipboard-sanitized-write']);

/** Denies what no page of the program needs: leaving it, opening windows, embedding others, asking for devices. */
export function restrictPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!event.url.startsWith(pageAddress)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  session.defaultSession.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(allowedPermissions.has(permission)),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, permission) =>
    allowedPermissions.has(permission),
  );
}
