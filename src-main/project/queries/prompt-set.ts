import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { fillTemplate } from '../../../src-shared/prompts/prompt-template.ts';
import { CLASS_PHRASE } from './class-phrase.ts';
import { prepared } from './statement.ts';

/** What images are compared with: the prompts of every class of the project, as they were then. */
export const promptSetSchema = z.object({
  templates: z.array(z.string()),
  /** In order of their ids. */
  classes: z.array(
    z.object({
      classId: z.number().int(),
      className: z.string(),
      phrase: z.string(),
      /** One a template. */
      prompts: z.array(z.string()),
    }),
  ),
  /** Prompts of which the model sees the beginning only. */
  truncated: z.array(z.string()).default([]),
});
export type PromptSet = z.infer<typeof promptSetSchema>;

/** The prompts that the templates make of the classes as they are now. */
export function currentPromptSet(db: Database, templates: readonly string[]): PromptSet {
  const classes = prepared<[], { classId: number; className: string; phrase: string }>(
    db,
    `SELECT id AS classId, name AS className, ${CLASS_PHRASE} AS phrase FROM class ORDER BY id`,
  ).all();
  return {
    templates: [...templates],
    classes: classes.map((entry) => ({
      ...entry,
      prompts: templates.map((template) => fillTemplate(template, entry)),
    })),
    truncated: [],
  };
}

/** Equal for prompt sets that give every image the same score: the order of classes does not count. */
export const promptKey = ({ classes }: PromptSet): string =>
  createHash('sha256')
    .update(JSON.stringify(classes.map(({ classId, prompts }) => [classId, prompts])))
    .digest('hex');

/** What became different from one prompt set to a later one, in words for a person. */
export function promptSetChanges(before: PromptSet, now: PromptSet): string[] {
  const earlier = new Map(before.classes.map((entry) => [entry.classId, entry]));
  const later = new Map(now.classes.map((entry) => [entry.classId, entry]));
  const added = now.classes.filter(({ classId }) => !earlier.has(classId));
  const removed = before.classes.filter(({ classId }) => !later.has(classId));
  const renamed = now.classes.filter(({ classId, prompts }) => {
    const entry = earlier.get(classId);
    return entry !== undefined && entry.prompts.join('\n') !== prompts.join('\n');
  });
  return [
    ...sentence(added, 'was added', 'were added'),
    ...sentence(removed, 'was removed', 'were removed'),
    ...sentence(renamed, 'has other words now', 'have other words now'),
  ];
}

/** What a person should know of a prompt set before believing its scores. */
export function promptSetWarnings({ classes, truncated }: PromptSet): string[] {
  const alike = [...Map.groupBy(classes, ({ prompts }) => prompts.join('\n').toLowerCase()).values()]
    .filter((members) => members.length > 1)
    .map(
      (members) =>
        `${members.map(({ className }) => `"${className}"`).join(' and ')} have the same prompts and share their probability. ` +
        'Give each a phrase of its own.',
    );
  if (truncated.length === 0) return alike;
  const counted = truncated.length === 1 ? 'One prompt is' : `${truncated.length} prompts are`;
  return [...alike, `${counted} longer than the model reads, e.g. "${truncated[0]}".`];
}

const NAMED = 3;

function sentence(classes: readonly { className: string }[], one: string, many: string): string[] {
  if (classes.length === 0) return [];
  const named = classes.slice(0, NAMED).map(({ className }) => `"${className}"`);
  const more = classes.length - named.length;
  const list = more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
  return [`${list} ${classes.length === 1 ? one : many}.`];
}
