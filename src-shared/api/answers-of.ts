interface Listener<Answer> {
  readonly onData: (answer: Answer) => void;
  readonly onError: (error: Error) => void;
  readonly onComplete: () => void;
}

/**
 * Collects what a call of the API gives that can be stopped. Resolves with all of it when the call is through, and with what came until then when
 * `signal` is aborted, which stops the call at the host. Rejects as the call does.
 */
export function answersOf<Answer>(
  subscribe: (listener: Listener<Answer>) => { unsubscribe: () => void },
  signal: AbortSignal,
  onAnswer: (answer: Answer) => void = () => undefined,
): Promise<Answer[]> {
  if (signal.aborted) return Promise.resolve([]);
  const answers: Answer[] = [];
  return new Promise<Answer[]>((resolve, reject) => {
    const subscription = subscribe({
      onData: (answer) => {
        answers.push(answer);
        onAnswer(answer);
      },
      onError: reject,
      onComplete: () => resolve(answers),
    });
    signal.addEventListener(
      'abort',
      () => {
        subscription.unsubscribe();
        resolve(answers);
      },
      { once: true },
    );
  });
}
