import type { Command } from 'commander';
import { addCommand, type CommonOptions } from './command.ts';
import { formatColumns } from './format.ts';
import { createOutput } from './output.ts';
import { openSession } from './session.ts';

export function addDoctorCommand(program: Command): void {
  addCommand(
    program,
    'doctor',
    'what this machine can compute on, and why not on the rest',
    'doctor --json',
  ).action(async (options: CommonOptions) => {
    const session = await openSession();
    try {
      const output = createOutput(options.json ?? false);
      const info = await session.api.system.info.query();
      const { checks } = await session.api.system.doctor.query();
      output.print(`Variegate ${info.version}, ${info.threads} threads on ${info.platform}.`);
      output.print(
        formatColumns(
          checks.map(({ kind, name, available, detail }) => [available ? 'yes' : 'no', kind, name, detail]),
        ),
      );
      output.result({ ...info, checks });
    } finally {
      await session.close();
    }
  });
}
