import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectContext } from '../../src-main/cli/command.ts';
import { createOutput } from '../../src-main/cli/output.ts';
import { openProjectSession, openSession, type Session } from '../../src-main/cli/session.ts';

const PROJECT = 'cifake';

/** Opens the project of the benchmark below `home`, made if it is missing. Everything that the program keeps stays below `home` too. */
export async function openBenchProject(home: string, json: boolean): Promise<ProjectContext> {
  process.env['VARIEGATE_HOME'] = join(home, 'app');
  await mkdir(home, { recursive: true });
  const folder = join(home, PROJECT);
  const session = existsSync(folder) ? await openProjectSession(folder) : await newProject(home);
  return { ...session, output: createOutput(json), folder };
}

async function newProject(home: string): Promise<Session> {
  const session = await openSession();
  const parentSourceId = await session.registerSource(home);
  await session.api.projects.create.mutate({ name: PROJECT, parentSourceId });
  return session;
}
