/** Time as a run sees it. Milliseconds throughout. */
export interface Clock {
  /** Monotonic: durations are measured with it, so setting the system clock during a run changes nothing. */
  now(): number;
  /** Time of day (milliseconds since the epoch), to compare with dates that a server names. */
  date(): number;
  /** Rejects early when the signal is aborted. */
  sleep(duration: number, signal: AbortSignal): Promise<void>;
  /** Aborted after the duration. */
  timeout(duration: number): AbortSignal;
  /** From 0 to 1, for jitter. */
  random(): number;
}

export const realClock: Clock = {
  now: () => performance.now(),
  date: () => Date.now(),
  sleep: (duration, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, duration);
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
    }),
  timeout: (duration) => AbortSignal.timeout(duration),
  random: () => Math.random(),
};
