import { readFile } from 'node:fs/promises';
import { actDist, at } from '../__tests__/action.ts';
import { startEmulator } from '../emulator/emulator.ts';
import { conclude, heading, say, showEnding } from './runner-view.ts';

// The whole way with no account and no network: the built action against the emulator, as a runner starts it.

const emulator = await startEmulator();
try {
  const first = await show('Twenty origins into an empty zone', 'examples/origins.yaml');
  const again = await show('The same once more: nothing is left to do', 'examples/origins.yaml');
  const broken = await show('A file full of mistakes: each at its line, and no request at all', 'examples/broken.yaml');
  conclude({
    'the first run succeeds and creates every mapping':
      first.exitCode === 0 && first.outputs.created === '20' && emulator.mappings().length === 20,
    'the second run succeeds and writes nothing':
      again.exitCode === 0 && again.writes === 0 && again.outputs.changed === 'false',
    'the third run fails and sends no request': broken.exitCode === 1 && broken.requests === 0,
    'the third run places at least seven mistakes':
      broken.annotations.filter(({ level, properties }) => level === 'error' && properties.line !== undefined).length >=
      7,
  });
} finally {
  await emulator.close();
}

async function show(title: string, path: string) {
  heading(title);
  emulator.forget();
  const text = await readFile(new URL(`../${path}`, import.meta.url), 'utf8');
  const ending = await actDist({
    inputs: at(emulator, { 'mappings-file': path }),
    files: { [path]: text },
    event: { name: 'push', payload: { repository: { visibility: 'private' } } },
  });
  showEnding(ending);
  const requests = emulator.requests.length;
  const writes = emulator.requests.filter(({ method }) => method !== 'GET').length;
  say(
    `\nThe emulator saw ${requests} requests, ${writes} of them writes; the zone holds ${emulator.mappings().length} mappings.`,
  );
  return { ...ending, requests, writes };
}
