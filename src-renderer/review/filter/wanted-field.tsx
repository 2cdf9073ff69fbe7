import { useMutation } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { FailureNote } from '../../ui/states.tsx';
import type { Scope } from './scope.ts';

/** How many kept images a class should have: of the class that is shown, or of every class. */
export function WantedField({ scope }: { scope: Scope }) {
  const { classes, place } = scope;
  const about = place.classId === null ? classes : classes.filter(({ id }) => id === place.classId);
  const wanted = new Set(about.map((each) => each.wanted));
  const common = wanted.size === 1 ? [...wanted][0] : null;
  const set = useMutation({
    mutationFn: (value: number) =>
      api.scoring.setWanted.mutate({
        classIds: about.map(({ id }) => id),
        wanted: value === 0 ? null : value,
      }),
  });
  return (
    <>
      <NumberField
        label={about.length === 1 ? `Wanted of ${about[0]?.name}` : 'Wanted of each class'}
        value={common ?? 0}
        min={0}
        max={1_000_000}
        unit="images"
        hint={common === null && wanted.size > 1 ? 'Differs from class to class.' : '0: no number in mind.'}
        onChange={(value) => set.mutate(value)}
      />
      {set.error && <FailureNote error={set.error} />}
    </>
  );
}
