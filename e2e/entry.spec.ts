import { drawnTest, expect, test } from './fixtures.ts';

test('the workbench opens on its home screen without complaints', async ({ workbench, complaints }) => {
  await expect(workbench).toHaveTitle(/Variegate/);
  await expect(workbench.getByRole('heading', { level: 1 }).first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test('the token does not stay in the address', async ({ workbench, entry }) => {
  test.skip(entry === 'electron', 'The window has no token.');
  expect(new URL(workbench.url()).search).toBe('');
  const cookies = await workbench.context().cookies();
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
});

test('the page cannot load from elsewhere, nor open windows', async ({ workbench }) => {
  const outcome = await workbench.evaluate(async () => {
    const fetched = await fetch('https://example.com').then(
      () => 'fetched',
      () => 'refused',
    );
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.wasRun = true;';
    document.head.append(inline);
    return { fetched, ran: 'wasRun' in globalThis };
  });
  expect(outcome).toEqual({ fetched: 'refused', ran: false });
});

test('the licences of what the page bundles come with it', async ({ workbench }) => {
  const licences = await workbench.evaluate(async () => (await fetch('/third-party-licenses.md')).text());
  expect(licences).toContain('SIL OPEN FONT LICENSE');
  for (const name of ['react', 'recharts', 'zustand', 'lucide-react'])
    expect(licences).toContain(`## ${name} - `);
});

drawnTest(
  'a project given at the start is open, and its pictures are served',
  async ({ workbench, complaints }) => {
    await expect(workbench.getByText('Menagerie').first()).toBeVisible();
    const status = await workbench.evaluate(async () => (await fetch('/thumbnail/1')).status);
    expect(status).toBe(200);
    expect(complaints).toEqual([]);
  },
);

drawnTest(
  'a folder that is dropped on the page becomes a source that can be imported',
  async ({ workbench }) => {
    const source = await workbench.evaluate(async () => {
      const picture = await (await fetch('/image/1')).blob();
      const form = new FormData();
      form.append('file', picture, 'my pets/cat/1 "é".png');
      form.append('file', picture, 'my pets/cat/2.png');
      form.append('file', picture, 'my pets/dog/1.png');
      const response = await fetch('/drop', { method: 'POST', body: form });
      return (await response.json()) as unknown;
    });
    expect(source).toMatchObject({ name: 'my pets', kind: 'drop' });
  },
);
