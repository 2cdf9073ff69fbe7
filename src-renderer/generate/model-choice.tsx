import { FolderPlus } from 'lucide-react';
import { useState } from 'react';
import type { TextToImageModel } from '../../src-shared/domain/generation.ts';
import { pipelineFacts } from '../../src-shared/format/model-facts.ts';
import { Button } from '../ui/button.tsx';
import { ModelFacts } from '../ui/model-facts.tsx';
import { Section } from '../ui/page.tsx';
import { Select } from '../ui/select.tsx';
import { Note } from '../ui/states.tsx';
import { AddPipelineDialog } from './add-pipeline-dialog.tsx';
import { changeDraft, type Draft, withModel } from './draft.ts';
import styles from './generate.module.css';

/** Which model, under which licence, and what stands against it. */
export function ModelChoice({ models, draft }: { models: readonly TextToImageModel[]; draft: Draft }) {
  const [adding, setAdding] = useState(false);
  const chosen = models.find(({ id }) => id === draft.modelId);
  return (
    <Section
      title="Model"
      actions={
        <Button size="small" look="quiet" icon={<FolderPlus aria-hidden />} onPress={() => setAdding(true)}>
          Add a model folder
        </Button>
      }
    >
      {models.length === 0 ? (
        <Note kind="info">
          <p>No model on this machine yet.</p>
          <p>Add a folder with a diffusion pipeline in ONNX format, as diffusers and optimum write it.</p>
        </Note>
      ) : (
        <div className={styles.model}>
          <Select
            label="Model"
            hideLabel
            value={draft.modelId ?? ''}
            onChange={(id) => {
              const model = models.find((each) => each.id === id);
              if (model) changeDraft(withModel(draft, model));
            }}
            options={models.map(({ id, name, problem, bundled }) => ({
              value: id,
              label: name,
              ...(problem ? { hint: 'cannot be used' } : bundled ? { hint: 'built in' } : {}),
            }))}
          />
          {chosen && <ModelNotes model={chosen} />}
        </div>
      )}
      {adding && <AddPipelineDialog onClose={() => setAdding(false)} />}
    </Section>
  );
}

function ModelNotes({ model }: { model: TextToImageModel }) {
  if (model.problem) {
    return (
      <Note kind="failed">
        <p>{model.problem}</p>
      </Note>
    );
  }
  return (
    <>
      <ModelFacts license={model.license} facts={pipelineFacts(model)} />
      {model.vocabulary === 'drawn-world' && (
        <Note kind="info">
          <p>This model was trained on the drawn tutorial world and knows its words only.</p>
          <p>Whatever a prompt says, its pictures are of that world. They show how the work goes.</p>
        </Note>
      )}
    </>
  );
}
