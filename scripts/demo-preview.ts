import { at, runBuilt } from '../__tests__/support/action.ts';
import { startEmulator } from '../emulator/emulator.ts';
import { startGitHub } from '../emulator/github.ts';
import { bar, conclude, heading, say, showEnding } from './runner-view.ts';

// A pull request from its opening to its closing, against the emulator and a fake of GitHub: no account, no network.

const PULL = 7;
const STANDING = { ip: '192.0.2.10', vendor: 'aws', region: 'us-east-1' };

const emulator = await startEmulator({ mappings: [STANDING] });
const github = await startGitHub({ repository: 'octo/site' });
try {
  github.open(PULL);
  const opened = await step('opened', '198.51.100.7');
  const moved = await step('synchronize', '198.51.100.8');
  github.shut(PULL);
  const closed = await step('closed', '198.51.100.8');
  conclude({
    'opening registers the first address': opened.ok && opened.ips === '192.0.2.10 198.51.100.7',
    'a push with another address registers it and removes the first':
      moved.ok && moved.ips === '192.0.2.10 198.51.100.8',
    'closing removes what is left, and nothing else': closed.ok && closed.ips === STANDING.ip,
    'all of it is in one comment': github.comments.length === 1,
  });
} finally {
  await Promise.all([emulator.close(), github.close()]);
}

async function step(action: 'opened' | 'synchronize' | 'closed', ip: string) {
  heading(`Pull request ${PULL}: ${action}`);
  const repo = { full_name: github.repository };
  const ending = await runBuilt({
    inputs: at(emulator, {
      ip,
      vendor: 'gcp',
      region: 'europe-west1',
      state: 'auto',
      comment: 'true',
      'github-token': github.token,
      summary: 'false',
    }),
    env: { GITHUB_API_URL: github.url, GITHUB_GRAPHQL_URL: `${github.url}/graphql` },
    event: {
      name: 'pull_request',
      payload: {
        action,
        repository: { ...repo, visibility: 'private' },
        pull_request: {
          number: PULL,
          user: { login: 'octocat' },
          head: { sha: 'b'.repeat(40), repo },
          base: { sha: 'a'.repeat(40), repo },
        },
      },
    },
  });
  showEnding(ending, true);
  say('\nComment:');
  bar(github.comments.map(({ body }) => body).join('\n--\n') || '(none)');
  const ips = emulator
    .mappings()
    .map((mapping) => mapping.ip)
    .join(' ');
  say(`\nThe zone holds ${ips}.`);
  return { ok: ending.exitCode === 0, ips };
}
