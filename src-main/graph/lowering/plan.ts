/**
 * What the lowering pass chose: the name of the form for each internal operator and shape. Plain JSON, stored with a run,
 * because another form gives other rounding and a resumed run must compute the same.
 */
export interface LoweringPlan {
  readonly version: 1;
  /** Choice key (operator and shapes) to form name. */
  readonly choices: Readonly<Record<string, string>>;
}
