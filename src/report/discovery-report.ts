import { compareAddresses } from '../domain/address.ts';
import type { Discovery } from '../domain/result.ts';
import { counted } from '../domain/text.ts';
import { code, folded } from './markdown.ts';
import type { Redact } from './redact.ts';
import { namesCell, table, targetCell, wordsCell } from './tables.ts';

const LOAD_BALANCERS =
  'Load balancers of the zone are not looked at: where there is one, it overrides the DNS records of its name.';

/** What `discover: dns` found out, as blocks of Markdown. Each table has at most `cap` rows. */
export function discoveryReport({ origins, leftOut, unnamed }: Discovery, redact: Redact, cap: number): string[] {
  return [
    `**Origins that the zone's proxied records name: ${counted(origins.length, 'address', 'addresses')}**`,
    table(
      ['Records', 'Origin', 'Hint now', 'Hint found', 'Evidence', 'Open'],
      origins,
      ({ records, ip, existing, found, evidence, open }) => [
        namesCell(records, redact),
        code(redact(ip)),
        targetCell(existing, redact),
        targetCell(found, redact),
        wordsCell(evidence?.words, redact),
        wordsCell(open, redact),
      ],
      cap,
    ),
    folded(
      `${counted(leftOut.length, 'record')} left out`,
      table(
        ['Record', 'Content', 'Reason'],
        leftOut,
        ({ record, content, reason }) => [
          namesCell([record], redact),
          namesCell([content], redact),
          wordsCell(reason, redact),
        ],
        cap,
      ),
    ),
    folded(
      `${counted(unnamed.length, 'mapping')} named by no proxied record`,
      table(
        ['Origin', 'Region'],
        [...unnamed].sort((a, b) => compareAddresses(a.ip, b.ip)),
        (mapping) => [code(redact(mapping.ip)), targetCell(mapping, redact)],
        cap,
      ),
    ),
    LOAD_BALANCERS,
  ];
}
