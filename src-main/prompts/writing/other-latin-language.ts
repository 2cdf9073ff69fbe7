const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Small words of languages that are written as English is; words that English has as well are left out. */
const smallWords: readonly ReadonlySet<string>[] = [
  wordSet('le la les une des du et est sur dans avec sous au aux dans devant derrière près par pour qui'),
  wordSet(
    'der das ein eine einer eines einem einen und mit auf im dem vor hinter neben unter von ist bei zum zur',
  ),
  wordSet('el la los las una del con sobre en bajo junto detrás entre por para que está desde hacia'),
  wordSet('il lo gli una di del della nel nella con su sulla sotto vicino dietro per che è dal dalla'),
  wordSet('uma um os da das do dos em no na com sobre sob perto atrás por para que está'),
  wordSet('het een de van met onder naast achter voor bij uit naar aan deze zijn'),
];

/** Small words that English alone has. */
const englishWords = wordSet(
  'the of with and from by its is are at under over behind beside near into through against between among above below along across outside inside on off up down out next while as where it this that',
);

/** So many different small words of a language are no name in an English sentence. */
const ENOUGH = 4;

/** Whether a text in the Latin script is in one of the larger other languages: it has small words of that and none of English. */
export function isOtherLatinLanguage(text: string): boolean {
  const words = [...new Set(text.toLowerCase().match(/\p{L}+/gu))];
  if (words.some((word) => englishWords.has(word))) return false;
  return smallWords.some((own) => words.filter((word) => own.has(word)).length >= ENOUGH);
}
