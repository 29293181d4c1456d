export const id = 883;
export const ids = [883];
export const modules = {
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
  /***/7883: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.r(__webpack_exports__);
    __webpack_require__.d(__webpack_exports__, {
      checkRegions: () => (checkRegions)
    });
    var _domain_mapping_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8595);
    var _published_ranges_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4053);
    async function checkRegions(origins, locator, regions) {
      if (regions === undefined) return [];
      const checked = await Promise.all(origins.map(origin => check(origin, locator, regions)));
      return checked.flatMap(problem => problem ?? []);
    }
    async function check({
      ip,
      target,
      places
    }, locator, regions) {
      const declaredTiers = tiersOf(target, regions);
      if (declaredTiers === undefined) return undefined;
      const range = await locator.published(ip);
      const region = range && (0, _published_ranges_js__WEBPACK_IMPORTED_MODULE_0__.bL)(range, regions);
      if (range === undefined || region === undefined) return undefined;
      if (range.place.kind === 'region' && range.place.borderGroup !== undefined) return undefined;
      const published = {
        vendor: range.vendor,
        region
      };
      const publishedTiers = tiersOf(published, regions);
      if (publishedTiers === undefined || (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_1__.cS)(target, published)) return undefined;
      if (sameSet(declaredTiers, publishedTiers)) return undefined;
      const place = places?.region ?? places?.vendor ?? places?.origin;
      return {
        message: `${ip} is declared as ${(0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_1__.je)(target)} (upper tiers ${declaredTiers.join(', ')}), but it is in ${(0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_1__.je)(published)} (upper tiers ${publishedTiers.join(', ')}), ${range.words}. Correct vendor and region; where they differ on purpose, write check: false in the entry`,
        ...(place === undefined ? {} : {
          place
        })
      };
    }
    function tiersOf({
      vendor,
      region
    }, regions) {
      const tiers = regions.get(vendor)?.get(region);
      return tiers === undefined || tiers.length === 0 ? undefined : tiers;
    }
    function sameSet(a, b) {
      return new Set(a).symmetricDifference(new Set(b)).size === 0;
    }

    /***/
  })
};
