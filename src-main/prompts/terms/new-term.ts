import type { z } from 'zod';
import type { addTermSchema } from '../../../src-shared/api/diversification.ts';
import { UserError } from '../../../src-shared/errors.ts';
import type { NewTerm } from '../../project/queries/terms.ts';
import { stylePhrase } from './style-phrase.ts';

/**
 * A context or style that a person adds.
 *
 * @throws UserError 'bad-input' for braces, which would be places of a template.
 */
export function newTerm({ kind, name, phrase, group }: z.infer<typeof addTermSchema>): NewTerm {
  if (/[{}]/.test(phrase)) {
    throw new UserError(
      'bad-input',
      'The phrase cannot contain braces.',
      'Write it as a prompt would say it.',
    );
  }
  return {
    kind,
    name,
    phrase: kind === 'style' ? stylePhrase(phrase) : phrase,
    group: kind === 'style' ? group : null,
    source: 'person',
  };
}
