import type { Environment } from '../domain/environment.ts';
import type { Credential } from '../domain/zone-reference.ts';
import type { Event } from './event.ts';
import { EXPRESSION_REMEDY, inputValue, isExpression } from './input-values.ts';

/** What an HTTP header can carry of a credential: RFC 6750's characters of a token. */
const TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;

/** The inputs of the credential, and the variables that stand in for them. */
const VARIABLES = {
  'api-token': 'CLOUDFLARE_API_TOKEN',
  'api-key': 'CLOUDFLARE_API_KEY',
  'api-email': 'CLOUDFLARE_EMAIL',
} as const;
type Part = keyof typeof VARIABLES;

/** The secrets among the inputs, to be masked before anything else is done. */
export function secretsOf(env: Environment): string[] {
  const { token, key } = parts(env);
  return [token, key].filter((secret) => secret !== undefined);
}

/** The e-mail address that goes with the older key; what is none would hide innocent text. */
export function emailOf(env: Environment): string[] {
  const { email } = parts(env);
  return email?.includes('@') ? [email] : [];
}

/** The credential, of which a token wins over the older pair of key and e-mail. */
export function readCredential(
  env: Environment,
  event: Event,
  report: (message: string) => void,
): Credential | undefined {
  const { token, key, email } = parts(env);
  const given: [Part, string | undefined][] =
    token === undefined
      ? [
          ['api-key', key],
          ['api-email', email],
        ]
      : [['api-token', token]];
  const unsubstituted = given.filter(([, text]) => text !== undefined && isExpression(text));
  // The text is not shown: nobody knows what it holds beside the expression.
  for (const [input] of unsubstituted) report(`Input ${input} (or ${VARIABLES[input]}) ${EXPRESSION_REMEDY}`);
  if (unsubstituted.length > 0) return undefined;
  if (token !== undefined) {
    if (TOKEN.test(token)) return { kind: 'token', token };
    report(
      'Input api-token holds characters that no API token has (spaces, line breaks, quotes?): store the bare token as the secret',
    );
    return undefined;
  }
  if (key !== undefined && email !== undefined) {
    if (TOKEN.test(key) && /^[\x21-\x7e]+@[\x21-\x7e]+$/.test(email)) return { kind: 'key', key, email };
    report(
      'Inputs api-key and api-email do not look like an API key and an e-mail address: store them bare, without quotes or line breaks',
    );
    return undefined;
  }
  if (key !== undefined)
    report('Input api-key is given without api-email (or CLOUDFLARE_EMAIL): give both, or better an api-token');
  else if (email !== undefined && inputValue(env, 'api-email') !== undefined)
    report('Input api-email is given without api-key (or CLOUDFLARE_API_KEY): give both, or better an api-token');
  else report(missing(event));
  return undefined;
}

function parts(env: Environment) {
  const pick = (input: Part) => inputValue(env, input) ?? (env[VARIABLES[input]]?.trim() || undefined);
  return {
    // What people copy with it is no part of the secret.
    token: pick('api-token')?.replace(/^Bearer\s+/i, ''),
    key: pick('api-key'),
    email: pick('api-email'),
  };
}

function missing({ actor, pullRequest }: Event): string {
  const bot = 'dependabot[bot]';
  const skip = (condition: string) => `Skip the step for such runs with: if: ${condition}. Nothing was registered`;
  const byActor = actor === bot;
  if (byActor || pullRequest?.author === bot)
    return `No API token is given: runs for Dependabot do not get the repository's secrets. ${skip(`${byActor ? 'github.actor' : 'github.event.pull_request.user.login'} != '${bot}'`)}`;
  if (pullRequest?.fork)
    return `No API token is given: runs of a pull request from a fork get no secrets. ${skip('github.event.pull_request.head.repo.full_name == github.repository')}`;
  return 'No API token is given: set the input api-token (or CLOUDFLARE_API_TOKEN). If it is set from a secret, the name of the secret may be misspelled, or the secret may live in an environment that the job does not name (jobs.<job>.environment)';
}
