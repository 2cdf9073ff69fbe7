/** Names that differ only in case, width or composition would be one file name somewhere, so they count as the same. */
export const nameKey = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
