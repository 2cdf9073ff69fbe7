import type { InstructionName, PromptAttribute } from '../../src-shared/api/diversification.ts';
import { sensesInstruction } from './senses.ts';
import type { InstructionTemplate } from './template.ts';

/** Counts up whenever one of the wordings below changes. */
export const INSTRUCTIONS_VERSION = 1;

/** What a contextualized prompt varies (docs/methods.md 3). */
export const builtInAttributes: readonly PromptAttribute[] = [
  {
    name: 'foreground',
    hint: 'what stands in front of the subject or beside it, and may hide part of it',
    enabled: true,
  },
  { name: 'background', hint: 'where it is, in some detail', enabled: true },
  { name: 'lighting', hint: 'time of day, weather, sources of light', enabled: true },
  { name: 'camera angle', hint: 'viewpoint, distance, lens', enabled: true },
  { name: 'pose or action', hint: 'how it stands or lies, or what it does', enabled: true },
];

export const builtInInstructions: Readonly<Record<InstructionName, InstructionTemplate>> = {
  senses: sensesInstruction,
  contexts: {
    required: ['count'],
    optional: ['classes', 'known'],
    text: `Pictures of many different things are to be made. List {count} scenes in which any of these could be photographed:
{classes}

Each scene is shared by all of them, so it must suit every one and hint at none of them. Do not name any of them in a scene.
Choose scenes that differ as much as possible: indoors and outdoors, town and country, seasons and weather, tidy and cluttered, familiar and remote.
{known}

Give each scene a short name, and a phrase that can follow the name of a thing in a sentence and begins with a preposition. Example: name "beach", phrase "on a sandy beach". Answer in English.`,
  },
  styles: {
    required: ['count'],
    optional: ['groups', 'known'],
    text: `List {count} visual styles in which a picture of anything can be made. Spread them over these groups: {groups}.
Choose styles that look as different as possible: techniques, materials and media rather than artists. Do not name living artists.
{known}

Give each style a short name, its group, and a phrase with which the description of a picture begins and that ends in "of". Example: name "watercolour", group "painted", phrase "a watercolour painting of". Answer in English.`,
  },
  prompts: {
    required: ['assignments', 'phrase'],
    optional: ['count', 'meaning', 'attributes', 'words', 'others', 'used'],
    text: `Write {count} descriptions of pictures for a text-to-image model. The subject of every picture is: {phrase}
{meaning}

Rules:
- Every description contains the words "{phrase}" exactly as they are written here.
- One sentence of at most {words} words, in English. No line breaks, no numbering, no Markdown.
- Only what can be seen. Each description is about one picture, and all of them differ from one another in more than a word.
- Descriptions with a scene read like captions of photographs and vary these attributes:
{attributes}
- Descriptions with a style begin with the words of the style.
{others}
{used}

Write one description for each of these, and repeat its number as "number":
{assignments}`,
  },
};
