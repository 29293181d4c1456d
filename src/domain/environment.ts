/** The environment of the process: names and values as the runner sets them. */
export type Environment = Readonly<Record<string, string | undefined>>;
