/** The screens in the order of the work, and below them those that belong to no step. */
export const workScreens = ['classes', 'prompts', 'generate', 'review', 'style', 'train', 'runs'] as const;
export const otherScreens = ['models', 'settings'] as const;
export const allScreens = ['home', ...workScreens, ...otherScreens] as const;

export type Screen = (typeof allScreens)[number];

export const screenNames: Readonly<Record<Screen, string>> = {
  home: 'Home',
  classes: 'Classes',
  prompts: 'Prompts',
  generate: 'Generate',
  review: 'Review',
  style: 'Style',
  train: 'Train',
  runs: 'Runs',
  models: 'Models',
  settings: 'Settings',
};

/** Screens that this version describes but cannot do yet. */
export const plannedScreens: ReadonlySet<Screen> = new Set<Screen>(['style']);

/** Screens that make sense only with a project open. */
export const needsProject = (screen: Screen): boolean => (workScreens as readonly Screen[]).includes(screen);
