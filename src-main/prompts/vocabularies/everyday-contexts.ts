import type { NamedContext } from './vocabulary.ts';

type Light = 'outdoors' | 'indoors' | 'dark';

/** A scene in which anything may be seen, with what may stand before it and the kind of light it has. */
export interface EverydayContext extends NamedContext {
  readonly foreground: readonly [string, string];
  readonly light: Light;
}

const scene =
  (light: Light) =>
  (name: string, phrase: string, ...foreground: readonly [string, string]): EverydayContext => ({
    name,
    phrase,
    foreground,
    light,
  });
const outdoors = scene('outdoors');
const indoors = scene('indoors');
const dark = scene('dark');

export const everydayContexts: readonly EverydayContext[] = [
  // At home
  indoors('kitchen', 'on a kitchen table', 'with a bowl of lemons in front', 'with a folded cloth in front'),
  indoors(
    'living room',
    'on a living-room floor',
    'with a patterned rug in front',
    'beside a stack of books',
  ),
  indoors('window sill', 'on a window sill', 'with a potted plant beside it', 'behind a half-drawn curtain'),
  indoors('bedroom', 'on an unmade bed', 'with a crumpled blanket in front', 'beside a pillow'),
  indoors('bathroom', 'on a tiled bathroom floor', 'with a striped towel beside it', 'in front of a mirror'),
  indoors('staircase', 'on a wooden staircase', 'behind the banister', 'with a pair of shoes in front'),
  indoors('attic', 'in a cluttered attic', 'among cardboard boxes', 'with dusty picture frames behind it'),
  indoors('garage', 'on a garage workbench', 'with scattered tools in front', 'beside a coil of cable'),
  outdoors('balcony', 'on a small balcony', 'behind iron railings', 'with hanging laundry above it'),
  outdoors('garden', 'in a back garden', 'with flowering shrubs in front', 'beside a watering can'),
  outdoors(
    'front door',
    'in front of a painted front door',
    'on a worn doormat',
    'beside a stack of parcels',
  ),
  // In town
  outdoors('pavement', 'on a busy pavement', 'with blurred passers-by in front', 'beside a fire hydrant'),
  outdoors('market', 'at an open-air market', 'behind crates of fruit', 'under a striped awning'),
  outdoors('town square', 'in a cobbled town square', 'with pigeons in front', 'beside a stone fountain'),
  outdoors('alley', 'in a narrow alley', 'in front of a wall of graffiti', 'beside a row of bins'),
  outdoors('railway platform', 'on a railway platform', 'with tracks in front', 'beside a wooden bench'),
  outdoors('bus stop', 'at a bus stop', 'behind a pane of glass', 'with a puddle in front'),
  outdoors('car park', 'in an empty car park', 'with painted lines in front', 'beside a lamp post'),
  outdoors('bridge', 'on a footbridge', 'with a handrail in front', 'with the city far behind it'),
  outdoors('roof', 'on a flat roof', 'with chimneys behind it', 'with aerials in front'),
  outdoors('playground', 'in a playground', 'with a swing in front', 'beside a slide'),
  outdoors('building site', 'on a building site', 'behind orange netting', 'beside a pile of bricks'),
  indoors(
    'shop window',
    'in a shop window',
    'with reflections in the glass',
    'beside hand-written price tags',
  ),
  indoors('café', 'in a small café', 'behind a coffee cup', 'with empty chairs in front'),
  // At work
  indoors('office', 'on an office desk', 'with sheets of paper in front', 'beside a keyboard'),
  indoors('classroom', 'in a classroom', 'in front of a chalkboard', 'with rows of desks in front'),
  indoors('library', 'in a library', 'between tall bookshelves', 'with an open book in front'),
  indoors('workshop', "in a carpenter's workshop", 'with wood shavings in front', 'beside clamps and planks'),
  indoors('laboratory', 'in a laboratory', 'with glass flasks in front', 'beside a microscope'),
  indoors('warehouse', 'in a warehouse', 'between high shelves', 'with wooden pallets in front'),
  indoors('museum', 'on a plinth in a museum', 'behind a rope barrier', 'with a small label in front'),
  indoors('gym hall', 'in a gym hall', 'with coloured floor lines in front', 'beside a climbing frame'),
  indoors(
    'studio',
    'against a plain studio backdrop',
    'with its shadow in front',
    'on a seamless sheet of paper',
  ),
  dark('stage', 'on a theatre stage', 'with rows of seats in front', 'before a heavy curtain'),
  // In the country
  outdoors('meadow', 'in a meadow', 'with tall grass in front', 'among wild flowers'),
  outdoors('wheat field', 'in a wheat field', 'with ears of wheat in front', 'beside a dirt track'),
  outdoors('farmyard', 'in a farmyard', 'with a wooden gate in front', 'beside a bale of straw'),
  outdoors('orchard', 'in an orchard', 'with fallen apples in front', 'under low branches'),
  outdoors('vineyard', 'in a vineyard', 'between rows of vines', 'with a basket of grapes in front'),
  outdoors('country lane', 'on a country lane', 'beside a dry-stone wall', 'with hedges on both sides'),
  outdoors('picnic', 'on a picnic blanket', 'with plates and cups in front', 'beside a wicker basket'),
  indoors('barn', 'in an old barn', 'with hay on the ground in front', 'beside a rusty plough'),
  // In the wild
  outdoors('pine forest', 'in a pine forest', 'with ferns in front', 'beside a fallen trunk'),
  outdoors('autumn wood', 'in an autumn wood', 'with red leaves in front', 'beside a mossy stump'),
  outdoors('jungle', 'in a dense jungle', 'behind broad leaves', 'with hanging vines in front'),
  outdoors('mountain ridge', 'on a mountain ridge', 'with loose stones in front', 'with peaks far behind it'),
  outdoors('cliff', 'at the edge of a cliff', 'with tufts of grass in front', 'with the sea far below'),
  outdoors('desert', 'among desert dunes', 'with rippled sand in front', 'beside a dry bush'),
  outdoors('canyon', 'in a red canyon', 'with boulders in front', 'beneath a rock arch'),
  outdoors('snow field', 'in a snow field', 'with footprints in front', 'beside a bare birch'),
  outdoors('frozen lake', 'on a frozen lake', 'with cracks in the ice in front', 'beside frosted reeds'),
  outdoors('marsh', 'in a marsh', 'with reeds in front', 'beside still water'),
  dark('cave', 'in a cave', 'with dripping rock in front', 'beside a dark pool'),
  // By the water
  outdoors('beach', 'on a sandy beach', 'with shells in front', 'with breaking waves behind it'),
  outdoors('rocky shore', 'on a rocky shore', 'with tide pools in front', 'among strands of seaweed'),
  outdoors('harbour', 'on a harbour quay', 'with coils of rope in front', 'with moored boats behind it'),
  outdoors('river bank', 'on a river bank', 'with smooth pebbles in front', 'under a willow'),
  outdoors('waterfall', 'near a waterfall', 'with wet rocks in front', 'behind a veil of spray'),
  outdoors('pool', 'at the edge of a swimming pool', 'with bright tiles in front', 'beside a folded towel'),
  // At night
  dark('night street', 'in a street at night', 'with wet asphalt in front', 'beneath neon signs'),
  dark('night sky', 'under a starry sky', 'with a low stone wall in front', 'beside the glow of a camp fire'),
];

/** Light that a scene of this kind may be in. */
export const everydayLighting: Readonly<Record<Light, readonly string[]>> = {
  outdoors: [
    'in bright midday sun',
    'in soft overcast light',
    'at golden hour',
    'in early morning mist',
    'in steady rain',
    'lit from behind by a low sun',
    'in dappled shade',
    'just after sunset',
  ],
  indoors: [
    'in soft window light',
    'under warm lamplight',
    'under fluorescent tubes',
    'lit from one side',
    'in dim evening light',
    'in a single shaft of sunlight',
    'in even, shadowless light',
  ],
  dark: [
    'lit by a torch',
    'in cold moonlight',
    'lit by a single spotlight',
    'in candlelight',
    'lit by a camera flash',
  ],
};

export const everydayCameras: readonly string[] = [
  'seen from above',
  'seen from a low angle',
  'at eye level',
  'in a close-up',
  'in a wide shot',
  'seen from far away',
  'through a telephoto lens',
  'with a tilted horizon',
];

/** Light that a scene of any kind may be in. */
export const lightAnywhere: readonly string[] = [
  'in soft light',
  'in bright light',
  'in dim light',
  'in warm light',
  'in cold light',
  'lit from one side',
  'lit from behind',
];

/** What anything can do, animal or thing. */
export const everydayPoses: readonly string[] = [
  'facing the camera',
  'seen from the side',
  'seen from behind',
  'turned a little away',
  'partly hidden',
  'at the edge of the frame',
  'in the middle of the frame',
  'blurred by motion',
];
