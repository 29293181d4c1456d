// Loaded before the built action (`--import`): its resolver answers from the JSON file that TEST_DNS names, read anew for each
// question. A missing file is a DNS that knows no name.
import { readFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { testDns } from './dns.ts';

const promises = createRequire(import.meta.url)('node:dns/promises');

function entries() {
  try {
    return JSON.parse(readFileSync(process.env.TEST_DNS ?? '', 'utf8'));
  } catch {
    return {};
  }
}

promises.Resolver = class Resolver {
  #dns = testDns();
  #resolver;

  constructor(options = {}) {
    this.#resolver = this.#dns.openResolver(options);
  }

  // A question under way keeps the process alive, as one of the real resolver does.
  async #ask(method, host) {
    Object.assign(this.#dns.entries, entries());
    const alive = setInterval(() => undefined, 60_000);
    try {
      return await this.#resolver[method](host);
    } finally {
      clearInterval(alive);
    }
  }

  resolve4(host) {
    return this.#ask('resolve4', host);
  }

  resolve6(host) {
    return this.#ask('resolve6', host);
  }

  resolveCname(host) {
    return this.#ask('resolveCname', host);
  }

  cancel() {
    this.#resolver.cancel();
  }
};
syncBuiltinESMExports();
