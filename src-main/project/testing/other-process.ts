/** Another process that opens the project named on the command line, says so, and holds it until its standard input ends. */
import { once } from 'node:events';
import { UserError } from '../../../src-shared/errors.ts';
import { openProject } from '../open-project.ts';

try {
  const project = await openProject(process.argv[2] ?? '');
  process.stdout.write('open\n');
  process.stdin.resume();
  await once(process.stdin, 'end');
  await project.close();
} catch (error) {
  process.stdout.write(error instanceof UserError ? `${error.code}\n` : `${String(error)}\n`);
}
