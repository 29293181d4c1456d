// Preloaded with --import: writes the process's peak memory in KiB to the file that PEAK_MEMORY names when it ends.
import { readFileSync, writeFileSync } from 'node:fs';

process.on('exit', () => writeFileSync(process.env.PEAK_MEMORY, String(peak())));

// What getrusage answers includes the parent's peak, from before this program was loaded; Linux knows the program's own.
function peak() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
