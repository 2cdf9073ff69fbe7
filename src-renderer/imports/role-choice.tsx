import type { Role } from '../../src-shared/domain/image-set.ts';
import { Segments } from '../ui/segments.tsx';
import styles from './import.module.css';

export const roleTitles: Readonly<Record<Role, string>> = {
  real: 'Import real images',
  synthetic: 'Import generated images',
  ood: 'Import out-of-distribution images',
};

const words: Readonly<Record<Role, string>> = {
  real: 'Split into train, val and test. Test images are opened only at the end of a run.',
  synthetic: 'Training material made by a generator. Never tested on.',
  ood: 'Images unlike the training ones. Only ever tested on.',
};

const roles = [
  { value: 'real', label: 'Real' },
  { value: 'synthetic', label: 'Synthetic' },
  { value: 'ood', label: 'Out of distribution' },
] as const;

/** What the images are for. */
export function RoleChoice({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  return (
    <div className={styles.role}>
      <Segments label="What the images are for" segments={roles} value={role} onChange={onChange} />
      <p className={styles.soft}>{words[role]}</p>
    </div>
  );
}
