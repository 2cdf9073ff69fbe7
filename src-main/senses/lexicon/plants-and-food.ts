import type { LexiconEntries } from './entry.ts';

/** Names of plants, food and dishes that also mean something else. */
export const plantsAndFood: LexiconEntries = {
  apple: [
    ['apple, the fruit', 'a round fruit that grows on trees'],
    ['apple, the computer maker', 'a computer or phone with the mark of a bitten apple'],
  ],
  ash: [
    ['ash, the tree', 'a tree with feathery leaves and grey bark'],
    ['ash, the burnt powder', 'the grey powder that a fire leaves'],
  ],
  bark: [
    ['bark, the skin of a tree', 'the rough outer layer of a tree'],
    ['bark, the sailing ship', 'a sailing ship with three or more masts'],
  ],
  bulb: [
    ['bulb, the plant bulb', 'a round underground bud from which a plant grows'],
    ['bulb, the light bulb', 'a glass bulb that gives electric light'],
  ],
  bun: [
    ['bun, the bread roll', 'a small soft round bread'],
    ['bun, the hairstyle', 'hair wound into a knot at the back of the head'],
  ],
  chip: [
    ['chip, the fried potato', 'a fried strip or slice of potato'],
    ['chip, the computer chip', 'a small black electronic part with metal legs'],
    ['chip, the poker chip', 'a round token that stands for money in games'],
  ],
  chestnut: [
    ['chestnut, the nut', 'a shiny brown nut in a prickly husk'],
    ['chestnut, the tree', 'a large tree with hand-shaped leaves'],
    ['chestnut, the reddish-brown horse', 'a horse with a reddish-brown coat'],
  ],
  clove: [
    ['clove, the spice', 'a dried flower bud used as a spice'],
    ['clove, the piece of garlic', 'one segment of a bulb of garlic'],
  ],
  date: [
    ['date, the fruit', 'a sweet brown fruit of a palm'],
    ['date, the day on a calendar', 'a day in a calendar'],
    ['date, the romantic meeting', 'two people who meet for a romantic evening'],
  ],
  ginger: [
    ['ginger, the spicy root', 'a knobbly pale brown root used as a spice'],
    ['ginger, the red-haired person', 'a person with red hair'],
    ['ginger, the orange cat', 'a cat with orange fur'],
  ],
  iris: [
    ['iris, the flower', 'a tall flower with three drooping petals'],
    ['iris, the coloured ring of an eye', 'the coloured ring around the pupil'],
  ],
  jam: [
    ['jam, the fruit spread', 'fruit boiled with sugar in a jar'],
    ['jam, the traffic jam', 'many cars that cannot move on'],
  ],
  leaf: [
    ['leaf, the plant leaf', 'a flat green part of a plant'],
    ['leaf, the electric car', 'a small electric car'],
    ['leaf, the table extension', 'a board that makes a table larger'],
  ],
  lime: [
    ['lime, the fruit', 'a small green sour fruit'],
    ['lime, the linden tree', 'a large tree with heart-shaped leaves'],
    ['lime, the white powder', 'a white powder for mortar and fields'],
  ],
  mandarin: [
    ['mandarin, the fruit', 'a small sweet orange that peels easily'],
    ['mandarin, the duck', 'a duck with bright orange sails and a red bill'],
    ['mandarin, the Chinese official', 'a high official of imperial China'],
  ],
  mint: [
    ['mint, the herb', 'a plant with fresh-smelling leaves'],
    ['mint, the sweet', 'a small sweet that tastes of peppermint'],
    ['mint, the coin factory', 'a place where coins are made'],
  ],
  nut: [
    ['nut, the food', 'a dry edible kernel in a hard shell'],
    ['nut, the metal fastener', 'a six-sided ring with a thread for a bolt'],
  ],
  orange: [
    ['orange, the fruit', 'a round citrus fruit'],
    ['orange, the colour', 'a plain surface of the colour between red and yellow'],
  ],
  palm: [
    ['palm, the tree', 'a tree with a bare trunk and a crown of fronds'],
    ['palm, the open hand', 'the inner side of an open hand'],
  ],
  pepper: [
    ['pepper, the vegetable', 'a hollow red, green or yellow vegetable'],
    ['pepper, the spice', 'small black corns that are ground as a spice'],
    ['pepper, the hot chilli', 'a thin hot pod'],
  ],
  pie: [
    ['pie, the baked dish', 'a dish of fruit or meat in pastry'],
    ['pie, the chart', 'a round chart cut into slices'],
  ],
  punch: [
    ['punch, the drink', 'a mixed drink in a bowl with fruit'],
    ['punch, the boxing blow', 'a blow with a fist'],
    ['punch, the hole puncher', 'a tool that makes holes in paper'],
  ],
  reed: [
    ['reed, the water plant', 'a tall grass at the edge of water'],
    ['reed, the mouthpiece of an instrument', 'a thin strip that sounds in a clarinet'],
  ],
  roll: [
    ['roll, the bread', 'a small round bread'],
    ['roll, the paper roll', 'paper wound on a tube'],
    ['roll, the sushi roll', 'rice and fish wrapped in seaweed'],
  ],
  rose: [
    ['rose, the flower', 'a scented flower with thorny stems'],
    ['rose, the glass of pink wine', 'a glass of pink wine'],
    ['rose, the watering can head', 'a nozzle with many small holes'],
  ],
  sage: [
    ['sage, the herb', 'a plant with soft grey-green leaves'],
    ['sage, the wise old man', 'a very wise old person'],
  ],
  squash: [
    ['squash, the vegetable', 'a large thick-skinned vegetable related to pumpkins'],
    ['squash, the sport', 'a game with rackets in a walled court'],
    ['squash, the fruit drink', 'a drink of fruit syrup and water'],
  ],
  toast: [
    ['toast, the browned bread', 'a slice of bread browned by heat'],
    ['toast, the raised glasses', 'people who raise their glasses to somebody'],
  ],
};
