import { open } from 'node:fs/promises';
import { damagedProject, tooNewProject } from './database-errors.ts';

/** "Vrgt": marks the file as a project's database in its header. */
export const APPLICATION_ID = 0x56726774;

const MAGIC = 'SQLite format 3\u0000';
const HEADER_BYTES = 100;
const USER_VERSION_OFFSET = 60;
const APPLICATION_ID_OFFSET = 68;

/**
 * Looks at the first bytes of the file, without SQLite, which would create files beside it: so a project that is too new or is no
 * database at all is refused untouched. The write-ahead log may know better, so the connection checks again.
 */
export async function checkHeader(file: string, supportedVersion: number): Promise<void> {
  const header = Buffer.alloc(HEADER_BYTES);
  await using handle = await open(file, 'r');
  const { bytesRead } = await handle.read(header, 0, HEADER_BYTES, 0);
  if (bytesRead === 0) throw damagedProject('project.sqlite is empty.');
  if (bytesRead < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw damagedProject('project.sqlite is not a database.');
  }
  const applicationId = header.readUInt32BE(APPLICATION_ID_OFFSET);
  if (applicationId !== APPLICATION_ID && applicationId !== 0) {
    throw damagedProject('project.sqlite belongs to another program.');
  }
  const version = header.readUInt32BE(USER_VERSION_OFFSET);
  if (version > supportedVersion) throw tooNewProject(version, supportedVersion);
}
