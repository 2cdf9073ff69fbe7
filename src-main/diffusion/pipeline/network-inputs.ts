import { UserError } from '../../../src-shared/errors.ts';
import type { DeclaredValue, LoadedModel } from '../../graph/executors/onnxruntime.ts';

/** What a pipeline gives its networks. */
type Role = 'ids' | 'mask' | 'latents' | 'timestep' | 'text';

/** Exporters agree on these names; where one does not, what is left over is told by its rank. */
const names: Record<Role, readonly string[]> = {
  ids: ['input_ids'],
  mask: ['attention_mask'],
  latents: ['sample', 'latent_sample', 'latent', 'latents', 'x'],
  timestep: ['timestep', 'timesteps', 't'],
  text: ['encoder_hidden_states', 'context'],
};

const ranks: Partial<Record<Role, number>> = { ids: 2, latents: 4, text: 3 };

/** The declared inputs by what they are for. Throws a `UserError` when the model wants something else, or lacks one of `needed`. */
export function inputsByRole<Needed extends Role, Optional extends Role = never>(
  label: string,
  { inputs }: Pick<LoadedModel, 'inputs'>,
  needed: readonly Needed[],
  optional: readonly Optional[] = [],
): Record<Needed, DeclaredValue> & Partial<Record<Optional, DeclaredValue>> {
  const roles: readonly Role[] = [...needed, ...optional];
  const found = new Map<Role, DeclaredValue>();
  const left: DeclaredValue[] = [];
  for (const input of inputs) {
    const role = roles.find((candidate) => names[candidate].includes(input.name));
    if (role) found.set(role, input);
    else left.push(input);
  }
  for (const role of needed) {
    if (found.has(role)) continue;
    const at = left.findIndex(({ dims }) => ranks[role] === undefined || dims.length === ranks[role]);
    const [input] = at < 0 ? [] : left.splice(at, 1);
    if (!input) throw foreignModel(label, `has no input for ${names[role][0] ?? role}`);
    found.set(role, input);
  }
  const [foreign] = left;
  if (foreign) throw foreignModel(label, `wants an input "${foreign.name}"`);
  return Object.fromEntries(found) as Record<Needed, DeclaredValue> &
    Partial<Record<Optional, DeclaredValue>>;
}

const foreignModel = (label: string, what: string): UserError =>
  new UserError(
    'unsupported',
    `${label} ${what}, which text-to-image pipelines of one text encoder do not have.`,
    'Choose a pipeline such as Stable Diffusion 1 or 2, exported with Hugging Face Optimum.',
  );

/** Rows that one run takes: any number (null), or exactly that many where the model was exported so. */
export const rowsPerRun = ({ dims }: DeclaredValue): number | null =>
  typeof dims[0] === 'number' ? dims[0] : null;
