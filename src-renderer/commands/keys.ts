/** What of a keyboard event decides which command it means. */
export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/**
 * The name of a pressed key in the form commands use: modifiers in the order Mod, Alt, Shift, then the key, as in `Mod+Shift+z`, `?`,
 * `Space` or `Shift+ArrowLeft`. `Mod` is Ctrl, or Command on a Mac. Shift is dropped where it only makes the character. With a layout
 * that has no Latin letters the key's place decides, so that P stays P.
 */
export function nameOfPress(press: KeyPress, mac: boolean): string {
  const key = baseKey(press);
  const symbol = key.length === 1 && !/[a-z0-9]/.test(key);
  const parts = [
    (mac ? press.metaKey : press.ctrlKey) ? 'Mod' : '',
    press.altKey ? 'Alt' : '',
    press.shiftKey && !symbol ? 'Shift' : '',
    key,
  ];
  return parts.filter(Boolean).join('+');
}

function baseKey({ key, code, altKey }: KeyPress): string {
  const place = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1]?.toLowerCase();
  if (place && key.length === 1 && (altKey || (key.codePointAt(0) ?? 0) > 126)) return place;
  if (key === ' ') return 'Space';
  return key.length === 1 ? key.toLowerCase() : key;
}

/** Brings the way a command writes its key into the form of `nameOfPress`: letters in lower case, modifiers in order. */
export function normaliseKey(written: string): string {
  const parts = written === '+' ? ['+'] : written.split('+');
  const key = parts.at(-1) || '+';
  const modifiers = ['Mod', 'Alt', 'Shift'].filter((modifier) => parts.slice(0, -1).includes(modifier));
  return [...modifiers, key.length === 1 ? key.toLowerCase() : key].join('+');
}

const labels: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Enter: '↵',
  PageUp: 'Page up',
  PageDown: 'Page down',
};

/** The caps to draw for a key, e.g. ["Ctrl", "K"]. */
export function keyCaps(written: string, mac: boolean): string[] {
  return normaliseKey(written)
    .split(/\+(?=.)/)
    .map((part) => {
      if (part === 'Mod') return mac ? '⌘' : 'Ctrl';
      if (part === 'Alt') return mac ? '⌥' : 'Alt';
      return labels[part] ?? (part.length === 1 ? part.toUpperCase() : part);
    });
}

/** Whether this machine's main modifier is Command. */
export const isMac = (): boolean =>
  typeof navigator !== 'undefined' && /Mac|iP(?:ad|hone)/.test(navigator.userAgent);
