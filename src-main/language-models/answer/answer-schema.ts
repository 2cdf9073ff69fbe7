import { z } from 'zod';

/** What servers are told of an answer, and what is known of its form. */
export interface AnswerSchema {
  /** JSON schema, shape only: servers refuse schemas with limits of texts, defaults and patterns. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Name of the one array that the answer, an object, consists of beside single values; null for other forms. */
  readonly list: string | null;
}

const unwanted = new Set(['$schema', 'default', 'minLength', 'maxLength', 'pattern', 'format']);

export function answerSchema(schema: z.ZodType): AnswerSchema {
  const json = withoutLimits(z.toJSONSchema(schema, { unrepresentable: 'any' })) as Record<string, unknown>;
  const properties = (json['properties'] ?? {}) as Record<string, { type?: unknown }>;
  const lists = Object.entries(properties).filter(([, { type }]) => type === 'array');
  const isObject = json['type'] === 'object';
  return { json, list: isObject && lists.length === 1 ? lists[0]![0] : null };
}

/** Inside `properties` the keys are names that the answer has, not words of the schema language. */
function withoutLimits(value: unknown, areNames = false): unknown {
  if (Array.isArray(value)) return value.map((entry) => withoutLimits(entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => areNames || !unwanted.has(key))
      .map(([key, inner]) => [key, withoutLimits(inner, key === 'properties' && !areNames)]),
  );
}
