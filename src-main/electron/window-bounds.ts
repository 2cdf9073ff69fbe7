import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Pixels of the desktop. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface WindowPlace {
  readonly bounds: Rectangle | null;
  readonly maximized: boolean;
}

const whole = z.number().int();
const placeSchema = z.object({
  bounds: z.object({ x: whole, y: whole, width: whole.positive(), height: whole.positive() }).nullable(),
  maximized: z.boolean(),
});

export const minimumSize = { width: 880, height: 600 };
export const defaultSize = { width: 1360, height: 860 };

/** Where the window was, or nowhere in particular when that is unknown or unreadable. */
export async function loadPlace(file: string): Promise<WindowPlace> {
  try {
    return placeSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return { bounds: null, maximized: false };
  }
}

/** Synchronous, because the program is about to end. A place that cannot be kept is no loss. */
export function savePlace(file: string, place: WindowPlace): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(place));
  } catch {
    return;
  }
}

/** The bounds if enough of the title bar is on one of the displays to be dragged; else null: a screen may have been unplugged. */
export function boundsOnDisplays(bounds: Rectangle | null, displays: readonly Rectangle[]): Rectangle | null {
  if (!bounds) return null;
  const isReachable = displays.some(
    (display) =>
      Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x) >= 100 &&
      bounds.y >= display.y &&
      bounds.y <= display.y + display.height - 40,
  );
  if (!isReachable) return null;
  return {
    ...bounds,
    width: Math.max(bounds.width, minimumSize.width),
    height: Math.max(bounds.height, minimumSize.height),
  };
}
