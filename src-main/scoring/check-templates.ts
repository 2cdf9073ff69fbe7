import { UserError } from '../../src-shared/errors.ts';
import { templateProblem } from '../../src-shared/prompts/prompt-template.ts';

/** @throws UserError that names the sentence which is no template. */
export function checkTemplates(templates: readonly string[]): void {
  for (const template of templates) {
    const problem = templateProblem(template);
    if (problem) throw new UserError('bad-input', `"${template}" is no template.`, problem);
  }
}
