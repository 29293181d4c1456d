export const id = 11;
export const ids = [11, 857];
export const modules = {
  /***/6282: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      b: () => (problemCount),
      f: () => (placeName)
    });
    function placeName(place) {
      return place.file === undefined ? `mappings input, line ${place.line}, column ${place.column}` : `${place.file}:${place.line}:${place.column}`;
    }
    function problemCount(problems) {
      return problems.reduce((sum, {
        count = 1
      }) => sum + count, 0);
    }

    /***/
  }),
  /***/6785: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      k: () => (isShapeFault),
      s: () => (readFeedRows)
    });
    const MOST_VALUES = 250_000;
    const COMMA = 0x2c;
    const BRACKET = 0x5b;
    const BRACE = 0x7b;
    const EDGE_OF_AWS = /^(?:GLOBALACCELERATOR|CLOUDFRONT|ROUTE53)/;
    function readFeedRows(vendor, body, fileDate) {
      if (holdsTooMany(body)) return {
        fault: 'holds too many values'
      };
      let feed;
      try {
        feed = JSON.parse(body.toString('utf8').replace(/^\uFEFF/, ''));
      } catch {
        return {
          fault: 'is not JSON'
        };
      }
      const rows = isFields(feed) ? SHAPES[vendor](feed) : undefined;
      if (rows === undefined || !isFields(feed)) return {
        fault: 'has not the shape of this feed'
      };
      return {
        rows,
        dated: fileDate === undefined ? datedBy(feed) : `on ${fileDate}`
      };
    }
    function isShapeFault(read) {
      return 'fault' in read;
    }
    function holdsTooMany(body) {
      let values = 0;
      for (let index = 0; index < body.length; index += 1) {
        const byte = body[index];
        if (byte === COMMA || byte === BRACKET || byte === BRACE) values += 1;
      }
      return values > MOST_VALUES;
    }
    function datedBy(feed) {
      const text = feed.createDate ?? feed.creationTime ?? feed.last_updated_timestamp;
      const [date] = typeof text === 'string' ? /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(text) ?? [] : [];
      if (date !== undefined) return `on ${date}`;
      return Number.isSafeInteger(feed.changeNumber) ? `(change ${feed.changeNumber})` : '';
    }
    const SHAPES = {
      aws: ({
        prefixes,
        ipv6_prefixes: ipv6 = []
      }) => Array.isArray(prefixes) && Array.isArray(ipv6) ? rowsOfAws([prefixes, ipv6]) : undefined,
      gcp: ({
        prefixes
      }) => Array.isArray(prefixes) ? rowsOfGcp(prefixes) : undefined,
      oci: ({
        regions
      }) => Array.isArray(regions) ? rowsOfOci(regions) : undefined,
      azure: ({
        values
      }) => Array.isArray(values) ? rowsOfAzure(values) : undefined
    };
    function* rowsOfAws(lists) {
      for (const list of lists) for (const row of list) {
        if (!isFields(row)) continue;
        const {
          region,
          service,
          network_border_group: group
        } = row;
        const prefix = row.ip_prefix ?? row.ipv6_prefix;
        if (!isText(prefix) || !isName(region) || !isName(service)) continue;
        yield {
          prefix,
          place: placeInAws(region, service, group)
        };
      }
    }
    function placeInAws(region, service, group) {
      if (EDGE_OF_AWS.test(service)) return {
        kind: 'edge',
        service
      };
      if (region === 'GLOBAL') return {
        kind: 'edge',
        service: region
      };
      return {
        kind: 'region',
        region: region.toLowerCase(),
        ...(isName(group) && group !== region ? {
          borderGroup: group
        } : {})
      };
    }
    function* rowsOfGcp(list) {
      for (const row of list) {
        if (!isFields(row)) continue;
        const prefix = row.ipv4Prefix ?? row.ipv6Prefix;
        if (!isText(prefix) || !isName(row.scope)) continue;
        const scope = row.scope.toLowerCase();
        yield {
          prefix,
          place: scope === 'global' ? {
            kind: 'edge',
            service: scope
          } : {
            kind: 'region',
            region: scope
          }
        };
      }
    }
    function* rowsOfOci(list) {
      for (const region of list) {
        if (!isFields(region) || !isName(region.region) || !Array.isArray(region.cidrs)) continue;
        const place = {
          kind: 'region',
          region: region.region.toLowerCase()
        };
        for (const row of region.cidrs) if (isFields(row) && isText(row.cidr)) yield {
          prefix: row.cidr,
          place
        };
      }
    }
    function* rowsOfAzure(list) {
      for (const tag of list) {
        if (!isFields(tag) || !isName(tag.name) || !isFields(tag.properties)) continue;
        const place = placeInAzure(tag.name);
        const prefixes = tag.properties.addressPrefixes;
        if (place === undefined || !Array.isArray(prefixes)) continue;
        for (const prefix of prefixes) if (isText(prefix)) yield {
          prefix,
          ...place
        };
      }
    }
    function placeInAzure(tag) {
      const [name, region, more] = tag.toLowerCase().split('.');
      if (more !== undefined) return undefined;
      if (name === 'azurefrontdoor' && region === 'frontend') return {
        place: {
          kind: 'edge',
          service: tag
        }
      };
      if (name !== 'azurecloud') return undefined;
      if (region === undefined) return {
        place: {
          kind: 'edge',
          service: tag
        },
        last: true
      };
      return region === '' ? undefined : {
        place: {
          kind: 'region',
          region
        }
      };
    }
    function isFields(value) {
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    }
    function isText(value) {
      return typeof value === 'string';
    }
    function isName(value) {
      return typeof value === 'string' && /^[\w.-]{1,60}$/.test(value);
    }

    /***/
  }),
  /***/8857: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      DR: () => (readFeed),
      findRangesFolder: () => (findRangesFolder),
      lS: () => (FeedError)
    });
    var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
    var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
    var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6418);
    var _files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8927);
    class FeedError extends Error {
      name = 'FeedError';
    }
    const LARGEST_FEED = 16 * 1024 * 1024;
    const TRY_TIME = 10_000;
    const PAUSE = 500;
    const MOST_REDIRECTS = 3;
    const REDIRECTS = new Set([301, 302, 303, 307, 308]);
    const FINAL = new Set(['too-large', 'certificate', 'proxy']);
    const ADDRESSES = {
      aws: 'https://ip-ranges.amazonaws.com/ip-ranges.json',
      gcp: 'https://www.gstatic.com/ipranges/cloud.json',
      oci: 'https://docs.oracle.com/en-us/iaas/tools/public_ip_ranges.json'
    };
    const AZURE_PAGE = 'https://www.microsoft.com/en-us/download/details.aspx?id=56519';
    const AZURE_LINK = /https:\/\/download\.microsoft\.com\/download\/[\w/-]{1,200}\/ServiceTags_Public_(\d{4})(\d{2})(\d{2})\.json(?![\w.])/g;
    async function readFeed(vendor, source, options) {
      if (source.kind === 'folder') return {
        body: await fileOf(source.path, `${vendor}.json`)
      };
      if (source.kind === 'url') return {
        body: await fetched(below(source.base, `${vendor}.json`), options)
      };
      if (vendor !== 'azure') return {
        body: await fetched(new URL(ADDRESSES[vendor]), options)
      };
      const page = await fetched(new URL(AZURE_PAGE), options);
      const {
        address,
        fileDate
      } = newestLink(page.toString('latin1'));
      return {
        body: await fetched(new URL(address), options),
        fileDate
      };
    }
    async function fileOf(folder, name) {
      const read = await readFolderFile(folder, name, LARGEST_FEED);
      if (typeof read === 'string') throw new FeedError(`${name} ${read}`);
      return read;
    }
    function below(base, name) {
      const url = new URL(base);
      url.pathname = `${url.pathname.replace(/\/+$/, '')}/${name}`;
      return url;
    }
    function newestLink(page) {
      let newest = {
        address: '',
        fileDate: ''
      };
      for (const [address, year, month, day] of page.matchAll(AZURE_LINK)) {
        const fileDate = `${year}-${month}-${day}`;
        if (fileDate > newest.fileDate) newest = {
          address,
          fileDate
        };
      }
      if (newest.address === '') throw new FeedError('the page of Microsoft links no file of service tags');
      return newest;
    }
    async function fetched(url, options) {
      const {
        clock,
        signal
      } = options;
      const first = await tried(url, options);
      if (first.kind === 'body') return first.body;
      if (first.final || signal.aborted) throw new FeedError(first.fault);
      await clock.sleep(PAUSE, signal).catch(() => undefined);
      if (signal.aborted) throw new FeedError(first.fault);
      const second = await tried(url, options);
      if (second.kind === 'body') return second.body;
      throw new FeedError(`${second.fault}, twice`);
    }
    async function tried(url, {
      openHttp,
      clock,
      signal
    }) {
      const over = clock.timeout(TRY_TIME);
      const either = AbortSignal.any([signal, over]);
      try {
        const http = await openHttp(url);
        let at = url;
        for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
          const response = await http.send(requestFor(at, either));
          if (response.status === 200) return {
            kind: 'body',
            body: response.body
          };
          const next = redirectOf(response, at);
          if (next === undefined) return faultOf(response.status, at);
          if (next === null || next.origin !== url.origin) return {
            kind: 'fault',
            fault: `${url.host} redirects to another host`,
            final: true
          };
          at = next;
        }
        return {
          kind: 'fault',
          fault: `${url.host} redirects too often`,
          final: true
        };
      } catch (error) {
        if (signal.aborted) return {
          kind: 'fault',
          fault: 'the run ended before it was there',
          final: true
        };
        if (over.aborted) return {
          kind: 'fault',
          fault: `${url.host} gave no answer within 10 seconds`,
          final: false
        };
        const {
          kind,
          message
        } = error;
        return {
          kind: 'fault',
          fault: message,
          final: FINAL.has(kind)
        };
      }
    }
    function requestFor(url, signal) {
      return {
        method: 'GET',
        url: url.href,
        headers: {
          accept: 'application/json, text/html;q=0.5',
          'user-agent': 'cloudflare-origin-cloud-regions'
        },
        signal,
        maxBytes: LARGEST_FEED
      };
    }
    function redirectOf(response, from) {
      const location = REDIRECTS.has(response.status) ? response.header('location') : undefined;
      return location === undefined ? undefined : URL.parse(location, from.href);
    }
    function faultOf(status, {
      host
    }) {
      return {
        kind: 'fault',
        fault: `${host} answered with HTTP ${status}`,
        final: status === 404 || status === 410
      };
    }
    async function findRangesFolder(path, {
      workspace,
      temp
    }) {
      const wrong = fault => ({
        message: `Input ip-ranges: ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_4__.hD)(path)} ${fault}`
      });
      let folder;
      try {
        folder = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)((0, node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace, path));
        if (!(await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(folder)).isDirectory()) return wrong('is not a folder; give the folder that holds aws.json, gcp.json, oci.json and azure.json');
      } catch (error) {
        const {
          code
        } = error;
        if (code !== 'ENOENT' && code !== 'ENOTDIR') return wrong(`cannot be read (${code})`);
        return wrong('does not exist; check the path, and that actions/checkout runs before this step');
      }
      for (const root of [workspace, temp]) {
        const home = root && (await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(root).catch(() => undefined));
        if (home && isWithin(home, folder)) return {
          kind: 'folder',
          path: folder
        };
      }
      return wrong('is outside of the workspace and of RUNNER_TEMP, links resolved; move it into the repository');
    }
    async function readFolderFile(folder, name, maxBytes) {
      let path;
      try {
        path = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)((0, node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, name));
      } catch (error) {
        const {
          code
        } = error;
        return code === 'ENOENT' ? 'is not in the folder' : `cannot be read (${code})`;
      }
      if (!isWithin(folder, path)) return 'is a link that leads out of the folder';
      const read = await (0, _files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__.XF)(path, maxBytes, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW);
      return (0, _files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__.j5)(read) ? FAULTS[read.kind] : read;
    }
    const FAULTS = {
      directory: 'is a directory',
      'not-regular': 'is not a regular file',
      'too-large': 'is larger than 16 MiB',
      changed: 'changed while it was read',
      unreadable: 'cannot be read'
    };
    function isWithin(root, path) {
      const way = (0, node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(root, path);
      return way !== '..' && !way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_2__.sep}`) && !(0, node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(way);
    }

    /***/
  }),
  /***/4053: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      Jh: () => (readPublishedRanges),
      bL: () => (regionOfRange),
      vD: () => (CLOUD_NAMES)
    });
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6418);
    var _feed_shapes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6785);
    var _prefix_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1779);
    const CLOUD_NAMES = {
      aws: 'AWS',
      azure: 'Azure',
      gcp: 'GCP',
      oci: 'OCI'
    };
    const AZURE_ALIASES = new Map([['centralfrance', 'francecentral'], ['southfrance', 'francesouth'], ['germanywc', 'germanywestcentral'], ['germanyn', 'germanynorth'], ['norwaye', 'norwayeast'], ['norwayw', 'norwaywest'], ['switzerlandn', 'switzerlandnorth'], ['switzerlandw', 'switzerlandwest'], ['brazilse', 'brazilsoutheast'], ['chilec', 'chilecentral'], ['usstagee', 'eastusstg'], ['usstagec', 'southcentralusstg']]);
    function readPublishedRanges(vendor, body, {
      floor,
      fileDate
    }) {
      const feed = (0, _feed_shapes_js__WEBPACK_IMPORTED_MODULE_0__.s)(vendor, body, fileDate);
      if ((0, _feed_shapes_js__WEBPACK_IMPORTED_MODULE_0__.k)(feed)) return feed;
      const ranges = (0, _prefix_table_js__WEBPACK_IMPORTED_MODULE_1__.v)(merged);
      const last = (0, _prefix_table_js__WEBPACK_IMPORTED_MODULE_1__.v)(merged);
      let good = 0;
      for (const row of feed.rows) if ((row.last ? last : ranges).add(row.prefix, row.place)) good += 1;
      if (good < floor) return {
        fault: `holds ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.hS)(good, 'prefix', 'prefixes')} that can be used, fewer than ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.zD)(floor)}`
      };
      return {
        find: ip => find(ip, ranges, vendor, feed.dated) ?? find(ip, last, vendor, feed.dated)
      };
    }
    function regionOfRange({
      vendor,
      place
    }, regions) {
      if (place.kind !== 'region') return undefined;
      const alias = vendor === 'azure' ? AZURE_ALIASES.get(place.region) : undefined;
      if (alias === undefined) return place.region;
      const supported = regions?.get(vendor);
      return supported?.has(place.region) && !supported.has(alias) ? place.region : alias;
    }
    function find(ip, table, vendor, dated) {
      const match = table.find(ip);
      if (match === undefined) return undefined;
      const {
        prefix,
        length,
        value: place
      } = match;
      return {
        vendor,
        prefix,
        length,
        place,
        words: wordsOf(vendor, prefix, place, dated)
      };
    }
    function wordsOf(vendor, prefix, place, dated) {
      const publisher = `published by ${CLOUD_NAMES[vendor]}`;
      if (place.kind === 'edge') return `${publisher} for ${place.service}, without a region`;
      if (place.kind === 'contradictory') return `${publisher} for two regions, ${place.regions.join(' and ')}`;
      return `${publisher}${dated && ` ${dated}`} for ${prefix}`;
    }
    function merged(old, place) {
      if (old.kind === 'edge') return place.kind === 'edge' && old.service === 'GLOBAL' ? place : old;
      if (place.kind !== 'region') return place;
      if (old.kind !== 'region') return old;
      if (old.region !== place.region) return {
        kind: 'contradictory',
        regions: [old.region, place.region]
      };
      return old.borderGroup === undefined ? place : old;
    }

    /***/
  }),
  /***/1011: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.r(__webpack_exports__);
    __webpack_require__.d(__webpack_exports__, {
      discoverOrigins: () => (discoverOrigins),
      openOriginSearch: () => (openOriginSearch)
    });
    var cloudflare_error = __webpack_require__(5960);
    var paged_list = __webpack_require__(1680);
    ; // CONCATENATED MODULE: ./build/cloudflare/dns-records.js

    const PER_PAGE = 1000;
    const LIMIT = {
      bytes: 8 * 1024 * 1024,
      values: 200_000
    };
    async function readDnsRecords(api, zoneId) {
      const read = async page => {
        const path = `/zones/${zoneId}/dns_records?page=${page}&per_page=${PER_PAGE}`;
        return (await api.call({
          method: 'GET',
          path,
          permission: 'DNS: Read',
          limit: LIMIT
        }, 'dnsPage')).value;
      };
      try {
        const {
          rows
        } = await (0, paged_list.e)(await read(1), read, ({
          id
        }) => id, 'The list of DNS records');
        return [...new Map(rows.map(record => [record.id, record])).values()];
      } catch (error) {
        const failure = (0, cloudflare_error.ZC)(error);
        const whole = new cloudflare_error.Oi(failure.kind, `The zone's DNS records cannot be read: ${failure.message}`, failure.codes, failure);
        whole.tries = failure.tries;
        throw whole;
      }
    }
    async function readCloudflareRanges(api, signal) {
      return (await api.call({
        method: 'GET',
        path: '/ips',
        tries: 1,
        dispensable: true,
        signal
      }, 'ranges')).value;
    }
    var mapping = __webpack_require__(8595);
    var problem = __webpack_require__(6282);
    ; // CONCATENATED MODULE: ./build/origins/desired-origins.js

    function expandEntries(entries, answers, cloudflare) {
      const candidates = [];
      const problems = [];
      const outcomes = [];
      const notices = [];
      const incomplete = [];
      for (const entry of entries) {
        const {
          origin
        } = entry;
        if (origin.kind === 'ip') {
          candidates.push({
            ip: origin.ip,
            entry,
            names: []
          });
          continue;
        }
        const answer = addressesOf(origin.host, answers.get(origin.host), cloudflare);
        if (typeof answer === 'string') {
          problems.push(placed(answer, entry.places?.origin));
          outcomes.push({
            hosts: [origin.host],
            ...targetOf(entry),
            outcome: 'failed',
            message: answer
          });
          continue;
        }
        for (const ip of answer.ips) candidates.push({
          ip,
          entry,
          names: answer.names
        });
        if (answer.incomplete === undefined) continue;
        incomplete.push(origin.host);
        const message = `Host ${origin.host} may have more addresses than DNS answered: for its IPv4 or its IPv6 addresses there was no answer (${answer.incomplete})`;
        notices.push(placed(message, entry.places?.origin));
      }
      return {
        candidates,
        problems,
        outcomes,
        notices,
        incomplete
      };
    }
    async function locateCandidates(candidates, locator) {
      const located = new Map();
      const find = async candidate => {
        const {
          ip,
          names,
          entry
        } = candidate;
        if (entry.location.kind !== 'auto') return;
        const {
          vendor
        } = entry.location;
        located.set(candidate, await locator.locate({
          ip,
          names,
          ...(vendor === undefined ? {} : {
            vendor
          })
        }));
      };
      await Promise.all(candidates.map(find));
      return located;
    }
    function toDesired(candidates, located) {
      const problems = [];
      const notices = [];
      const byAddress = new Map();
      for (const candidate of candidates) {
        const {
          ip,
          entry
        } = candidate;
        const place = entry.places?.region ?? entry.places?.origin;
        const found = located.get(candidate);
        if (found?.kind === 'found' && found.disagreement !== undefined) notices.push(placed(`${ip}: ${found.disagreement}`, place));
        const desired = desiredOf(candidate, found);
        const first = byAddress.get(ip);
        if (first === undefined) {
          byAddress.set(ip, {
            decisive: candidate,
            desired
          });
          continue;
        }
        const one = first.desired.location;
        const two = desired.location;
        if (one.kind === 'known' && two.kind === 'known' && !(0, mapping.cS)(one.target, two.target)) {
          problems.push(placed(twoTargets(ip, wish(first.decisive, one), wish(candidate, two)), place));
          continue;
        }
        const takesSecond = two.kind === 'known' && (one.kind !== 'known' || one.evidence !== undefined);
        byAddress.set(ip, {
          decisive: takesSecond ? candidate : first.decisive,
          desired: {
            ...first.desired,
            hosts: [...new Set([...first.desired.hosts, ...desired.hosts])],
            location: takesSecond ? two : one,
            check: first.desired.check && desired.check
          }
        });
      }
      return {
        desired: Array.from(byAddress.values(), ({
          desired
        }) => desired),
        problems,
        notices
      };
    }
    function addressesOf(host, answer, cloudflare) {
      if (answer === undefined) return `Host ${host} was not resolved`;
      if (answer.kind === 'failed') return `Host ${host} does not resolve: ${answer.reason}. Check the name, or give the address itself as ip`;
      if (answer.kind === 'unreachable address') return `Host ${host} leads to ${answer.ip}, which ${answer.fault}: Cloudflare cannot reach it. Give the public name of the origin`;
      const own = answer.ips.find(ip => cloudflare?.has(ip));
      if (own === undefined) return answer;
      return `Host ${host} leads to ${own}, an address of Cloudflare itself: it is the proxied public name, not the origin. Give the name behind it: the CNAME's target, or the DNS-only name`;
    }
    function desiredOf({
      ip,
      entry,
      names
    }, found) {
      return {
        ip,
        hosts: names.slice(0, 1),
        location: locationOf(entry, found),
        check: entry.check,
        ...(entry.places === undefined ? {} : {
          places: entry.places
        })
      };
    }
    function locationOf({
      location
    }, found) {
      if (location.kind === 'target') return {
        kind: 'known',
        target: location.target
      };
      if (location.kind === 'any') return location;
      if (found?.kind === 'found') return {
        kind: 'known',
        target: found.target,
        evidence: found.evidence
      };
      return {
        kind: 'unknown',
        reason: found?.reason ?? 'nothing was looked for',
        otherwise: 'fail'
      };
    }
    function twoTargets(ip, one, two) {
      return `${ip} would get two targets: ${one}, and ${two}. An address has one; correct one of them, or take it out`;
    }
    function wish({
      ip,
      names: [host],
      entry
    }, {
      target,
      evidence
    }) {
      const origin = host === undefined ? `ip ${ip}` : `host ${host}`;
      const details = [entry.places && (0, problem.f)(entry.places.origin), evidence?.words].filter(Boolean).join('; ');
      return `${(0, mapping.je)(target)} by ${origin}${details && ` (${details})`}`;
    }
    function targetOf({
      location
    }) {
      return location.kind === 'target' ? {
        target: location.target
      } : {};
    }
    function placed(message, place) {
      return place === undefined ? {
        message
      } : {
        message,
        place
      };
    }
    var address = __webpack_require__(1781);
    var prefix_table = __webpack_require__(1779);
    ; // CONCATENATED MODULE: ./build/origins/zone-records.js

    const ADDRESSING = new Set(['A', 'AAAA', 'CNAME']);
    function indexRecords(records) {
      const byName = new Map();
      const existing = new Set();
      for (const record of records) {
        for (let name = record.name; name !== '' && !existing.has(name); name = parentOf(name)) existing.add(name);
        if (!ADDRESSING.has(record.type)) continue;
        const same = byName.get(record.name);
        if (same === undefined) byName.set(record.name, [record]);else same.push(record);
      }
      return {
        answer(name) {
          let encloser = name;
          while (encloser !== '' && !existing.has(encloser)) encloser = parentOf(encloser);
          return byName.get(encloser === name ? name : `*.${encloser}`) ?? [];
        }
      };
    }
    function parentOf(name) {
      const dot = name.indexOf('.');
      return dot < 0 ? '' : name.slice(dot + 1);
    }
    const SERVICES = [[/(?:^|\.)cfargotunnel\.com$/, 'Cloudflare Tunnel'], [/(?:^|\.)workers\.dev$/, 'Cloudflare Workers'], [/(?:^|\.)pages\.dev$/, 'Cloudflare Pages'], [/(?:^|\.)r2\.(?:dev|cloudflarestorage\.com)$/, 'Cloudflare R2']];
    function traceRecords(records) {
      const zone = indexRecords(records);
      const ends = new Map();
      const endings = new Map();
      for (const record of records) {
        if (!record.proxied) continue;
        const end = endOf(record, zone, ends);
        const same = endings.get(end);
        if (same === undefined) endings.set(end, [record]);else same.push(record);
      }
      return Array.from(endings, ([end, leading]) => ({
        end,
        records: leading
      }));
    }
    function hostsToResolve(endings) {
      return endings.flatMap(({
        end
      }) => end.kind === 'host' ? [end.host] : []);
    }
    function serviceOf(host) {
      const service = SERVICES.find(([domain]) => domain.test(host))?.[1];
      return service === undefined ? undefined : `${host} is a name of ${service}`;
    }
    function endOf(record, zone, ends) {
      if (record.type === 'CNAME' && record.originWorkerId === undefined) return follow(nameOf(record), zone, ends);
      return endOfAddresses([record]);
    }
    function follow(start, zone, ends) {
      const passed = new Set();
      let name = start;
      let end = ends.get(name);
      while (end === undefined) {
        passed.add(name);
        const step = stepFrom(name, zone);
        if (typeof step !== 'string') end = step;else if (passed.has(step)) end = {
          kind: 'none',
          reason: `its CNAMEs lead in a circle, through ${step}`
        };else {
          name = step;
          end = ends.get(name);
        }
      }
      for (const each of passed) ends.set(each, end);
      return end;
    }
    function stepFrom(name, zone) {
      if (name === '') return {
        kind: 'none',
        reason: 'a CNAME on the way has no content'
      };
      if (!(0, address.Zh)((0, address.Z5)(name))) return {
        kind: 'none',
        reason: `a CNAME leads to a name, and ${name} is an address`
      };
      const service = serviceOf(name);
      if (service !== undefined) return {
        kind: 'none',
        reason: service
      };
      const answer = zone.answer(name);
      const cname = answer.find(({
        type,
        originWorkerId
      }) => type === 'CNAME' && originWorkerId === undefined);
      if (cname !== undefined) return nameOf(cname);
      return answer.length === 0 ? {
        kind: 'host',
        host: name
      } : endOfAddresses(answer);
    }
    function endOfAddresses(records) {
      return records.some(({
        originWorkerId
      }) => originWorkerId !== undefined) ? {
        kind: 'none',
        reason: 'a Worker answers in place of an origin'
      } : {
        kind: 'addresses',
        contents: records.map(({
          content
        }) => content)
      };
    }
    function nameOf({
      content
    }) {
      return content.toLowerCase().replace(/\.$/, '');
    }
    ; // CONCATENATED MODULE: ./build/origins/dns-origins.js

    const PLACEHOLDERS = ['100::/64', '192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'];
    function findOrigins(endings, answers, cloudflare) {
      const leftOut = [];
      const named = new Set();
      const found = new Map();
      const sourcesOf = ip => {
        const sources = found.get(ip) ?? [];
        found.set(ip, sources);
        return sources;
      };
      const isPlaceholder = placeholders();
      for (const {
        end,
        records
      } of endings) {
        const {
          addresses,
          names,
          failure
        } = contentsOf(end, answers);
        const source = {
          records: distinct(records.map(({
            name
          }) => name)),
          names
        };
        const reasons = failure === undefined ? [] : [failure];
        for (const text of addresses) {
          const ip = (0, address.Jg)(text);
          if ((0, address.Zh)(ip)) {
            reasons.push(text === '' ? 'the record has no content' : `${text} ${ip.fault}`);
            continue;
          }
          named.add(ip);
          if (cloudflare.has(ip)) reasons.push(`${ip} is an address of Cloudflare itself`);else if (isPlaceholder(ip)) reasons.push(`${ip} is a placeholder, not the address of an origin`);else sourcesOf(ip).push(source);
        }
        const [reason, ...more] = reasons;
        if (reason === undefined) continue;
        const also = more.length === 0 ? '' : ` (and ${more.length} more of its addresses)`;
        for (const {
          name,
          content
        } of records) leftOut.push({
          record: name,
          content,
          reason: `${reason}${also}`
        });
      }
      return {
        origins: (0, address.kO)(Array.from(found, ([ip, sources]) => originOf(ip, sources))),
        leftOut,
        named
      };
    }
    function placeholders() {
      const table = (0, prefix_table.v)();
      for (const cidr of PLACEHOLDERS) table.add(cidr, true);
      return ip => table.find(ip) !== undefined;
    }
    function contentsOf(end, answers) {
      if (end.kind === 'none') return {
        addresses: [],
        names: [],
        failure: end.reason
      };
      if (end.kind === 'addresses') return {
        addresses: end.contents,
        names: []
      };
      const answer = answers.get(end.host) ?? {
        kind: 'failed',
        reason: 'it was not asked for'
      };
      if (answer.kind === 'failed') return {
        addresses: [],
        names: [],
        failure: `${end.host} does not resolve: ${answer.reason}`
      };
      const {
        ips,
        names
      } = answer;
      const service = names.map(serviceOf).find(reason => reason !== undefined);
      if (service !== undefined) return {
        addresses: [],
        names,
        failure: service
      };
      return {
        addresses: answer.kind === 'unreachable address' ? [...ips, answer.ip] : ips,
        names
      };
    }
    function originOf(ip, sources) {
      const ways = sources.flatMap(({
        names
      }) => names.length === 0 ? [] : [names]);
      const [only, ...more] = sources.map(({
        records
      }) => records);
      const records = only === undefined || more.length > 0 ? distinct(sources.flatMap(source => source.records)) : only;
      return {
        ip,
        records,
        ways: ways.length === 0 ? [[]] : ways
      };
    }
    function distinct(names) {
      return [...new Set(names)];
    }
    async function locateFound(origins, locator, vendor) {
      const limit = vendor === undefined ? {} : {
        vendor
      };
      const locate = async origin => {
        const {
          ip,
          ways
        } = origin;
        return [origin, await Promise.all(ways.map(names => locator.locate({
          ip,
          names,
          ...limit
        })))];
      };
      return new Map(await Promise.all(origins.map(locate)));
    }
    function toDiscovery({
      origins,
      leftOut,
      named
    }, located, options) {
      const {
        existing
      } = options;
      const desired = [];
      const discovered = [];
      const notices = [];
      for (const origin of origins) {
        const {
          ip,
          records
        } = origin;
        const ways = located.get(origin) ?? [];
        for (const way of ways) if (way.kind === 'found' && way.disagreement !== undefined) notices.push({
          message: `${ip}: ${way.disagreement}`
        });
        const mapping = existing?.mappings.get(ip);
        const location = dns_origins_locationOf(ways, options, mapping !== undefined);
        desired.push({
          ip,
          hosts: records,
          location,
          check: true
        });
        discovered.push({
          ip,
          records,
          ...(mapping === undefined ? {} : {
            existing: {
              vendor: mapping.vendor,
              region: mapping.region
            }
          }),
          ...reportOf(location, mapping !== undefined)
        });
      }
      const unnamed = (0, address.kO)(existing?.mappings.values() ?? []).filter(({
        ip
      }) => !named.has(ip));
      return {
        desired,
        discovery: {
          origins: discovered,
          leftOut,
          unnamed
        },
        notices
      };
    }
    function dns_origins_locationOf(ways, {
      regions,
      fallback
    }, isMapped) {
      const found = ways.filter(way => way.kind === 'found');
      const reasons = new Set(ways.flatMap(way => way.kind === 'unknown' ? [way.reason] : []));
      const [first] = found;
      if (first === undefined) {
        const isUnread = ways.some(way => way.kind === 'unknown' && way.unread !== undefined);
        if (fallback !== undefined && !(isMapped && isUnread)) return {
          kind: 'known',
          target: fallback
        };
        return {
          kind: 'unknown',
          reason: [...reasons].join('; '),
          otherwise: 'skip'
        };
      }
      const {
        target,
        evidence
      } = first;
      const other = found.find(way => !(0, mapping.cS)(way.target, target));
      if (other !== undefined) {
        const [one, two] = [first, other].map(way => `${(0, mapping.je)(way.target)} (${way.evidence.words})`);
        return {
          kind: 'skip',
          reason: `two names give two regions, ${one} and ${two}`
        };
      }
      if (regions !== undefined && !(0, mapping.TT)(target, regions)) {
        const reason = `${(0, mapping.je)(target)}, ${evidence.words}, is not among the regions that Cloudflare supports`;
        return {
          kind: 'skip',
          reason
        };
      }
      return {
        kind: 'known',
        target,
        evidence
      };
    }
    function reportOf(location, isMapped) {
      if (location.kind === 'known') return {
        found: location.target,
        ...(location.evidence === undefined ? {} : {
          evidence: location.evidence
        })
      };
      const remedy = isMapped ? 'The hint that is there stays' : 'List the address with its vendor and region in a mappings file, or give both as inputs';
      return {
        open: `${location.reason}. ${remedy}`
      };
    }
    var feed_shapes = __webpack_require__(6785);
    var origins_feeds = __webpack_require__(8857);
    ; // CONCATENATED MODULE: ./build/origins/host-regions.js
    function regionOfName(name) {
      for (const {
        vendor,
        pattern,
        fixed
      } of PATTERNS) {
        const match = pattern.exec(name);
        const region = match && (fixed ?? match.groups?.region);
        if (region) return {
          vendor,
          region
        };
      }
      return undefined;
    }
    const SPELLINGS = {
      aws: '[a-z]{2,3}(?:-[a-z]+){1,3}-\\d{1,2}',
      gcp: '[a-z]+-[a-z]+\\d{1,2}',
      azure: '[a-z]+\\d?(?:stg)?',
      oci: '[a-z]{2,3}(?:-[a-z]+){1,3}-\\d{1,2}'
    };
    function host_regions_form(vendor, text, fixed) {
      const pattern = text.replaceAll('.', '\\.').replaceAll('**\\.', '(?:[a-z0-9_-]+\\.)+').replaceAll('*', '[a-z0-9-]+').replaceAll('#', '\\d+').replace('REGION', `(?<region>${SPELLINGS[vendor]})`);
      return {
        vendor,
        pattern: new RegExp(`^${pattern}$`),
        ...(fixed === undefined ? {} : {
          fixed
        })
      };
    }
    const PATTERNS = [host_regions_form('aws', '**.REGION.elb.amazonaws.com'), host_regions_form('aws', '**.elb.REGION.amazonaws.com'), host_regions_form('aws', 'ec2-*.REGION.compute.amazonaws.com'), host_regions_form('aws', 'ec2-*.compute-1.amazonaws.com', 'us-east-1'), host_regions_form('aws', '*.execute-api.REGION.amazonaws.com'), host_regions_form('aws', '*.lambda-url.REGION.on.aws'), host_regions_form('aws', '**.REGION.awsapprunner.com'), host_regions_form('aws', '**.REGION.elasticbeanstalk.com'), host_regions_form('aws', '**.REGION.cs.amazonlightsail.com'), host_regions_form('aws', '**.s3-website-REGION.amazonaws.com'), host_regions_form('aws', '**.s3-website.REGION.amazonaws.com'), host_regions_form('aws', '**.s3.REGION.amazonaws.com'), host_regions_form('gcp', '*-#.REGION.run.app'), host_regions_form('gcp', 'REGION-*.cloudfunctions.net'), host_regions_form('azure', '**.REGION.cloudapp.azure.com'), host_regions_form('azure', '**.REGION.azurecontainerapps.io'), host_regions_form('azure', '**.REGION.azurecontainer.io'), host_regions_form('azure', '**.REGION-#.azurewebsites.net'), host_regions_form('oci', '**.REGION.oci.customer-oci.com'), host_regions_form('oci', 'objectstorage.REGION.oraclecloud.com')];
    var published_ranges = __webpack_require__(4053);
    ; // CONCATENATED MODULE: ./build/origins/locate.js

    const FLOORS = {
      aws: 1000,
      gcp: 100,
      oci: 100,
      azure: 1000
    };
    const AT_ONCE = ['aws', 'gcp', 'oci'];
    function openLocator(source, options) {
      const failed = new Map();
      const feeds = new Map();
      const feed = vendor => {
        const reading = feeds.get(vendor) ?? load(vendor);
        feeds.set(vendor, reading);
        return reading;
      };
      const load = async vendor => {
        try {
          return await readRanges(vendor, source, options);
        } catch (error) {
          if (!(error instanceof origins_feeds.lS)) throw error;
          failed.set(vendor, error.message);
          return undefined;
        }
      };
      const published = async ip => {
        const ranges = await Promise.all(AT_ONCE.map(feed));
        return longest(ranges.flatMap(range => range?.find(ip) ?? [])) ?? (await feed('azure'))?.find(ip);
      };
      return {
        get notices() {
          return failed.size > 0 ? [failedNotice(failed)] : [];
        },
        published,
        begin() {
          for (const vendor of AT_ONCE) void feed(vendor);
        },
        async locate({
          ip,
          names,
          vendor
        }) {
          const range = await published(ip);
          const byName = evidenceOfNames(names, vendor);
          const unread = namesOf(failed, vendor);
          const uncertain = unread === '' ? {} : {
            unread
          };
          const byRange = range && (await targetOfRange(range, options.regions));
          if (range !== undefined && byRange !== undefined && (vendor === undefined || vendor === range.vendor)) {
            const disagrees = byName !== undefined && !(0, mapping.cS)(byName.target, byRange);
            return {
              kind: 'found',
              target: byRange,
              evidence: {
                kind: 'published',
                words: range.words,
                ...uncertain
              },
              ...(disagrees ? {
                disagreement: disagreementOf(byName, range, byRange)
              } : {})
            };
          }
          if (byName === undefined) return {
            kind: 'unknown',
            reason: reasonOf(range, byRange, names, vendor, failed),
            ...uncertain
          };
          return {
            ...byName,
            evidence: {
              ...byName.evidence,
              ...uncertain
            }
          };
        }
      };
    }
    async function readRanges(vendor, source, options) {
      const {
        body,
        fileDate
      } = await (0, origins_feeds.DR)(vendor, source, options);
      const floor = source.kind === 'published' ? FLOORS[vendor] : 1;
      const ranges = (0, published_ranges.Jh)(vendor, body, {
        floor,
        fileDate
      });
      if ((0, feed_shapes.k)(ranges)) throw new origins_feeds.lS(`what was read ${ranges.fault}`);
      return ranges;
    }
    function longest(ranges) {
      const [first, second] = ranges.toSorted((a, b) => b.length - a.length);
      if (first === undefined || first.length !== second?.length) return first;
      const [one, other] = [first, second].map(({
        vendor
      }) => published_ranges.vD[vendor]);
      return {
        ...first,
        place: {
          kind: 'contradictory',
          regions: [`${one}`, `${other}`]
        },
        words: `published by two clouds, ${one} and ${other}`
      };
    }
    async function targetOfRange(range, regions) {
      const region = (0, published_ranges.bL)(range, range.vendor === 'azure' ? await regions() : undefined);
      return region === undefined ? undefined : {
        vendor: range.vendor,
        region
      };
    }
    function evidenceOfNames(names, vendor) {
      for (const name of names.toReversed()) {
        const target = regionOfName(name);
        if (target !== undefined && (vendor === undefined || vendor === target.vendor)) return {
          kind: 'found',
          target,
          evidence: {
            kind: 'host',
            words: `host name ${name}`
          }
        };
      }
      return undefined;
    }
    function disagreementOf({
      evidence,
      target
    }, {
      vendor,
      prefix
    }, {
      region
    }) {
      return `${evidence.words} says ${(0, mapping.je)(target)}, but ${published_ranges.vD[vendor]} publishes ${prefix} as ${region}; that counts`;
    }
    function failedNotice(failed) {
      const clouds = [...failed].map(([vendor, reason]) => ({
        name: published_ranges.vD[vendor],
        reason
      }));
      const [first, ...more] = clouds.sort((a, b) => a.name < b.name ? -1 : 1);
      const reasons = more.length === 0 ? first?.reason : clouds.map(({
        name,
        reason
      }) => `${name}: ${reason}`).join('; ');
      return `The published ranges of ${clouds.map(({
        name
      }) => name).join(', ')} cannot be had, so they tell nothing: ${reasons}. Give vendor and region where they are needed, or give copies of the ranges with ip-ranges`;
    }
    function namesOf(clouds, vendor) {
      return [...clouds.keys()].filter(cloud => vendor === undefined || cloud === vendor).map(cloud => published_ranges.vD[cloud]).join(', ');
    }
    function reasonOf(range, target, names, vendor, failed) {
      const known = [];
      if (range === undefined) {
        const unread = namesOf(failed);
        known.push(`in no published range${unread === '' ? '' : ` (those of ${unread} could not be read)`}`);
      } else if (target === undefined) known.push(range.words);else known.push(`${range.words}, which is ${(0, mapping.je)(target)}, but only vendor ${vendor} is believed`);
      const host = names[0];
      if (host !== undefined) known.push(`host name ${host} tells no region${vendor ? ` of ${vendor}` : ''}`);
      return known.join('; ');
    }
    var resolver = __webpack_require__(8652);
    ; // CONCATENATED MODULE: ./build/stages/origin-search.js

    const LONGEST_RANGES = 5000;
    function openOriginSearch(ranges, {
      clock,
      cutOff,
      stop,
      budget,
      openHttp,
      openResolver
    }, api, opened) {
      const regions = async () => {
        const found = (await opened).regions;
        return found instanceof cloudflare_error.Oi ? undefined : found;
      };
      const locator = openLocator(ranges, {
        openHttp,
        clock,
        signal: cutOff,
        regions
      });
      let cloudflare;
      const answers = new Map();
      const cloudflareAddresses = () => {
        cloudflare ??= (0, resolver.cC)(() => readCloudflareRanges(api, clock.timeout(LONGEST_RANGES)));
        return cloudflare;
      };
      const resolveNames = async (hosts, readsCnames = () => true) => {
        const options = {
          clock,
          signal: cutOff,
          left: budget.left,
          readsCnames
        };
        const found = await (0, resolver.Gn)(hosts.filter(host => !answers.has(host)), openResolver, options);
        if (cutOff.aborted || hosts.length > 0 && budget.left() <= 0) throw new cloudflare_error.Oi(stop.aborted ? 'cancelled' : 'out-of-time', stop.aborted ? 'The run was cancelled while host names were resolved' : 'The time for the run was used up while host names were resolved; raise timeout-seconds');
        for (const [host, answer] of found) answers.set(host, answer);
        return answers;
      };
      return {
        locator,
        cloudflareAddresses,
        resolveNames,
        async resolve(entries) {
          const hosts = new Map();
          for (const {
            origin,
            location
          } of entries) if (origin.kind === 'host') hosts.set(origin.host, location.kind === 'auto');
          if (entries.some(({
            location
          }) => location.kind === 'auto')) locator.begin();
          const own = hosts.size > 0 ? cloudflareAddresses() : undefined;
          await resolveNames([...hosts.keys()], host => hosts.get(host) === true);
          const expansion = expandEntries(entries, answers, await own);
          const located = await locateCandidates(expansion.candidates, locator);
          const {
            desired,
            problems,
            notices
          } = toDesired(expansion.candidates, located);
          const notice = (await own)?.notice;
          const missing = [...(notice === undefined ? [] : [notice]), ...locator.notices];
          return {
            desired,
            problems: [...expansion.problems, ...problems],
            notices: [...expansion.notices, ...notices, ...missing.map(message => ({
              message
            }))],
            outcomes: expansion.outcomes,
            incomplete: expansion.incomplete
          };
        }
      };
    }
    async function discoverOrigins({
      vendor,
      fallback
    }, zoneId, {
      api,
      search,
      opened
    }) {
      const endings = traceRecords(await readDnsRecords(api, zoneId));
      const [answers, cloudflare] = await Promise.all([search.resolveNames(hostsToResolve(endings)), search.cloudflareAddresses()]);
      const origins = findOrigins(endings, answers, cloudflare);
      const located = await locateFound(origins.origins, search.locator, vendor);
      const {
        existing,
        regions
      } = await opened;
      const {
        desired,
        discovery,
        notices
      } = toDiscovery(origins, located, {
        existing,
        regions: regions instanceof cloudflare_error.Oi ? undefined : regions,
        ...(fallback === undefined ? {} : {
          fallback
        })
      });
      const incomplete = [...answers].flatMap(([host, answer]) => answer.kind === 'addresses' && answer.incomplete !== undefined ? [`Host ${host} may have more addresses than DNS answered (${answer.incomplete})`] : []);
      const missing = [...incomplete, ...(cloudflare.notice === undefined ? [] : [cloudflare.notice]), ...search.locator.notices];
      return {
        desired,
        problems: [],
        notices: [...notices, ...missing.map(message => ({
          message
        }))],
        outcomes: [],
        incomplete: [],
        discovery
      };
    }

    /***/
  })
};
