import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const TORCH = 'torch==2.13.0';
const environment = join(import.meta.dirname, '..', '.venv');
const inEnvironment = (program: string): string =>
  process.platform === 'win32'
    ? join(environment, 'Scripts', `${program}.exe`)
    : join(environment, 'bin', program);

function run(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    throw new Error(`\`${program} ${args.join(' ')}\` failed${error ? `: ${error.message}` : ''}.`);
  }
}

/**
 * A Python that has PyTorch: the one that VARIEGATE_BENCH_PYTHON names, else one in `bench/.venv`, which is made and filled on the
 * first call. Throws an Error that says what to do when there is no Python.
 */
export function pythonWithTorch(say: (text: string) => void): string {
  const named = process.env['VARIEGATE_BENCH_PYTHON'];
  if (named !== undefined && named !== '') return named;
  const python = inEnvironment('python');
  const ready = existsSync(python) && spawnSync(python, ['-c', 'import torch']).status === 0;
  if (ready) return python;
  say(`Installing ${TORCH} into bench/.venv for the comparison.`);
  const base = process.platform === 'win32' ? 'python' : 'python3';
  try {
    run(base, ['-m', 'venv', environment]);
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', TORCH]);
  } catch (error) {
    throw new Error(
      `${(error as Error).message} The comparison needs Python 3.10 or newer with venv and pip; or set VARIEGATE_BENCH_PYTHON to a Python that has ${TORCH}.`,
      { cause: error },
    );
  }
  return python;
}
