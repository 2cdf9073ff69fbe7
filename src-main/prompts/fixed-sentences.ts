import type { WritePromptsInput } from '../../src-shared/api/prompts.ts';
import { promptKey } from '../../src-shared/domain/prompt.ts';
import { UserError } from '../../src-shared/errors.ts';
import { fillTemplate, templateProblem } from '../../src-shared/prompts/prompt-template.ts';
import type { NamedClass, PromptSource } from './source.ts';
import type { Vocabulary } from './vocabularies/vocabulary.ts';

type TemplateRecipe = Extract<WritePromptsInput['recipe'], { kind: 'template' }>;

const stillMissing = (named: NamedClass, origin: PromptSource['origin'], perClass: number): number =>
  Math.max(0, perClass - named.present.filter((prompt) => prompt.origin === origin).length);

const sentences = (named: NamedClass, templates: readonly string[]): PromptSource['candidates'] =>
  function* (isFree) {
    for (const template of templates) {
      const text = fillTemplate(template, named);
      if (isFree(text)) yield { text, context: null, style: null, attributes: {} };
    }
  };

/** What of one fixed text is missing: other prompts of that origin say something else. */
const missingOf = (named: NamedClass, text: string, perClass: number): number =>
  named.present.some(({ key }) => key === promptKey(text)) ? perClass - 1 : perClass;

/** The phrase of the class alone. */
export const plainSource = (named: NamedClass, perClass: number): PromptSource => ({
  origin: 'plain',
  writer: 'template',
  missing: missingOf(named, named.phrase, perClass),
  exhausted: 'A class has one plain prompt: its phrase alone.',
  candidates: sentences(named, ['{phrase}']),
});

/** What the class is called, without what tells its sense apart, and what it means (docs/methods.md 3): `crane, a large wading bird`. */
export function definitionSource(named: NamedClass, perClass: number, meaning: string | null): PromptSource {
  const said = meaning === null ? '' : asApposition(meaning);
  const text = `${named.phrase.split(',', 1)[0]?.trim()}, ${said}`;
  return {
    origin: 'plain',
    writer: 'template',
    missing: said === '' ? perClass : missingOf(named, text, perClass),
    exhausted:
      said === ''
        ? 'What it means is not known. Pin a sense that says so on the Classes screen.'
        : 'A class has one prompt of this kind: its name and what it means.',
    candidates: function* (isFree) {
      if (said !== '' && isFree(text)) yield { text, context: null, style: null, attributes: {} };
    },
  };
}

/** `A large wading bird.` becomes `a large wading bird`; names and abbreviations keep their capitals. */
function asApposition(meaning: string): string {
  const bare = meaning.trim().replace(/[.\s]+$/, '');
  return /^(?:A|An|The|Any|One)\s/.test(bare) ? bare.charAt(0).toLowerCase() + bare.slice(1) : bare;
}

/**
 * The phrase of the class in fixed sentences, in the order in which they are given.
 *
 * @throws UserError that names the sentence which is no template.
 */
export function templateSource(
  { templates }: TemplateRecipe,
  perClass: number,
  vocabulary: Vocabulary,
): (named: NamedClass) => PromptSource {
  const given = templates.map((template) => template.trim()).filter(Boolean);
  const used = given.length > 0 ? given : vocabulary.templates;
  for (const template of used) {
    const problem = templateProblem(template);
    if (problem) throw new UserError('bad-input', `"${template}" is no template.`, problem);
  }
  const different = new Set(used.map(promptKey)).size;
  return (named) => ({
    origin: 'template',
    writer: 'template',
    missing: stillMissing(named, 'template', perClass),
    exhausted: different === 1 ? 'The template gives no more.' : `The ${different} templates give no more.`,
    candidates: sentences(named, used),
  });
}
