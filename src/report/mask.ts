/**
 * The command that makes the runner hide a secret in everything printed after it. Written by hand rather than with
 * `@actions/core`, which is loaded only once the first requests are under way: the mask has to come before anything else.
 */
export function maskCommand(secret: string): string {
  const escaped = secret.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::add-mask::${escaped}\n`;
}
