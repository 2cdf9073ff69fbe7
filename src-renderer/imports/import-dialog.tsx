import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '../../src-shared/domain/image-set.ts';
import type { SourceEntry } from '../../src-shared/domain/project.ts';
import { queries } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNote, Skeleton } from '../ui/states.tsx';
import { ChooseSource } from './choose-source.tsx';
import type { CommonOptions } from './import-options.tsx';
import { ImportPlan } from './import-plan.tsx';
import { noChanges } from './mapping.ts';
import { RoleChoice, roleTitles } from './role-choice.tsx';

/** From a folder to a set: choose it, see what it would become, change what is wrong, import. */
export function ImportDialog(props: { source: SourceEntry | null; role: Role; onClose: () => void }) {
  const [source, setSource] = useState(props.source);
  const [role, setRole] = useState(props.role);
  const [confirmed, setConfirmed] = useState(props.source !== null);
  // Above what is made anew for each role: another role keeps what was typed.
  const [changes, setChanges] = useState(noChanges);
  const [common, setCommon] = useState<CommonOptions | null>(null);
  const preview = useQuery({
    ...queries.preview(source?.id ?? '', role),
    enabled: confirmed && source !== null,
  });
  const classes = useQuery(queries.classes());
  const roleChoice = <RoleChoice role={role} onChange={setRole} />;
  const error = preview.error ?? classes.error;

  if (!confirmed || source === null) {
    return (
      <ChooseSource
        title={roleTitles[role]}
        roleChoice={roleChoice}
        onChosen={(chosen) => {
          setSource(chosen);
          setChanges(noChanges);
          setCommon(null);
          setConfirmed(true);
        }}
        onClose={props.onClose}
      />
    );
  }
  if (preview.data && classes.data) {
    return (
      <ImportPlan
        key={`${source.id} ${role}`}
        title={roleTitles[role]}
        source={source}
        role={role}
        roleChoice={roleChoice}
        preview={preview.data}
        classes={classes.data}
        changes={changes}
        onChanges={setChanges}
        common={common}
        onCommon={setCommon}
        onBack={() => setConfirmed(false)}
        onClose={props.onClose}
      />
    );
  }
  return (
    <Dialog
      title={roleTitles[role]}
      onClose={props.onClose}
      width="wide"
      actions={<Button onPress={() => setConfirmed(false)}>Choose another folder</Button>}
    >
      {error ? <FailureNote error={error} /> : <LoadingPlan name={source.name} />}
    </Dialog>
  );
}

const LoadingPlan = ({ name }: { name: string }) => (
  <output>
    <p>Looking through {name}</p>
    {[0, 1, 2, 3, 4, 5].map((row) => (
      <p key={row}>
        <Skeleton height={26} />
      </p>
    ))}
  </output>
);
