import { useMutation } from '@tanstack/react-query';
import type { ImageSet, StyleCoverage } from '../../src-shared/domain/image-set.ts';
import { api } from '../api/client.ts';
import { notifyFailure } from '../ui/notifications.ts';
import { Select } from '../ui/select.tsx';
import { Badge } from '../ui/states.tsx';

const words: Readonly<Record<StyleCoverage, string>> = {
  unknown: 'style not known',
  'held-out': 'held-out style',
  covered: 'covered style',
};
const values: readonly StyleCoverage[] = ['unknown', 'held-out', 'covered'];

/** Whether a prompt named the style of an OOD set: told of drawn sets, asked of imported ones. */
export function StyleCoverageOf({ set }: { set: ImageSet }) {
  const change = useMutation({
    mutationFn: (styleCoverage: StyleCoverage) =>
      api.images.setStyleCoverage.mutate({ setId: set.id, styleCoverage }),
    onError: notifyFailure,
  });
  const { origin, styleCoverage, namedStyle } = set;
  if (origin.kind === 'drawn') {
    return styleCoverage === 'unknown' ? null : <Badge>{words[styleCoverage]}</Badge>;
  }
  const proposal = namedStyle !== undefined && styleCoverage !== 'covered';
  return (
    <Select
      label={`Style of ${set.name}`}
      hideLabel
      value={change.isPending ? change.variables : styleCoverage}
      options={values.map((value) => ({ value, label: words[value] }))}
      onChange={(value) => change.mutate(value)}
      {...(proposal ? { hint: `Prompts name “${namedStyle}”: covered, if it is the same style.` } : {})}
    />
  );
}
