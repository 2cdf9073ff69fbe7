import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createProject } from './open-project.ts';
import { forgetProject, recentProjects, rememberProject } from './recent.ts';
import { temporaryFolder } from './testing/temporary-project.ts';

afterEach(() => vi.unstubAllEnvs());

test('projects are remembered latest first, each place once, and forgotten when told', async () => {
  await using home = await temporaryFolder();
  const appFolder = join(home.path, 'not', 'there', 'yet');
  vi.stubEnv('VARIEGATE_HOME', appFolder);
  expect(await recentProjects()).toEqual([]);

  const location = join(home.path, 'project');
  await (await createProject({ folder: location, name: 'Real' })).close();
  await rememberProject({ name: 'Gone', location: join(home.path, 'gone') });
  await rememberProject({ name: 'Real', location });
  await rememberProject({ name: 'Gone', location: join(home.path, 'gone') });
  const [first, second, ...rest] = await recentProjects();
  expect(rest).toEqual([]);
  expect(first).toMatchObject({ name: 'Gone', available: false });
  expect(second).toMatchObject({ name: 'Real', location, available: true });
  expect(await readdir(appFolder)).toEqual(['recent-projects.json']);

  await forgetProject(first?.id ?? '');
  expect((await recentProjects()).map((project) => project.name)).toEqual(['Real']);
});

test('the list keeps thirty projects', async () => {
  await using home = await temporaryFolder();
  vi.stubEnv('VARIEGATE_HOME', home.path);
  for (let i = 0; i < 35; i++) await rememberProject({ name: `P${i}`, location: join(home.path, `p${i}`) });
  const names = (await recentProjects()).map((project) => project.name);
  expect(names).toHaveLength(30);
  expect(names[0]).toBe('P34');
});

test('a list that cannot be read counts as empty and is replaced', async () => {
  await using home = await temporaryFolder();
  vi.stubEnv('VARIEGATE_HOME', home.path);
  await mkdir(home.path, { recursive: true });
  for (const text of ['', '{"version":1,"projects":[{"name":5}]}', 'null']) {
    await writeFile(join(home.path, 'recent-projects.json'), text);
    expect(await recentProjects()).toEqual([]);
  }
  await rememberProject({ name: 'New', location: join(home.path, 'new') });
  expect(await recentProjects()).toHaveLength(1);
});
