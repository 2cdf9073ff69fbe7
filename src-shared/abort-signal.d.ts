/** Node and browsers have it alike; declared here as far as this folder needs it, which knows the globals of neither. */
interface AbortSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
}
