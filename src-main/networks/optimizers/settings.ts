/** Stochastic gradient descent with momentum, as `torch.optim.SGD` (dampening 0). */
export interface SgdSettings {
  readonly kind: 'sgd';
  /** In [0, 1). */
  readonly momentum: number;
  readonly nesterov: boolean;
  /** L2 coefficient added to the gradient, >= 0. */
  readonly weightDecay: number;
}

/** Adam with decoupled weight decay, as `torch.optim.AdamW`. */
export interface AdamWSettings {
  readonly kind: 'adamw';
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

export type OptimizerSettings = SgdSettings | AdamWSettings;
