/** Every way in which a request to the faulty server can go wrong. */
export const faults = [
  /** 429 with Retry-After. */
  'busy',
  /** 503 without it. */
  'overloaded',
  'server-error',
  /** A page of HTML where JSON was due. */
  'html',
  /** Says nothing until the client leaves. */
  'silent',
  /** Says the first half, then nothing until the client leaves. */
  'stalled',
  /** Says the first half, then closes the connection. */
  'dropped',
  /** The right answer under the wrong content type. */
  'wrong-type',
  /** The right answer's envelope is no JSON. */
  'garbled',
  'refusal',
  'refusal-field',
  'content-filter',
  'empty',
  /** All tokens went into thoughts that are not shown. */
  'thoughts-only',
  /** The answer in a Markdown fence. */
  'fenced',
  /** Words around the answer. */
  'chatty',
  'trailing-comma',
  /** Cut off at the limit of tokens. */
  'half',
  /** What it answered last, to whatever. */
  'repeated',
  /** JSON of another shape. */
  'wrong-shape',
  /** Every text of the answer in Chinese. */
  'wrong-language',
  /** 400: the content filter of Azure OpenAI stopped the question. */
  'filtered',
  /** 403: so did the moderation of OpenRouter. */
  'moderated',
  /** 400: llama.cpp says that the question is longer than its context. */
  'too-long',
  /** The same from LM Studio, which calls it a success. */
  'too-long-with-200',
] as const;
export type Fault = (typeof faults)[number];

/** The same value with every text in it replaced by a Chinese one. */
export function inChinese(value: unknown): unknown {
  if (typeof value === 'string') return `一只在晨光里的动物，照片${value.length}`;
  if (Array.isArray(value)) return value.map(inChinese);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inChinese(inner)]));
}

/** What a model says with this fault in place of its good answer `text`; faults of the wire leave the text as it is. */
export function saidWith(fault: Fault | null, text: string, before: string | null): string {
  switch (fault) {
    case 'refusal':
      return "I'm sorry, but I can't help with that request.";
    case 'refusal-field':
    case 'content-filter':
    case 'empty':
    case 'thoughts-only':
      return '';
    case 'fenced':
      return `\`\`\`json\n${text}\n\`\`\``;
    case 'chatty':
      return `Sure! Here is what you asked for [as JSON]:\n\n${text}\n\nLet me know if {more} is needed.`;
    case 'trailing-comma':
      return text.replaceAll(/([}\]])(?=\s*[}\]])/g, '$1,').replace(/"(\s*)\]/g, '",$1]');
    case 'half':
      return text.slice(0, Math.ceil(text.length * 0.6));
    case 'repeated':
      return before ?? text;
    case 'wrong-shape':
      return JSON.stringify({ result: 'done', items: 3 });
    case 'wrong-language':
      return JSON.stringify(inChinese(JSON.parse(text)));
    default:
      return text;
  }
}
