import { existsSync } from 'node:fs';
import { chromium, type Page } from 'playwright';

/** Collects the time between animation frames in the page; kept as text because it runs there. */
const RECORDER = `(() => {
  globalThis.frames = [];
  let last = performance.now();
  const tick = () => {
    const now = performance.now();
    globalThis.frames.push(now - last);
    last = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})()`;

/** After an action, late thumbnails and the inspector still come; their frames count too. */
const SETTLING_MS = 500;

/** The workbench in a fresh Chromium window, with a clock on its frames. */
export async function openPage(address: string): Promise<{
  page: Page;
  longestFrame: (act: () => Promise<void>) => Promise<number>;
  close: () => Promise<void>;
}> {
  const system = '/usr/bin/chromium';
  const browser = await chromium.launch({
    ...(existsSync(system) ? { executablePath: system } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.evaluate(RECORDER);
  const longestFrame = async (act: () => Promise<void>): Promise<number> => {
    await page.evaluate('globalThis.frames.length = 0');
    await act();
    await page.waitForTimeout(SETTLING_MS);
    return page.evaluate<number>('Math.max(...globalThis.frames)');
  };
  return { page, longestFrame, close: () => browser.close() };
}
