import type { Ending } from '../__tests__/support/action.ts';

/** Longest value of an output that is shown whole. */
const LONGEST = 100;

/** A heading, and blank lines around it. */
export function heading(text: string): void {
  say(`\n== ${text} ${'='.repeat(Math.max(3, 76 - text.length))}\n`);
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Shows a run's log, with annotations and verdict; `full` as a runner's page does, with outputs and summary too. */
export function showEnding({ exitCode, log, outputs, summary }: Ending, full: boolean): void {
  if (full) say('Log:');
  bar(log.split('\n').flatMap(rendered).join('\n'));
  say(`\nExit code: ${exitCode}`);
  if (!full) return;
  say('\nOutputs:');
  bar(
    Object.entries(outputs)
      .map(([name, value]) => `${name.padEnd(12)} = ${shortened(value)}`)
      .join('\n'),
  );
  if (summary !== '') {
    say('\nSummary:');
    bar(summary);
  }
}

/** Text behind a bar: a runner that reads this obeys no command in it. */
export function bar(text: string): void {
  for (const line of text.trimEnd().split('\n')) say(`  | ${line}`.trimEnd());
}

/** Prints what came out otherwise than expected, and sets the exit code by it. */
export function conclude(expectations: Readonly<Record<string, boolean>>): void {
  heading('Result');
  for (const [sentence, kept] of Object.entries(expectations)) say(`${kept ? 'ok    ' : 'WRONG '} ${sentence}`);
  process.exitCode = Object.values(expectations).every(Boolean) ? 0 : 1;
}

/** What a runner makes of a line: it obeys commands and shows their text. */
function rendered(line: string): string[] {
  const [, command, properties = '', message = ''] = /^\s*::([\w-]+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
  if (command === undefined) return line === '' ? [] : [line];
  if (command === 'group') return [`▼ ${unescaped(message)}`];
  if (command !== 'error' && command !== 'warning' && command !== 'notice') return [];
  const level = `${command[0]?.toUpperCase()}${command.slice(1)}`;
  const place = new Map(properties.split(',').map((pair) => pair.split('=') as [string, string]));
  const file = place.get('file');
  const where = file === undefined ? '' : ` ${unescaped(file)}#L${place.get('line')} (column ${place.get('col')})`;
  const title = place.get('title');
  const head = `${level}:${where}${title === undefined ? '' : ` ${unescaped(title)}`}`;
  return [`${head === `${level}:` ? head : `${head}\n   `} ${unescaped(message).replaceAll('\n', '\n    ')}`];
}

function shortened(value: string): string {
  return value.length <= LONGEST ? value : `${value.slice(0, LONGEST)}… (${value.length} characters)`;
}

function unescaped(text: string): string {
  return text
    .replaceAll('%0D', '')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
