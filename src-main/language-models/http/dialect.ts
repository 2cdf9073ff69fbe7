/** How a server wants to be asked: what it turned out not to know is left out. */
export interface Dialect {
  /** What keeps it to JSON; `json_schema` first, then less. */
  readonly format: 'json_schema' | 'json_object' | 'none';
  readonly tokenLimit: 'max_tokens' | 'max_completion_tokens';
  readonly without: ReadonlySet<OptionalSetting>;
}

const optionalSettings = ['stream_options', 'seed', 'temperature'] as const;
export type OptionalSetting = (typeof optionalSettings)[number];

export const firstDialect: Dialect = {
  format: 'json_schema',
  tokenLimit: 'max_tokens',
  without: new Set(),
};

/** Another way of asking after a request was refused as wrong, with the server's words; null when there is none left. */
export function nextDialect(dialect: Dialect, words: string): Dialect | null {
  if (/max_completion_tokens/.test(words) && dialect.tokenLimit === 'max_tokens') {
    return { ...dialect, tokenLimit: 'max_completion_tokens' };
  }
  const named = optionalSettings.find((setting) => words.includes(setting) && !dialect.without.has(setting));
  if (named) return { ...dialect, without: new Set([...dialect.without, named]) };
  switch (dialect.format) {
    case 'json_schema':
      return { ...dialect, format: 'json_object' };
    case 'json_object':
      return { ...dialect, format: 'none' };
    default:
      return null;
  }
}
