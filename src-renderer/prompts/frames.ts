/** Goes on once the window has drawn what changed so far, so that no frame has to wait for both. */
export const afterNextFrame = (): Promise<void> =>
  new Promise((resolve) => {
    // A window in the background draws nothing.
    const timer = setTimeout(resolve, 200);
    requestAnimationFrame(() =>
      setTimeout(() => {
        clearTimeout(timer);
        resolve();
      }),
    );
  });
