import leven from 'leven';

/** The candidates that look most like a name, nearest first; letter case, spaces, dashes and underscores count little. */
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
  const [word, meant] = [name.toLowerCase(), best.toLowerCase()];
  const distance = leven(word, meant);
  const swapped = sortedLetters(word) === sortedLetters(meant);
  if (word.length <= SHORT && !swapped && !meant.includes(word) && 2 * distance >= meant.length) return undefined;
  // Two letters that changed places count as two changes.
  const most = swapped ? 2 : Math.max(1, best.length / 3);
  return distance < best.length && distance <= most ? best : undefined;
}

/** Letters. A word as short as that is a word of its own where half of it differs: `on` is not `off`. */
const SHORT = 3;

function sortedLetters(word: string): string {
  return [...word].sort().join('');
}
