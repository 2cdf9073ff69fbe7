/** Classifier architectures that can be trained here. `resnet-18-small` has a 3x3 stem for images of 32 to 64 pixels. */
export const architectureNames = ['cifar-resnet', 'resnet-18', 'resnet-18-small'] as const;

export type ArchitectureName = (typeof architectureNames)[number];
