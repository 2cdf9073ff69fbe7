import { homedir } from 'node:os';

const imageExtension = '(?:jpe?g|png|webp|gif|tiff?|avif|bmp|heic|svg)';
const quoted = new RegExp(`(["'\`])[^"'\`\\n]*\\.${imageExtension}\\1`, 'gi');
const bare = new RegExp(`[^\\s"'\`(),;=]+\\.${imageExtension}\\b`, 'gi');

/**
 * Takes names of image files and the user's home folder out of a text, because logs are pasted into public bug reports.
 * A name with spaces that is not in quotes loses its last word only.
 */
export function redact(text: string, home: string = homedir()): string {
  const withoutImages = text.replaceAll(quoted, '$1<image>$1').replaceAll(bare, '<image>');
  return home.length > 1 ? withoutImages.replaceAll(home, '~') : withoutImages;
}
