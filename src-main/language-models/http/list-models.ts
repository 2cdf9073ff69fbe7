import { z } from 'zod';
import { judgeReply, unavailable } from './judge-reply.ts';
import { parsed } from './read-completion.ts';
import { send, type ServerAddress } from './send.ts';

const listSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

/**
 * Models that a server offers, by name.
 *
 * @throws UserError 'unavailable' or 'bad-input', as for a question.
 */
export async function listServerModels(address: ServerAddress, signal?: AbortSignal): Promise<string[]> {
  const reply = await send(address, '/models', null, signal);
  const list = reply.status === 200 ? listSchema.safeParse(parsed(reply.text)) : null;
  if (list?.success) return list.data.data.map(({ id }) => id).toSorted((a, b) => a.localeCompare(b));
  // Some servers answer questions without telling what they have.
  if (reply.status === 404 || reply.status === 405 || reply.status === 501) return [];
  const judgement = judgeReply(reply, { ...address, model: '', hasKey: address.key !== null });
  switch (judgement.kind) {
    case 'said':
      return [];
    case 'misunderstood':
      throw unavailable(address, `does not list its models: ${judgement.words}`, advice);
    case 'declined':
    case 'busy':
    case 'failed':
      throw unavailable(address, `does not list its models. ${judgement.what}`, advice);
    default:
      return judgement satisfies never;
  }
}

const advice = 'Check the address of the connection; most end with /v1.';
