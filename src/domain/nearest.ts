import leven from 'leven';

/** The candidates that look most like a name, nearest first; letter case, blanks, dashes and underscores count little. */
export function nearest(name: string, candidates: Iterable<string>, count = 3): string[] {
  const plain = (text: string) => text.toLowerCase().replace(/[\s_-]/g, '');
  return [...candidates]
    .map((candidate) => ({
      candidate,
      distance: leven(plain(name), plain(candidate)) + leven(name, candidate) / 100,
    }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** The one candidate that a mistyped name probably means, if any is near enough to be worth saying. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const [best] = nearest(name, candidates, 1);
  if (best === undefined) return undefined;
  const distance = leven(name.toLowerCase(), best.toLowerCase());
  return distance < best.length && distance <= Math.max(2, best.length / 3) ? best : undefined;
}
