/** Another process that opens the project named on the command line, tries to change it, and prints what came of it as JSON. */
import { reportError } from '../../../src-shared/errors.ts';
import { openProject } from '../open-project.ts';

try {
  const project = await openProject(process.argv[2] ?? '');
  const classes = await project.database.call('classes.list');
  const refusal = await project.database.call('classes.add', { name: 'new' }).then(() => null, reportError);
  await project.close();
  const { readOnly } = project.info;
  process.stdout.write(JSON.stringify({ readOnly, classes: classes.map(({ name }) => name), refusal }));
} catch (error) {
  process.stdout.write(JSON.stringify(reportError(error)));
}
