import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// What only rare commands need (mutation testing, Cloudflare's SDK, Mermaid) is in tools/, and is installed when one of them
// runs: `npm ci` of the project itself stays short.

const TOOLS = resolve(import.meta.dirname, '../tools');

/** Installs the tools, unless those of the present lockfile are there. */
export function installTools(): void {
  const installed = join(TOOLS, 'node_modules/.package-lock.json');
  const lock = join(TOOLS, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  process.stderr.write('Installing the tools of tools/package.json …\n');
  const args = ['ci', '--prefix', TOOLS, '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const { status } =
    npm === undefined
      ? spawnSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [npm, ...args], { stdio: 'inherit' });
  if (status !== 0) throw new Error('npm ci of tools/ failed');
}

/** The path of a file of a tool's package, or of its entry. */
export function toolPath(name: string): string {
  return createRequire(join(TOOLS, 'package.json')).resolve(name);
}

/** The module of a tool, as the script that uses it describes it. */
export async function loadTool<Module>(name: string): Promise<Module> {
  return import(pathToFileURL(toolPath(name)).href);
}

/** The version of a tool, as its package says it. */
export function toolVersion(name: string): string {
  const { dependencies } = JSON.parse(readFileSync(join(TOOLS, 'package.json'), 'utf8'));
  return dependencies[name].split('@').at(-1);
}

if (import.meta.main) installTools();
