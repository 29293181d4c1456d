import { describe, expect, test } from '@jest/globals';
import { isRepository, remoteRepository } from '../../../src/prune/checkout.ts';

const same = (url: string, server = 'https://github.com') => {
  const remote = remoteRepository(url);
  return remote !== undefined && isRepository(remote, new URL(server), 'octo/Shop');
};

describe('the same repository is named by', () => {
  test.each([
    'https://github.com/octo/shop',
    'https://github.com/octo/shop.git',
    'https://GitHub.com/Octo/Shop.git/',
    'https://x-access-token:ghs_secret@github.com/octo/shop',
    'http://github.com/octo/shop',
    'git://github.com/octo/shop.git',
    'ssh://git@github.com/octo/shop.git',
    'ssh://git@GitHub.com:22/octo/shop.git',
    'ssh://git@ssh.github.com:443/octo/shop.git',
    'git+ssh://git@github.com/octo/shop.git',
    'git@github.com:octo/shop.git',
    'git@github.com:/octo/shop',
    'github.com:octo/shop',
  ])('%s', (url) => {
    expect(same(url)).toBe(true);
  });

  test('a URL with the port of the server', () => {
    expect(same('https://ghes.example:8443/octo/shop', 'https://ghes.example:8443')).toBe(true);
    expect(same('git@ghes.example:octo/shop', 'https://ghes.example:8443')).toBe(true);
  });
});

describe('another repository is named by', () => {
  test.each([
    'https://gitlab.com/octo/shop',
    'https://github.com.evil.example/octo/shop',
    'https://github.com@evil.example/octo/shop',
    'https://evil.example/github.com/octo/shop',
    'https://github.com:8443/octo/shop',
    'https://github.com/octo/shop2',
    'https://github.com/octo/shop.wiki.git',
    'https://github.com/other/shop',
    'https://github.com/octo/shop/tree',
    'git@gitlab.com:octo/shop.git',
    'ssh://git@gitlab.com/octo/shop.git',
    '/srv/git/octo/shop.git',
    '../octo/shop',
    'file:///srv/octo/shop',
    'C:\\octo\\shop',
    'C:/octo/shop',
    'https://',
    '',
  ])('%s', (url) => {
    expect(same(url)).toBe(false);
  });
});

test.each([
  'https://user:secret@gitlab.com/octo/shop.git',
  'https://secret@gitlab.com/octo/shop.git?secret#secret',
  'ssh://user:secret@gitlab.com/octo/shop.git',
  'user:secret@gitlab.com:octo/shop.git',
  'sec@ret:secret@gitlab.com:octo/shop',
])('what is kept of %s holds no user and no password', (url) => {
  expect(remoteRepository(url)).toMatchObject({ host: 'gitlab.com', path: 'octo/shop' });
});
