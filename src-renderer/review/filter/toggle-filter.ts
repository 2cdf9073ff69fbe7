import { useUi } from '../../app/ui-state.ts';
import { loadImages } from '../loading.ts';

/** Where both would leave no room for the images. */
const NARROW = 1000;

/** Shows or hides the filter; the tiles carry scores while it is there. */
export function toggleFilter(): void {
  useUi.setState(({ filterOpen, inspectorOpen }) => ({
    filterOpen: !filterOpen,
    inspectorOpen: inspectorOpen && (filterOpen || window.innerWidth > NARROW),
  }));
  void loadImages();
}
