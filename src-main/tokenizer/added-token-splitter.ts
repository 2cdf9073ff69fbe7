/** A part of a text; with `id` it is a token of its own. */
interface Part {
  readonly text: string;
  readonly id?: number;
}

const escaped = (text: string): string => text.replaceAll(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`);

/** Cuts the texts of `tokens` out of a text; where several begin at one place, the one that is listed first wins. */
export function createSplitter(
  tokens: readonly { readonly content: string; readonly id: number }[],
): (text: string) => Part[] {
  if (tokens.length === 0) return (text) => [{ text }];
  const ids = new Map(tokens.map(({ content, id }) => [content, id]));
  const pattern = new RegExp(`(${tokens.map(({ content }) => escaped(content)).join('|')})`, 'u');
  return (text) =>
    text.split(pattern).map((part) => {
      const id = ids.get(part);
      return id === undefined ? { text: part } : { text: part, id };
    });
}
