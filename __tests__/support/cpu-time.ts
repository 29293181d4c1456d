/** Milliseconds of computing that this process has spent. Unlike the clock, it does not count what other processes take. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
