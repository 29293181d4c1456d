import { describe, expect, test } from '@jest/globals';
import { entriesOf, expectProblems, FILE, read } from './reading.ts';

const UNKNOWN_VENDOR = 'is not known; use one of aws, azure, gcp, oci';

describe('the same address twice', () => {
  test('with the same target is merged, with a notice at the second that names both lines', async () => {
    const list = await read(
      '- {ip: 2001:db8::1, vendor: aws, region: r}\n- {ip: "2001:DB8:0::1", vendor: AWS, region: " r"}\n',
    );
    expect(entriesOf(list)).toEqual(['2001:db8::1 aws r']);
    expect(list.problems).toEqual([]);
    expect(list.notices).toEqual([
      {
        message: 'entry 2: 2001:db8::1 is listed twice with the same target, in line 1 and in line 2; it counts once',
        place: { file: FILE, line: 2, column: 8, endColumn: 23 },
      },
    ]);
  });

  test('is placed at the entry when an alias brings it', async () => {
    const { notices, problems } = await read(
      '- &a {ip: &i [192.0.2.1], vendor: aws, region: r}\n- *a\n- <<: *a\n  region: s\n- {ip: *i, vendor: aws, region: r}\n',
    );
    expect(notices.map(({ place }) => [place?.line, place?.column])).toEqual([
      [2, 3],
      [5, 3],
    ]);
    expect(problems.map(({ place }) => [place?.line, place?.column])).toEqual([[3, 3]]);
    expect(problems[0]?.message).toBe(
      'entry 3: 192.0.2.1 has the target "aws s" here in line 3, but the target "aws r" in line 1; keep one of them',
    );
  });

  test('once without a target is a contradiction', async () => {
    await expectProblems(
      '- ip: 192.0.2.1\n- {ip: «192.0.2.1, vendor: aws, region: r}\n',
      ['entry 2: 192.0.2.1 has the target "aws r" here in line 2, but no target in line 1; keep one of them'],
      FILE,
      'optional',
    );
  });

  test('is a contradiction with another vendor of region auto, or with a region', async () => {
    await expectProblems(
      '- {ip: 192.0.2.1, region: auto}\n- {ip: «192.0.2.1, vendor: aws, region: auto}\n- {ip: «192.0.2.1, vendor: aws, region: r}\n',
      [
        'entry 2: 192.0.2.1 has region auto of aws here in line 2, but region auto in line 1; keep one of them',
        'entry 3: 192.0.2.1 has the target "aws r" here in line 3, but region auto in line 1; keep one of them',
      ],
    );
  });

  test('as a host name is merged or a contradiction as well, whatever its spelling', async () => {
    const list = await read('- {host: A.example., region: auto}\n- {host: [a.example, b.example], region: AUTO}\n');
    expect(entriesOf(list)).toEqual(['a.example auto', 'b.example auto']);
    expect(list.notices.map(({ message }) => message)).toEqual([
      'entry 2: a.example is listed twice with the same target, in line 1 and in line 2; it counts once',
    ]);
    await expectProblems('- {host: a.example, region: auto}\n- {host: «a.example, vendor: aws, region: r}\n', [
      'entry 2: a.example has the target "aws r" here in line 2, but region auto in line 1; keep one of them',
    ]);
  });

  test('is checked only if none of its entries says check: false', async () => {
    const list = await read(
      '- {ip: 192.0.2.1, vendor: aws, region: r}\n- {ip: 192.0.2.1, vendor: aws, region: r, check: false}\n',
    );
    expect(entriesOf(list)).toEqual(['192.0.2.1 aws r unchecked']);
  });

  test('without a target both times is merged', async () => {
    const list = await read('- ip: 192.0.2.1\n- ip: [192.0.2.1]\n', FILE, 'optional');
    expect(entriesOf(list)).toEqual(['192.0.2.1 any']);
    expect(list.notices).toHaveLength(1);
  });

  test('is not judged while the target of one of them is wrong', async () => {
    await expectProblems('- {ip: 192.0.2.1, vendor: aws, region: r}\n- {ip: 192.0.2.1, vendor: «x y, region: r}\n', [
      `entry 2: vendor "x y" ${UNKNOWN_VENDOR}`,
    ]);
  });
});
