import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../emulator/fault.ts';
import { parseFault } from '../../../emulator/fault-text.ts';

describe('the language of faults', () => {
  test.each<[text: string, fault: Fault]>([
    ['reset', { effect: { kind: 'reset' } }],
    [
      'PATCH /batch #2 status 503',
      { method: 'PATCH', path: '/batch', nth: 2, effect: { kind: 'status', status: 503 } },
    ],
    [
      'GET @2001:db8::1 #2-4 12.5% status 429 retry-after=date:3 code=10100 empty after',
      {
        method: 'GET',
        ip: '2001:db8::1',
        nth: { from: 2, to: 4 },
        chance: 0.125,
        effect: { kind: 'status', status: 429, code: 10100, body: 'empty', retryAfter: { date: 3 }, applied: true },
      },
    ],
    [
      '#3- status 301 html location=/x',
      { nth: { from: 3 }, effect: { kind: 'status', status: 301, body: 'html', headers: { location: '/x' } } },
    ],
    ['  WRITE   hang after ', { method: 'WRITE', effect: { kind: 'hang', applied: true } }],
    ['half', { effect: { kind: 'half' } }],
    ['half stall', { effect: { kind: 'half', stall: true } }],
    ['garbage', { effect: { kind: 'garbage' } }],
    ['wrong-types', { effect: { kind: 'wrong-types' } }],
    ['wrong-types items', { effect: { kind: 'wrong-types', part: 'items' } }],
    ['refuse null', { effect: { kind: 'refuse', code: null } }],
    ['refuse text:1157 words', { effect: { kind: 'refuse', code: '1157', message: 'words' } }],
    ['close after', { effect: { kind: 'close', applied: true } }],
    ['switch-protocols', { effect: { kind: 'switch-protocols' } }],
    ['as-empty', { effect: { kind: 'as-empty' } }],
    ['result []', { effect: { kind: 'result', result: [] } }],
    [
      'status 403 code=null message="a b" header=cf-ray:1-FRA location=/x',
      {
        effect: {
          kind: 'status',
          status: 403,
          code: null,
          message: 'a b',
          headers: { 'cf-ray': '1-FRA', location: '/x' },
        },
      },
    ],
    ['refuse 1140', { effect: { kind: 'refuse', code: 1140 } }],
    ['refuse 1140 "in words" after', { effect: { kind: 'refuse', code: 1140, message: 'in words', applied: true } }],
    ['lost-write', { effect: { kind: 'lost-write' } }],
    ['vanish v1', { effect: { kind: 'vanish', surface: 'v1' } }],
    ['appear v2', { effect: { kind: 'appear', surface: 'v2' } }],
    ['delay 15', { effect: { kind: 'delay', ms: 15 } }],
    ['@192.0.2.1 item "a b" code=1157', { ip: '192.0.2.1', effect: { kind: 'item', words: 'a b', code: 1157 } }],
  ])('%s', (text, fault) => {
    expect(parseFault(text)).toEqual(fault);
  });

  test.each([
    ['', 'has no effect'],
    ['GET /batch', 'has no effect'],
    ['explode', '"explode" is no effect; there are status, reset'],
    ['constructor', '"constructor" is no effect'],
    ['status', 'status needs a whole number'],
    ['status ok', 'status needs a whole number'],
    ['status 503 code=x', 'code needs a whole number'],
    ['status 503 later', 'status does not take "later"'],
    ['garbage after', 'garbage does not take "after"'],
    ['refuse', 'refuse needs a whole number'],
    ['result', 'result needs JSON'],
    ['result {', 'JSON'],
    ['vanish v3', 'a surface is v1 or v2'],
    ['delay', 'delay needs a whole number'],
    ['@192.0.2.1 item', 'item needs the words'],
    ['#0 reset', '#0 is no count of requests'],
    ['#2+ reset', '#2+ is no count of requests'],
    ['101% reset', '101% is no share'],
    ['x% reset', 'x% is no share'],
  ])('"%s" is a mistake: %s', (text, message) => {
    expect(() => parseFault(text)).toThrow(message);
  });
});
