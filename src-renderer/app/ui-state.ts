import { z } from 'zod';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { allScreens, type Screen } from './screens.ts';

export const TILE_SIZES = { smallest: 56, largest: 320, usual: 144 } as const;

/** Below this width the filter would cover the images. */
const FILTER_FROM = 1200;
function hasRoom(): boolean {
  return typeof window !== 'undefined' && window.innerWidth >= FILTER_FROM;
}

const savedSchema = z.object({
  screen: z.enum(allScreens).catch('home'),
  theme: z.enum(['system', 'dark', 'light']).catch('system'),
  tileSize: z.number().min(TILE_SIZES.smallest).max(TILE_SIZES.largest).catch(TILE_SIZES.usual),
  inspectorOpen: z.boolean().catch(true),
  filterOpen: z.boolean().catch(() => hasRoom()),
});

type Saved = z.infer<typeof savedSchema>;
export type ThemeChoice = Saved['theme'];

/** What the window remembers about itself, as opposed to what the host knows. */
export interface UiState extends Saved {
  drawerOpen: boolean;
}

const initial: UiState = {
  screen: 'home',
  theme: 'system',
  tileSize: TILE_SIZES.usual,
  inspectorOpen: true,
  filterOpen: hasRoom(),
  drawerOpen: false,
};

/** What was stored by an earlier version, or by hand, becomes valid field by field. */
export function readSaved(stored: unknown): Saved {
  const parsed = savedSchema.safeParse(stored);
  return parsed.success ? parsed.data : savedSchema.parse({});
}

export const useUi = create<UiState>()(
  persist(() => initial, {
    name: 'variegate-window',
    partialize: ({ screen, theme, tileSize, inspectorOpen, filterOpen }): Saved => ({
      screen,
      theme,
      tileSize,
      inspectorOpen,
      filterOpen,
    }),
    merge: (stored, current) => (stored === undefined ? current : { ...current, ...readSaved(stored) }),
  }),
);

export const goTo = (screen: Screen): void => {
  useUi.setState({ screen });
};
