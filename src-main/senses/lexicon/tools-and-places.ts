import type { LexiconEntries } from './entry.ts';

/** Names of tools, machines, vehicles, buildings and of what is found outdoors that also mean something else. */
export const toolsAndPlaces: LexiconEntries = {
  arch: [
    ['arch, the curved building', 'a curved opening of stone'],
    ['arch, the rock arch', 'a natural bridge of rock'],
    ['arch, the arch of the foot', 'the curved middle of a foot'],
  ],
  bank: [
    ['bank, the money building', 'a building where money is kept'],
    ['bank, the river bank', 'the land along a river'],
    ['bank, the piggy bank', 'a box for coins in the shape of a pig'],
  ],
  bay: [
    ['bay, the sea inlet', 'a curved shore around the sea'],
    ['bay, the bay window', 'a window that juts out of a house'],
    ['bay, the brown horse', 'a brown horse with a black mane'],
    ['bay, the laurel leaf', 'a leaf used as a spice'],
  ],
  block: [
    ['block, the toy brick', 'a wooden cube to build with'],
    ['block, the apartment building', 'a large building of flats'],
    ['block, the pulley', 'a wheel in a case for a rope'],
  ],
  board: [
    ['board, the plank', 'a long flat piece of wood'],
    ['board, the circuit board', 'a green plate with electronic parts'],
    ['board, the surfboard', 'a long board for riding waves'],
  ],
  bolt: [
    ['bolt, the metal screw', 'a thick screw for a nut'],
    ['bolt, the lightning', 'a flash of lightning in the sky'],
    ['bolt, the door bolt', 'a sliding bar that locks a door'],
  ],
  bridge: [
    ['bridge, the structure over water', 'a road or path built over water'],
    ['bridge, the bridge of a ship', 'the place from which a ship is steered'],
    ['bridge, the card game', 'a card game for four'],
    ['bridge, the dental bridge', 'artificial teeth between two teeth'],
  ],
  cabinet: [
    ['cabinet, the cupboard', 'a piece of furniture with doors'],
    ['cabinet, the government ministers', 'ministers around a table'],
  ],
  carriage: [
    ['carriage, the horse-drawn vehicle', 'a vehicle with four wheels drawn by horses'],
    ['carriage, the railway car', 'a car of a train for passengers'],
    ['carriage, the baby carriage', 'a small bed on wheels for a baby'],
  ],
  cell: [
    ['cell, the prison room', 'a small locked room'],
    ['cell, the living cell', 'the smallest unit of life, under a microscope'],
    ['cell, the battery', 'a battery'],
    ['cell, the mobile phone', 'a telephone to carry along'],
  ],
  column: [
    ['column, the stone pillar', 'a tall round pillar'],
    ['column, the newspaper text', 'a narrow strip of printed text'],
  ],
  compass: [
    ['compass, the direction finder', 'a case with a needle that points north'],
    ['compass, the drawing tool', 'two hinged legs that draw circles'],
  ],
  court: [
    ['court, the sports court', 'a marked ground for tennis or basketball'],
    ['court, the courtroom', 'a room where a judge sits'],
    ['court, the courtyard', 'an open space inside a building'],
  ],
  dish: [
    ['dish, the plate', 'a flat vessel for food'],
    ['dish, the satellite antenna', 'a round bowl that receives signals'],
    ['dish, the prepared meal', 'cooked food on a plate'],
  ],
  drill: [
    ['drill, the tool', 'a machine that makes holes'],
    ['drill, the monkey', 'a short-tailed monkey with a black face'],
    ['drill, the military exercise', 'soldiers who march in rows'],
  ],
  engine: [
    ['engine, the motor', 'a machine that drives a vehicle'],
    ['engine, the locomotive', 'a machine that pulls a train'],
    ['engine, the fire engine', 'a red truck of the fire brigade'],
  ],
  file: [
    ['file, the metal tool', 'a rough steel bar that smooths metal'],
    ['file, the paper folder', 'a folder with papers'],
  ],
  gear: [
    ['gear, the toothed wheel', 'a wheel with teeth'],
    ['gear, the equipment', 'the things that an activity needs'],
  ],
  grill: [
    ['grill, the cooking grate', 'a grate over fire for cooking'],
    ['grill, the front of a car', 'the grating at the front of a car'],
  ],
  hanger: [
    ['hanger, the clothes hanger', 'a shoulder-shaped frame for clothes'],
    ['hanger, the aircraft hall', 'a large hall for aircraft'],
  ],
  hook: [
    ['hook, the wall hook', 'a bent piece of metal to hang things on'],
    ['hook, the fish hook', 'a small bent wire that catches fish'],
    ['hook, the boxing blow', 'a short swinging blow'],
  ],
  iron: [
    ['iron, the clothes iron', 'a hot flat tool that smooths clothes'],
    ['iron, the golf club', 'a golf club with a metal head'],
    ['iron, the metal', 'a grey metal that rusts'],
  ],
  letter: [
    ['letter, the envelope', 'a written message in an envelope'],
    ['letter, the alphabet character', 'a sign of the alphabet'],
  ],
  lock: [
    ['lock, the padlock', 'a metal lock with a shackle'],
    ['lock, the canal lock', 'a chamber with gates that lifts ships'],
    ['lock, the curl of hair', 'a curl of hair'],
  ],
  mine: [
    ['mine, the underground pit', 'a place where coal or metal is dug'],
    ['mine, the explosive', 'a hidden explosive'],
  ],
  mortar: [
    ['mortar, the bowl with a pestle', 'a bowl in which spices are crushed'],
    ['mortar, the weapon', 'a short gun that fires upwards'],
    ['mortar, the cement between bricks', 'a paste that joins bricks'],
  ],
  nail: [
    ['nail, the metal pin', 'a pointed metal pin that is hammered in'],
    ['nail, the fingernail', 'the hard plate at the end of a finger'],
  ],
  needle: [
    ['needle, the sewing needle', 'a thin pointed piece of steel with an eye'],
    ['needle, the pine needle', 'a thin leaf of a conifer'],
    ['needle, the medical syringe', 'a hollow needle for injections'],
  ],
  pick: [
    ['pick, the pickaxe', 'a tool with a pointed head that breaks rock'],
    ['pick, the guitar pick', 'a small flat piece that plucks strings'],
  ],
  plane: [
    ['plane, the aircraft', 'a flying machine with wings'],
    ["plane, the carpenter's tool", 'a tool that shaves wood smooth'],
    ['plane, the tree', 'a tall tree with flaking bark'],
  ],
  plant: [
    ['plant, the living green plant', 'a living thing with leaves and roots'],
    ['plant, the factory', 'a large industrial building'],
  ],
  plug: [
    ['plug, the electric plug', 'pins that go into a socket'],
    ['plug, the bath plug', 'a stopper for a drain'],
    ['plug, the spark plug', 'the part of an engine that makes a spark'],
  ],
  pool: [
    ['pool, the swimming pool', 'a basin of water to swim in'],
    ['pool, the billiards game', 'a game with balls on a table with pockets'],
  ],
  port: [
    ['port, the harbour', 'a place where ships land'],
    ['port, the computer socket', 'a socket for a cable'],
    ['port, the sweet wine', 'a strong sweet red wine'],
  ],
  post: [
    ['post, the wooden pole', 'an upright piece of wood in the ground'],
    ['post, the mail', 'letters and parcels'],
  ],
  rock: [
    ['rock, the stone', 'a large stone'],
    ['rock, the music concert', 'musicians with electric guitars on a stage'],
  ],
  ruler: [
    ['ruler, the measuring stick', 'a straight strip with marks for lengths'],
    ['ruler, the king', 'a king or queen'],
  ],
  scale: [
    ['scale, the weighing machine', 'a device that shows weight'],
    ['scale, the fish scale', 'a small plate on the skin of a fish'],
  ],
  screen: [
    ['screen, the display', 'a surface that shows pictures'],
    ['screen, the folding room divider', 'hinged panels that divide a room'],
    ['screen, the window mesh', 'a fine net that keeps insects out'],
  ],
  screw: [
    ['screw, the metal fastener', 'a pin with a thread and a slotted head'],
    ['screw, the ship propeller', 'blades that drive a ship'],
  ],
  spring: [
    ['spring, the metal coil', 'a coil of wire that gives way and returns'],
    ['spring, the season', 'the season of blossom'],
    ['spring, the water source', 'water that comes out of the ground'],
  ],
  staff: [
    ['staff, the long stick', 'a long stick carried in the hand'],
    ['staff, the employees', 'the people who work somewhere'],
    ['staff, the music lines', 'five lines on which notes are written'],
  ],
  stamp: [
    ['stamp, the postage stamp', 'a small printed paper on a letter'],
    ['stamp, the rubber stamp', 'a block that prints a mark'],
  ],
  star: [
    ['star, the light in the night sky', 'a point of light in the sky at night'],
    ['star, the five-pointed shape', 'a shape with five points'],
    ['star, the famous actor', 'a famous actor or singer'],
    ['star, the starfish', 'a sea animal with five arms'],
  ],
  switch: [
    ['switch, the light switch', 'a lever or button that turns a light on'],
    ['switch, the railway points', 'movable rails that change the track'],
    ['switch, the network device', 'a box with many network sockets'],
  ],
  tap: [
    ['tap, the water tap', 'a valve from which water runs'],
    ['tap, the dance', 'a dance with clicking shoes'],
  ],
  torch: [
    ['torch, the burning stick', 'a stick with a flame at its end'],
    ['torch, the flashlight', 'an electric light held in the hand'],
  ],
  track: [
    ['track, the railway line', 'the rails of a train'],
    ['track, the running track', 'a red oval on which athletes run'],
    ['track, the animal footprint', 'a print of a paw in the ground'],
  ],
  train: [
    ['train, the railway vehicle', 'coupled cars that run on rails'],
    ['train, the long end of a dress', 'the part of a dress that trails behind'],
  ],
  vault: [
    ['vault, the strongroom', 'a room with a thick steel door'],
    ['vault, the arched ceiling', 'an arched ceiling of stone'],
    ['vault, the gymnastics jump', 'a jump over an apparatus'],
  ],
  wave: [
    ['wave, the sea wave', 'a moving ridge of water'],
    ['wave, the hand greeting', 'a person who waves a hand'],
  ],
  yard: [
    ['yard, the garden of a house', 'the ground around a house'],
    ['yard, the shipyard', 'a place where ships are built'],
  ],
};
