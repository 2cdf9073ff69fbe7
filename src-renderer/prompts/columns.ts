/** What can be changed in the table, from left to right. */
export const columns = ['text', 'context', 'style'] as const;
export type Column = (typeof columns)[number];

export const columnNames: Readonly<Record<Column, string>> = {
  text: 'Text',
  context: 'Context',
  style: 'Style',
};

/** All columns of the table by their place for screen readers, which stays when some of them have no room. */
export const columnPlaces = {
  className: 1,
  text: 2,
  origin: 3,
  context: 4,
  style: 5,
  images: 6,
  kept: 7,
  actions: 8,
} as const;
export const COLUMN_COUNT = 8;

/** The id of a cell's element, by which the table says where the keyboard points. */
export const cellId = (promptId: number, column: Column): string => `prompt-${promptId}-${column}`;

/** Those that the window has room for. */
export function visibleColumns(): readonly Column[] {
  return columns.filter((column) => {
    const head = document.querySelector<HTMLElement>(`[data-prompt-head="${column}"]`);
    return head !== null && head.offsetParent !== null;
  });
}

/** The column beside another one; `wraps` says that it stands in the row below or above. */
export function besides(
  column: Column,
  by: 1 | -1,
  visible: readonly Column[],
): { column: Column; wraps: boolean } {
  const place = visible.indexOf(column) + by;
  const next = visible[place];
  if (next) return { column: next, wraps: false };
  return { column: visible.at(by > 0 ? 0 : -1) ?? 'text', wraps: true };
}
