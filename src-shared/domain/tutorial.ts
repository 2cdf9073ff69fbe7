import { z } from 'zod';

/** The whole job, in order. */
export const tutorialSteps = ['draw', 'prompts', 'generate', 'score', 'filter', 'train'] as const;
export type TutorialStep = (typeof tutorialSteps)[number];

export const tutorialSettingsSchema = z.object({
  /** A data set of the drawn world. */
  dataSet: z.string().max(100),
  perClass: z
    .object({
      train: z.number().int().min(2).max(5000),
      val: z.number().int().min(0).max(5000),
      test: z.number().int().min(1).max(5000),
      ood: z.number().int().min(0).max(5000),
      prompts: z.number().int().min(1).max(1000),
      generated: z.number().int().min(1).max(20_000),
    })
    .default({ train: 60, val: 20, test: 40, ood: 20, prompts: 24, generated: 60 }),
  /** Share of prompts that name a style. */
  stylizedShare: z.number().min(0).max(1).default(0.25),
  training: z
    .object({
      imageSize: z.number().int().min(16).max(512),
      batchSize: z.number().int().min(2).max(1024),
      steps: z.number().int().min(1).max(1_000_000),
      seeds: z.array(z.number().int()).min(1).max(20),
    })
    .default({ imageSize: 32, batchSize: 64, steps: 360, seeds: [1] }),
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
});
export type TutorialSettings = z.infer<typeof tutorialSettingsSchema>;
export type StartTutorial = z.input<typeof tutorialSettingsSchema>;

/** Where a tutorial stands. `stopped`: its job failed or was cancelled; `start` again goes on from there. */
export type TutorialState =
  | { status: 'working'; step: TutorialStep; jobId: number | null }
  | { status: 'stopped'; step: TutorialStep; reason: string }
  | { status: 'done' };

export interface Tutorial {
  settings: TutorialSettings;
  startedAt: string;
  state: TutorialState;
}
