import type {
  ArchitectureName,
  Augmentation,
  EngineName,
  OptimizerSettings,
  ScheduleSettings,
} from '../../../src-shared/domain/training.ts';

export const architectureNames: Readonly<Record<ArchitectureName, string>> = {
  'cifar-resnet': 'CIFAR-ResNet',
  'resnet-10-narrow': 'ResNet-10 narrow',
  'resnet-18': 'ResNet-18',
  'resnet-18-small': 'ResNet-18 small',
  'resnet-34': 'ResNet-34',
  'resnet-50': 'ResNet-50',
  'vit-tiny': 'ViT-Tiny',
  'vit-small': 'ViT-Small',
  'vit-base': 'ViT-Base',
  imported: 'Imported network',
};

export const augmentationNames: Readonly<Record<Augmentation, string>> = {
  none: 'No augmentation',
  flip: 'Flip',
  'pad-crop-flip': 'Pad, crop and flip',
  'random-resized-crop-flip': 'Random resized crop and flip',
};

export const scheduleNames: Readonly<Record<ScheduleSettings['kind'], string>> = {
  'one-cycle': 'One cycle',
  cosine: 'Cosine',
  constant: 'Constant',
};

export const optimizerNames: Readonly<Record<OptimizerSettings['kind'], string>> = {
  sgd: 'SGD',
  adamw: 'AdamW',
};

export const engineNames: Readonly<Record<EngineName, string>> = {
  onnxruntime: 'ONNX Runtime on the CPU',
  webgpu: 'ONNX Runtime by WebGPU',
  cuda: 'ONNX Runtime on CUDA',
  tensorflow: 'TensorFlow.js',
};
