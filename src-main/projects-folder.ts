import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where new projects go unless the user says otherwise; `VARIEGATE_PROJECTS` moves it. The folder may not exist yet. */
export const projectsFolder = (): string => process.env['VARIEGATE_PROJECTS'] ?? join(homedir(), 'Variegate');
