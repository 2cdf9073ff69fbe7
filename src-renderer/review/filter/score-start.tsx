import { useMutation, useQuery } from '@tanstack/react-query';
import { ChevronRight, FolderPlus, ScanSearch } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel } from 'react-aria-components';
import type { StartScoring } from '../../../src-shared/api/scoring.ts';
import type { ClipModel, ScoringState } from '../../../src-shared/domain/score.ts';
import { worldWarning } from '../../../src-shared/domain/usual-model.ts';
import { usualVocabulary } from '../../../src-shared/domain/vocabulary.ts';
import { clipFacts } from '../../../src-shared/format/model-facts.ts';
import { templateProblem } from '../../../src-shared/prompts/prompt-template.ts';
import { api } from '../../api/client.ts';
import { queries } from '../../api/queries.ts';
import { ProviderField } from '../../models/provider-field.tsx';
import { Button } from '../../ui/button.tsx';
import { ModelFacts } from '../../ui/model-facts.tsx';
import { Select } from '../../ui/select.tsx';
import { FailureNote, Note, Skeleton } from '../../ui/states.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { AddClipDialog } from './add-clip-dialog.tsx';
import styles from './filter.module.css';
import { scoringRequest, startWords, useScoringForm } from './scoring-form.ts';

/** Which model scores with which prompts, and the button that begins it. */
export function ScoreStart(props: {
  state: ScoringState;
  setIds: readonly number[] | undefined;
  /** The one next step of the screen. */
  isNext: boolean;
}) {
  const { state, setIds } = props;
  const { data: models, error } = useQuery(queries.clipModels());
  const { data: sets, error: noSets } = useQuery(queries.sets());
  const form = useScoringForm();
  const start = useMutation({ mutationFn: (input: StartScoring) => api.scoring.start.mutate(input) });
  if (error ?? noSets) return <FailureNote error={error ?? noSets} />;
  if (!models || !sets) return <Skeleton height={72} />;
  const project = usualVocabulary(sets);
  const request = scoringRequest(form, models, state, setIds, project);
  const model = models.find(({ id }) => id === request.modelId);
  const problem = request.templates.map(templateProblem).find((words) => words !== null) ?? null;
  const words = startWords(state, request);
  const warning = model?.problem === null ? worldWarning(model, project) : null;
  return (
    <div className={styles.start}>
      {words !== null && (
        <Button
          look={props.isNext ? 'primary' : 'plain'}
          icon={<ScanSearch aria-hidden />}
          isDisabled={!model || model.problem !== null || problem !== null || start.isPending}
          onPress={() =>
            start.mutate({
              modelId: request.modelId,
              templates: request.templates,
              provider: form.provider,
              ...(setIds ? { setIds: [...setIds] } : {}),
            })
          }
        >
          {words}
        </Button>
      )}
      {start.error && <FailureNote error={start.error} />}
      {warning !== null && <Note kind="warn">{warning}</Note>}
      <Disclosure className={styles.disclosure ?? ''} defaultExpanded={model?.problem !== null}>
        <AriaButton slot="trigger" className={styles.disclose ?? ''}>
          <ChevronRight aria-hidden />
          {model ? `${model.name}, ${promptWords(request.templates)}` : 'Choose a CLIP model'}
        </AriaButton>
        <DisclosurePanel className={styles.disclosed ?? ''}>
          <ModelChoice models={models} chosen={model} />
          <ProviderField
            provider={form.provider}
            onChange={(provider) => useScoringForm.setState({ provider })}
          />
          <TextArea
            label="Prompts, one a line"
            rows={2}
            value={form.templates ?? request.templates.join('\n')}
            onChange={(templates) => useScoringForm.setState({ templates })}
            error={problem}
            hint="{a phrase} stands for the class. Several lines are averaged."
          />
        </DisclosurePanel>
      </Disclosure>
    </div>
  );
}

const promptWords = (templates: readonly string[]): string =>
  templates.length === 1 ? `“${templates[0]}”` : `${templates.length} prompts a class`;

function ModelChoice({ models, chosen }: { models: readonly ClipModel[]; chosen: ClipModel | undefined }) {
  const [adding, setAdding] = useState(false);
  return (
    <>
      {models.length === 0 ? (
        <Note kind="info">
          <p>No CLIP model on this machine yet. Add a folder that was exported to ONNX.</p>
        </Note>
      ) : (
        <Select
          label="CLIP model"
          value={chosen?.id ?? ''}
          options={models.map(({ id, name, problem, bundled }) => ({
            value: id,
            label: name,
            ...(problem ? { hint: 'cannot be used' } : bundled ? { hint: 'built in' } : {}),
          }))}
          onChange={(modelId) => useScoringForm.setState({ modelId })}
        />
      )}
      {chosen && <ModelNotes model={chosen} />}
      <Button size="small" look="quiet" icon={<FolderPlus aria-hidden />} onPress={() => setAdding(true)}>
        Add a model folder
      </Button>
      {adding && <AddClipDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function ModelNotes({ model }: { model: ClipModel }) {
  if (model.problem) {
    return (
      <Note kind="failed">
        <p>{model.problem}</p>
      </Note>
    );
  }
  return (
    <>
      <ModelFacts license={model.license} facts={clipFacts(model)} />
      {model.logitScale.assumed && (
        <Note kind="info">
          <p>The folder does not say its trained logit scale. 100 is taken, as most CLIP models have it.</p>
        </Note>
      )}
      {model.vocabulary === 'drawn-world' && (
        <Note kind="info">
          <p>This model knows the drawn tutorial world only.</p>
        </Note>
      )}
    </>
  );
}
