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

drawnTest(
  'a project given at the start is open, and its pictures are served',
  async ({ workbench, complaints }) => {
    await expect(workbench.getByText('Menagerie').first()).toBeVisible();
    const status = await workbench.evaluate(async () => (await fetch('/thumbnail/1')).status);
    expect(status).toBe(200);
    expect(complaints).toEqual([]);
  },
);
