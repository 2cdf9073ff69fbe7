import { createForProject } from '../api/project-state.ts';

/** Which side of the Train screen is in front; null: the curves while something trains, else the form. */
export const useTrainView = createForProject<{ chosen: 'live' | 'form' | null }>({ chosen: null });

export const showTrainView = (chosen: 'live' | 'form'): void => {
  useTrainView.setState({ chosen });
};
