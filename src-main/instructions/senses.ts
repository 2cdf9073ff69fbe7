import type { InstructionTemplate } from './template.ts';

/** What a language model is asked for senses. */
export const sensesInstruction: InstructionTemplate = {
  required: ['name'],
  optional: ['others', 'most'],
  text: `Pictures are sorted into classes. One class is called "{name}". Which things that can be photographed does this name mean?
{others}

List every common sense that somebody could have meant, the most common one first, at most {most}. A name that means one thing only has one sense.
Do not split one thing into breeds, makes or parts, and leave out senses that no picture can show.

For each sense give
- "phrase": the name with the few words that tell this sense from the others, as a prompt for a text-to-image model would say it, without an article. Example: "crane, the bird" and "crane, the building machine". For a name with one sense: the name alone.
- "gloss": what it is and looks like, in one short sentence.
Answer in English.`,
};
