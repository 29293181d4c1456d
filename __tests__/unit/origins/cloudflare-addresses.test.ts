import { expect, test } from '@jest/globals';
import type { Address } from '../../../src/domain/address.ts';
import { readCloudflareAddresses } from '../../../src/origins/resolver.ts';

test("Cloudflare's own addresses are known by its ranges", async () => {
  const addresses = await readCloudflareAddresses(async () => [
    '203.0.113.0/24',
    '203.0.113.0/24',
    'nonsense',
    '2001:db8::/32',
  ]);
  expect(addresses.notice).toBeUndefined();
  expect(['203.0.113.9', '2001:db8::9', '198.51.100.1'].map((ip) => addresses.has(ip as Address))).toEqual([
    true,
    true,
    false,
  ]);
});

test('where its ranges cannot be had, no address is known as its own, and a notice says so', async () => {
  const addresses = await readCloudflareAddresses(async () => {
    throw new Error('HTTP 500');
  });
  expect(addresses.has('203.0.113.9' as Address)).toBe(false);
  expect(addresses.notice).toBe(
    "Cloudflare's own addresses cannot be read (HTTP 500), so a proxied public name passes for an origin",
  );
});
