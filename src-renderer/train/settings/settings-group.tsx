import { ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode, useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { cx } from '../../ui/class-names.ts';
import { useDraft } from '../draft.ts';
import styles from './settings.module.css';
import { groupTitles, headerFacts, type Networks, type SettingsGroupName } from './settings-words.ts';

/** Fields that belong together; closed, the header still says what is set. */
export function SettingsGroup(props: {
  group: SettingsGroupName;
  networks: Networks;
  /** Whether it is open at first. */
  isOpen?: boolean;
  children: ReactNode;
}) {
  const [isExpanded, setExpanded] = useState(props.isOpen ?? false);
  return (
    <Disclosure className={styles.group ?? ''} isExpanded={isExpanded} onExpandedChange={setExpanded}>
      <Heading level={3} className={styles.groupHeading ?? ''}>
        <Button slot="trigger" className={styles.groupButton ?? ''}>
          <ChevronRight aria-hidden />
          <span className={styles.groupTitle}>{groupTitles[props.group]}</span>
          <GroupWords group={props.group} networks={props.networks} />
        </Button>
      </Heading>
      <DisclosurePanel>
        {isExpanded && <div className={styles.groupBody}>{props.children}</div>}
      </DisclosurePanel>
    </Disclosure>
  );
}

function GroupWords({ group, networks }: { group: SettingsGroupName; networks: Networks }) {
  const settings = useDraft((draft) => draft.settings);
  const facts = headerFacts(group, settings, networks);
  return (
    <span className={styles.groupWords}>
      {facts.length === 0 && 'As each recipe has it'}
      {facts.map(({ name, phrase, isUsual }, at) => (
        <Fragment key={name}>
          {at > 0 && ', '}
          <span className={cx(!isUsual && styles.isSet)}>{phrase}</span>
        </Fragment>
      ))}
    </span>
  );
}
