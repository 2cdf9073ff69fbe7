import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { AddPipelineDialog } from '../generate/add-pipeline-dialog.tsx';
import { AddClipDialog } from '../review/filter/add-clip-dialog.tsx';
import { AddNetworkDialog } from '../train/settings/add-network-dialog.tsx';
import { Page } from '../ui/page.tsx';
import { clipEntry, networkEntry, pipelineEntry } from './model-entries.ts';
import { ModelSection } from './model-section.tsx';

/** Every model of this machine, by what it is for. They need no project, and nothing is copied. */
export function ModelsScreen() {
  const pipelines = useQuery({ ...queries.models(), select: (models) => models.map(pipelineEntry) });
  const clips = useQuery({ ...queries.clipModels(), select: (models) => models.map(clipEntry) });
  const networks = useQuery({ ...queries.pretrained(), select: (models) => models.map(networkEntry) });
  return (
    <Page
      title="Models"
      width="reading"
      summary="What this machine can use. Folders stay where they are; nothing is downloaded."
    >
      <ModelSection
        title="Text to image"
        hint="Make images from prompts."
        none="No model that makes images yet. Add a folder with a diffusion pipeline in ONNX format, as diffusers and optimum write it."
        models={pipelines}
        addLabel="Add a model folder"
        AddDialog={AddPipelineDialog}
        forget={(modelId) => api.generation.forgetModel.mutate({ modelId })}
      />
      <ModelSection
        title="CLIP"
        hint="Score images, decide senses, find near-duplicates."
        none="No CLIP model yet. Add a folder with its ONNX graphs, tokenizer files and preprocessor_config.json."
        models={clips}
        addLabel="Add a CLIP model"
        AddDialog={AddClipDialog}
        forget={(modelId) => api.scoring.forgetModel.mutate({ modelId })}
      />
      <ModelSection
        title="Pretrained networks"
        hint="What a training can start from."
        none="No pretrained network yet. Add a folder as timm writes it, or an .onnx or .safetensors file."
        models={networks}
        addLabel="Add a trained network"
        AddDialog={AddNetworkDialog}
        forget={(modelId) => api.training.forgetPretrained.mutate({ modelId })}
      />
    </Page>
  );
}
