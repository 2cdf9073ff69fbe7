import type { LexiconEntries } from './entry.ts';

/** Names of things that people wear, use at home or play with that also mean something else. */
export const belongings: LexiconEntries = {
  ball: [
    ['ball, the toy', 'a round thing to play with'],
    ['ball, the formal dance', 'a large formal party with dancing'],
  ],
  band: [
    ['band, the music group', 'a group of people who make music together'],
    ['band, the wrist band', 'a strip worn around the wrist'],
    ['band, the rubber band', 'an elastic loop'],
  ],
  bar: [
    ['bar, the pub', 'a room with a counter where drinks are served'],
    ['bar, the chocolate bar', 'a flat block of chocolate'],
    ['bar, the metal rod', 'a long straight piece of metal'],
  ],
  basin: [
    ['basin, the washbasin', 'a bowl with taps for washing'],
    ['basin, the river valley', 'the land from which a river gathers its water'],
  ],
  bow: [
    ["bow, the archer's weapon", 'a bent limb with a string that shoots arrows'],
    ['bow, the tied ribbon', 'a ribbon tied in two loops'],
    ['bow, the violin bow', 'a stick with stretched hair that plays a string instrument'],
    ['bow, the front of a ship', 'the pointed front part of a ship'],
  ],
  box: [
    ['box, the container', 'a container with a lid'],
    ['box, the evergreen shrub', 'a shrub with small leaves that is cut into shapes'],
  ],
  brush: [
    ['brush, the paintbrush', 'bristles on a handle for painting'],
    ['brush, the hairbrush', 'bristles on a handle for hair'],
    ['brush, the low bushes', 'land with dense low bushes'],
  ],
  button: [
    ['button, the clothes fastener', 'a small disc that closes a shirt'],
    ['button, the push button', 'a knob that is pressed to start something'],
    ['button, the badge', 'a round badge with a pin'],
  ],
  cape: [
    ['cape, the cloak', 'a cloak without sleeves'],
    ['cape, the headland', 'land that juts into the sea'],
  ],
  case: [
    ['case, the suitcase', 'a box with a handle for travelling'],
    ['case, the phone case', 'a cover that protects a phone'],
    ['case, the display case', 'a glass box that shows things'],
  ],
  chest: [
    ['chest, the wooden box', 'a large strong box with a lid'],
    ['chest, the part of the body', 'the front of the body below the neck'],
    ['chest, the chest of drawers', 'a piece of furniture with drawers'],
  ],
  club: [
    ['club, the golf club', 'a stick with a metal head for golf'],
    ['club, the weapon', 'a heavy stick for hitting'],
    ['club, the nightclub', 'a dark room with music and dancing'],
    ['club, the playing-card suit', 'a black three-leafed mark on a card'],
  ],
  coach: [
    ['coach, the bus', 'a comfortable bus for long journeys'],
    ['coach, the trainer', 'a person who trains a team'],
    ['coach, the horse-drawn carriage', 'a closed carriage drawn by horses'],
  ],
  comb: [
    ['comb, the hair comb', 'a strip with teeth for hair'],
    ["comb, the rooster's comb", 'the red crest on the head of a rooster'],
    ['comb, the honeycomb', 'six-sided wax cells made by bees'],
  ],
  cue: [
    ['cue, the billiard stick', 'a long tapered stick for billiards'],
    ['cue, the prompt card', 'a card with the words of a speaker'],
  ],
  diamond: [
    ['diamond, the gem', 'a clear cut precious stone'],
    ['diamond, the baseball field', 'the square field of baseball'],
    ['diamond, the playing-card suit', 'a red four-cornered mark on a card'],
  ],
  fan: [
    ['fan, the electric machine', 'turning blades in a round cage on a stand'],
    ['fan, the folding hand fan', 'pleated paper on ribs, unfolded by hand'],
    ['fan, the sports supporter', 'a person who cheers for a team'],
  ],
  flute: [
    ['flute, the instrument', 'a long pipe that is played by blowing across a hole'],
    ['flute, the champagne glass', 'a tall narrow glass on a stem'],
  ],
  glass: [
    ['glass, the drinking vessel', 'a vessel of glass to drink from'],
    ['glass, the window pane', 'a flat clear sheet in a window'],
    ['glass, the magnifier', 'a lens on a handle'],
  ],
  glasses: [
    ['glasses, the spectacles', 'two lenses in a frame'],
    ['glasses, the drinking vessels', 'vessels of glass to drink from'],
  ],
  heel: [
    ['heel, the shoe heel', 'the raised back part of a shoe'],
    ['heel, the part of the foot', 'the back part of a foot'],
  ],
  horn: [
    ['horn, the animal horn', 'a hard pointed growth on the head of an animal'],
    ['horn, the brass instrument', 'a coiled brass instrument'],
    ['horn, the car horn', 'a thing on a vehicle that gives a loud sound'],
  ],
  hood: [
    ['hood, the head covering', 'a part of a coat that covers the head'],
    ['hood, the engine cover of a car', 'the lid over the engine of a car'],
    ['hood, the kitchen extractor', 'a hood over a stove that takes off steam'],
  ],
  jack: [
    ['jack, the car lift', 'a tool that lifts a car'],
    ['jack, the playing card', 'a card with the picture of a young man'],
    ['jack, the audio plug', 'a socket or plug for sound'],
  ],
  keyboard: [
    ['keyboard, the computer keyboard', 'a board of keys with letters'],
    ['keyboard, the musical instrument', 'an electronic instrument with piano keys'],
  ],
  lace: [
    ['lace, the fine fabric', 'a delicate fabric with open patterns'],
    ['lace, the shoelace', 'a cord that ties a shoe'],
  ],
  match: [
    ['match, the fire stick', 'a small stick that lights when it is rubbed'],
    ['match, the sports game', 'a game between two teams'],
  ],
  organ: [
    ['organ, the pipe instrument', 'a large keyboard instrument with pipes'],
    ['organ, the part of the body', 'a part such as heart or liver'],
  ],
  pad: [
    ['pad, the writing pad', 'sheets of paper held together at an edge'],
    ['pad, the lily pad', 'the floating leaf of a water lily'],
    ['pad, the knee pad', 'a cushion that protects the knee'],
  ],
  pen: [
    ['pen, the writing tool', 'a tool that writes with ink'],
    ['pen, the animal enclosure', 'a fenced place for animals'],
  ],
  pipe: [
    ['pipe, the smoking pipe', 'a bowl with a stem for tobacco'],
    ['pipe, the water pipe', 'a tube that carries water or gas'],
    ['pipe, the organ pipe', 'a tube that sounds in an organ'],
  ],
  pitcher: [
    ['pitcher, the jug', 'a vessel with a handle and a lip for pouring'],
    ['pitcher, the baseball player', 'the player who throws the ball'],
    ['pitcher, the insect-eating plant', 'a plant whose leaves are jugs that trap insects'],
  ],
  pot: [
    ['pot, the cooking pot', 'a deep vessel for cooking'],
    ['pot, the flowerpot', 'a vessel in which a plant grows'],
  ],
  pump: [
    ["pump, the woman's shoe", 'a low-cut shoe with a heel'],
    ['pump, the bicycle pump', 'a tube that presses air into a tyre'],
    ['pump, the petrol pump', 'a machine that fills cars with fuel'],
  ],
  record: [
    ['record, the vinyl disc', 'a black disc with grooves that holds music'],
    ['record, the paper file', 'written facts kept in a file'],
  ],
  ring: [
    ['ring, the finger jewellery', 'a band of metal worn on a finger'],
    ['ring, the boxing ring', 'a square with ropes where boxers fight'],
    ['ring, the planet ring', 'a flat band around a planet'],
  ],
  spade: [
    ['spade, the digging tool', 'a tool with a flat blade for digging'],
    ['spade, the playing-card suit', 'a black pointed leaf on a card'],
  ],
  tank: [
    ['tank, the armoured vehicle', 'an armoured vehicle on tracks with a gun'],
    ['tank, the water container', 'a large container for a liquid'],
    ['tank, the fish tank', 'a glass box with water for fish'],
    ['tank, the sleeveless top', 'a shirt without sleeves'],
  ],
  tie: [
    ['tie, the necktie', 'a strip of cloth worn around the collar'],
    ['tie, the railway sleeper', 'a beam under the rails'],
  ],
  top: [
    ['top, the spinning toy', 'a toy that spins on its point'],
    ['top, the shirt', 'a piece of clothing for the upper body'],
  ],
  trunk: [
    ['trunk, the luggage', 'a large strong case'],
    ['trunk, the tree trunk', 'the thick main stem of a tree'],
    ["trunk, the elephant's nose", 'the long nose of an elephant'],
    ['trunk, the rear of a car', 'the space for luggage in a car'],
  ],
  watch: [
    ['watch, the wristwatch', 'a small clock worn on the wrist'],
    ['watch, the night guard', 'a person who guards a place'],
  ],
};
