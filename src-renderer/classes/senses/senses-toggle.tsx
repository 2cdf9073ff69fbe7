import { ChevronRight, CircleHelp, Pin } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { ImageClass } from '../../../src-shared/domain/image-class.ts';
import type { ClassSenses } from '../../../src-shared/domain/sense.ts';
import { cx } from '../../ui/class-names.ts';
import { senseMark } from './sense-mark.ts';
import styles from './senses.module.css';

/** Opens and closes the senses of a class, and tells at a glance whether its name is still open to doubt. */
export function SensesToggle(props: {
  imageClass: ImageClass;
  entry: ClassSenses | undefined;
  isOpen: boolean;
  panelId: string;
  onToggle: () => void;
}) {
  const { imageClass, entry, isOpen } = props;
  const mark = entry ? senseMark(entry, imageClass.phrase) : null;
  return (
    <Button
      className={styles.toggle ?? ''}
      aria-expanded={isOpen}
      aria-controls={props.panelId}
      aria-label={`Senses of ${imageClass.name}${mark ? `: ${mark.words}` : ''}`}
      isDisabled={!entry}
      onPress={props.onToggle}
    >
      <ChevronRight aria-hidden className={cx(styles.chevron, isOpen && styles.open)} />
      {mark && (
        <span className={mark.kind === 'open' ? styles.markOpen : styles.markPinned} title={mark.words}>
          {mark.kind === 'open' ? <CircleHelp aria-hidden /> : <Pin aria-hidden />}
        </span>
      )}
    </Button>
  );
}
