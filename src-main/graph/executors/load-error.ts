import { UserError } from '../../../src-shared/errors.ts';

/** What ONNX Runtime says when it cannot load a model, and what that means for a person. */
const meanings: readonly {
  readonly says: RegExp;
  readonly error: (file: string, match: RegExpExecArray) => UserError;
}[] = [
  {
    says: /Protobuf parsing failed|does not have a graph|invalid wire type/i,
    error: (file) =>
      new UserError('bad-input', `${file} is cut off or damaged.`, 'Download or export it again.'),
  },
  {
    says: /External data path[^"]*"([^"]*)"|external data file[^"]*"([^"]*)"/i,
    error: (file, [, first, second]) => {
      const weights = (first ?? second ?? '').split(/[\\/]/).at(-1);
      return new UserError(
        'not-found',
        `The weights of ${file} are missing: ${weights}.`,
        'Put the file beside it, as it was where the model came from.',
      );
    },
  },
  {
    says: /is not a registered function\/op|Could not find an implementation for (\S+)|Unrecognized (?:schema|operator)|No Op registered for (\S+)/i,
    error: (file, { input }) => {
      const operator =
        /(?:Fatal error: |implementation for |registered for )([\w.:]+)/i.exec(input)?.[1] ?? 'one of them';
      return new UserError(
        'unsupported',
        `${file} uses an operator that this runtime does not have: ${operator}.`,
        'Export the model again with plain ONNX operators.',
      );
    },
  },
  {
    says: /bad allocation|bad_alloc|out of memory|Failed to allocate memory/i,
    error: (file) =>
      new UserError(
        'out-of-memory',
        `There is not enough memory to load ${file}.`,
        'Close other programs, or choose a smaller model.',
      ),
  },
];

/** The UserError for what kept a model from loading; `file`: what to call it. */
export function explainLoadError(error: unknown, file: string): UserError {
  if (error instanceof UserError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  for (const { says, error: explained } of meanings) {
    const match = says.exec(reason);
    if (match) return explained(file, match);
  }
  const [line = ''] = reason.split('\n');
  return new UserError('unsupported', `${file} cannot be loaded: ${line.slice(0, 200)}`, undefined, {
    cause: error,
  });
}
