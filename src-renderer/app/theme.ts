import { useUi, type ThemeChoice } from './ui-state.ts';

/** Keeps the page's theme at what was chosen; without a choice the style sheet follows the system by itself. */
export function followTheme(): void {
  apply(useUi.getState().theme);
  useUi.subscribe((now, before) => {
    if (now.theme !== before.theme) apply(now.theme);
  });
}

function apply(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = choice;
}

export const setTheme = (theme: ThemeChoice): void => {
  useUi.setState({ theme });
};
