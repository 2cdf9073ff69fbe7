import { useQuery } from '@tanstack/react-query';
import { Sparkles } from 'lucide-react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { queries } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { openTopUp } from './recall.ts';

/** Leads to a generation that makes up for the rejected images of a set; nothing where not one generated set is shown. */
export function TopUpButton({
  setIds,
  classes,
}: {
  setIds: readonly number[] | undefined;
  classes: readonly ImageClass[];
}) {
  const { data: sets } = useQuery(queries.sets());
  const [only] = setIds?.length === 1 ? setIds : [];
  const set = sets?.find(({ id }) => id === only);
  const rejected = classes.reduce((sum, { counts }) => sum + counts.synthetic.reject, 0);
  if (set?.origin.kind !== 'generated' || rejected === 0) return null;
  return (
    <Button size="small" icon={<Sparkles aria-hidden />} onPress={() => openTopUp(set.name, classes)}>
      Replace rejected images
    </Button>
  );
}
