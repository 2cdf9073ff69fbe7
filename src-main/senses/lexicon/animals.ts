import type { LexiconEntries } from './entry.ts';

/** Names of animals that also mean something else. */
export const animals: LexiconEntries = {
  angler: [
    ['angler, the deep-sea fish', 'a fish with a glowing lure on its head'],
    ['angler, the person fishing', 'somebody who fishes with a rod and line'],
  ],
  bass: [
    ['bass, the fish', 'a spiny-finned fish of lakes and seas'],
    ['bass, the guitar', 'an electric guitar with four thick strings'],
    ['bass, the upright string instrument', 'the largest instrument of the violin family, played standing'],
    ['bass, the drum', 'a large drum with a low sound'],
  ],
  bat: [
    ['bat, the flying animal', 'a flying mammal with skin wings'],
    ['bat, the baseball club', 'a wooden club for hitting a ball'],
    ['bat, the cricket bat', 'a flat-sided wooden blade for hitting a cricket ball'],
  ],
  beetle: [
    ['beetle, the insect', 'an insect with hard wing cases'],
    ['beetle, the rounded small car', 'a small car with a rounded body'],
  ],
  boxer: [
    ['boxer, the dog', 'a short-haired muscular dog with a flat muzzle'],
    ['boxer, the athlete', 'a person who fights with padded gloves'],
  ],
  buck: [
    ['buck, the male deer', 'a male deer with antlers'],
    ['buck, the dollar bill', 'a banknote of one dollar'],
  ],
  cardinal: [
    ['cardinal, the bird', 'a red songbird with a crest'],
    ['cardinal, the churchman', 'a high priest of the Catholic church in red robes'],
  ],
  cob: [
    ['cob, the male swan', 'a male swan'],
    ['cob, the corn ear', 'the woody core of an ear of maize with its grains'],
    ['cob, the sturdy horse', 'a short-legged strong horse'],
  ],
  cock: [
    ['cock, the rooster', 'a male chicken with a red comb'],
    ['cock, the tap', 'a valve that controls the flow of a liquid'],
  ],
  colt: [
    ['colt, the young horse', 'a young male horse'],
    ['colt, the revolver', 'a handgun with a turning cylinder'],
  ],
  cougar: [
    ['cougar, the wild cat', 'a large tan wild cat of the Americas'],
    ['cougar, the coupé car', 'a two-door car'],
  ],
  crane: [
    ['crane, the bird', 'a tall wading bird with long legs and neck'],
    ['crane, the building machine', 'a tower with a long arm that lifts loads'],
  ],
  cricket: [
    ['cricket, the insect', 'a jumping insect that chirps'],
    ['cricket, the sport', 'a game with bat, ball and wickets on a field'],
  ],
  drake: [
    ['drake, the male duck', 'a male duck with a glossy green head'],
    ['drake, the small dragon', 'a dragon of legends'],
  ],
  duck: [
    ['duck, the water bird', 'a water bird with a broad flat bill'],
    ['duck, the rubber bath toy', 'a yellow rubber toy that floats'],
    ['duck, the roast dish', 'the meat of a duck as food'],
  ],
  fly: [
    ['fly, the insect', 'a small insect with two wings'],
    ['fly, the fishing lure', 'a hook dressed with feathers to look like an insect'],
    ['fly, the trouser zip', 'the opening at the front of trousers'],
  ],
  hawk: [
    ['hawk, the bird of prey', 'a broad-winged bird of prey'],
    ["hawk, the plasterer's board", 'a square board with a handle that holds plaster'],
    ['hawk, the military aircraft', 'a jet for training pilots'],
  ],
  hog: [
    ['hog, the pig', 'a grown domestic pig'],
    ['hog, the big motorcycle', 'a large heavy motorcycle'],
  ],
  impala: [
    ['impala, the antelope', 'a reddish antelope with lyre-shaped horns'],
    ['impala, the American car', 'a large American car'],
  ],
  jaguar: [
    ['jaguar, the wild cat', 'a large spotted wild cat of the Americas'],
    ['jaguar, the car', 'a car of a British maker of luxury cars'],
  ],
  kid: [
    ['kid, the child', 'a young person'],
    ['kid, the young goat', 'a young goat'],
  ],
  kite: [
    ['kite, the bird of prey', 'a soaring bird with a forked tail'],
    ['kite, the toy on a string', 'a diamond of cloth with a tail, flown on a string'],
  ],
  kiwi: [
    ['kiwi, the flightless bird', 'a small brown bird with a long bill that cannot fly'],
    ['kiwi, the fruit', 'a fuzzy brown fruit with green flesh'],
  ],
  lynx: [
    ['lynx, the wild cat', 'a wild cat with tufted ears'],
    ['lynx, the helicopter', 'a military helicopter'],
  ],
  mackerel: [
    ['mackerel, the fish', 'a sea fish with dark wavy stripes'],
    ['mackerel, the rippled cloudy sky', 'a sky with rows of small clouds'],
  ],
  manta: [
    ['manta, the ray', 'a very large flat sea fish with wing-like fins'],
    ['manta, the coupé car', 'a two-door car of the 1970s'],
  ],
  mole: [
    ['mole, the burrowing animal', 'a small dark mammal with digging paws'],
    ['mole, the skin spot', 'a small dark spot on the skin'],
    ['mole, the chilli sauce', 'a dark Mexican sauce with chilli and chocolate'],
    ['mole, the breakwater', 'a stone wall that shelters a harbour'],
  ],
  monitor: [
    ['monitor, the lizard', 'a large lizard with a long neck and tail'],
    ['monitor, the computer screen', 'a screen that shows what a computer does'],
  ],
  mouse: [
    ['mouse, the animal', 'a small rodent with round ears and a long tail'],
    ['mouse, the computer device', 'a hand-held pointing device with buttons'],
  ],
  mule: [
    ['mule, the animal', 'the offspring of a donkey and a horse'],
    ['mule, the backless shoe', 'a shoe without a back'],
    ['mule, the cocktail in a copper mug', 'a drink of vodka and ginger beer'],
  ],
  mustang: [
    ['mustang, the wild horse', 'a free-roaming horse of North America'],
    ['mustang, the sports car', 'an American sports car'],
    ['mustang, the fighter plane', 'a propeller fighter of the Second World War'],
  ],
  panther: [
    ['panther, the black wild cat', 'a large wild cat with black fur'],
    ['panther, the tank', 'a German tank of the Second World War'],
  ],
  perch: [
    ['perch, the fish', 'a striped freshwater fish with a spiny fin'],
    ['perch, the bar for birds', 'a rod on which a bird sits'],
  ],
  pike: [
    ['pike, the fish', 'a long freshwater fish of prey with sharp teeth'],
    ['pike, the weapon', 'a long pole with a metal point'],
  ],
  puma: [
    ['puma, the wild cat', 'a large tan wild cat of the Americas'],
    ['puma, the sports shoe', 'a shoe for running'],
    ['puma, the helicopter', 'a transport helicopter'],
  ],
  python: [
    ['python, the snake', 'a very large snake that squeezes its prey'],
    ['python, the computer program', 'source code on a screen'],
  ],
  ram: [
    ['ram, the male sheep', 'a male sheep with curled horns'],
    ['ram, the pickup truck', 'a large American pickup truck'],
    ['ram, the computer memory', 'a narrow board with memory chips'],
  ],
  ray: [
    ['ray, the flat fish', 'a flat sea fish with a long tail'],
    ['ray, the beam of light', 'a beam of sunlight'],
  ],
  robin: [
    ['robin, the bird', 'a small bird with a red breast'],
    ['robin, the three-wheeled car', 'a small British car with three wheels'],
  ],
  rook: [
    ['rook, the bird', 'a black bird of the crow family'],
    ['rook, the chess piece', 'a chess piece in the shape of a tower'],
  ],
  seal: [
    ['seal, the sea animal', 'a sea mammal with flippers'],
    ['seal, the wax stamp', 'a piece of wax with a stamped mark that closes a letter'],
    ['seal, the rubber ring', 'a ring of rubber that keeps a joint tight'],
  ],
  skate: [
    ['skate, the flat fish', 'a flat sea fish with a pointed snout'],
    ['skate, the ice skate', 'a boot with a steel blade'],
    ['skate, the roller skate', 'a boot with four wheels'],
  ],
  sole: [
    ['sole, the flat fish', 'an oval flat fish with both eyes on one side'],
    ['sole, the bottom of a shoe', 'the underside of a shoe'],
  ],
  sponge: [
    ['sponge, the sea animal', 'a porous animal that grows on the sea floor'],
    ['sponge, the cleaning pad', 'a soft porous pad for washing'],
    ['sponge, the cake', 'a light airy cake'],
  ],
  swallow: [
    ['swallow, the bird', 'a small bird with a forked tail'],
    ['swallow, the tattoo', 'a tattoo of a flying bird'],
  ],
  swift: [
    ['swift, the bird', 'a fast bird with sickle-shaped wings'],
    ['swift, the small car', 'a small hatchback car'],
  ],
  tiger: [
    ['tiger, the wild cat', 'a very large orange wild cat with black stripes'],
    ['tiger, the tank', 'a heavy German tank of the Second World War'],
    ['tiger, the shark', 'a large shark with dark stripes'],
  ],
  turkey: [
    ['turkey, the bird', 'a large farm bird with a bare red neck'],
    ['turkey, the roast dish', 'a roast turkey on a plate'],
    ['turkey, the country on a map', 'a country between Europe and Asia'],
  ],
  viper: [
    ['viper, the snake', 'a venomous snake with a broad head'],
    ['viper, the sports car', 'an American sports car'],
  ],
  worm: [
    ['worm, the earthworm', 'a soft long animal that lives in soil'],
    ['worm, the screw gear', 'a gear in the shape of a screw'],
  ],
};
