import { lazy, Suspense } from 'react';
import { ClassesScreen } from '../classes/classes-screen.tsx';
import { GenerateScreen } from '../generate/generate-screen.tsx';
import { HomeScreen } from '../home/home-screen.tsx';
import { ModelsScreen } from '../models/models-screen.tsx';
import { StyleScreen } from '../style/style-screen.tsx';
import { PromptsScreen } from '../prompts/prompts-screen.tsx';
import { ReviewScreen } from '../review/review-screen.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import type { Screen } from './screens.ts';

/** The two screens with charts are loaded when they are first looked at: the charting library is the largest part of the program. */
const TrainScreen = lazy(async () => ({ default: (await import('../train/train-screen.tsx')).TrainScreen }));
const RunsScreen = lazy(async () => ({ default: (await import('../runs/runs-screen.tsx')).RunsScreen }));

export function ScreenInFront({ screen }: { screen: Screen }) {
  return <Suspense fallback={<PageSkeleton />}>{screenOf(screen)}</Suspense>;
}

function screenOf(screen: Screen) {
  switch (screen) {
    case 'home':
      return <HomeScreen />;
    case 'classes':
      return <ClassesScreen />;
    case 'generate':
      return <GenerateScreen />;
    case 'prompts':
      return <PromptsScreen />;
    case 'review':
      return <ReviewScreen />;
    case 'train':
      return <TrainScreen />;
    case 'runs':
      return <RunsScreen />;
    case 'settings':
      return <SettingsScreen />;
    case 'models':
      return <ModelsScreen />;
    case 'style':
      return <StyleScreen />;
    default:
      return screen satisfies never;
  }
}
