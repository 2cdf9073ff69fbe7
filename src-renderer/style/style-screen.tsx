import { Palette } from 'lucide-react';
import { begin } from '../app/dialogs.ts';
import { useProject } from '../app/use-project.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/states.tsx';

/** Style inversion is designed but not built: what will be here, and what can be done now. */
export function StyleScreen() {
  const { project } = useProject();
  return (
    <EmptyState
      icon={<Palette />}
      title="Style inversion is not part of this version"
      actions={
        <Button onPress={() => begin({ kind: 'import', source: null, role: 'synthetic' }, Boolean(project))}>
          Import generated images
        </Button>
      }
    >
      Here one new token will be learned from your training images, so that generated images look like your
      data set. Today you can compare synthetic with real images side by side in Review.
    </EmptyState>
  );
}
