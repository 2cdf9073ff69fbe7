import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const VERSION = '2.13.0';
const TORCH = `torch==${VERSION}`;
const environment = join(import.meta.dirname, '..', '.venv');
const inEnvironment = (program: string): string =>
  process.platform === 'win32'
    ? join(environment, 'Scripts', `${program}.exe`)
    : join(environment, 'bin', program);

export interface PythonWithTorch {
  /** The program. */
  readonly python: string;
  /** Of PyTorch, e.g. `2.13.0+cpu`. */
  readonly version: string;
}

function run(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    throw new Error(`\`${program} ${args.join(' ')}\` failed${error ? `: ${error.message}` : ''}.`);
  }
}

/** Null where that Python, or PyTorch in it, is missing. */
function torchOf(python: string): PythonWithTorch | null {
  const { status, stdout } = spawnSync(python, ['-c', 'import torch; print(torch.__version__)'], {
    encoding: 'utf8',
  });
  return status === 0 ? { python, version: stdout.trim() } : null;
}

/**
 * A Python that has PyTorch: the one that VARIEGATE_BENCH_PYTHON names, else one in `bench/.venv`, which is made and filled on the
 * first call. Throws an Error that says what to do when there is none.
 */
export function pythonWithTorch(say: (text: string) => void): PythonWithTorch {
  const named = process.env['VARIEGATE_BENCH_PYTHON'];
  if (named) return checked(named, say);
  const python = inEnvironment('python');
  const ready = torchOf(python);
  if (ready && ready.version.startsWith(VERSION)) return ready;
  say(`Installing ${TORCH} into bench/.venv for the comparison.`);
  const base = process.platform === 'win32' ? 'python' : 'python3';
  try {
    run(base, ['-m', 'venv', environment]);
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', TORCH]);
  } catch (error) {
    throw new Error(
      `${(error as Error).message} It needs Python 3.10 or newer with venv and pip; or set VARIEGATE_BENCH_PYTHON to a Python that has ${TORCH}.`,
      { cause: error },
    );
  }
  return checked(python, say);
}

function checked(python: string, say: (text: string) => void): PythonWithTorch {
  const found = torchOf(python);
  if (!found) {
    throw new Error(
      `${python} cannot load PyTorch. Set VARIEGATE_BENCH_PYTHON to a Python that has ${TORCH}.`,
    );
  }
  if (!found.version.startsWith(VERSION)) say(`Note: PyTorch ${found.version} in place of ${VERSION}.`);
  return found;
}
