import { withArticle } from '../../../src-shared/prompts/prompt-template.ts';

/** How a prompt can begin: `watercolour painting` becomes `a watercolour painting of`. */
export const stylePhrase = (phrase: string): string =>
  withArticle(/\s(?:of|showing|depicting|with|from)$/i.test(phrase) ? phrase : `${phrase} of`);
