import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';

interface Completion {
  readonly text: string;
  readonly fault: Fault | null;
  readonly model: string;
  readonly stream: boolean;
  /** Seconds. */
  readonly retryAfter: number;
}

/** As OpenAI's servers report errors. */
export function sendError(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message, type: 'invalid_request_error' } }));
}

/** Errors that say why a question is not taken, as their servers word and shape them. */
const declines = {
  filtered: {
    status: 400,
    error: {
      message:
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.",
      type: null,
      param: 'prompt',
      code: 'content_filter',
      status: 400,
      innererror: {
        code: 'ResponsibleAIPolicyViolation',
        content_filter_result: { violence: { filtered: true, severity: 'medium' } },
      },
    },
  },
  moderated: {
    status: 403,
    error: {
      code: 403,
      message: 'This model requires moderation, and your input was flagged for "violence".',
      metadata: { reasons: ['violence'], flagged_input: 'a bear...' },
    },
  },
  'too-long': {
    status: 400,
    error: {
      code: 400,
      message: 'the request exceeds the available context size. try increasing the context size',
      type: 'exceed_context_size_error',
      n_prompt_tokens: 1407,
      n_ctx: 256,
    },
  },
  'too-long-with-200': {
    status: 200,
    error:
      'The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 1407>= n_ctx: 256).',
  },
} as const satisfies Partial<Record<Fault, { status: number; error: unknown }>>;

function sendDecline(response: ServerResponse, fault: keyof typeof declines): void {
  const { status, error } = declines[fault];
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error }));
}

/** Sends a completion, or what the fault makes of it. The faults that keep silent resolve at once; the connection stays open. */
export async function sendCompletion(response: ServerResponse, completion: Completion): Promise<void> {
  const { fault } = completion;
  switch (fault) {
    case 'busy':
      response.setHeader('retry-after', completion.retryAfter);
      return sendError(response, 429, 'Rate limit reached.');
    case 'overloaded':
      return sendError(response, 503, 'The model is loading.');
    case 'server-error':
      return sendError(response, 500, 'The server had an error.');
    case 'html':
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end(
        '<!doctype html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>',
      );
      return;
    case 'silent':
      return;
    case 'filtered':
    case 'moderated':
    case 'too-long':
    case 'too-long-with-200':
      return sendDecline(response, fault);
    default:
      return sendPieces(response, completion);
  }
}

async function sendPieces(response: ServerResponse, completion: Completion): Promise<void> {
  const { fault, stream } = completion;
  const pieces = stream ? streamed(completion) : [whole(completion)];
  const right = stream ? 'text/event-stream' : 'application/json';
  const wrong = stream ? 'application/json' : 'text/plain';
  response.writeHead(200, { 'content-type': fault === 'wrong-type' ? wrong : right });
  const all = pieces.join('');
  if (fault === 'stalled' || fault === 'dropped') {
    await new Promise((resolve) => response.write(all.slice(0, all.length / 2), resolve));
    if (fault === 'dropped') response.destroy();
    return;
  }
  if (fault === 'garbled') {
    response.end(stream ? all.replaceAll('"choices"', 'choices') : all.slice(0, -2));
    return;
  }
  for (const piece of pieces) response.write(piece);
  response.end();
}

function finishReason({ fault }: Completion): string {
  if (fault === 'half' || fault === 'thoughts-only') return 'length';
  return fault === 'content-filter' ? 'content_filter' : 'stop';
}

const refusalOf = ({ fault }: Completion) =>
  fault === 'refusal-field' ? { refusal: 'That is against the rules of use.' } : {};

const usageOf = ({ text }: Completion) => ({
  prompt_tokens: 20,
  completion_tokens: Math.ceil(text.length / 4),
  total_tokens: 20 + Math.ceil(text.length / 4),
});

function whole(completion: Completion): string {
  return JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: completion.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: completion.text, ...refusalOf(completion) },
        finish_reason: finishReason(completion),
      },
    ],
    usage: usageOf(completion),
  });
}

/** Events of a few letters each, the count of tokens in one without choices, as `stream_options.include_usage` asks. */
function streamed(completion: Completion): string[] {
  const event = (choices: unknown[], more: object = {}): string =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', model: completion.model, choices, ...more })}\n\n`;
  const choice = (delta: object, reason: string | null = null) => ({
    index: 0,
    delta,
    finish_reason: reason,
  });
  const letters = completion.text.match(/[^]{1,24}/gu) ?? [];
  return [
    ': keep-alive\n\n',
    event([choice({ role: 'assistant', content: '', ...refusalOf(completion) })]),
    ...letters.map((content) => event([choice({ content })])),
    event([choice({}, finishReason(completion))]),
    event([], { usage: usageOf(completion) }),
    'data: [DONE]\n\n',
  ];
}
