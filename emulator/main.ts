import { type Command, helpText, readCommand } from './command-line.ts';
import { startEmulator } from './emulator.ts';

const command = readCommand(process.argv.slice(2), process.env);
if (command.kind === 'help') process.stdout.write(helpText());
else if (command.kind === 'mistake') fail(command.message, 2);
else await run(command).catch((error: Error) => fail(error.message, 1));

async function run({ options, exitWithStdin, log }: Extract<Command, { readonly kind: 'run' }>): Promise<void> {
  const emulator = await startEmulator(options);
  const { url, zoneId, zoneName, apiToken, apiKey, apiEmail } = emulator;
  if (log) emulator.onEnd = ({ method, path, body, status, codes }) => print({ method, path, body, status, codes });

  const end = (): void => {
    process.stdin.destroy();
    void emulator.close();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  if (exitWithStdin) process.stdin.resume().once('end', end);
  print({ url, zoneId, zoneName, apiToken, apiKey, apiEmail });
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function fail(message: string, code: number): void {
  process.stderr.write(`emulator: ${message}\n`);
  process.exitCode = code;
}
