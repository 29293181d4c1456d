/** How a list is written; `flow` is JSON, or the like of it that YAML takes. */
export type Format = 'yaml' | 'json' | 'csv' | 'flow';

/** The format of a list: what the file's extension says, else what its first line looks like. */
export function formatOf(text: string, file: string | undefined): Format {
  const extension = /\.(ya?ml|json|csv)$/i.exec(file ?? '')?.[1]?.toLowerCase();
  if (extension !== undefined) return extension === 'json' || extension === 'csv' ? extension : 'yaml';
  const [line] = /^(?![^\S\r\n]*(?:#|$)).+$/m.exec(text) ?? [''];
  if (/^\s*[[{]/.test(line)) return 'flow';
  return looksLikeCsv(line) ? 'csv' : 'yaml';
}

/** A header has no key with a colon and no dash before it; without a comma it is the one column `ip`. */
function looksLikeCsv(line: string): boolean {
  if (/^\s*(?:-(?:\s|$)|---|%)|:(?:\s|$)/.test(line)) return false;
  return line.includes(',') || /^\s*"?(?:ip|origin[-_]ip)"?\s*$/.test(line);
}
