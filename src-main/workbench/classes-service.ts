import type { ClassesService } from '../../src-shared/api/services.ts';
import type { Database } from '../project/database.ts';

export function createClassesService(database: Database, onChange: () => void): ClassesService {
  const changed = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    onChange();
    return result;
  };
  return {
    list: () => database.call('classes.list'),
    add: (input) => changed(database.call('classes.add', input)),
    rename: (input) => changed(database.call('classes.rename', input)),
    reorder: ({ classIds }) => changed(database.call('classes.reorder', classIds)),
    remove: (classId) => changed(database.call('classes.remove', classId)),
  };
}
