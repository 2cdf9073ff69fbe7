import { UserError } from '../../../src-shared/errors.ts';
import type { ExecutionProvider } from '../../../src-shared/domain/execution-provider.ts';
import { formatProvider } from '../../../src-shared/format/providers.ts';
import { type LoadedModel, loadModel } from './onnxruntime.ts';
import { outOfMemoryWords } from './out-of-memory.ts';

interface Pattern {
  readonly pattern: RegExp;
  readonly explain: (label: string, match: RegExpExecArray, provider: ExecutionProvider) => UserError;
}

/** ONNX Runtime puts on the CPU what another provider lacks. */
const withoutIt = (provider: ExecutionProvider): string =>
  provider === 'cpu'
    ? 'the CPU provider does not have'
    : `neither the ${formatProvider(provider)} nor the CPU provider has`;

const missingOperator = (label: string, operator: string, provider: ExecutionProvider): UserError =>
  new UserError(
    'unsupported',
    `${label} uses the operator ${operator}, which ${withoutIt(provider)}.`,
    'Models that were optimised for a graphics card or a special chip do not run elsewhere: export the plain ONNX model.',
  );

const outOfMemory = (label: string): UserError =>
  new UserError(
    'out-of-memory',
    `There is not enough memory for ${label}.`,
    'Choose smaller images or a smaller batch, or close other programs.',
  );

/** What ONNX Runtime says in its own words (onnxruntime/core: graph.cc, session_state.cc, model.cc), and what it means. */
const patterns: readonly Pattern[] = [
  {
    pattern: /Could not find an implementation for (\S+?)\(\d+\)/,
    explain: (label, match, provider) => missingOperator(label, match[1]!, provider),
  },
  {
    pattern: /([\w.]+:)?(\w+)\(-?\d+\) is not a registered function\/op/,
    explain: (label, match, provider) =>
      missingOperator(label, `${match[1] === ':' ? '' : (match[1] ?? '')}${match[2]!}`, provider),
  },
  {
    pattern: /No Op registered for (\S+)/,
    explain: (label, match, provider) => missingOperator(label, match[1]!, provider),
  },
  { pattern: outOfMemoryWords, explain: outOfMemory },
  {
    pattern: /Opset \d+ is under development|model_version|Unsupported model IR version/i,
    explain: (label) =>
      new UserError(
        'unsupported',
        `${label} was written for a later ONNX Runtime than the one in this program.`,
        'Export the model with an earlier opset.',
      ),
  },
  {
    pattern: /Protobuf parsing failed|Deserialize|INVALID_PROTOBUF/i,
    explain: (label) => new UserError('bad-input', `${label} is damaged.`, 'Download or copy it again.'),
  },
];

/** The runtime's first line, without the places in its source. */
const reasonIn = (text: string): string =>
  (text.split('\n')[0] ?? '').replaceAll(/\S*\.(?:cc|cpp|h):\d+ \S+ /g, '').slice(0, 300);

/** A UserError for what ONNX Runtime threw about the model that `label` names and `provider` was to run. */
export function explainRuntimeError(
  label: string,
  error: unknown,
  doing: 'load' | 'run',
  provider: ExecutionProvider = 'cpu',
): UserError {
  if (error instanceof UserError) return error;
  const text = error instanceof Error ? error.message : String(error);
  for (const { pattern, explain } of patterns) {
    const match = pattern.exec(text);
    if (match) return explain(label, match, provider);
  }
  return new UserError(
    'unsupported',
    `ONNX Runtime cannot ${doing} ${label}: ${reasonIn(text)}`,
    'Export the model again with Hugging Face Optimum.',
    { cause: error },
  );
}

/** Loads a network's file with the weights beside it. Throws a `UserError` that names the model and says what the runtime dislikes. */
export async function openNetwork(
  path: string,
  label: string,
  provider: ExecutionProvider = 'cpu',
): Promise<LoadedModel> {
  try {
    return await loadModel(path, {}, provider);
  } catch (error) {
    throw explainRuntimeError(label, error, 'load', provider);
  }
}
