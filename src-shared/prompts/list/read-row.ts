import { z } from 'zod';
import { classNameSchema } from '../../domain/image-class.ts';
import { promptTextSchema } from '../../domain/prompt.ts';
import { formatCount } from '../../format/numbers.ts';

export interface ListedPrompt {
  /** Counted from 1. */
  readonly line: number;
  /** Null where the line names no class. */
  readonly className: string | null;
  readonly text: string;
  readonly context: string | null;
  readonly style: string | null;
}

export interface LineProblem {
  readonly line: number;
  readonly reason: string;
}

export type Field = 'className' | 'text' | 'context' | 'style';
/** What a line says, as it was read: any JSON value. */
export type Fields = Partial<Record<Field, unknown>>;

const namedSchema = z.string().trim().max(200).nullish();

/** The prompt of a line, or why it gives none; null for a line that holds nothing. */
export function readRow(line: number, fields: Fields): ListedPrompt | LineProblem | null {
  if (Object.values(fields).every((value) => value === undefined || value === null || value === ''))
    return null;
  if (typeof fields.text === 'string') {
    if (fields.text.includes('\uFFFD')) return { line, reason: 'This line is not in UTF-8.' };
    if (fields.text.trim() === '' && fields.className === undefined) return null;
  }
  const text = promptTextSchema.safeParse(fields.text ?? '');
  if (!text.success) return { line, reason: textProblem(fields.text, text.error) };
  const className = isEmpty(fields.className) ? null : classNameSchema.safeParse(fields.className);
  if (className && !className.success)
    return { line, reason: firstIssue(className.error, 'A class has to be a text.') };
  const context = namedSchema.safeParse(fields.context);
  const style = namedSchema.safeParse(fields.style);
  if (!context.success || !style.success) {
    return { line, reason: 'Context and style are texts of at most 200 characters.' };
  }
  return {
    line,
    className: className?.data ?? null,
    text: text.data,
    context: context.data || null,
    style: style.data || null,
  };
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

function textProblem(text: unknown, error: z.ZodError): string {
  const problem = firstIssue(error, 'A prompt has to be a text.');
  return typeof text === 'string' && text.length > 1000
    ? `${problem} This one has ${formatCount(text.length)}.`
    : problem;
}

/** Complaints about the type are in zod's words, which say nothing to a person. */
function firstIssue({ issues }: z.ZodError, wrongType: string): string {
  const [issue] = issues;
  return !issue || issue.code === 'invalid_type' ? wrongType : issue.message;
}
