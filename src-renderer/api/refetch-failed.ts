interface Question {
  isError: boolean;
  refetch: () => Promise<unknown>;
}

/** Asks again whatever could not be answered; what was answered stays as it is. */
export function refetchFailed(...questions: readonly Question[]): void {
  for (const { isError, refetch } of questions) if (isError) void refetch();
}
