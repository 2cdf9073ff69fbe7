import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder for what belongs to the program rather than to a project: the log, the list of recent projects, files dropped while no
 * project is open. `VARIEGATE_HOME` overrides the place that the system reserves for it. The folder may not exist yet.
 */
export function appFolder(environment: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const chosen = environment['VARIEGATE_HOME'];
  if (chosen) return chosen;
  switch (platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Variegate');
    case 'win32':
      return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Variegate');
    default:
      return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'variegate');
  }
}
