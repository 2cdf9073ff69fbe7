import type { DrawnContext } from './drawn-context.ts';
import { kitchenTable, library } from './indoors.ts';
import { beach, city, desert, forest, harbour, meadow, nightSky, seaFloor, snow } from './outdoors.ts';

export const contexts = [
  { id: 'beach', name: 'beach', phrase: 'on a beach', tone: 0.8, draw: beach },
  { id: 'city', name: 'city', phrase: 'in a city street', tone: 0.66, draw: city },
  { id: 'forest', name: 'forest', phrase: 'in a forest', tone: 0.58, draw: forest },
  { id: 'night-sky', name: 'night sky', phrase: 'under a night sky', tone: 0.33, draw: nightSky },
  {
    id: 'kitchen-table',
    name: 'kitchen table',
    phrase: 'on a kitchen table',
    tone: 0.72,
    draw: kitchenTable,
  },
  { id: 'snow', name: 'snow', phrase: 'in the snow', tone: 0.9, draw: snow },
  { id: 'desert', name: 'desert', phrase: 'in a desert', tone: 0.8, draw: desert },
  { id: 'meadow', name: 'meadow', phrase: 'in a meadow', tone: 0.74, draw: meadow },
  { id: 'sea-floor', name: 'sea floor', phrase: 'at the bottom of the sea', tone: 0.56, draw: seaFloor },
  { id: 'library', name: 'library', phrase: 'in a library', tone: 0.48, draw: library },
  { id: 'harbour', name: 'harbour', phrase: 'in a harbour', tone: 0.62, draw: harbour },
] as const satisfies readonly DrawnContext[];
