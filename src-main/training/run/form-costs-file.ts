import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { appFolder } from '../../app-folder.ts';
import { readJsonIfThere } from '../../files/read-json.ts';
import { writeDurably } from '../../files/durable-write.ts';
import { type FormCosts, formCostsSchema } from '../../graph/lowering/measured/form-costs.ts';

const fileSchema = z.object({ version: z.literal(1), machines: z.record(z.string(), formCostsSchema) });

const costsFile = (): string => join(appFolder(), 'form-costs.json');

/** A file that cannot be read counts as empty: everything in it can be measured again. */
async function readMachines(): Promise<Record<string, FormCosts>> {
  try {
    return (await readJsonIfThere(costsFile(), fileSchema))?.machines ?? {};
  } catch {
    return {};
  }
}

/** What was measured on a machine, by its description; empty for an unknown one. */
export async function readFormCosts(machine: string): Promise<FormCosts> {
  return (await readMachines())[machine] ?? {};
}

/** Adds to what is known. A file that cannot be written is let be: then it is measured again next time. */
export async function writeFormCosts(machine: string, costs: FormCosts): Promise<void> {
  const machines = await readMachines();
  const all = { ...machines, [machine]: { ...machines[machine], ...costs } };
  try {
    await mkdir(dirname(costsFile()), { recursive: true });
    await writeDurably(costsFile(), Buffer.from(JSON.stringify({ version: 1, machines: all }, null, 1)));
  } catch {
    // A full or read-only disk says so where something of the user's is written.
  }
}
