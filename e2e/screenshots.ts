import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { startServer } from './host.ts';

/**
 * Pictures of every screen of a project, dark and light, wide and narrow: `node e2e/screenshots.ts <project> <folder>`.
 * The project should hold finished runs; it is opened, and left as it is.
 */
const [project, folder] = process.argv.slice(2);
if (!project || !folder) {
  process.stderr.write('Usage: node e2e/screenshots.ts <project folder> <folder for the pictures>\n');
  process.exit(2);
}

const goTo = (step: string) => async (page: Page) => {
  // Out of a dialog or a full view.
  await page.keyboard.press('Escape');
  await page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('button', { name: new RegExp(`^${step}`) })
    .click();
};

async function pointAtSome(page: Page): Promise<void> {
  await goTo('Review')(page);
  await page.getByRole('gridcell').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
}

/** The filter beside images that are scored, with a threshold tried out. */
async function tryThreshold(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  const filter = page.getByRole('complementary', { name: 'Filter' });
  if (!(await filter.isVisible())) await page.keyboard.press('f');
  const slider = filter.getByRole('slider', { name: /^Threshold for/ });
  if ((await slider.count()) === 0) return;
  await slider.focus();
  for (let step = 0; step < 20; step++) await page.keyboard.press('ArrowRight');
}

async function openErrors(page: Page): Promise<void> {
  await goTo('Runs')(page);
  await page.getByRole('button', { name: 'Mixed', exact: true }).last().click();
  for (const box of await page.getByRole('checkbox', { name: /Show the curves of [RM]/ }).all()) {
    await box.check({ force: true });
  }
  await page
    .getByRole('button', { name: /Show settings, evaluation/ })
    .first()
    .click();
}

const screens: readonly { name: string; open: (page: Page) => Promise<void> }[] = [
  { name: 'home', open: (page) => page.getByRole('button', { name: 'Home' }).click() },
  { name: 'classes', open: goTo('Classes') },
  { name: 'prompts', open: goTo('Prompts') },
  { name: 'write-prompts', open: (page) => page.keyboard.press('w') },
  { name: 'review', open: pointAtSome },
  { name: 'full-view', open: (page) => page.keyboard.press('Space') },
  { name: 'filter', open: tryThreshold },
  { name: 'train', open: goTo('Train') },
  { name: 'curves', open: (page) => page.getByRole('radio', { name: /^Curves/ }).click() },
  { name: 'runs', open: openErrors },
  {
    name: 'errors',
    open: (page) => page.getByRole('heading', { name: /^Errors of/ }).scrollIntoViewIfNeeded(),
  },
  { name: 'generate', open: goTo('Generate') },
  { name: 'generated', open: (page) => page.getByRole('radio', { name: /^Images/ }).click() },
  { name: 'models', open: goTo('Models') },
  { name: 'settings', open: goTo('Settings') },
  { name: 'palette', open: (page) => page.keyboard.press('Control+k') },
];

const SETTLING_MS = 1500;
const home = await mkdtemp(join(tmpdir(), 'variegate-screens-'));
const server = await startServer(home, ['--project', resolve(project)]);
const system = '/usr/bin/chromium';
const browser = await chromium.launch({
  ...(existsSync(system) ? { executablePath: system } : {}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  await mkdir(folder, { recursive: true });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.address);
  for (const colorScheme of ['dark', 'light'] as const) {
    for (const [width, shape] of [
      [1440, 'wide'],
      [800, 'narrow'],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.reload();
      for (const { name, open } of screens) {
        await open(page);
        await page.waitForTimeout(SETTLING_MS);
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${shape}.png`) });
      }
    }
  }
} finally {
  await browser.close();
  await server.stop();
  await rm(home, { recursive: true, force: true });
}
