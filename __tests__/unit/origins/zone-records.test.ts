import { describe, expect, test } from '@jest/globals';
import { indexRecords } from '../../../src/origins/zone-records.ts';

/** Records as `name type content`. */
const records = (...texts: string[]) =>
  texts.map((text) => {
    const [name = '', type = '', content = ''] = text.split(' ');
    return { name, type, content, proxied: false };
  });

const zone = indexRecords(
  records(
    'example.com A 11.0.0.1',
    '*.example.com A 11.0.0.2',
    'www.example.com A 11.0.0.3',
    'www.example.com AAAA 2001:db8::3',
    'mail.example.com MX 11.0.0.4',
    'a.deep.example.com A 11.0.0.5',
    '*.shop.example.com CNAME www.example.com',
    'eu.shop.example.com TXT text',
  ),
);

describe('the records of a zone', () => {
  test.each([
    ['a name with records', 'www.example.com', ['11.0.0.3', '2001:db8::3']],
    ['the apex', 'example.com', ['11.0.0.1']],
    ['a name without records, by the wildcard', 'other.example.com', ['11.0.0.2']],
    ['a name of several labels, by the wildcard', 'x.y.example.com', ['11.0.0.2']],
    ['the wildcard itself', '*.example.com', ['11.0.0.2']],
    ['a name that exists with records of other types only: not by the wildcard', 'mail.example.com', []],
    ['a name that exists since there are names below it: not by the wildcard', 'deep.example.com', []],
    ['a name below one that exists: not by the wildcard further up', 'b.www.example.com', []],
    ['a name below one that has names below it', 'b.deep.example.com', []],
    ['a name below a wildcard of its own', 'de.shop.example.com', ['www.example.com']],
    ['a name that a text record takes from the wildcard', 'eu.shop.example.com', []],
    ['a name of another zone', 'www.example.net', []],
    ['a name that only ends like the zone', 'notexample.com', []],
    ['nothing', '', []],
  ])('answer %s', (_, name, contents) => {
    expect(zone.answer(name).map(({ content }) => content)).toEqual(contents);
  });
});
