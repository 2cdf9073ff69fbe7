// What `npm start`, `npm run demo`, `npm test`, … run first, on a fresh clone, with whatever Node (>= 20) is there. It installs the
// dependencies when they are missing or do not match the lock file, and goes on in TypeScript under the Node that came with them.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const onWindows = process.platform === 'win32';

/** @param {string} message @returns {never} */
function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/**
 * @typedef {Record<string, { version?: string, optional?: boolean }>} Packages
 * @param {string} path
 * @returns {Packages | null}
 */
function lockedPackages(path) {
  try {
    const lock = /** @type {{ packages: Packages }} */ (JSON.parse(readFileSync(path, 'utf8')));
    return lock.packages;
  } catch {
    return null;
  }
}

/** npm writes down what it has installed once it is done, so an interrupted installation counts as none. */
function dependenciesMatch() {
  const wanted = lockedPackages(join(root, 'package-lock.json'));
  const present = lockedPackages(join(modules, '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (present[path] ? present[path].version === version : optional),
  );
}

function installDependencies() {
  process.stderr.write('Installing the dependencies (once; about a minute)…\n');
  // Windows cannot delete a running program, and this one may be the Node inside node_modules, which `npm ci` deletes.
  const inUse = onWindows && process.execPath.startsWith(modules);
  const args = [inUse ? 'install' : 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const cli = process.env['npm_execpath'];
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const { status, error } = cli?.endsWith('.js')
    ? spawnSync(process.env['npm_node_execpath'] ?? process.execPath, [cli, ...args], options)
    : spawnSync(`npm ${args.join(' ')}`, { ...options, shell: true });
  if (status !== 0)
    stop(
      `npm could not install the dependencies${error ? ` (${error.message})` : ''}. Its messages are above.`,
    );
}

/** The Node in node_modules if it runs on this machine, else the one that runs this, if it is new enough to run TypeScript. */
function capableNode() {
  const name = onWindows ? 'node.exe' : 'node';
  const platform = onWindows ? 'win' : process.platform;
  const candidates = ['node', 'node-bin']
    .map((prefix) => join(modules, `${prefix}-${platform}-${process.arch}`, 'bin', name))
    .filter((path) => existsSync(path) && spawnSync(path, ['--version']).status === 0);
  if (candidates[0]) return candidates[0];
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return stop(
    `There is no packaged Node for ${process.platform} ${process.arch}; install Node 24 or newer and try again.`,
  );
}

if (Number(process.versions.node.split('.')[0]) < 20)
  stop(`Node 20 or newer is needed; this is ${process.version}.`);
if (!dependenciesMatch()) installDependencies();

const node = capableNode();
// The tools' own scripts look for `node` on the PATH; npm 10 does not link the one of an optional dependency into .bin.
const path = [dirname(node), join(modules, '.bin'), process.env['PATH'] ?? ''].join(delimiter);
const child = spawn(node, [join(root, 'tools', 'bootstrap', 'main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, PATH: path, NODE_COMPILE_CACHE: join(modules, '.cache', 'node') },
});
// The terminal sends Ctrl+C to both; the child decides what it means. Other signals reach only this process.
process.on('SIGINT', () => undefined);
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
  process.on(signal, () => child.kill(signal));
// When npm itself is killed, its shell dies without a word to the processes below.
const parent = process.ppid;
if (process.env['npm_lifecycle_event'] && !onWindows) {
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1_000).unref();
}
child.on('error', (error) => stop(error.message));
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
