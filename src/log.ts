import type { Runner } from './report/runner.ts';

/** The log of a run: a group a stage, a few lines each. Lines wait until the runner is attached. */
export interface Log {
  group(title: string, lines?: readonly string[]): void;
  line(text: string): void;
  debug(text: string): void;
  /** Everything said so far, and from now on, goes to this runner. */
  attach(runner: Pick<Runner, 'group' | 'line' | 'endGroup' | 'debug'>): void;
  /** Ends the last group. */
  close(): void;
}

type Entry = (runner: Pick<Runner, 'group' | 'line' | 'endGroup' | 'debug'>) => void;

/** @param debugging whether debug lines are wanted at all: the runner would hide them, other readers of the log would not */
export function openLog(debugging: boolean): Log {
  let waiting: Entry[] | undefined = [];
  let deliver: (entry: Entry) => void = (entry) => waiting?.push(entry);
  let open = false;
  const close = () => {
    if (open) deliver((runner) => runner.endGroup());
    open = false;
  };
  return {
    close,
    group(title, lines = []) {
      close();
      open = true;
      deliver((runner) => runner.group(title));
      for (const text of lines) this.line(text);
    },
    line: (text) => deliver((runner) => runner.line(text)),
    debug(text) {
      if (debugging) deliver((runner) => runner.debug(text));
    },
    attach(runner) {
      for (const entry of waiting ?? []) entry(runner);
      waiting = undefined;
      deliver = (entry) => entry(runner);
    },
  };
}
