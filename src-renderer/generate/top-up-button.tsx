import { useQuery } from '@tanstack/react-query';
import { Sparkles } from 'lucide-react';
import { queries } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { openTopUp } from './recall.ts';

/** Leads to a generation that makes up for the rejected images of a set; nothing where not one generated set is shown. */
export function TopUpButton({
  setIds,
  rejected,
}: {
  setIds: readonly number[] | undefined;
  /** Images of these sets. */
  rejected: number;
}) {
  const { data: sets } = useQuery(queries.sets());
  const [only] = setIds?.length === 1 ? setIds : [];
  const set = sets?.find(({ id }) => id === only);
  if (set?.origin.kind !== 'generated' || rejected === 0) return null;
  return (
    <Button size="small" icon={<Sparkles aria-hidden />} onPress={() => openTopUp(set.name)}>
      Replace rejected images
    </Button>
  );
}
