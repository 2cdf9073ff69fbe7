import { Boxes, Palette } from 'lucide-react';
import type { ReactNode } from 'react';
import { begin } from '../app/dialogs.ts';
import { goTo } from '../app/ui-state.ts';
import { useProject } from '../app/use-project.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/states.tsx';
import styles from './planned-screen.module.css';

type Planned = 'style' | 'models';

const content: Readonly<Record<Planned, { icon: ReactNode; title: string; later: string; now: string }>> = {
  style: {
    icon: <Palette />,
    title: 'Style inversion is not part of this version',
    later:
      'Here one new token will be learned from your training images, so that generated images look like your data set.',
    now: 'Today you can compare synthetic with real images side by side in Review.',
  },
  models: {
    icon: <Boxes />,
    title: 'The model manager is not part of this version',
    later:
      'Here diffusion models, image encoders and pretrained backbones will be downloaded and kept, each with its licence.',
    now: 'Two classifiers are built in and train from scratch: CIFAR-ResNet and ResNet-18. A trained model is exported from Runs as ONNX.',
  },
};

/** A screen that is designed but not built: what will be here, and what can be done now. */
export function PlannedScreen({ screen }: { screen: Planned }) {
  const { project } = useProject();
  const { icon, title, later, now } = content[screen];
  return (
    <EmptyState
      icon={icon}
      title={title}
      actions={
        screen === 'models' ? (
          <Button onPress={() => goTo(project ? 'train' : 'home')}>
            {project ? 'Go to Train' : 'Go to Home'}
          </Button>
        ) : (
          <Button
            onPress={() => begin({ kind: 'import', source: null, role: 'synthetic' }, Boolean(project))}
          >
            Import generated images
          </Button>
        )
      }
    >
      <p className={styles.words}>{later}</p>
      <p className={styles.words}>{now}</p>
    </EmptyState>
  );
}
