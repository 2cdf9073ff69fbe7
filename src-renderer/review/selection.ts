/**
 * What is pointed at and what is chosen in a list of images that may change under it. Positions count in the list as shown.
 * Without chosen ids the focused image is what a verdict is about.
 */
export interface Selection {
  /** Position of the focused image; -1 in an empty list. */
  readonly focus: number;
  /** Where a range starts that Shift extends. */
  readonly anchor: number;
  readonly ids: ReadonlySet<number>;
}

/** The list as shown: how long it is, and which image stands where. */
export interface Shown {
  readonly length: number;
  idAt(position: number): number;
}

const NONE: ReadonlySet<number> = new Set();
export const emptySelection: Selection = { focus: -1, anchor: -1, ids: NONE };

const clamp = (position: number, length: number): number => Math.min(Math.max(position, 0), length - 1);

/** Points at one image and chooses nothing else. */
export function pointAt(position: number, shown: Shown): Selection {
  if (shown.length === 0) return emptySelection;
  const focus = clamp(position, shown.length);
  return { focus, anchor: focus, ids: NONE };
}

/** Moves the focus; from nothing it goes to the first image. */
export function move(selection: Selection, by: number, shown: Shown): Selection {
  return pointAt(selection.focus < 0 ? 0 : selection.focus + by, shown);
}

/** Chooses everything between the anchor and a position. */
export function extendTo(selection: Selection, position: number, shown: Shown): Selection {
  if (shown.length === 0) return emptySelection;
  const focus = clamp(position, shown.length);
  const anchor = selection.anchor < 0 ? focus : clamp(selection.anchor, shown.length);
  const ids = new Set<number>();
  for (let at = Math.min(anchor, focus); at <= Math.max(anchor, focus); at++) ids.add(shown.idAt(at));
  return { focus, anchor, ids };
}

/** Adds one image to what is chosen, or takes it out; what was only focused before joins the choice. */
export function toggleAt(selection: Selection, position: number, shown: Shown): Selection {
  if (shown.length === 0) return emptySelection;
  const focus = clamp(position, shown.length);
  const ids = new Set(targets(selection, shown));
  const id = shown.idAt(focus);
  if (!ids.delete(id)) ids.add(id);
  return { focus, anchor: focus, ids };
}

/** Chooses all that is shown: all that matches the filter. */
export function selectAll(selection: Selection, shown: Shown): Selection {
  const ids = new Set<number>();
  for (let at = 0; at < shown.length; at++) ids.add(shown.idAt(at));
  return { ...selection, focus: selection.focus < 0 && shown.length > 0 ? 0 : selection.focus, ids };
}

export const clearChoice = (selection: Selection): Selection => ({ ...selection, ids: NONE });

/** The images that a verdict would be about. */
export function targets(selection: Selection, shown: Shown): number[] {
  if (selection.ids.size > 0) return [...selection.ids];
  if (selection.focus < 0 || selection.focus >= shown.length) return [];
  return [shown.idAt(selection.focus)];
}

/** The one image that a verdict would be about, so that what is told of it is about the same; null for none, and for several. */
export function singleTarget(selection: Selection, shown: Shown): number | null {
  const [id, ...others] = targets(selection, shown);
  return id === undefined || others.length > 0 ? null : id;
}

/**
 * Where the selection stands after the list changed from `before` to `after`. The focus stays on its image; if the image is gone, it
 * stays in its place, so that the next image moves under it. `positionOf` finds an image in the new list, -1 if it is not there.
 */
export function reconcile(
  selection: Selection,
  before: Shown,
  after: Shown,
  positionOf: (id: number) => number,
): Selection {
  if (after.length === 0) return emptySelection;
  if (selection.focus < 0) return { ...selection, ids: present(selection.ids, positionOf) };
  const id = selection.focus < before.length ? before.idAt(selection.focus) : -1;
  const found = positionOf(id);
  const focus = found >= 0 ? found : clamp(selection.focus, after.length);
  return { focus, anchor: focus, ids: present(selection.ids, positionOf) };
}

function present(ids: ReadonlySet<number>, positionOf: (id: number) => number): ReadonlySet<number> {
  if (ids.size === 0) return NONE;
  return new Set([...ids].filter((id) => positionOf(id) >= 0));
}

/** After a verdict about the focused image alone: on to the next, which has already moved under the focus if the image was hidden. */
export function advance(selection: Selection, wasHidden: boolean, shown: Shown): Selection {
  return wasHidden ? pointAt(selection.focus, shown) : move(selection, 1, shown);
}
