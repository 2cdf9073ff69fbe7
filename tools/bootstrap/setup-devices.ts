import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './paths.ts';
import { say } from './run.ts';

/** The version whose graphs `graph/executors/tensorflow/` is tested with. */
const TENSORFLOW = '4.22.0';

/**
 * Fetches the parts of ONNX Runtime that run on NVIDIA GPUs by its own script: about 300 MB, which its package leaves out. Linux only; Windows has
 * DirectML in the package.
 */
export async function setUpCuda(): Promise<number> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say('ONNX Runtime offers CUDA for Node on Linux x64 only.');
    return 1;
  }
  const script = join(root, 'node_modules', 'onnxruntime-node', 'script', 'install.js');
  // By name ("cuda12") the script of 1.30 does nothing under npm; "true" fetches all that its package lacks, which is CUDA 12 here.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'true' };
  const code = await finished(spawn(process.execPath, [script], { cwd: root, stdio: 'inherit', env }));
  say(
    code === 0
      ? 'CUDA 12 and cuDNN 9 have to be installed as well. "npm run variegate -- doctor" says what is found.'
      : 'The CUDA libraries were not fetched. The messages above say why; the network is needed.',
  );
  return code;
}

/** Installs TensorFlow with its GPU library beside the locked dependencies; its install script downloads about 500 MB. */
export async function setUpTensorFlow(): Promise<number> {
  const args = ['install', '--no-save', '--ignore-scripts=false', `@tensorflow/tfjs-node-gpu@${TENSORFLOW}`];
  const code = await npm(args);
  say(
    code === 0
      ? '"npm run variegate -- doctor" says whether it can be loaded. Installing the dependencies anew takes it away again.'
      : 'TensorFlow was not installed. The messages above say why; the network and its build tools are needed.',
  );
  return code;
}

function npm(args: readonly string[]): Promise<number> {
  const cli = process.env['npm_execpath'];
  const options = { cwd: root, stdio: 'inherit' } as const;
  return finished(
    cli?.endsWith('.js')
      ? spawn(process.env['npm_node_execpath'] ?? process.execPath, [cli, ...args], options)
      : spawn(`npm ${args.join(' ')}`, { ...options, shell: true }),
  );
}

const finished = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
