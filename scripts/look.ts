import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRedact } from '../src/report/redact.ts';
import { renderSummary } from '../src/report/summary.ts';
import { RESULTS } from './look-result.ts';
import { installTools, loadTool, toolPath } from './tools.ts';

// Pictures of what people see rather than read: summaries of made-up runs and the diagrams of the pages, drawn by Mermaid in a
// headless browser, on a desktop and on a phone. They go to pictures/. Fails where a diagram cannot be drawn.

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
/** CSS pixels: the column of a run's summary on GitHub, and a small phone. */
const WIDTHS = { desktop: 1012, phone: 390 } as const;
const PICTURES = resolve(import.meta.dirname, '../pictures');

interface Marked {
  readonly marked: { parse(markdown: string, options: { readonly gfm: true }): string };
}

const browser = BROWSERS.find((name) => spawnSync(name, ['--version']).status === 0);
if (browser === undefined) {
  process.stderr.write(
    `No browser is installed. Pictures need one of ${BROWSERS.join(', ')} on the PATH (on Debian: apt-get install chromium).\n`,
  );
  process.exit(1);
}
installTools();
const { marked } = await loadTool<Marked>('marked');
const folder = await mkdtemp(join(tmpdir(), 'look-'));
try {
  await mkdir(PICTURES, { recursive: true });
  const pages = [...summaries(), ...(await diagrams())];
  const broken: string[] = [];
  for (const [name, markdown] of pages)
    for (const [device, width] of Object.entries(WIDTHS))
      if (!(await draw(browser, `${name}-${device}`, markdown, width))) broken.push(`${name}-${device}`);
  process.stdout.write(`${pages.length * Object.keys(WIDTHS).length} pictures in ${PICTURES}\n`);
  if (broken.length > 0) throw new Error(`Mermaid could not draw ${broken.join(', ')}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function summaries(): [string, string][] {
  const redact = createRedact({ secrets: [], addresses: 'show' });
  const options = { runUrl: 'https://github.com/octo/site/actions/runs/42', resultFile: '/tmp/result.json' };
  return Object.entries(RESULTS).map(([name, result]) => [name, renderSummary(result, redact, options)]);
}

/** The diagrams of each page, one below the other. */
async function diagrams(): Promise<[string, string][]> {
  const pages = await Promise.all(
    ['README.md', 'CONTRIBUTING.md'].map(async (page): Promise<[string, string]> => {
      const text = await readFile(resolve(import.meta.dirname, '..', page), 'utf8');
      const blocks = text.match(/^```mermaid\n[\s\S]*?^```$/gm) ?? [];
      return [`diagrams-${page.replace('.md', '').toLowerCase()}`, blocks.join('\n\n')];
    }),
  );
  return pages.filter(([, markdown]) => markdown !== '');
}

/** Whether every diagram could be drawn. */
async function draw(program: string, name: string, markdown: string, width: number): Promise<boolean> {
  const page = join(folder, `${name}.html`);
  await writeFile(page, html(markdown, width));
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    '--virtual-time-budget=20000',
    `--user-data-dir=${join(folder, 'profile')}`,
  ];
  const url = pathToFileURL(page).href;
  const first = spawnSync(program, [...flags, `--window-size=${width},600`, '--dump-dom', url], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const [, height, drawn, failed] = /data-look="(\d+) (\d+) (\d+)"/.exec(first.stdout) ?? [];
  if (height === undefined) throw new Error(`${program} did not show ${name}: ${first.stderr.slice(-500)}`);
  // Headless Chromium makes no window narrower than this; the page itself has the width of the phone.
  const size = `${Math.max(width, 500)},${Number(height) + 20}`;
  spawnSync(program, [...flags, `--window-size=${size}`, `--screenshot=${join(PICTURES, `${name}.png`)}`, url]);
  return Number(drawn) === (markdown.match(/^```mermaid$/gm) ?? []).length && failed === '0';
}

function html(markdown: string, width: number): string {
  return `<!DOCTYPE html>
<html><head><meta charset="utf-8"><style>
body { font: 14px/1.5 system-ui, sans-serif; margin: 0; color: #1f2328; }
main { width: ${width - 32}px; padding: 16px; }
table { border-collapse: collapse; display: block; overflow: auto; width: max-content; max-width: 100%; margin-bottom: 16px; }
th, td { border: 1px solid #d1d9e0; padding: 6px 13px; }
code { background: #eff1f3; border-radius: 6px; padding: .2em .4em; font-size: 85%; white-space: break-spaces; }
details { margin-bottom: 16px; }
</style></head><body><main>${marked.parse(markdown, { gfm: true })}</main>
<script src="${pathToFileURL(toolPath('mermaid/dist/mermaid.min.js')).href}"></script>
<script>
(async () => {
  for (const details of document.querySelectorAll('details')) details.open = true;
  for (const code of document.querySelectorAll('code.language-mermaid')) {
    const box = document.createElement('div');
    box.className = 'mermaid';
    box.textContent = code.textContent;
    code.parentElement.replaceWith(box);
  }
  mermaid.initialize({ startOnLoad: false });
  let failed = 0;
  try { await mermaid.run(); } catch { failed += 1; }
  const drawn = document.querySelectorAll('.mermaid > svg').length;
  document.body.dataset.look = [document.documentElement.scrollHeight, drawn, failed].join(' ');
})();
</script></body></html>
`;
}
