import { UpstreamError } from '../../platform/index.ts';

/** How long one call may take, from its place in the queue to the last word of its reply. */
export type Deadline = {
  signal: AbortSignal;
  /** Starts the wait for the first token of one request; the returned function ends it. */
  awaitFirstToken(): () => void;
  /** False where the time is over before the pause is. */
  pause(milliseconds: number): Promise<boolean>;
  end(): void;
};

/** The signal aborts with an UpstreamError that says which wait was over. */
export function startDeadline(totalMs: number, firstTokenMs: number): Deadline {
  const controller = new AbortController();
  const abort = (what: string, after: number) =>
    controller.abort(new UpstreamError(`${what} within ${after} ms`, { isRetryable: false }));
  const total = setTimeout(() => abort('no whole reply', totalMs), totalMs);
  return {
    signal: controller.signal,
    awaitFirstToken: () => {
      const first = setTimeout(() => abort('no first token', firstTokenMs), firstTokenMs);
      return () => clearTimeout(first);
    },
    pause: (milliseconds) =>
      new Promise((resolve) => {
        setTimeout(() => resolve(!controller.signal.aborted), milliseconds);
      }),
    end: () => clearTimeout(total),
  };
}
