// A process whose log, files and exit code a test looks at: it reports the result of its argument, as the action does.
import type { Result } from '../../../src/domain/result.ts';
import { createRedact } from '../../../src/report/redact.ts';
import { report } from '../../../src/report/report.ts';
import { openRunner } from '../../../src/report/runner.ts';

const redact = createRedact({ secrets: ['s3cr3t-token'], addresses: 'show' });
const result: Result = JSON.parse(process.argv[2] ?? '');
report(result, {
  runner: openRunner(redact),
  redact,
  redactSecrets: redact,
  temp: process.env.RUNNER_TEMP,
  summary: true,
});
