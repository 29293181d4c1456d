// Loaded before the built action (`--import`): writes what the process used to the file that USAGE names when it ends, as JSON:
// its peak memory in KiB, the microseconds that it computed, and the files of dist that it loaded.
import { readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { basename } from 'node:path';

const loaded = [];
registerHooks({
  load(url, context, next) {
    if (url.includes('/dist/')) loaded.push(basename(url));
    return next(url, context);
  },
});

process.on('exit', () => {
  const usage = { peak: peak(), cpu: process.resourceUsage().userCPUTime, loaded };
  writeFileSync(process.env.USAGE, JSON.stringify(usage));
});

// What getrusage answers includes the parent's peak, from before this program was loaded; Linux knows the program's own.
function peak() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
