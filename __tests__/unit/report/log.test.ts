import { expect, test } from '@jest/globals';
import { openLog } from '../../../src/report/log.ts';

function recorder() {
  const logged: string[] = [];
  return {
    logged,
    group: (title: string) => logged.push(`group ${title}`),
    line: (text: string) => logged.push(text),
    endGroup: () => logged.push('end'),
    debug: (text: string) => logged.push(`debug ${text}`),
  };
}

test('lines wait for the runner, in order, and go straight to it from then on', () => {
  const log = openLog(true);
  const runner = recorder();
  log.group('one', ['a', 'b']);
  log.debug('c');
  expect(runner.logged).toEqual([]);
  log.attach(runner);
  expect(runner.logged).toEqual(['group one', 'a', 'b', 'debug c']);
  log.line('d');
  expect(runner.logged.slice(4)).toEqual(['d']);
});

test('a group ends the one before it, and close ends the last, once', () => {
  const log = openLog(false);
  const runner = recorder();
  log.attach(runner);
  log.close();
  log.group('one');
  log.group('two', ['x']);
  log.close();
  log.close();
  expect(runner.logged).toEqual(['group one', 'end', 'group two', 'x', 'end']);
});

test('a runner that is attached again gets nothing twice', () => {
  const log = openLog(false);
  const [first, second] = [recorder(), recorder()];
  log.line('a');
  log.attach(first);
  log.line('b');
  log.attach(second);
  log.line('c');
  expect([first.logged, second.logged]).toEqual([['a', 'b'], ['c']]);
});

test('debug lines are dropped unless they are wanted', () => {
  const log = openLog(false);
  const runner = recorder();
  log.debug('early');
  log.attach(runner);
  log.debug('late');
  expect(runner.logged).toEqual([]);
});
