import * as animals from './animals.ts';
import * as beasts from './beasts.ts';
import * as belongings from './belongings.ts';
import * as birds from './birds.ts';
import * as buildings from './buildings.ts';
import * as devices from './devices.ts';
import * as flutterers from './flutterers.ts';
import * as household from './household.ts';
import * as moreVehicles from './more-vehicles.ts';
import * as plants from './plants.ts';
import * as tableware from './tableware.ts';
import * as tools from './tools.ts';
import * as trinkets from './trinkets.ts';
import * as vehicles from './vehicles.ts';
import type { Draw, DrawnObject, Stance } from './drawn-object.ts';

const one = (name: string, stance: Stance, draw: Draw, gloss: string): DrawnObject => ({
  id: name.replaceAll(' ', '-'),
  name,
  phrase: name,
  gloss,
  stance,
  draw,
});

/** One of several senses of an ambiguous name. */
const sense = (
  name: string,
  key: string,
  phrase: string,
  stance: Stance,
  draw: Draw,
  gloss: string,
): DrawnObject => ({
  id: `${name}.${key}`,
  name,
  phrase,
  gloss,
  stance,
  draw,
});

/** Classes of the drawn data sets. */
export const dataSetObjects: readonly DrawnObject[] = [
  sense(
    'crane',
    'bird',
    'crane, the bird',
    'stand',
    birds.craneBird,
    'a tall wading bird with long legs and neck',
  ),
  sense(
    'crane',
    'machine',
    'crane, the building machine',
    'stand',
    vehicles.craneMachine,
    'a tower with a long arm that lifts loads',
  ),
  sense(
    'bat',
    'animal',
    'bat, the flying animal',
    'fly',
    flutterers.batAnimal,
    'a flying mammal with skin wings',
  ),
  sense(
    'bat',
    'club',
    'bat, the baseball club',
    'lie',
    belongings.batClub,
    'a wooden club for hitting a ball',
  ),
  sense(
    'mouse',
    'animal',
    'mouse, the animal',
    'stand',
    animals.mouseAnimal,
    'a small rodent with round ears and a long tail',
  ),
  sense(
    'mouse',
    'device',
    'mouse, the computer device',
    'lie',
    devices.computerMouse,
    'a hand-held pointing device with buttons',
  ),
  sense('kite', 'bird', 'kite, the bird of prey', 'fly', birds.kiteBird, 'a soaring bird with a forked tail'),
  sense(
    'kite',
    'toy',
    'kite, the toy on a string',
    'fly',
    belongings.kiteToy,
    'a diamond of cloth with a tail, flown on a string',
  ),
  sense(
    'bow',
    'weapon',
    "bow, the archer's weapon",
    'lie',
    belongings.archersBow,
    'a bent limb with a string that shoots arrows',
  ),
  sense('bow', 'ribbon', 'bow, the tied ribbon', 'lie', belongings.ribbonBow, 'a ribbon tied in two loops'),
  sense(
    'palm',
    'tree',
    'palm, the tree',
    'stand',
    plants.palmTree,
    'a tree with a bare trunk and a crown of fronds',
  ),
  sense(
    'palm',
    'hand',
    'palm, the open hand',
    'stand',
    belongings.palmHand,
    'the inner side of an open hand',
  ),
  sense(
    'fan',
    'machine',
    'fan, the electric machine',
    'stand',
    devices.electricFan,
    'turning blades in a round cage on a stand',
  ),
  sense(
    'fan',
    'hand',
    'fan, the folding hand fan',
    'lie',
    devices.handFan,
    'pleated paper on ribs, unfolded by hand',
  ),
  one('cat', 'stand', animals.cat, 'a small domestic cat'),
  one('rabbit', 'stand', animals.rabbit, 'a long-eared small mammal'),
  one('elephant', 'stand', animals.elephant, 'a very large animal with a trunk'),
  one('turtle', 'stand', animals.turtle, 'a reptile with a domed shell'),
  one('snail', 'stand', animals.snail, 'a mollusc with a spiral shell'),
  one('fish', 'fly', animals.fish, 'an animal with fins that lives in water'),
  one('owl', 'stand', birds.owl, 'a bird with large forward eyes'),
  one('butterfly', 'fly', flutterers.butterfly, 'an insect with four broad wings'),
  one('teapot', 'stand', household.teapot, 'a pot with a spout for tea'),
  one('lamp', 'stand', household.lamp, 'a table lamp with a shade'),
  one('umbrella', 'stand', household.umbrella, 'a canopy on a stick against rain'),
  one('chair', 'stand', household.chair, 'a seat with a back and four legs'),
  one('clock', 'stand', household.clock, 'a round dial with hands'),
  one('camera', 'stand', household.camera, 'a box with a lens that takes pictures'),
  one('guitar', 'lie', belongings.guitar, 'a string instrument with a waisted body'),
  one('boot', 'stand', belongings.boot, 'a shoe that covers the ankle'),
  one('car', 'stand', vehicles.car, 'a road vehicle with four wheels'),
  one('sailboat', 'stand', vehicles.sailboat, 'a boat driven by sails'),
  one('bicycle', 'stand', vehicles.bicycle, 'a pedalled vehicle with two wheels'),
  one('locomotive', 'stand', vehicles.locomotive, 'a steam engine on rails'),
  one('rocket', 'fly', vehicles.rocket, 'a pointed craft with fins, for space'),
  one('mushroom', 'stand', plants.mushroom, 'a fungus with a cap on a stem'),
  one('cactus', 'stand', plants.cactus, 'a thick, armed desert plant'),
  one('lighthouse', 'stand', buildings.lighthouse, 'a striped tower with a light for ships'),
];

/** Classes that only pretraining sees; none shares a name with a data set's class. */
export const pretrainingObjects: readonly DrawnObject[] = [
  one('dog', 'stand', beasts.dog, 'a domestic dog'),
  one('horse', 'stand', beasts.horse, 'a large hoofed animal with a mane'),
  one('pig', 'stand', beasts.pig, 'a stout animal with a snout'),
  one('whale', 'fly', beasts.whale, 'a very large sea mammal'),
  one('giraffe', 'stand', beasts.giraffe, 'an animal with a very long neck'),
  one('frog', 'stand', beasts.frog, 'a squat amphibian'),
  one('snake', 'stand', beasts.snake, 'a legless reptile'),
  one('crab', 'stand', beasts.crab, 'a crustacean with two claws'),
  one('octopus', 'fly', beasts.octopus, 'a sea animal with eight arms'),
  one('duck', 'stand', birds.duck, 'a water bird with a flat bill'),
  one('penguin', 'stand', birds.penguin, 'an upright flightless bird'),
  one('bee', 'fly', flutterers.bee, 'a striped flying insect'),
  one('ladybird', 'lie', flutterers.ladybird, 'a spotted beetle'),
  one('spider', 'fly', flutterers.spider, 'an animal with eight legs'),
  one('cup', 'stand', tableware.cup, 'a small vessel with a handle'),
  one('bottle', 'stand', tableware.bottle, 'a narrow-necked vessel'),
  one('candle', 'stand', tableware.candle, 'a stick of wax with a flame'),
  one('table', 'stand', tableware.table, 'a flat top on legs'),
  one('hourglass', 'stand', devices.hourglass, 'two bulbs with running sand'),
  one('key', 'lie', tools.key, 'a toothed piece of metal for a lock'),
  one('scissors', 'lie', tools.scissors, 'two blades on a pivot'),
  one('hammer', 'lie', tools.hammer, 'a tool for nails'),
  one('book', 'lie', trinkets.book, 'an open book'),
  one('drum', 'stand', tools.drum, 'a drum with two sticks'),
  one('bell', 'lie', tools.bell, 'a hollow metal body that rings'),
  one('anchor', 'lie', tools.anchor, 'a hooked weight for ships'),
  one('glasses', 'lie', trinkets.glasses, 'two lenses in a frame'),
  one('envelope', 'lie', trinkets.envelope, 'a paper cover for a letter'),
  one('sword', 'lie', tools.sword, 'a long blade with a hilt'),
  one('crown', 'stand', trinkets.crown, "a ruler's head ornament"),
  one('gift', 'stand', trinkets.gift, 'a wrapped box with a ribbon'),
  one('bus', 'stand', moreVehicles.bus, 'a long road vehicle for many people'),
  one('truck', 'stand', moreVehicles.truck, 'a road vehicle for goods'),
  one('helicopter', 'fly', moreVehicles.helicopter, 'an aircraft with a rotor'),
  one('balloon', 'fly', trinkets.balloon, 'a filled bag on a string'),
  one('pear', 'stand', tableware.pear, 'a fruit that narrows to its stalk'),
  one('cherries', 'lie', tableware.cherries, 'two round fruits on stalks'),
  one('carrot', 'lie', tableware.carrot, 'a pointed root vegetable'),
  one('ice cream', 'fly', tableware.iceCream, 'a frozen sweet in a cone'),
  one('cake', 'stand', tableware.cake, 'a tiered cake with icing'),
  one('fir tree', 'stand', plants.tree, 'a conifer with tiers of branches'),
  one('flower', 'stand', plants.flower, 'a blossom on a stem'),
  one('castle', 'stand', buildings.castle, 'a fortified building with towers'),
  one('tent', 'stand', buildings.tent, 'a cloth shelter'),
  one('snowman', 'stand', trinkets.snowman, 'a figure of three snowballs'),
  one('ladder', 'stand', tools.ladder, 'two rails with rungs'),
  one('wreath', 'lie', trinkets.wreath, 'a ring of leaves'),
];

const byId = new Map([...dataSetObjects, ...pretrainingObjects].map((object) => [object.id, object]));

/** @throws RangeError for an id that no drawn object has. */
export function drawnObject(id: string): DrawnObject {
  const object = byId.get(id);
  if (object === undefined) throw new RangeError(`The drawn world has no object "${id}".`);
  return object;
}
