import { ChevronRight } from 'lucide-react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { Checkbox } from '../../ui/checkbox.tsx';
import styles from './write.module.css';

interface Named {
  readonly name: string;
  readonly phrase: string;
  readonly group: string;
}

/** So few names need no headings. */
const FEW = 12;

/** Which names of a vocabulary are used, folded up to one line; null is all of them. */
export function NameChoice(props: {
  title: string;
  names: readonly Named[];
  chosen: readonly string[] | null;
  onChange: (chosen: readonly string[] | null) => void;
  /** What null means, if not all of them. */
  unchosen?: string | undefined;
}) {
  const { title, names, chosen } = props;
  const isOn = (name: string) => chosen === null || chosen.includes(name);
  const set = (changed: readonly string[], on: boolean) => {
    const next = names.map(({ name }) => name).filter((name) => (changed.includes(name) ? on : isOn(name)));
    props.onChange(next.length === names.length ? null : next);
  };
  const groups = [...Map.groupBy(names, ({ group }) => (names.length > FEW ? group : ''))];
  const count = chosen?.length ?? names.length;
  return (
    <Disclosure className={styles.choice ?? ''}>
      <Heading className={styles.choiceHeading ?? ''} level={3}>
        <Button slot="trigger" className={styles.choiceButton ?? ''}>
          <ChevronRight aria-hidden />
          {title}
          <span className={styles.choiceCount}>
            {chosen === null ? (props.unchosen ?? `all ${names.length}`) : `${count} of ${names.length}`}
          </span>
        </Button>
      </Heading>
      <DisclosurePanel>
        <div className={styles.choiceList}>
          {groups.map(([group, members]) => {
            const own = members.map(({ name }) => name);
            const on = own.filter(isOn).length;
            return (
              <fieldset key={group} className={styles.group}>
                <legend className="visually-hidden">{group || title}</legend>
                <Checkbox
                  isSelected={on === own.length}
                  isIndeterminate={on > 0 && on < own.length}
                  onChange={() => set(own, on < own.length)}
                >
                  <strong>{group === '' ? `All ${title.toLowerCase()}` : group}</strong>
                </Checkbox>
                {members.map(({ name, phrase }) => (
                  <span key={name} title={phrase}>
                    <Checkbox isSelected={isOn(name)} onChange={(to) => set([name], to)}>
                      {name}
                    </Checkbox>
                  </span>
                ))}
              </fieldset>
            );
          })}
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}
