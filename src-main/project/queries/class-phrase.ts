/** What prompts call a row of `class`, as `phraseOf` of the prompts area says it. */
export const CLASS_PHRASE =
  "coalesce(class.phrase, replace(coalesce(class.common_name, class.name), '_', ' '))";

/** Whether a row of `prompt` was written with another phrase than its `class` has now, and was not changed by hand to say the new one. */
export const PROMPT_IS_STALE = `prompt.phrase IS NOT NULL AND prompt.phrase <> ${CLASS_PHRASE}
  AND (original IS NULL OR instr(fold_case(text), fold_case(${CLASS_PHRASE})) = 0)`;
