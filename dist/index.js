const __WEBPACK_EXTERNAL_MODULE_undici__ = {
  ProxyAgent: class {},
  fetch() {
    throw new Error("undici is not in the bundle");
  }
};
import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_modules__ = {
  /***/4706: (/***/(module, __unused_webpack_exports, __nccwpck_require__) => {
    var x = y => {
      var x = {};
      __nccwpck_require__.d(x, y);
      return x;
    };
    var y = x => () => x;
    module.exports = x({
      ["ProxyAgent"]: () => __WEBPACK_EXTERNAL_MODULE_undici__.ProxyAgent,
      ["fetch"]: () => __WEBPACK_EXTERNAL_MODULE_undici__.fetch
    });

    /***/
  }),
  /***/2613: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

    /***/
  }),
  /***/181: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

    /***/
  }),
  /***/5317: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

    /***/
  }),
  /***/6982: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

    /***/
  }),
  /***/4434: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

    /***/
  }),
  /***/9896: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

    /***/
  }),
  /***/8611: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

    /***/
  }),
  /***/5692: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

    /***/
  }),
  /***/9278: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

    /***/
  }),
  /***/4573: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

    /***/
  }),
  /***/7598: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

    /***/
  }),
  /***/1553: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns/promises");

    /***/
  }),
  /***/3024: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

    /***/
  }),
  /***/1455: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

    /***/
  }),
  /***/7067: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

    /***/
  }),
  /***/4708: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

    /***/
  }),
  /***/7030: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

    /***/
  }),
  /***/8161: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

    /***/
  }),
  /***/6760: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

    /***/
  }),
  /***/3136: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

    /***/
  }),
  /***/8522: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

    /***/
  }),
  /***/857: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

    /***/
  }),
  /***/6928: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

    /***/
  }),
  /***/932: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

    /***/
  }),
  /***/3193: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

    /***/
  }),
  /***/3245: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("supports-color");

    /***/
  }),
  /***/3557: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

    /***/
  }),
  /***/4756: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

    /***/
  }),
  /***/2018: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tty");

    /***/
  }),
  /***/7016: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

    /***/
  }),
  /***/9023: (/***/module => {
    module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

    /***/
  }),
  /***/8280: (/***/function (module) {
    (function (root) {
      'use strict';
      const ipv4Part = '(0?\\d+|0x[a-f0-9]+)';
      const ipv4Regexes = {
        fourOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}$`, 'i'),
        threeOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}$`, 'i'),
        twoOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}$`, 'i'),
        longValue: new RegExp(`^${ipv4Part}$`, 'i')
      };
      const octalRegex = new RegExp(`^0[0-7]+$`, 'i');
      const hexRegex = new RegExp(`^0x[a-f0-9]+$`, 'i');
      const zoneIndex = '%[0-9a-z]{1,}';
      const ipv6Part = '(?:[0-9a-f]+::?)+';
      const ipv6Regexes = {
        zoneIndex: new RegExp(zoneIndex, 'i'),
        'native': new RegExp(`^(::)?(${ipv6Part})?([0-9a-f]+)?(::)?(${zoneIndex})?$`, 'i'),
        deprecatedTransitional: new RegExp(`^(?:::)(${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}(${zoneIndex})?)$`, 'i'),
        transitional: new RegExp(`^((?:${ipv6Part})|(?:::)(?:${ipv6Part})?)${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}(${zoneIndex})?$`, 'i')
      };
      function expandIPv6(string, parts) {
        if (string.indexOf('::') !== string.lastIndexOf('::')) {
          return null;
        }
        let colonCount = 0;
        let lastColon = -1;
        let zoneId = (string.match(ipv6Regexes.zoneIndex) || [])[0];
        let replacement, replacementCount;
        if (zoneId) {
          zoneId = zoneId.substring(1);
          string = string.replace(/%.+$/, '');
        }
        while ((lastColon = string.indexOf(':', lastColon + 1)) >= 0) {
          colonCount++;
        }
        if (string.substr(0, 2) === '::') {
          colonCount--;
        }
        if (string.substr(-2, 2) === '::') {
          colonCount--;
        }
        if (colonCount >= parts) {
          return null;
        }
        replacementCount = parts - colonCount;
        replacement = ':';
        while (replacementCount--) {
          replacement += '0:';
        }
        string = string.replace('::', replacement);
        if (string[0] === ':') {
          string = string.slice(1);
        }
        if (string[string.length - 1] === ':') {
          string = string.slice(0, -1);
        }
        parts = function () {
          const ref = string.split(':');
          const results = [];
          for (let i = 0; i < ref.length; i++) {
            results.push(ref[i].length > 4 ? NaN : parseInt(ref[i], 16));
          }
          return results;
        }();
        return {
          parts: parts,
          zoneId: zoneId
        };
      }
      function matchCIDR(first, second, partSize, cidrBits) {
        if (first.length !== second.length) {
          throw new Error('ipaddr: cannot match CIDR for objects with different lengths');
        }
        let part = 0;
        let shift;
        while (cidrBits > 0) {
          shift = partSize - cidrBits;
          if (shift < 0) {
            shift = 0;
          }
          if (first[part] >> shift !== second[part] >> shift) {
            return false;
          }
          cidrBits -= partSize;
          part += 1;
        }
        return true;
      }
      function parseIntAuto(string) {
        if (hexRegex.test(string)) {
          return parseInt(string, 16);
        }
        if (string[0] === '0' && !isNaN(parseInt(string[1], 10))) {
          if (octalRegex.test(string)) {
            return parseInt(string, 8);
          }
          throw new Error(`ipaddr: cannot parse ${string} as octal`);
        }
        return parseInt(string, 10);
      }
      function padPart(part, length) {
        while (part.length < length) {
          part = `0${part}`;
        }
        return part;
      }
      const ipaddr = {};
      ipaddr.IPv4 = function () {
        function IPv4(octets) {
          if (octets.length !== 4) {
            throw new Error('ipaddr: ipv4 octet count should be 4');
          }
          let i, octet;
          for (i = 0; i < octets.length; i++) {
            octet = octets[i];
            if (!(0 <= octet && octet <= 255)) {
              throw new Error('ipaddr: ipv4 octet should fit in 8 bits');
            }
          }
          this.octets = octets;
        }
        IPv4.prototype.SpecialRanges = {
          unspecified: [[new IPv4([0, 0, 0, 0]), 8]],
          broadcast: [[new IPv4([255, 255, 255, 255]), 32]],
          multicast: [[new IPv4([224, 0, 0, 0]), 4]],
          linkLocal: [[new IPv4([169, 254, 0, 0]), 16]],
          loopback: [[new IPv4([127, 0, 0, 0]), 8]],
          carrierGradeNat: [[new IPv4([100, 64, 0, 0]), 10]],
          'private': [[new IPv4([10, 0, 0, 0]), 8], [new IPv4([172, 16, 0, 0]), 12], [new IPv4([192, 168, 0, 0]), 16]],
          reserved: [[new IPv4([192, 0, 0, 0]), 24], [new IPv4([192, 0, 2, 0]), 24], [new IPv4([192, 88, 99, 0]), 24], [new IPv4([198, 18, 0, 0]), 15], [new IPv4([198, 51, 100, 0]), 24], [new IPv4([203, 0, 113, 0]), 24], [new IPv4([240, 0, 0, 0]), 4]],
          as112: [[new IPv4([192, 175, 48, 0]), 24], [new IPv4([192, 31, 196, 0]), 24]],
          amt: [[new IPv4([192, 52, 193, 0]), 24]]
        };
        IPv4.prototype.kind = function () {
          return 'ipv4';
        };
        IPv4.prototype.match = function (other, cidrRange) {
          let ref;
          if (cidrRange === undefined) {
            ref = other;
            other = ref[0];
            cidrRange = ref[1];
          }
          if (other.kind() !== 'ipv4') {
            throw new Error('ipaddr: cannot match ipv4 address with non-ipv4 one');
          }
          return matchCIDR(this.octets, other.octets, 8, cidrRange);
        };
        IPv4.prototype.prefixLengthFromSubnetMask = function () {
          let cidr = 0;
          let stop = false;
          const zerotable = {
            0: 8,
            128: 7,
            192: 6,
            224: 5,
            240: 4,
            248: 3,
            252: 2,
            254: 1,
            255: 0
          };
          let i, octet, zeros;
          for (i = 3; i >= 0; i -= 1) {
            octet = this.octets[i];
            if (octet in zerotable) {
              zeros = zerotable[octet];
              if (stop && zeros !== 0) {
                return null;
              }
              if (zeros !== 8) {
                stop = true;
              }
              cidr += zeros;
            } else {
              return null;
            }
          }
          return 32 - cidr;
        };
        IPv4.prototype.range = function () {
          return ipaddr.subnetMatch(this, this.SpecialRanges);
        };
        IPv4.prototype.toByteArray = function () {
          return this.octets.slice(0);
        };
        IPv4.prototype.toIPv4MappedAddress = function () {
          return ipaddr.IPv6.parse(`::ffff:${this.toString()}`);
        };
        IPv4.prototype.toNormalizedString = function () {
          return this.toString();
        };
        IPv4.prototype.toString = function () {
          return this.octets.join('.');
        };
        return IPv4;
      }();
      ipaddr.IPv4.broadcastAddressFromCIDR = function (string) {
        try {
          const cidr = this.parseCIDR(string);
          const ipInterfaceOctets = cidr[0].toByteArray();
          const subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
          const octets = [];
          let i = 0;
          while (i < 4) {
            octets.push(parseInt(ipInterfaceOctets[i], 10) | parseInt(subnetMaskOctets[i], 10) ^ 255);
            i++;
          }
          return new this(octets);
        } catch (e) {
          throw new Error('ipaddr: the address does not have IPv4 CIDR format', {
            cause: e
          });
        }
      };
      ipaddr.IPv4.isIPv4 = function (string) {
        return this.parser(string) !== null;
      };
      ipaddr.IPv4.isValid = function (string) {
        try {
          new this(this.parser(string));
          return true;
        } catch {
          return false;
        }
      };
      ipaddr.IPv4.isValidCIDR = function (string) {
        try {
          this.parseCIDR(string);
          return true;
        } catch {
          return false;
        }
      };
      ipaddr.IPv4.isValidFourPartDecimal = function (string) {
        if (ipaddr.IPv4.isValid(string) && string.match(/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){3}$/)) {
          return true;
        } else {
          return false;
        }
      };
      ipaddr.IPv4.isValidCIDRFourPartDecimal = function (string) {
        const match = string.match(/^(.+)\/(\d+)$/);
        if (!ipaddr.IPv4.isValidCIDR(string) || !match) {
          return false;
        }
        return ipaddr.IPv4.isValidFourPartDecimal(match[1]);
      };
      ipaddr.IPv4.networkAddressFromCIDR = function (string) {
        let cidr, i, ipInterfaceOctets, octets, subnetMaskOctets;
        try {
          cidr = this.parseCIDR(string);
          ipInterfaceOctets = cidr[0].toByteArray();
          subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
          octets = [];
          i = 0;
          while (i < 4) {
            octets.push(parseInt(ipInterfaceOctets[i], 10) & parseInt(subnetMaskOctets[i], 10));
            i++;
          }
          return new this(octets);
        } catch (e) {
          throw new Error('ipaddr: the address does not have IPv4 CIDR format', {
            cause: e
          });
        }
      };
      ipaddr.IPv4.parse = function (string) {
        const parts = this.parser(string);
        if (parts === null) {
          throw new Error('ipaddr: string is not formatted like an IPv4 Address');
        }
        return new this(parts);
      };
      ipaddr.IPv4.parseCIDR = function (string) {
        let match;
        if (match = string.match(/^(.+)\/(\d+)$/)) {
          const maskLength = parseInt(match[2]);
          if (maskLength >= 0 && maskLength <= 32) {
            const parsed = [this.parse(match[1]), maskLength];
            Object.defineProperty(parsed, 'toString', {
              value: function () {
                return this.join('/');
              }
            });
            return parsed;
          }
        }
        throw new Error('ipaddr: string is not formatted like an IPv4 CIDR range');
      };
      ipaddr.IPv4.parser = function (string) {
        let match, part, value;
        if (match = string.match(ipv4Regexes.fourOctet)) {
          return function () {
            const ref = match.slice(1, 6);
            const results = [];
            for (let i = 0; i < ref.length; i++) {
              part = ref[i];
              results.push(parseIntAuto(part));
            }
            return results;
          }();
        } else if (match = string.match(ipv4Regexes.longValue)) {
          value = parseIntAuto(match[1]);
          if (value > 0xffffffff || value < 0) {
            throw new Error('ipaddr: address outside defined range');
          }
          return function () {
            const results = [];
            let shift;
            for (shift = 0; shift <= 24; shift += 8) {
              results.push(value >> shift & 0xff);
            }
            return results;
          }().reverse();
        } else if (match = string.match(ipv4Regexes.twoOctet)) {
          return function () {
            const ref = match.slice(1, 4);
            const results = [];
            value = parseIntAuto(ref[1]);
            if (value > 0xffffff || value < 0) {
              throw new Error('ipaddr: address outside defined range');
            }
            results.push(parseIntAuto(ref[0]));
            results.push(value >> 16 & 0xff);
            results.push(value >> 8 & 0xff);
            results.push(value & 0xff);
            return results;
          }();
        } else if (match = string.match(ipv4Regexes.threeOctet)) {
          return function () {
            const ref = match.slice(1, 5);
            const results = [];
            value = parseIntAuto(ref[2]);
            if (value > 0xffff || value < 0) {
              throw new Error('ipaddr: address outside defined range');
            }
            results.push(parseIntAuto(ref[0]));
            results.push(parseIntAuto(ref[1]));
            results.push(value >> 8 & 0xff);
            results.push(value & 0xff);
            return results;
          }();
        } else {
          return null;
        }
      };
      ipaddr.IPv4.subnetMaskFromPrefixLength = function (prefix) {
        prefix = parseInt(prefix);
        if (Number.isNaN(prefix) || prefix < 0 || prefix > 32) {
          throw new Error('ipaddr: invalid IPv4 prefix length');
        }
        const octets = [0, 0, 0, 0];
        let j = 0;
        const filledOctetCount = Math.floor(prefix / 8);
        while (j < filledOctetCount) {
          octets[j] = 255;
          j++;
        }
        if (filledOctetCount < 4) {
          octets[filledOctetCount] = Math.pow(2, prefix % 8) - 1 << 8 - prefix % 8;
        }
        return new this(octets);
      };
      ipaddr.IPv6 = function () {
        function IPv6(parts, zoneId) {
          let i, part;
          if (parts.length === 16) {
            this.parts = [];
            for (i = 0; i <= 14; i += 2) {
              this.parts.push(parts[i] << 8 | parts[i + 1]);
            }
          } else if (parts.length === 8) {
            this.parts = parts;
          } else {
            throw new Error('ipaddr: ipv6 part count should be 8 or 16');
          }
          for (i = 0; i < this.parts.length; i++) {
            part = this.parts[i];
            if (!(0 <= part && part <= 0xffff)) {
              throw new Error('ipaddr: ipv6 part should fit in 16 bits');
            }
          }
          if (zoneId) {
            this.zoneId = zoneId;
          }
        }
        IPv6.prototype.SpecialRanges = {
          unspecified: [new IPv6([0, 0, 0, 0, 0, 0, 0, 0]), 128],
          linkLocal: [new IPv6([0xfe80, 0, 0, 0, 0, 0, 0, 0]), 10],
          multicast: [new IPv6([0xff00, 0, 0, 0, 0, 0, 0, 0]), 8],
          loopback: [new IPv6([0, 0, 0, 0, 0, 0, 0, 1]), 128],
          uniqueLocal: [new IPv6([0xfc00, 0, 0, 0, 0, 0, 0, 0]), 7],
          ipv4Mapped: [new IPv6([0, 0, 0, 0, 0, 0xffff, 0, 0]), 96],
          deprecatedSiteLocal: [new IPv6([0xfec0, 0, 0, 0, 0, 0, 0, 0]), 10],
          discard: [new IPv6([0x100, 0, 0, 0, 0, 0, 0, 0]), 64],
          rfc6145: [new IPv6([0, 0, 0, 0, 0xffff, 0, 0, 0]), 96],
          rfc6052: [[new IPv6([0x64, 0xff9b, 0, 0, 0, 0, 0, 0]), 96], [new IPv6([0x64, 0xff9b, 0x1, 0, 0, 0, 0, 0]), 48]],
          '6to4': [new IPv6([0x2002, 0, 0, 0, 0, 0, 0, 0]), 16],
          teredo: [new IPv6([0x2001, 0, 0, 0, 0, 0, 0, 0]), 32],
          benchmarking: [new IPv6([0x2001, 0x2, 0, 0, 0, 0, 0, 0]), 48],
          amt: [new IPv6([0x2001, 0x3, 0, 0, 0, 0, 0, 0]), 32],
          as112v6: [[new IPv6([0x2001, 0x4, 0x112, 0, 0, 0, 0, 0]), 48], [new IPv6([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0]), 48]],
          deprecatedOrchid: [new IPv6([0x2001, 0x10, 0, 0, 0, 0, 0, 0]), 28],
          orchid2: [new IPv6([0x2001, 0x20, 0, 0, 0, 0, 0, 0]), 28],
          droneRemoteIdProtocolEntityTags: [new IPv6([0x2001, 0x30, 0, 0, 0, 0, 0, 0]), 28],
          segmentRouting: [new IPv6([0x5f00, 0, 0, 0, 0, 0, 0, 0]), 16],
          reserved: [[new IPv6([0x2001, 0, 0, 0, 0, 0, 0, 0]), 23], [new IPv6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0]), 32], [new IPv6([0x3fff, 0, 0, 0, 0, 0, 0, 0]), 20]]
        };
        IPv6.prototype.isIPv4MappedAddress = function () {
          return this.range() === 'ipv4Mapped';
        };
        IPv6.prototype.kind = function () {
          return 'ipv6';
        };
        IPv6.prototype.match = function (other, cidrRange) {
          let ref;
          if (cidrRange === undefined) {
            ref = other;
            other = ref[0];
            cidrRange = ref[1];
          }
          if (other.kind() !== 'ipv6') {
            throw new Error('ipaddr: cannot match ipv6 address with non-ipv6 one');
          }
          return matchCIDR(this.parts, other.parts, 16, cidrRange);
        };
        IPv6.prototype.prefixLengthFromSubnetMask = function () {
          let cidr = 0;
          let stop = false;
          const zerotable = {
            0: 16,
            32768: 15,
            49152: 14,
            57344: 13,
            61440: 12,
            63488: 11,
            64512: 10,
            65024: 9,
            65280: 8,
            65408: 7,
            65472: 6,
            65504: 5,
            65520: 4,
            65528: 3,
            65532: 2,
            65534: 1,
            65535: 0
          };
          let part, zeros;
          for (let i = 7; i >= 0; i -= 1) {
            part = this.parts[i];
            if (part in zerotable) {
              zeros = zerotable[part];
              if (stop && zeros !== 0) {
                return null;
              }
              if (zeros !== 16) {
                stop = true;
              }
              cidr += zeros;
            } else {
              return null;
            }
          }
          return 128 - cidr;
        };
        IPv6.prototype.range = function () {
          return ipaddr.subnetMatch(this, this.SpecialRanges);
        };
        IPv6.prototype.toByteArray = function () {
          let part;
          const bytes = [];
          const ref = this.parts;
          for (let i = 0; i < ref.length; i++) {
            part = ref[i];
            bytes.push(part >> 8);
            bytes.push(part & 0xff);
          }
          return bytes;
        };
        IPv6.prototype.toFixedLengthString = function () {
          const addr = function () {
            const results = [];
            for (let i = 0; i < this.parts.length; i++) {
              results.push(padPart(this.parts[i].toString(16), 4));
            }
            return results;
          }.call(this).join(':');
          let suffix = '';
          if (this.zoneId) {
            suffix = `%${this.zoneId}`;
          }
          return addr + suffix;
        };
        IPv6.prototype.toIPv4Address = function () {
          if (!this.isIPv4MappedAddress()) {
            throw new Error('ipaddr: trying to convert a generic ipv6 address to ipv4');
          }
          const ref = this.parts.slice(-2);
          const high = ref[0];
          const low = ref[1];
          return new ipaddr.IPv4([high >> 8, high & 0xff, low >> 8, low & 0xff]);
        };
        IPv6.prototype.toNormalizedString = function () {
          const addr = function () {
            const results = [];
            for (let i = 0; i < this.parts.length; i++) {
              results.push(this.parts[i].toString(16));
            }
            return results;
          }.call(this).join(':');
          let suffix = '';
          if (this.zoneId) {
            suffix = `%${this.zoneId}`;
          }
          return addr + suffix;
        };
        IPv6.prototype.toRFC5952String = function () {
          const regex = /((^|:)(0(:|$)){2,})/g;
          let suffix = '';
          if (this.zoneId) {
            suffix = `%${this.zoneId}`;
          }
          const normalized = this.toNormalizedString();
          const string = normalized.slice(0, normalized.length - suffix.length);
          let bestMatchIndex = 0;
          let bestMatchLength = -1;
          let bestMatchGroups = -1;
          let match;
          while (match = regex.exec(string)) {
            const groups = (match[0].match(/0/g) || []).length;
            if (groups > bestMatchGroups) {
              bestMatchGroups = groups;
              bestMatchIndex = match.index;
              bestMatchLength = match[0].length;
            }
          }
          if (bestMatchLength < 0) {
            return string + suffix;
          }
          return `${string.substring(0, bestMatchIndex)}::${string.substring(bestMatchIndex + bestMatchLength)}${suffix}`;
        };
        IPv6.prototype.toString = function () {
          return this.toRFC5952String();
        };
        return IPv6;
      }();
      ipaddr.IPv6.broadcastAddressFromCIDR = function (string) {
        try {
          const cidr = this.parseCIDR(string);
          const ipInterfaceOctets = cidr[0].toByteArray();
          const subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
          const octets = [];
          let i = 0;
          while (i < 16) {
            octets.push(parseInt(ipInterfaceOctets[i], 10) | parseInt(subnetMaskOctets[i], 10) ^ 255);
            i++;
          }
          return new this(octets);
        } catch (e) {
          throw new Error('ipaddr: the address does not have IPv6 CIDR format', {
            cause: e
          });
        }
      };
      ipaddr.IPv6.isIPv6 = function (string) {
        return this.parser(string) !== null;
      };
      ipaddr.IPv6.isValid = function (string) {
        if (typeof string === 'string' && string.indexOf(':') === -1) {
          return false;
        }
        try {
          const addr = this.parser(string);
          new this(addr.parts, addr.zoneId);
          return true;
        } catch {
          return false;
        }
      };
      ipaddr.IPv6.isValidCIDR = function (string) {
        if (typeof string === 'string' && string.indexOf(':') === -1) {
          return false;
        }
        try {
          this.parseCIDR(string);
          return true;
        } catch {
          return false;
        }
      };
      ipaddr.IPv6.networkAddressFromCIDR = function (string) {
        let cidr, i, ipInterfaceOctets, octets, subnetMaskOctets;
        try {
          cidr = this.parseCIDR(string);
          ipInterfaceOctets = cidr[0].toByteArray();
          subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
          octets = [];
          i = 0;
          while (i < 16) {
            octets.push(parseInt(ipInterfaceOctets[i], 10) & parseInt(subnetMaskOctets[i], 10));
            i++;
          }
          return new this(octets);
        } catch (e) {
          throw new Error('ipaddr: the address does not have IPv6 CIDR format', {
            cause: e
          });
        }
      };
      ipaddr.IPv6.parse = function (string) {
        const addr = this.parser(string);
        if (addr === null) {
          throw new Error('ipaddr: string is not formatted like an IPv6 Address');
        }
        return new this(addr.parts, addr.zoneId);
      };
      ipaddr.IPv6.parseCIDR = function (string) {
        let maskLength, match, parsed;
        if (match = string.match(/^(.+)\/(\d+)$/)) {
          maskLength = parseInt(match[2]);
          if (maskLength >= 0 && maskLength <= 128) {
            parsed = [this.parse(match[1]), maskLength];
            Object.defineProperty(parsed, 'toString', {
              value: function () {
                return this.join('/');
              }
            });
            return parsed;
          }
        }
        throw new Error('ipaddr: string is not formatted like an IPv6 CIDR range');
      };
      ipaddr.IPv6.parser = function (string) {
        let addr, i, match, octet, octets, zoneId;
        if (match = string.match(ipv6Regexes.deprecatedTransitional)) {
          return this.parser(`::ffff:${match[1]}`);
        }
        if (ipv6Regexes.native.test(string)) {
          return expandIPv6(string, 8);
        }
        if (match = string.match(ipv6Regexes.transitional)) {
          zoneId = match[6] || '';
          addr = match[1];
          if (!match[1].endsWith('::')) {
            addr = addr.slice(0, -1);
          }
          addr = expandIPv6(addr + zoneId, 6);
          if (addr && addr.parts) {
            octets = [parseInt(match[2]), parseInt(match[3]), parseInt(match[4]), parseInt(match[5])];
            for (i = 0; i < octets.length; i++) {
              octet = octets[i];
              if (!(0 <= octet && octet <= 255)) {
                return null;
              }
            }
            addr.parts.push(octets[0] << 8 | octets[1]);
            addr.parts.push(octets[2] << 8 | octets[3]);
            return {
              parts: addr.parts,
              zoneId: addr.zoneId
            };
          }
        }
        return null;
      };
      ipaddr.IPv6.subnetMaskFromPrefixLength = function (prefix) {
        prefix = parseInt(prefix);
        if (Number.isNaN(prefix) || prefix < 0 || prefix > 128) {
          throw new Error('ipaddr: invalid IPv6 prefix length');
        }
        const octets = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let j = 0;
        const filledOctetCount = Math.floor(prefix / 8);
        while (j < filledOctetCount) {
          octets[j] = 255;
          j++;
        }
        if (filledOctetCount < 16) {
          octets[filledOctetCount] = Math.pow(2, prefix % 8) - 1 << 8 - prefix % 8;
        }
        return new this(octets);
      };
      ipaddr.fromByteArray = function (bytes) {
        const length = bytes.length;
        if (length === 4) {
          return new ipaddr.IPv4(bytes);
        } else if (length === 16) {
          return new ipaddr.IPv6(bytes);
        } else {
          throw new Error('ipaddr: the binary input is neither an IPv6 nor IPv4 address');
        }
      };
      ipaddr.isValid = function (string) {
        return ipaddr.IPv6.isValid(string) || ipaddr.IPv4.isValid(string);
      };
      ipaddr.isValidCIDR = function (string) {
        return ipaddr.IPv6.isValidCIDR(string) || ipaddr.IPv4.isValidCIDR(string);
      };
      ipaddr.parse = function (string) {
        if (ipaddr.IPv6.isValid(string)) {
          return ipaddr.IPv6.parse(string);
        } else if (ipaddr.IPv4.isValid(string)) {
          return ipaddr.IPv4.parse(string);
        } else {
          throw new Error('ipaddr: the address has neither IPv6 nor IPv4 format');
        }
      };
      ipaddr.parseCIDR = function (string) {
        try {
          return ipaddr.IPv6.parseCIDR(string);
        } catch {
          try {
            return ipaddr.IPv4.parseCIDR(string);
          } catch (e) {
            throw new Error('ipaddr: the address has neither IPv6 nor IPv4 CIDR format', {
              cause: e
            });
          }
        }
      };
      ipaddr.process = function (string) {
        const addr = this.parse(string);
        if (addr.kind() === 'ipv6' && addr.isIPv4MappedAddress()) {
          return addr.toIPv4Address();
        } else {
          return addr;
        }
      };
      ipaddr.subnetMatch = function (address, rangeList, defaultName) {
        let i, rangeName, rangeSubnets, subnet;
        if (defaultName === undefined || defaultName === null) {
          defaultName = 'unicast';
        }
        for (rangeName in rangeList) {
          if (Object.prototype.hasOwnProperty.call(rangeList, rangeName)) {
            rangeSubnets = rangeList[rangeName];
            if (rangeSubnets[0] && !(rangeSubnets[0] instanceof Array)) {
              rangeSubnets = [rangeSubnets];
            }
            for (i = 0; i < rangeSubnets.length; i++) {
              subnet = rangeSubnets[i];
              if (address.kind() === subnet[0].kind() && address.match.apply(address, subnet)) {
                return rangeName;
              }
            }
          }
        }
        return defaultName;
      };
      if (true && module.exports) {
        module.exports = ipaddr;
      } else {
        root.ipaddr = ipaddr;
      }
    })(this);

    /***/
  }),
  /***/6375: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      BU: () => (BATCH_SIZE),
      Tv: () => (NO_ROUTE_REMEDY),
      lD: () => (openZone)
    });
    var mapping = __nccwpck_require__(8595);
    var cloudflare_error = __nccwpck_require__(5960);
    var paged_list = __nccwpck_require__(1680);
    var shapes = __nccwpck_require__(5006);
    ; // CONCATENATED MODULE: ./build/cloudflare/mappings-api.js

    const BATCH_SIZE = 100;
    async function emptyIfMissing(reply, empty) {
      try {
        return (await reply).value;
      } catch (error) {
        if (error instanceof cloudflare_error.Oi && error.kind === 'missing') return empty;
        throw error;
      }
    }
    function mappingsV1(api, zoneId) {
      const path = `/zones/${zoneId}/cache/origin_cloud_regions`;
      return {
        version: 'v1',
        async openList() {
          const list = await emptyIfMissing(api.call({
            method: 'GET',
            path
          }, 'v1List'), (0, shapes.fl)([], 1));
          return {
            isEmpty: (0, mapping.Nd)(list) === 0,
            whole: async () => list
          };
        },
        regions: async () => (await api.call({
          method: 'GET',
          path: `${path}/supported_regions`
        }, 'regions')).value,
        put: ({
          ip,
          vendor,
          region
        }) => api.call({
          method: 'PATCH',
          path,
          body: {
            ip,
            vendor,
            region
          }
        }, 'v1Written'),
        putBatch: mappings => api.call({
          method: 'PATCH',
          path: `${path}/batch`,
          body: mappings.map(({
            ip,
            vendor,
            region
          }) => ({
            ip,
            vendor,
            region
          }))
        }, 'v1Batch'),
        remove: ip => api.call({
          method: 'DELETE',
          path: `${path}/${ip}`
        }, 'done'),
        removeBatch: ips => api.call({
          method: 'DELETE',
          path: `${path}/batch`,
          body: ips
        }, 'v1Batch')
      };
    }
    const PER_PAGE = 100;
    const NO_PAGE = {
      rows: [],
      total: 0
    };
    function mappingsV2(api, zoneId) {
      const path = `/zones/${zoneId}/origin/cloud_regions`;
      const page = (number, signal) => emptyIfMissing(api.call({
        method: 'GET',
        path: `${path}?page=${number}&per_page=${PER_PAGE}`,
        ...(signal ? {
          signal
        } : {})
      }, 'v2Page'), NO_PAGE);
      return {
        version: 'v2',
        async openList(signal) {
          const first = await page(1, signal);
          return {
            isEmpty: first.total === 0 && first.rows.length === 0,
            async whole() {
              const {
                rows,
                pages
              } = await (0, paged_list.e)(first, page, shapes.GI, 'The list of mappings');
              return (0, shapes.fl)(rows, pages);
            }
          };
        },
        regions: async () => (await api.call({
          method: 'GET',
          path: `${path}/supported_regions`
        }, 'regions')).value,
        put: mapping => api.call({
          method: 'PUT',
          path: `${path}/${mapping.ip}`,
          body: bodyOf(mapping)
        }, 'done'),
        putBatch: mappings => api.call({
          method: 'PUT',
          path: `${path}/batch`,
          body: mappings.map(bodyOf)
        }, 'v2Batch'),
        remove: ip => api.call({
          method: 'DELETE',
          path: `${path}/${ip}`
        }, 'done'),
        removeBatch: ips => api.call({
          method: 'DELETE',
          path: `${path}/batch`,
          body: ips
        }, 'v2Batch')
      };
    }
    function bodyOf({
      ip,
      vendor,
      region
    }) {
      return {
        origin_ip: ip,
        vendor,
        region
      };
    }
    ; // CONCATENATED MODULE: ./build/cloudflare/zone.js

    const NO_ROUTE_REMEDY = "This can mean a wrong zone ID, a token without access to the zone, an api-base-url that is not the API's, or an API without these endpoints. Check the zone ID on the overview page of the zone, and that the token covers this zone";
    function fixedZone(api, id, mappings, access) {
      return zoneOf(id, access, {
        version: () => mappings.version,
        over: async call => {
          try {
            return await call(mappings);
          } catch (error) {
            throw explained(error, api);
          }
        }
      });
    }
    function changeableZone(api, id, {
      first,
      other,
      holds,
      notice
    }) {
      let current = first;
      let held = holds && first.version === 'v1';
      const change = words => {
        current = other;
        held = false;
        notice(`${words}; the run goes on with ${other.version}`);
      };
      const over = async call => {
        let refused;
        try {
          return await call(current, 0);
        } catch (error) {
          if (!(error instanceof cloudflare_error.Oi) || error.kind !== 'no-route') throw error;
          if (current === other) throw explained(error, api);
          refused = error;
        }
        const earlier = refused.tries - 1;
        const value = await call(other, earlier).catch(error => {
          if (error instanceof cloudflare_error.Oi) error.tries = error.tries === 0 ? refused.tries : error.tries + earlier;
          throw explained(error, api);
        });
        change(`The API ${first.version} no longer answers for this zone`);
        return value;
      };
      return zoneOf(id, 'full', {
        version: () => current.version,
        over,
        written() {
          held = current.version === 'v1';
        },
        async listInstead(list) {
          if (!held || current === other || (0, mapping.Nd)(list) > 0) return list;
          held = false;
          const second = await other.openList().catch(cloudflare_error.ZC);
          if (second instanceof cloudflare_error.Oi) {
            if (endsRun(second)) throw second;
            if (second.kind !== 'no-route') notice(unlearned(second));
            return list;
          }
          if (second.isEmpty) return list;
          const whole = await second.whole();
          change('The API v1 lists no mappings any more, and v2 does');
          return whole;
        }
      });
    }
    function zoneOf(id, access, {
      version,
      over,
      written,
      listInstead
    }) {
      const write = call => over(async (mappings, earlier = 0) => {
        const reply = await call(mappings);
        return {
          ...reply,
          tries: reply.tries + earlier
        };
      });
      const put = async call => {
        const reply = await write(call);
        written?.();
        return reply;
      };
      return {
        id,
        access,
        get version() {
          return version();
        },
        async list() {
          const list = await over(async mappings => (await mappings.openList()).whole());
          return listInstead === undefined ? list : await listInstead(list);
        },
        put: mapping => put(mappings => mappings.put(mapping)),
        putBatch: list => put(mappings => mappings.putBatch(list)),
        remove: ip => write(mappings => mappings.remove(ip)),
        removeBatch: ips => write(mappings => mappings.removeBatch(ips))
      };
    }
    function explained(error, {
      base
    }) {
      if (!(error instanceof cloudflare_error.Oi) || error.kind !== 'no-route') return error;
      const usual = /\/client\/v4\/?$/.test(base.pathname) ? '' : `. The API's address usually ends in /client/v4; this run's api-base-url does not`;
      const whole = new cloudflare_error.Oi('no-route', `${error.message}. ${NO_ROUTE_REMEDY}${usual}`, error.codes, error);
      whole.tries = error.tries;
      return whole;
    }
    function endsRun({
      kind
    }) {
      return kind === 'cancelled' || kind === 'out-of-time';
    }
    function unlearned({
      message
    }) {
      return `The API v1 lists no mappings, and whether v2 does could not be learned: ${message}`;
    }
    ; // CONCATENATED MODULE: ./build/cloudflare/choose-version.js

    async function openZone(api, zoneId, wish, notice) {
      const v1 = mappingsV1(api, zoneId);
      const v2 = mappingsV2(api, zoneId);
      if (wish !== 'auto') {
        const mappings = wish === 'v1' ? v1 : v2;
        const list = mappings.openList().then(opened => opened.whole());
        const [existing, regions] = await Promise.all([list.catch(cloudflare_error.ZC), regionsOf(mappings)]);
        if (!(existing instanceof cloudflare_error.Oi)) return {
          zone: fixedZone(api, zoneId, mappings, 'full'),
          existing,
          regions
        };
        if (existing.kind === 'no-route' && wish === 'v1') return {
          zone: fixedZone(api, zoneId, v1, 'patch-only'),
          regions
        };
        throw explained(existing, api);
      }
      const secondNotNeeded = new AbortController();
      const asked = v1.openList().catch(cloudflare_error.ZC);
      const second = v2.openList(secondNotNeeded.signal).catch(cloudflare_error.ZC);
      second.catch(() => {});
      const first = await asked;
      if (first instanceof cloudflare_error.Oi && endsRun(first)) throw first;
      if (!(first instanceof cloudflare_error.Oi) && !first.isEmpty) {
        secondNotNeeded.abort();
        return choose_version_open(api, zoneId, v1, v2, first, notice);
      }
      const other = await second;
      if (other instanceof cloudflare_error.Oi && endsRun(other)) throw other;
      if (!(other instanceof cloudflare_error.Oi) && (first instanceof cloudflare_error.Oi || !other.isEmpty)) {
        if (first instanceof cloudflare_error.Oi && first.kind !== 'no-route') notice(`The API v1 does not give the list of this zone, so the run uses v2: ${first.message}`);
        return choose_version_open(api, zoneId, v2, v1, other, notice);
      }
      if (!(first instanceof cloudflare_error.Oi)) {
        if (other instanceof cloudflare_error.Oi && other.kind !== 'no-route') notice(unlearned(other));
        return choose_version_open(api, zoneId, v1, v2, first, notice);
      }
      if (first.kind !== 'no-route') throw first;
      if (other instanceof cloudflare_error.Oi && other.kind !== 'no-route') throw other;
      return {
        zone: fixedZone(api, zoneId, v1, 'patch-only'),
        regions: await regionsOf(v1)
      };
    }
    async function choose_version_open(api, zoneId, mappings, other, list, notice) {
      const whole = list.whole().catch(error => {
        throw explained(error, api);
      });
      const [existing, regions] = await Promise.all([whole, regionsOf(mappings)]);
      const zone = changeableZone(api, zoneId, {
        first: mappings,
        other,
        holds: (0, mapping.Nd)(existing) > 0,
        notice
      });
      return {
        zone,
        existing,
        regions
      };
    }
    async function regionsOf(mappings) {
      const regions = await mappings.regions().catch(cloudflare_error.ZC);
      if (regions instanceof cloudflare_error.Oi && endsRun(regions)) throw regions;
      if (regions instanceof cloudflare_error.Oi || [...regions.values()].some(({
        size
      }) => size > 0)) return regions;
      return new cloudflare_error.Oi('refused', 'Cloudflare answered an empty list of supported regions');
    }

    /***/
  }),
  /***/5960: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      Od: () => (codesIn),
      Oi: () => (CloudflareError),
      ZC: () => (cloudflareErrorOf),
      h4: () => (diagnose)
    });
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6418);
    class CloudflareError extends Error {
      name = 'CloudflareError';
      kind;
      codes;
      tries = 0;
      constructor(kind, message, codes = [], cause) {
        super(message, {
          cause
        });
        this.kind = kind;
        this.codes = codes;
      }
      get code() {
        return this.codes.find(isOwnCode) ?? this.codes[0];
      }
      get final() {
        return FINAL.has(this.kind);
      }
      get unclear() {
        return UNCLEAR.has(this.kind);
      }
    }
    const FINAL = new Set(['no-route', 'denied', 'out-of-time', 'cancelled']);
    const UNCLEAR = new Set(['unanswered', 'out-of-time', 'cancelled']);
    function cloudflareErrorOf(error) {
      if (error instanceof CloudflareError) return error;
      throw error;
    }
    function codesIn({
      code,
      codes
    }) {
      return {
        ...(code === undefined ? {} : {
          code
        }),
        ...(codes.length > 1 ? {
          codes
        } : {})
      };
    }
    function isOwnCode(code) {
      return code >= 1140 && code <= 1164;
    }
    const NO_ROUTE_CODES = new Set([7000, 7003]);
    const NO_ROUTE_STATUS = new Set([404, 405, 410, 501]);
    const MISSING_CODES = new Set([1142, 1163]);
    const LIMIT_CODE = 1164;
    const INTERNAL_CODES = new Set([1140, 1156]);
    const THROTTLED_CODES = new Set([971, 10100]);
    const DENIED_CODES = new Set([10000, 9109]);
    const MALFORMED_CODES = new Set([6003, 6111, 9103, 9106, 9107]);
    const PAGE_REMEDY = 'A firewall, a challenge or a proxy answered, not the API. Let this runner reach the API, or check api-base-url';
    const LONGEST_WORDS = 1000;
    function diagnose({
      status,
      errors,
      page,
      permission
    }) {
      const codes = errors.flatMap(({
        code
      }) => code ?? []);
      const has = set => codes.some(code => set.has(code));
      const words = page === undefined ? describe(status, errors) : describePage(status, page);
      const failed = (kind, remedy) => ({
        kind: 'failed',
        error: new CloudflareError(kind, remedy === undefined ? words : `${words}. ${remedy}`, codes)
      });
      if (page !== undefined && status < 300) return {
        kind: 'retry',
        words,
        codes,
        remedy: PAGE_REMEDY
      };
      if (has(NO_ROUTE_CODES)) return failed('no-route');
      if (codes.includes(LIMIT_CODE)) return failed('limit');
      if (has(MISSING_CODES)) return failed('missing');
      if (has(THROTTLED_CODES) || status === 429 || status === 408) return {
        kind: 'retry',
        words,
        codes
      };
      if (NO_ROUTE_STATUS.has(status) && !has(INTERNAL_CODES) && !codes.some(isOwnCode)) return failed('no-route');
      if (has(INTERNAL_CODES) || status >= 500) return {
        kind: 'retry',
        words,
        codes,
        remedy: "The fault is on Cloudflare's side: run again later, and see https://www.cloudflarestatus.com"
      };
      if (status >= 300 && status < 400) return failed('refused', 'A redirect is never followed; check api-base-url');
      if (page !== undefined) return failed('refused', PAGE_REMEDY);
      if (has(MALFORMED_CODES)) return failed('denied', 'The credential is malformed. Check that the secret holds the API token and nothing else, or that api-key and api-email belong together');
      if (has(DENIED_CODES) || (status === 401 || status === 403) && !codes.some(isOwnCode)) return failed('denied', `The credential is not accepted for this. Check that the token is valid, has the permission ${permission} for this zone, and that its client IP address filter, if it has one, admits this runner`);
      return failed('refused');
    }
    function describe(status, errors) {
      if (errors.length === 0) return `Cloudflare answered HTTP ${status} without an error code`;
      const each = errors.map(({
        code,
        message
      }) => code === undefined ? message : `${code} (${message})`);
      const start = errors.some(({
        code
      }) => code !== undefined) ? '' : `HTTP ${status}: `;
      return `Cloudflare answered ${start}${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.$Q)(each.join(', '), LONGEST_WORDS)}`;
    }
    function describePage(status, {
      host,
      ray,
      isHtml
    }) {
      const id = ray === undefined ? '' : `, cf-ray ${/^[\w-]{1,40}$/.test(ray) ? ray : (0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.hD)(ray)}`;
      return `${host} answered HTTP ${status} with a page ${isHtml ? 'of HTML' : "that is not the API's"}${id}`;
    }

    /***/
  }),
  /***/5596: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      Gv: () => (isObject),
      HT: () => (readEnvelope),
      c3: () => (listOf),
      xy: () => (MOST_VALUES)
    });
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6418);
    const MOST_VALUES = 50_000;
    const MOST_ERRORS = 20;
    const LONGEST_MESSAGE = 1000;
    function readEnvelope(text, mostValues = MOST_VALUES) {
      if (hasMoreValues(text, mostValues)) return undefined;
      let body;
      try {
        body = JSON.parse(text);
      } catch {
        return undefined;
      }
      if (!isObject(body) || typeof body.success !== 'boolean') return undefined;
      const errors = Array.isArray(body.errors) ? body.errors : [];
      return {
        success: body.success,
        errors: errors.slice(0, MOST_ERRORS).map(readError),
        result: body.result,
        info: body.result_info
      };
    }
    function isObject(value) {
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    }
    function listOf(value) {
      if (value === null) return [];
      return Array.isArray(value) ? value : undefined;
    }
    function readError(error) {
      if (!isObject(error)) return {
        message: messageOf(error)
      };
      const {
        code,
        message
      } = error;
      const number = typeof code === 'string' && /^\d{1,9}$/.test(code) ? Number(code) : code;
      return {
        ...(typeof number === 'number' ? {
          code: number
        } : {}),
        message: messageOf(message)
      };
    }
    function messageOf(value) {
      return typeof value === 'string' && value !== '' ? (0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.$Q)(value, LONGEST_MESSAGE) : 'no message';
    }
    function hasMoreValues(text, most) {
      let count = 0;
      for (let at = 0; at < text.length && count <= most; at += 1) {
        const character = text[at];
        if (character === '{' || character === '[' || character === ',') count += 1;
      }
      return count > most;
    }

    /***/
  }),
  /***/1680: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      e: () => (readPagedList)
    });
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6418);
    var _cloudflare_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5960);
    const AT_ONCE = 12;
    const MOST_PAGES = 350;
    const MOST_READINGS = 3;
    async function readPagedList(first, read, keyOf, name) {
      let start = first;
      for (let reading = 1;; reading += 1) {
        const expected = pageCount(start);
        if (expected > MOST_PAGES) throw new _cloudflare_error_js__WEBPACK_IMPORTED_MODULE_0__.Oi('unanswered', `${name} is said to have ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(start.total)} rows and comes with ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(start.rows.length)} a page: more than ${MOST_PAGES} pages are not read. Check api-base-url`);
        const pages = [start, ...(await pagesAfter(expected, read))];
        const rows = pages.flatMap(page => page.rows);
        const agree = rows.length === start.total && pages.every(({
          total
        }) => total === start.total);
        if (agree && (reading === MOST_READINGS || !haveRowInCommon(pages, keyOf))) return {
          rows,
          pages: pages.length
        };
        if (reading === MOST_READINGS) throw new _cloudflare_error_js__WEBPACK_IMPORTED_MODULE_0__.Oi('unanswered', `${name} changed between its pages ${MOST_READINGS} times in a row (${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(rows.length)} of ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(start.total)} came). Run again when nobody else is writing`);
        start = await read(1);
      }
    }
    function pageCount({
      rows,
      total
    }) {
      return rows.length === 0 ? 1 : Math.max(1, Math.ceil(total / rows.length));
    }
    async function pagesAfter(count, read) {
      const pages = new Array(count - 1);
      const indexes = pages.keys();
      let failed = false;
      await Promise.all(Array.from({
        length: AT_ONCE
      }, async () => {
        for (const index of indexes) {
          if (failed) return;
          try {
            pages[index] = await read(index + 2);
          } catch (error) {
            failed = true;
            throw error;
          }
        }
      }));
      return pages;
    }
    function haveRowInCommon(pages, keyOf) {
      const seen = new Set();
      for (const {
        rows
      } of pages) {
        const keys = new Set(rows.map(keyOf).filter(key => key !== undefined));
        if (!seen.isDisjointFrom(keys)) return true;
        for (const key of keys) seen.add(key);
      }
      return false;
    }

    /***/
  }),
  /***/5006: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      GI: () => (addressText),
      fl: () => (existingOf),
      nq: () => (shapes)
    });
    var _domain_address_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1781);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6418);
    var _envelope_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5596);
    const shapes = {
      v1List: ({
        result
      }) => {
        const rows = result === null ? [] : (0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.c3)(innerValue(result));
        return rows === undefined ? undefined : existingOf(rows, 1);
      },
      v1Written: ({
        result
      }) => {
        const value = innerValue(result);
        const rows = value === null ? undefined : writtenRows(value);
        return rows && existingOf(rows, 1);
      },
      v1Batch: ({
        result
      }) => batchResult(innerValue(result)),
      v2Page: ({
        result,
        info
      }) => page((0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.c3)(result), info, MOST_MAPPINGS),
      v2Batch: ({
        result
      }) => batchResult(result),
      regions: ({
        result
      }) => {
        if (!(0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.Gv)(result)) return undefined;
        if (result.vendors === null) return new Map();
        return (0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.Gv)(result.vendors) ? regionsOf(result.vendors) : undefined;
      },
      zones: ({
        result
      }) => (0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.c3)(result)?.flatMap(zoneRow),
      dnsPage: ({
        result,
        info
      }) => {
        const rows = (0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.c3)(result);
        const records = rows?.flatMap(dnsRecord);
        return records?.length === rows?.length ? page(records, info, MOST_RECORDS) : undefined;
      },
      setting: ({
        result
      }) => {
        const value = innerValue(result);
        return value === 'on' || value === 'off' ? value : 'unknown';
      },
      ranges: ({
        result
      }) => {
        if (!(0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.Gv)(result)) return undefined;
        const [ipv4, ipv6] = [(0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.c3)(result.ipv4_cidrs), (0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.c3)(result.ipv6_cidrs)];
        if (ipv4 === undefined || ipv6 === undefined) return undefined;
        const ranges = [...ipv4, ...ipv6].filter(range => typeof range === 'string');
        return ranges.length === 0 ? undefined : ranges;
      },
      done: () => undefined
    };
    const MOST_MAPPINGS = 20_000;
    const MOST_RECORDS = 100_000;
    const LONGEST_WORDS = 1000;
    const MOST_REGIONS = 1000;
    const MOST_VENDORS = 50;
    const MOST_TIERS = 50;
    const LONGEST_NAME = 100;
    function innerValue(result) {
      return (0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.Gv)(result) ? result.value : undefined;
    }
    function page(rows, info, most) {
      if (rows === undefined) return undefined;
      const total = (0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.Gv)(info) ? info.total_count : rows.length === 0 ? 0 : undefined;
      if (typeof total !== 'number') return undefined;
      return Number.isInteger(total) && total >= 0 && total <= most ? {
        rows,
        total
      } : undefined;
    }
    function batchResult(value) {
      if (!(0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.Gv)(value)) return undefined;
      const [succeeded, failed] = [writtenRows(value.succeeded), writtenRows(value.failed)];
      if (succeeded === undefined || failed === undefined) return undefined;
      return {
        succeeded: new Set(succeeded.flatMap(row => addressOf(row) ?? [])),
        failed: new Map(failed.filter(_envelope_js__WEBPACK_IMPORTED_MODULE_1__.Gv).flatMap(row => {
          const ip = addressOf(row);
          return ip === undefined ? [] : [[ip, wordsOf(row.error)]];
        }))
      };
    }
    function wordsOf(error) {
      return typeof error === 'string' && error !== '' ? (0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.$Q)(error, LONGEST_WORDS) : 'no reason given';
    }
    function regionsOf(vendors) {
      const regions = new Map();
      for (const [vendor, list] of Object.entries(vendors).slice(0, MOST_VENDORS)) {
        const rows = (0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.c3)(list);
        if (rows === undefined) return undefined;
        const names = new Map();
        for (const row of rows) {
          const {
            name,
            upper_tier_colos: tiers
          } = (0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.Gv)(row) ? row : {};
          if (isName(name)) names.set(name, ((0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.c3)(tiers) ?? []).filter(isName).slice(0, MOST_TIERS));
        }
        if (rows.length > 0 && names.size === 0) return undefined;
        if (isName(vendor)) regions.set(vendor, names.size <= MOST_REGIONS ? names : new Map());
      }
      return regions;
    }
    function isName(value) {
      return typeof value === 'string' && value !== '' && value.length <= LONGEST_NAME;
    }
    function zoneRow(row) {
      if (!(0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.Gv)(row)) return [];
      const {
        id,
        name,
        status
      } = row;
      if (typeof id !== 'string' || typeof name !== 'string') return [];
      return [{
        id,
        name,
        status: typeof status === 'string' ? status : ''
      }];
    }
    function dnsRecord(row) {
      if (!(0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.Gv)(row)) return [];
      const {
        id,
        name,
        type,
        content,
        proxied,
        meta
      } = row;
      if (typeof id !== 'string' || typeof name !== 'string' || typeof type !== 'string') return [];
      const worker = (0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.Gv)(meta) ? meta.origin_worker_id : undefined;
      return [{
        id,
        name,
        type,
        content: typeof content === 'string' ? content : '',
        proxied: proxied === true,
        ...(typeof worker === 'string' && worker !== '' ? {
          originWorkerId: worker
        } : {})
      }];
    }
    function existingOf(rows, pages) {
      const mappings = new Map();
      const unreadable = [];
      let oddRows = 0;
      for (const row of rows) {
        const spelled = addressText(row) ?? '';
        const {
          vendor,
          region,
          modified_on: modified
        } = (0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.Gv)(row) ? row : {};
        const entry = {
          vendor: textOf(vendor),
          region: textOf(region),
          ...(typeof modified === 'string' ? {
            modifiedOn: modified
          } : {})
        };
        const ip = (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_0__.Z5)(spelled);
        if ((0, _domain_address_js__WEBPACK_IMPORTED_MODULE_0__.Zh)(ip)) unreadable.push({
          ...entry,
          ip: spelled
        });
        const isWhole = typeof vendor === 'string' && typeof region === 'string';
        if (!isWhole || ip !== spelled || mappings.has(ip)) oddRows += 1;
        if (!(0, _domain_address_js__WEBPACK_IMPORTED_MODULE_0__.Zh)(ip)) mappings.set(ip, {
          ...entry,
          ip
        });
      }
      return {
        mappings,
        unreadable,
        oddRows,
        pages
      };
    }
    function writtenRows(value) {
      const rows = (0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.c3)(value);
      return rows === undefined || rows.length === 0 || rows.some(isMappingRow) ? rows : undefined;
    }
    function addressText(row) {
      const text = addressField(row);
      return typeof text === 'string' ? text : undefined;
    }
    function addressOf(row) {
      const ip = (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_0__.Z5)(addressText(row) ?? '');
      return (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_0__.Zh)(ip) ? undefined : ip;
    }
    function addressField(row) {
      return (0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.Gv)(row) ? row['origin-ip'] ?? row.origin_ip ?? row.ip : undefined;
    }
    function isMappingRow(row) {
      const address = addressField(row);
      return (0, _envelope_js__WEBPACK_IMPORTED_MODULE_1__.Gv)(row) && (typeof address === 'string' || address == null);
    }
    function textOf(value) {
      return typeof value === 'string' ? value : '';
    }

    /***/
  }),
  /***/3174: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      Ct: () => (readTieredCache),
      mu: () => (switchOn),
      zp: () => (tieredCacheName)
    });
    function readTieredCache(api, zoneId) {
      const stopped = new AbortController();
      let state = {
        tieredCaching: 'unknown',
        smartTopology: 'unknown'
      };
      const read = async (key, path) => {
        try {
          const {
            value
          } = await api.call({
            method: 'GET',
            path,
            signal: stopped.signal,
            tries: 1
          }, 'setting');
          state = {
            ...state,
            [key]: value
          };
        } catch {}
      };
      const done = Promise.all([read('tieredCaching', pathOf(zoneId, 'tiered caching')), read('smartTopology', pathOf(zoneId, 'smart topology'))]);
      return {
        now: () => state,
        done: done.then(() => {}),
        stop: () => stopped.abort()
      };
    }
    function tieredCacheName({
      tieredCaching,
      smartTopology
    }) {
      if (tieredCaching === 'off') return 'off';
      if (tieredCaching === 'unknown' || smartTopology === 'unknown') return undefined;
      return smartTopology === 'on' ? 'smart' : 'generic';
    }
    async function switchOn(api, zoneId, setting) {
      const path = pathOf(zoneId, setting);
      const body = {
        value: 'on'
      };
      await api.call({
        method: 'PATCH',
        path,
        body,
        permission: 'Zone Settings: Edit',
        tries: 1,
        dispensable: true
      }, 'done');
    }
    function pathOf(zoneId, setting) {
      return setting === 'tiered caching' ? `/zones/${zoneId}/argo/tiered_caching` : `/zones/${zoneId}/cache/tiered_cache_smart_topology_enable`;
    }

    /***/
  }),
  /***/178: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      v: () => (findZoneId)
    });
    var node_url__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3136);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6418);
    var _cloudflare_error_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5960);
    const MOST_LISTED = 10;
    async function findZoneId(references, api) {
      const lookUps = new Map();
      const idOf = reference => {
        if (reference.kind === 'id') return Promise.resolve(reference.id);
        const known = lookUps.get(reference.ascii) ?? lookUp(reference, api);
        lookUps.set(reference.ascii, known);
        return known;
      };
      const [id, ...others] = await Promise.all(references.map(idOf));
      if (id === undefined) throw new TypeError('No zone is given');
      const other = others.find(candidate => candidate !== id);
      if (other === undefined) return id;
      throw new _cloudflare_error_js__WEBPACK_IMPORTED_MODULE_1__.Oi('refused', `The input zone (or CLOUDFLARE_ZONE_ID) means the zone ${id}, and the mappings file names the zone ${other}: give one of them, or the same`);
    }
    async function lookUp(name, api) {
      const {
        ascii,
        unicode
      } = name;
      let found = await zonesNamed(ascii, name, api);
      if (found.length === 0 && unicode !== ascii) found = await zonesNamed(unicode, name, api);
      const [zone, ...others] = found;
      if (zone === undefined) throw new _cloudflare_error_js__WEBPACK_IMPORTED_MODULE_1__.Oi('refused', `No zone named ${shown(name)} is visible to this credential. Check the spelling (a zone is the registered domain, not a host below it), give the credential the permission Zone: Read, or set zone to the zone's ID`);
      if (others.length === 0) return zone.id;
      const [active, ...furtherActive] = found.filter(({
        status
      }) => status === 'active');
      if (active !== undefined && furtherActive.length === 0) return active.id;
      const listed = found.slice(0, MOST_LISTED).map(({
        id,
        status
      }) => `${id} (${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.hD)(status || 'state unknown')})`);
      const more = found.length > MOST_LISTED ? ` and ${found.length - MOST_LISTED} more` : '';
      throw new _cloudflare_error_js__WEBPACK_IMPORTED_MODULE_1__.Oi('refused', `${active === undefined ? 'None' : 'More than one'} of the ${found.length} zones named ${shown(name)} is active: ${listed.join(', ')}${more}. Set zone to the ID of the right one`);
    }
    async function zonesNamed(asked, name, api) {
      const path = `/zones?name=${encodeURIComponent(asked)}`;
      const reply = await api.call({
        method: 'GET',
        path,
        permission: 'Zone: Read'
      }, 'zones').catch(error => {
        const {
          kind,
          message,
          codes
        } = (0, _cloudflare_error_js__WEBPACK_IMPORTED_MODULE_1__.ZC)(error);
        if (kind !== 'denied' && kind !== 'no-route') throw error;
        throw new _cloudflare_error_js__WEBPACK_IMPORTED_MODULE_1__.Oi(kind, `The zone ${shown(name)} cannot be looked up: ${message}. A look-up by name needs the permission Zone: Read as well; or set zone to the zone's ID`, codes, error);
      });
      return reply.value.filter(row => /^[0-9a-f]{32}$/.test(row.id) && (0, node_url__WEBPACK_IMPORTED_MODULE_0__.domainToASCII)(row.name) === name.ascii);
    }
    function shown({
      ascii,
      unicode
    }) {
      return ascii === unicode ? (0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.hD)(ascii) : `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.hD)(unicode)} (${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.hD)(ascii)})`;
    }

    /***/
  }),
  /***/4086: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      K: () => (EntryCollector),
      h: () => (parseOriginInputs)
    });
    var _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8595);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6418);
    var _entry_reader_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2861);
    var _entry_values_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3692);
    var _finding_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3580);
    class EntryCollector {
      problems = new _finding_js__WEBPACK_IMPORTED_MODULE_2__.F();
      #entries = new Map();
      #notices = new _finding_js__WEBPACK_IMPORTED_MODULE_2__.F();
      #placeOf;
      constructor(placeOf) {
        this.#placeOf = placeOf;
      }
      add(name, {
        origins,
        location,
        parts
      }) {
        if (location === undefined) return;
        const {
          check,
          vendor,
          region
        } = parts;
        for (const {
          origin,
          span
        } of origins) {
          const places = this.#places(span, vendor, region);
          const checked = typeof check === 'object' ? check.value : true;
          this.#addOne(name, span, {
            origin,
            location,
            check: checked,
            ...(places && {
              places
            })
          });
        }
      }
      list(zone) {
        const placeOf = this.#placeOf;
        const placedZone = typeof zone === 'object' && placeOf ? {
          value: zone.value,
          place: placeOf(zone.span)
        } : undefined;
        return {
          entries: [...this.#entries.values()],
          ...(zone === 'unknown' ? {
            zone
          } : placedZone && {
            zone: placedZone
          }),
          problems: this.problems.problems(placeOf),
          notices: this.#notices.problems(placeOf)
        };
      }
      #places(origin, vendor, region) {
        const placeOf = this.#placeOf;
        if (placeOf === undefined) return undefined;
        return {
          origin: placeOf(origin),
          ...(typeof vendor === 'object' ? {
            vendor: placeOf(vendor.span)
          } : {}),
          ...(typeof region === 'object' ? {
            region: placeOf(region.span)
          } : {})
        };
      }
      #addOne(name, span, entry) {
        const {
          origin
        } = entry;
        const key = origin.kind === 'ip' ? origin.ip : origin.host;
        const first = this.#entries.get(key);
        if (first === undefined) {
          this.#entries.set(key, entry);
          return;
        }
        const [there, here] = [line(first.places?.origin), line(entry.places?.origin)];
        if (sameLocation(first.location, entry.location)) {
          this.#entries.set(key, {
            ...first,
            check: first.check && entry.check
          });
          const lines = here === undefined ? '' : ` with the same target, in ${there} and in ${here}`;
          this.#notices.add({
            message: `${name}: ${key} is listed twice${lines}; it counts once`,
            span
          });
        } else {
          const message = `${name}: ${key} has ${worded(entry.location)} here in ${here}, but ${worded(first.location)} in ${there}; keep one of them`;
          this.problems.add({
            message,
            span
          });
        }
      }
    }
    function line(place) {
      return place && `line ${place.line}`;
    }
    function sameLocation(a, b) {
      if (a.kind === 'target') return b.kind === 'target' && (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__.cS)(a.target, b.target);
      if (a.kind === 'auto') return b.kind === 'auto' && a.vendor === b.vendor;
      return b.kind === 'any' && a.vendor === b.vendor;
    }
    function worded(location) {
      switch (location.kind) {
        case 'target':
          return `the target ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_4__.hD)(`${location.target.vendor} ${location.target.region}`)}`;
        case 'auto':
          return location.vendor === undefined ? 'region auto' : `region auto of ${location.vendor}`;
        case 'any':
          return location.vendor === undefined ? 'no target' : `any region of ${location.vendor}`;
      }
    }
    const NOWHERE = {
      start: 0,
      end: 0
    };
    const INPUT = {
      name: 'Input',
      part: key => `Input ${key}`,
      missing(keys) {
        const choices = keys.map(key => key === 'vendor' ? `${_domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__.cL.slice(0, -1).join(', ')} or ${_domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__.cL.at(-1)}` : 'a region such as us-east-1');
        const missing = keys.length === 1 ? `Input ${keys[0]} is missing` : `Inputs ${keys.join(' and ')} are missing`;
        return `${missing}; give ${choices.join(', and ')}; or region: auto to have it found`;
      }
    };
    function parseOriginInputs({
      kind,
      text,
      vendor,
      region
    }, rule) {
      const printed = printedList(text);
      const strange = printed === undefined ? strangeList(text, kind) : undefined;
      const several = region !== undefined && region.length <= LONGEST_REGIONS && SEVERAL_REGIONS.test(region);
      const members = [member(kind, strange !== undefined ? {
        kind: 'unknown',
        span: NOWHERE
      } : printed ?? textTree(text)), ...(vendor === undefined ? [] : [member('vendor', printedText(vendor))]), ...(region === undefined ? [] : [member('region', several ? {
        kind: 'unknown',
        span: NOWHERE
      } : printedText(region))])];
      const collector = new EntryCollector();
      if (strange !== undefined) collector.problems.add({
        message: `${INPUT.part(kind)} ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_4__.hD)(text.trim())} ${strange}`
      });
      if (several) collector.problems.add({
        message: `${INPUT.part('region')} ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_4__.hD)(region.trim())} is more than one; give one region`
      });
      const reading = (0, _entry_reader_js__WEBPACK_IMPORTED_MODULE_0__.hB)({
        kind: 'map',
        members,
        span: NOWHERE
      }, INPUT, {}, rule, collector.problems);
      collector.add(INPUT.part(kind), reading);
      return collector.list();
    }
    function member(key, value) {
      return {
        key,
        keySpan: NOWHERE,
        value
      };
    }
    function textTree(text) {
      return {
        kind: 'text',
        text,
        untyped: true,
        span: NOWHERE
      };
    }
    const LONGEST_REGIONS = 1000;
    const SEVERAL_REGIONS = /^\s*\[?["\s]*[\w-]+["\s]*(?:[,;\n]["\s]*[\w-]+["\s]*)+\]?\s*$/;
    function printedText(text) {
      const printed = printedList(text);
      const [only, second] = printed?.items ?? [];
      return only !== undefined && second === undefined ? only : textTree(text);
    }
    function strangeList(text, kind) {
      if (/(?:^|\s)#/.test(text)) return 'holds a comment, which an input cannot have; leave out "#" and what follows it';
      if (!isStructure(text)) return undefined;
      if (/^\[[\w.:,\s-]*\]$/.test(text.trim()) && /[.:]/.test(text)) return 'has brackets around it; leave the brackets out';
      const noun = kind === 'ip' ? 'addresses' : 'host names';
      return `is not a list of texts; give the ${noun} with commas between them, as join(…, ',') writes a list in a workflow`;
    }
    function isStructure(text) {
      const printed = withoutType(text);
      if ((0, _entry_values_js__WEBPACK_IMPORTED_MODULE_1__.M7)(printed) !== undefined) return false;
      if (printed.startsWith('{') && printed.endsWith('}')) return true;
      const inner = printed.slice(1, -1);
      return printed.startsWith('[') && printed.endsWith(']') && /[\s,{[]|^(?:null|true|false|\d+)$/.test(inner);
    }
    function withoutType(text) {
      return text.trim().replace(/^to(?:list|set)\((.*)\)$/s, '$1');
    }
    function printedList(text) {
      const printed = withoutType(text);
      if (!/^["[]/.test(printed)) return undefined;
      const inner = printed.replace(/^\[(.*)\]$/s, '$1').replace(/,\s*$/, '');
      try {
        const items = JSON.parse(`[${inner}]`);
        return items.every(item => typeof item === 'string') ? {
          kind: 'list',
          items: items.map(textTree),
          span: NOWHERE
        } : undefined;
      } catch {
        return undefined;
      }
    }

    /***/
  }),
  /***/2861: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      D8: () => (readDefaults),
      hB: () => (readEntry),
      mC: () => (listEntryName)
    });
    var _entry_values_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3692);
    var _finding_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3580);
    var _mappings_schema_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6756);
    var _syntax_tree_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2163);
    function listEntryName(name) {
      return {
        name,
        part: key => `${name}: ${key}`,
        missing(keys) {
          const auto = keys.includes('region') ? ', or give region: auto to have it found' : '';
          return `${name} has no ${keys.join(' and no ')}; add ${keys.length > 1 ? 'them' : 'it'}${auto}`;
        }
      };
    }
    function readEntry(tree, entry, defaults, rule, findings) {
      if (tree.kind !== 'map') {
        if (tree.kind !== 'unknown') findings.add(noMap(tree, entry.name));
        return {
          origins: [],
          parts: {}
        };
      }
      const keyFindings = new _finding_js__WEBPACK_IMPORTED_MODULE_2__.F();
      const members = (0, _syntax_tree_js__WEBPACK_IMPORTED_MODULE_3__.lS)(tree, entry.name, _mappings_schema_js__WEBPACK_IMPORTED_MODULE_1__.Oe, keyFindings);
      findings.addAll(keyFindings);
      const misspelled = keyFindings.misspelled();
      const parts = {
        ...defaults,
        ...partsOf(members, entry, findings)
      };
      reportMissing(tree, members, parts, misspelled, entry, rule, findings);
      const location = misspelled.length === 0 ? locationOf(parts, rule) : undefined;
      return {
        origins: originsOf(members, tree.span, entry, findings),
        ...(location === undefined ? {} : {
          location
        }),
        parts
      };
    }
    function readDefaults(map, findings) {
      if (map === undefined) return {};
      return partsOf((0, _syntax_tree_js__WEBPACK_IMPORTED_MODULE_3__.lS)(map, 'defaults', _mappings_schema_js__WEBPACK_IMPORTED_MODULE_1__.iA, findings), listEntryName('defaults'), findings);
    }
    function noMap(tree, name) {
      const remedy = 'write it with the keys ip (or host), vendor and region';
      return {
        message: `${name} is ${(0, _syntax_tree_js__WEBPACK_IMPORTED_MODULE_3__.WY)(tree)}, not a mapping; ${remedy}`,
        span: tree.span
      };
    }
    function reportMissing({
      span
    }, members, {
      vendor,
      region
    }, misspelled, entry, rule, findings) {
      const report = message => findings.add({
        message,
        span
      });
      const needed = {
        'ip or host': given(members, 'ip') ?? given(members, 'host')
      };
      const optional = isAuto(region) ? {
        region
      } : {
        vendor,
        region
      };
      const missing = Object.entries(rule === 'required' ? {
        ...needed,
        ...optional
      } : needed).filter(([key, value]) => value === undefined && !misspelled.some(word => key.split(' or ').includes(word))).map(([key]) => key);
      if (missing.length > 0) report(entry.missing(missing));
      if (rule === 'required' || misspelled.length > 0 || isAuto(region) || !vendor === !region) return;
      if (vendor === 'unknown' || region === 'unknown') return;
      const [one, other] = vendor ? ['vendor', 'region'] : ['region', 'vendor'];
      report(`${entry.part(one)} is given without ${other}; give both, or neither to mean the origin wherever it is mapped`);
    }
    function locationOf({
      vendor,
      region
    }, rule) {
      if (vendor === 'unknown' || region === 'unknown') return undefined;
      if (region?.value === _entry_values_js__WEBPACK_IMPORTED_MODULE_0__.Q8) {
        if (rule === 'optional') return vendor ? {
          kind: 'any',
          vendor: vendor.value
        } : {
          kind: 'any'
        };
        return vendor ? {
          kind: 'auto',
          vendor: vendor.value
        } : {
          kind: 'auto'
        };
      }
      if (vendor && region) return {
        kind: 'target',
        target: {
          vendor: vendor.value,
          region: region.value
        }
      };
      return rule === 'optional' && !vendor && !region ? {
        kind: 'any'
      } : undefined;
    }
    function partsOf(members, entry, findings) {
      const vendor = textPart('vendor', _entry_values_js__WEBPACK_IMPORTED_MODULE_0__.KS);
      const region = textPart('region', _entry_values_js__WEBPACK_IMPORTED_MODULE_0__.ce);
      const check = checkPart(given(members, 'check'));
      return {
        ...(vendor && {
          vendor
        }),
        ...(region && {
          region
        }),
        ...(check && {
          check
        })
      };
      function textPart(key, named) {
        const tree = given(members, key);
        if (tree === undefined) return undefined;
        if (tree.kind !== 'text') return wrong(key, tree, notText(tree, 'name'));
        const value = named(tree.text);
        return typeof value === 'object' ? wrong(key, tree, value) : {
          value,
          span: tree.span
        };
      }
      function checkPart(tree) {
        if (tree === undefined) return undefined;
        const value = booleanOf(tree);
        if (value !== undefined) return {
          value,
          span: tree.span
        };
        return wrong('check', tree, {
          fault: `is ${(0, _syntax_tree_js__WEBPACK_IMPORTED_MODULE_3__.WY)(tree)}`,
          remedy: 'write true or false, without quotes'
        });
      }
      function wrong(key, tree, fault) {
        if (tree.kind !== 'unknown') findings.add(faultFinding(entry.part(key), fault, tree.span));
        return 'unknown';
      }
    }
    function originsOf(members, entrySpan, entry, findings) {
      const origins = [...members].filter(([key]) => /^(?:ip|host)$/.test(key) && given(members, key) !== undefined);
      const second = origins[1]?.[1];
      if (second) findings.add({
        message: `${entry.name} has both ip and host; keep one of them, and write the other as an entry of its own`,
        span: within(entrySpan, second.keySpan)
      });
      return [...values('ip', 'address', _entry_values_js__WEBPACK_IMPORTED_MODULE_0__.C5).map(({
        value,
        span
      }) => ({
        origin: {
          kind: 'ip',
          ip: value
        },
        span
      })), ...values('host', 'host name', _entry_values_js__WEBPACK_IMPORTED_MODULE_0__.ug).map(({
        value,
        span
      }) => ({
        origin: {
          kind: 'host',
          host: value
        },
        span
      }))];
      function values(key, noun, named) {
        const tree = given(members, key);
        if (tree === undefined) return [];
        const remedy = `give at least one ${noun}`;
        if (tree.kind === 'list' && tree.items.length === 0) report(tree.span, {
          fault: 'is an empty list',
          remedy
        });
        return (tree.kind === 'list' ? tree.items : [tree]).flatMap(item => {
          const span = within(entrySpan, item.span);
          if (item.kind !== 'text') {
            if (item.kind !== 'unknown') report(item.span, notText(item, noun));
            return [];
          }
          const texts = pieces(item);
          if (texts.length === 0) report(span, {
            fault: `holds no ${noun}`,
            remedy
          });
          return texts.flatMap(text => {
            const value = named(text);
            if (typeof value === 'string') return [{
              value,
              span
            }];
            report(span, value);
            return [];
          });
        });
        function report(span, fault) {
          findings.add(faultFinding(entry.part(key), fault, span));
        }
      }
    }
    function booleanOf(tree) {
      if (tree.kind === 'other') return tree.type === 'boolean' ? /^t/i.test(tree.written) : undefined;
      if (tree.kind !== 'text' || !tree.untyped) return undefined;
      const word = tree.text.toLowerCase();
      return word === 'true' || (word === 'false' ? false : undefined);
    }
    function pieces({
      text,
      untyped
    }) {
      if (!untyped || (0, _entry_values_js__WEBPACK_IMPORTED_MODULE_0__.M7)(text) !== undefined) return [text];
      return text.split(/[\s,]+/).filter(piece => piece !== '');
    }
    function faultFinding(name, {
      fault,
      remedy,
      ...more
    }, span) {
      return {
        message: `${name} ${fault}; ${remedy}`,
        span,
        ...more
      };
    }
    function notText(tree, noun) {
      const quotes = tree.kind === 'other' && tree.type !== 'null';
      const article = noun === 'address' ? 'an' : 'a';
      return {
        fault: `is ${(0, _syntax_tree_js__WEBPACK_IMPORTED_MODULE_3__.WY)(tree)}, not text`,
        remedy: quotes ? 'put it in quotes' : `give ${article} ${noun} as text`
      };
    }
    function given(members, key) {
      const value = members.get(key)?.value;
      return value?.kind === 'nothing' || value?.kind === 'other' && value.type === 'null' ? undefined : value;
    }
    function isAuto(region) {
      return typeof region === 'object' && region.value === _entry_values_js__WEBPACK_IMPORTED_MODULE_0__.Q8;
    }
    function within(entry, span) {
      return span.start >= entry.start && span.end <= entry.end ? span : entry;
    }

    /***/
  }),
  /***/3692: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      C5: () => (originIp),
      KS: () => (vendorNamed),
      M7: () => (expressionIn),
      Q8: () => (AUTO),
      ce: () => (regionNamed),
      ug: () => (hostNamed),
      wZ: () => (EXPRESSION_REMEDY)
    });
    var node_url__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3136);
    var _domain_address_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1781);
    var _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8595);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6418);
    const UNKNOWN_VENDOR = 1157;
    const AUTO = 'auto';
    const OTHER_NAMES = new Map([['amazon', 'aws'], ['google', 'gcp'], ['microsoft', 'azure'], ['oracle', 'oci']]);
    const LONGEST_REGION = 100;
    const LONGEST_HOST = 253;
    const LONGEST_VALUE = 1000;
    const EXPRESSION = /\$\{\{.{0,200}?\}\}|\$\{\{|\$\{\w{0,100}\}?|^\$\w{1,100}$|\{\{.{0,200}?\}\}/s;
    const EXPRESSION_REMEDY = 'give the value itself; only a workflow substitutes expressions, and no shell looks at a file or an input';
    function expressionIn(text) {
      return EXPRESSION.exec(text)?.[0];
    }
    function vendorNamed(text) {
      if (text.length > LONGEST_VALUE) return tooLong(text, LONGEST_VALUE);
      const name = text.trim().toLowerCase();
      const vendor = _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__.cL.find(known => known === name);
      if (vendor !== undefined) return vendor;
      if (name === '') return {
        fault: 'is empty',
        remedy: `give one of ${_domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__.cL.join(', ')}`
      };
      const remedy = `use one of ${_domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__.cL.join(', ')}`;
      const strange = unsubstituted(text) ?? strangeCharacter(text, remedy);
      if (strange !== undefined) return strange;
      const unknown = {
        fault: `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(text)} is not known`,
        code: UNKNOWN_VENDOR
      };
      const meant = OTHER_NAMES.get(name.replace(/[^a-z].*$/s, ''));
      if (meant !== undefined) return {
        ...unknown,
        remedy: `Cloudflare's name for it is ${meant}`
      };
      return {
        ...unknown,
        remedy,
        typed: {
          word: name,
          among: _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__.cL
        }
      };
    }
    function regionNamed(text) {
      if (text.length > LONGEST_VALUE) return tooLong(text, LONGEST_REGION);
      const name = text.trim().toLowerCase();
      const remedy = 'give the name that Cloudflare lists for the vendor, such as us-east-1';
      if (name === '') return {
        fault: 'is empty',
        remedy
      };
      if (name.length > LONGEST_REGION) return {
        ...tooLong(text, LONGEST_REGION),
        remedy
      };
      return unsubstituted(text) ?? strangeCharacter(text, remedy) ?? name;
    }
    function originIp(text) {
      if (text.length > LONGEST_VALUE) return tooLong(text, LONGEST_VALUE);
      const value = text.trim();
      const address = (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_1__.Jg)(value);
      if (!(0, _domain_address_js__WEBPACK_IMPORTED_MODULE_1__.Zh)(address)) return address;
      const special = unsubstituted(value) ?? quoted(value) ?? url(value, 'ip');
      if (special !== undefined) return special;
      const host = value.replace(/[:/].*$/s, '');
      if (/\p{L}/u.test(host) && typeof hostNamed(host) === 'string') return {
        fault: `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(value)} looks like a host name`,
        remedy: `give it as host: ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(host)}`
      };
      return {
        ...address,
        fault: value === '' ? address.fault : `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(value)} ${address.fault}`
      };
    }
    function hostNamed(text) {
      if (text.length > LONGEST_VALUE) return tooLong(text, LONGEST_HOST);
      const value = text.trim();
      const remedy = 'give a name such as origin.example.com';
      if (value === '') return {
        fault: 'is empty',
        remedy: `${remedy}; the output that should fill it may not be set`
      };
      const named = (fault, advice) => ({
        fault: `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(value)} ${fault}`,
        remedy: advice
      });
      const address = (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_1__.Z5)(value.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3})[:/].*$/, '$1'));
      if (!(0, _domain_address_js__WEBPACK_IMPORTED_MODULE_1__.Zh)(address)) return named('is an address', `give ${address} as ip`);
      const special = unsubstituted(value) ?? quoted(value) ?? url(value, 'host');
      if (special !== undefined) return special;
      if (/[\s,;]/.test(value)) return named('is not one host name', 'write several as a list in a file, or with commas in the input "host"');
      const cut = /^([^:/?#]+)([:/?#])/.exec(value);
      if (cut?.[1] !== undefined && typeof hostNamed(cut[1]) === 'string') return named(cut[2] === ':' ? 'has a port' : 'has a path', `give ${cut[1]}`);
      if (value.startsWith('*')) return named('is a wildcard', 'give the one name that the origin answers by');
      if (/^(?:.*\.)?localhost\.?$/i.test(value)) return named('is the machine itself', 'give the public name of the origin');
      if (value.includes('_')) return named('has an underscore, which a host name cannot have', 'give the name of the origin, not of a record');
      return strangeCharacter(value, remedy) ?? asciiName(value) ?? named(nameFault(value), remedy);
    }
    function asciiName(value) {
      const plain = value.replace(/\.$/, '').toLowerCase();
      if (value.length > LONGEST_HOST + 1 || !/^[a-z0-9.\-\u0080-\u{10ffff}]+$/u.test(plain) || /(?:^|\.)-|-(?:\.|$)/.test(plain)) return undefined;
      const ascii = /^[\0-\x7f]*$/.test(plain) ? plain : (0, node_url__WEBPACK_IMPORTED_MODULE_0__.domainToASCII)(plain);
      const name = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
      return name.test(ascii) ? ascii : undefined;
    }
    function tooLong(text, most) {
      const fault = `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(text)} has more than ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.zD)(most)} characters`;
      return {
        fault,
        remedy: 'is a quote or a line break missing?'
      };
    }
    function nameFault(value) {
      if (value.length > LONGEST_HOST) return `has more than ${LONGEST_HOST} characters`;
      const wrong = /[^\p{L}\p{M}\p{N}.-]/u.exec(value)?.[0];
      if (wrong !== undefined) return `has the character ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(wrong)}, which a host name cannot have`;
      if (!value.replace(/\.$/, '').includes('.')) return 'has no dot, so it is not a full host name';
      if (/\.\d+\.?$/.test(value)) return 'ends in a number, so it is not a host name';
      return 'is not a host name: between dots stand 1 to 63 letters, digits and inner hyphens';
    }
    function unsubstituted(text) {
      const expression = expressionIn(text);
      if (expression !== undefined) return {
        fault: `holds the expression ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(expression)}, which was not substituted`,
        remedy: EXPRESSION_REMEDY
      };
      if (!/^(?:null|none|nil|undefined|<no value>)$/i.test(text.trim())) return undefined;
      return {
        fault: `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(text)} is what an output that is not set prints`,
        remedy: 'check where the value comes from'
      };
    }
    function quoted(value) {
      if (/^\[\s*["']/.test(value)) return {
        fault: `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(value)} is a list inside a text`,
        remedy: 'write it as a list, without the quotes around it'
      };
      if (!/^["'].*["']$/s.test(value)) return undefined;
      return {
        fault: `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(value)} has quotes around it`,
        remedy: 'give it without these quotes'
      };
    }
    function url(value, key) {
      const authority = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)/i.exec(value)?.[1];
      if (authority === undefined) return undefined;
      const fault = `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(value)} is a URL`;
      const plain = authority.replace(/^.*@/s, '').replace(/:\d*$/, '').replace(/^\[(.*)\]$/s, '$1');
      const address = (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_1__.Jg)(plain);
      if (!(0, _domain_address_js__WEBPACK_IMPORTED_MODULE_1__.Zh)(address)) return {
        fault,
        remedy: `give ${address}${key === 'ip' ? '' : ' as ip'}`
      };
      const host = asciiName(plain);
      if (host === undefined) return {
        fault,
        remedy: `give the ${key === 'ip' ? 'address' : 'host name'} alone`
      };
      return {
        fault,
        remedy: `give ${host}${key === 'ip' ? ' as host' : ''}`
      };
    }
    function strangeCharacter(text, remedy) {
      const found = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}|(?!-)[\p{Pd}\u2212]/u.exec(text.trim())?.[0];
      if (found === undefined) return undefined;
      const code = `U+${Number(found.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0')}`;
      if (/[\p{Pd}\u2212\u00ad]/u.test(found)) return {
        fault: `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(text)} has ${code} in place of a hyphen`,
        remedy: 'type "-" instead'
      };
      if (/\p{Zs}/u.test(found)) return {
        fault: `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(text)} has ${code} in place of a space`,
        remedy: 'type a plain space instead'
      };
      return {
        fault: `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(text)} holds an invisible character (${code})`,
        remedy
      };
    }

    /***/
  }),
  /***/3580: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      F: () => (Findings),
      G: () => (placer)
    });
    var _domain_suggestion_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5824);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6418);
    const MOST_LISTED = 200;
    const MOST_KEPT = 1000;
    const LONGEST_WORD = 40;
    class Findings {
      #kept = [];
      #count = 0;
      get count() {
        return this.#count;
      }
      add(finding) {
        this.#count += 1;
        if (this.#kept.length < MOST_KEPT) this.#kept.push(typeof finding === 'function' ? finding() : finding);
      }
      addAll(findings) {
        for (const finding of findings.#kept) this.add(finding);
        this.#count += findings.#count - findings.#kept.length;
      }
      replaceBy(finding) {
        this.#kept = [finding];
        this.#count = 1;
      }
      misspelled() {
        return this.#kept.flatMap(({
          typed
        }) => (typed && meantBy(typed)) ?? []);
      }
      problems(placeOf) {
        return problemsOf(this.#kept, this.#count, placeOf);
      }
    }
    function problemsOf(findings, total, placeOf) {
      const inOrder = findings.toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
      const problems = inOrder.slice(0, MOST_LISTED).map(({
        message,
        span,
        code,
        typed
      }) => ({
        message: typed ? message + suggestion(typed) : message,
        ...placed(span, placeOf),
        ...(code === undefined ? {} : {
          code
        })
      }));
      const unlisted = inOrder[MOST_LISTED];
      if (unlisted === undefined) return problems;
      const count = total - MOST_LISTED;
      const message = `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.zD)(count)} more like these, from here on, are not listed`;
      return [...problems, {
        message,
        ...placed(unlisted.span, placeOf),
        count
      }];
    }
    function placed(span, placeOf) {
      return span && placeOf ? {
        place: placeOf(span)
      } : {};
    }
    function meantBy({
      word,
      among,
      meant
    }) {
      return meant ?? (word.length > LONGEST_WORD ? undefined : (0, _domain_suggestion_js__WEBPACK_IMPORTED_MODULE_1__.a)(word, among));
    }
    function suggestion(typed) {
      const meant = meantBy(typed);
      return meant === undefined ? '' : `; did you mean "${meant}"?`;
    }
    const LF = 10;
    const CR = 13;
    const STRIDE = 512;
    function placer(text, file) {
      const remembered = [{
        line: 1,
        column: 1
      }];
      return ({
        start,
        end
      }) => {
        const from = positionOf(start);
        const to = positionOf(end);
        return {
          ...(file === undefined ? {} : {
            file
          }),
          ...from,
          ...(end > start && to.line === from.line ? {
            endColumn: to.column
          } : {})
        };
      };
      function positionOf(offset) {
        const stride = Math.floor(offset / STRIDE);
        while (remembered.length <= stride) {
          const last = remembered.length - 1;
          remembered.push(walk(remembered[last], last * STRIDE, (last + 1) * STRIDE));
        }
        return walk(remembered[stride], stride * STRIDE, offset);
      }
      function walk({
        line,
        column
      }, from, to) {
        for (let at = from; at < to; at += 1) {
          const unit = text.charCodeAt(at);
          if (unit === LF || unit === CR && text.charCodeAt(at + 1) !== LF) {
            line += 1;
            column = 1;
          } else if (unit < 0xdc00 || unit > 0xdfff) column += 1;
        }
        return {
          line,
          column
        };
      }
    }

    /***/
  }),
  /***/6756: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      Oe: () => (ENTRY_KEYS),
      iA: () => (DEFAULTS_KEYS),
      yv: () => (ROOT_KEYS)
    });
    var _domain_mapping_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8595);
    const VENDOR = {
      description: 'The cloud vendor, in any letter case. It may be left out where region is auto.',
      anyOf: [{
        enum: [..._domain_mapping_js__WEBPACK_IMPORTED_MODULE_0__.cL]
      }, {
        type: 'string',
        pattern: anyLetterCase(_domain_mapping_js__WEBPACK_IMPORTED_MODULE_0__.cL)
      }]
    };
    const REGION = {
      description: 'The name of a region that Cloudflare supports for the vendor, in any letter case; or "auto" to have vendor and region found.',
      type: 'string',
      pattern: '\\S',
      maxLength: 100,
      examples: ['us-east-1', 'europe-west1', 'westeurope', 'eu-frankfurt-1', 'auto']
    };
    const CHECK = {
      description: 'Whether region-check looks at the entry. Default: true.',
      type: 'boolean'
    };
    const IP = {
      description: 'The IPv4 or IPv6 address of the origin, or a list of addresses that share vendor and region.',
      ...oneOrMore(['192.0.2.10', '2001:db8::10'])
    };
    const HOST = {
      description: 'Instead of ip: the host name of the origin, or a list of host names. They are resolved in each run.',
      ...oneOrMore(['origin.example.com'])
    };
    const ENTRY = {
      ip: IP,
      host: HOST,
      vendor: VENDOR,
      region: REGION,
      check: CHECK
    };
    const DEFAULTS = {
      vendor: VENDOR,
      region: REGION,
      check: CHECK
    };
    const ROOT = {
      $schema: {
        description: 'The JSON Schema of this file, for editors.',
        type: 'string'
      },
      zone: {
        description: 'The zone ID or domain name. It must name the same zone as the input zone, where both are given.',
        type: 'string',
        pattern: '\\S'
      },
      defaults: {
        description: 'What holds for entries that do not give it themselves.',
        type: 'object',
        properties: DEFAULTS,
        additionalProperties: false
      },
      mappings: {
        description: 'The list of mappings.',
        allOf: [{
          $ref: '#/definitions/entries'
        }]
      }
    };
    const SPELLINGS = new Map([['origin-ip', 'ip'], ['origin_ip', 'ip']]);
    const IGNORED = ['modified_on'];
    const SYNONYMS = new Map([['ipaddress', 'ip'], ['address', 'ip'], ['hostname', 'host'], ['provider', 'vendor'], ['cloud', 'vendor'], ['location', 'region'], ['origins', 'mappings'], ['entries', 'mappings']]);
    const ROOT_KEYS = {
      known: Object.keys(ROOT),
      synonyms: SYNONYMS
    };
    const DEFAULTS_KEYS = {
      known: Object.keys(DEFAULTS),
      synonyms: SYNONYMS
    };
    const ENTRY_KEYS = {
      known: Object.keys(ENTRY),
      synonyms: SYNONYMS,
      spellings: SPELLINGS,
      ignored: IGNORED
    };
    function mappingsSchema() {
      const spelled = [...SPELLINGS].map(([spelling, key]) => [spelling, {
        ...ENTRY[key],
        description: `The API's own spelling of ${key}.`
      }]);
      const ignored = IGNORED.map(key => [key, {
        description: 'Written by the API; not read.'
      }]);
      return {
        $schema: 'http://json-schema.org/draft-07/schema#',
        title: 'Origin cloud region mappings',
        description: 'Which region of which cloud vendor the origins of a Cloudflare zone live in.',
        anyOf: [{
          $ref: '#/definitions/entries'
        }, {
          type: 'object',
          properties: ROOT,
          required: ['mappings'],
          additionalProperties: false
        }],
        definitions: {
          entries: {
            type: 'array',
            minItems: 1,
            items: {
              $ref: '#/definitions/entry'
            }
          },
          entry: {
            type: 'object',
            description: 'One origin, or several that share vendor and region. It has ip or host, never both.',
            properties: {
              ...ENTRY,
              ...Object.fromEntries([...spelled, ...ignored])
            },
            additionalProperties: false,
            oneOf: ['ip', ...SPELLINGS.keys(), 'host'].map(key => ({
              required: [key]
            }))
          }
        }
      };
    }
    function oneOrMore(examples) {
      const text = {
        type: 'string',
        pattern: '\\S'
      };
      return {
        anyOf: [{
          ...text,
          examples
        }, {
          type: 'array',
          minItems: 1,
          items: text
        }]
      };
    }
    function anyLetterCase(names) {
      const either = letter => `[${letter}${letter.toUpperCase()}]`;
      return `^\\s*(?:${names.map(name => [...name].map(either).join('')).join('|')})\\s*$`;
    }

    /***/
  }),
  /***/2163: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      FI: () => (DEEPEST),
      LJ: () => (TOO_MANY),
      WY: () => (described),
      fK: () => (valueAt),
      gZ: () => (TOO_DEEP),
      lS: () => (membersOf),
      xy: () => (MOST_VALUES)
    });
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6418);
    const MOST_VALUES = 50_000;
    const TOO_MANY = 'this is too much for a list of mappings: a zone holds at most 3,500; split the list, or fix what it was made from';
    const DEEPEST = 20;
    const TOO_DEEP = `this is nested too deeply (over ${DEEPEST} levels) for a list of mappings; fix the brackets or the indentation`;
    function described(tree) {
      switch (tree.kind) {
        case 'text':
          return `the text ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.hD)(tree.text)}`;
        case 'list':
          return 'a list';
        case 'map':
          return 'a map of keys and values';
        case 'other':
          return tree.type === 'null' ? 'null' : `the ${tree.type} ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.hD)(tree.written)}`;
        default:
          return 'empty';
      }
    }
    function valueAt(tree, key) {
      return tree?.kind === 'map' ? tree.members.find(member => member.key === key)?.value : undefined;
    }
    function membersOf(map, name, keys, findings) {
      const members = new Map();
      for (const member of map.members) {
        const key = keys.spellings?.get(member.key) ?? member.key;
        if (!keys.known.includes(key)) {
          if (!keys.ignored?.includes(key)) findings.add(unknownKey(member, name, keys));
          continue;
        }
        const first = members.get(key);
        if (first === undefined) members.set(key, member);else findings.add(secondKey(member, first, name));
      }
      return members;
    }
    function unknownKey({
      key,
      keySpan
    }, name, {
      known,
      synonyms
    }) {
      const meant = synonyms?.get(key.toLowerCase().replace(/[\s_-]/g, ''));
      return {
        message: `${name}: the key ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.hD)(key)} is not known; the keys are ${known.join(', ')}`,
        span: keySpan,
        typed: {
          word: key,
          among: known,
          ...(meant !== undefined && known.includes(meant) ? {
            meant
          } : {})
        }
      };
    }
    function secondKey({
      key,
      keySpan
    }, first, name) {
      const again = key === first.key ? 'is there twice' : `says the same as ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.hD)(first.key)}, which is there too`;
      return {
        message: `${name}: the key ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.hD)(key)} ${again}; keep one of them`,
        span: keySpan
      };
    }

    /***/
  }),
  /***/1781: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      Jg: () => (originAddress),
      Qb: () => (compareAddresses),
      Z5: () => (canonicalAddress),
      Zh: () => (isFault),
      kO: () => (inAddressOrder)
    });
    var ipaddr_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8280);
    const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
    const UNREACHABLE = {
      private: 'a private address',
      uniqueLocal: 'a private (unique local) address',
      carrierGradeNat: 'a private address (shared by a carrier)',
      loopback: 'a loopback address',
      linkLocal: 'a link-local address',
      multicast: 'a multicast address',
      broadcast: 'the broadcast address',
      unspecified: 'an unspecified address'
    };
    function canonicalAddress(text) {
      if (IPV4.test(text)) return text;
      if (/[\s,;]/.test(text)) return {
        fault: 'is not one address',
        remedy: 'write several as a list in a file, or with commas in the input "ip"'
      };
      if (text.includes('/')) return {
        fault: 'is a range (CIDR)',
        remedy: 'give one address without "/": mappings are per address'
      };
      if (text.includes('%')) return {
        fault: 'has a zone index',
        remedy: 'drop the part from "%" on; an origin needs a global address'
      };
      if (/^\[.*\](?::\d+)?$/.test(text)) return {
        fault: 'has brackets or a port',
        remedy: 'give the address without "[", "]" or a port'
      };
      if (/^[\d.]+:\d+$/.test(text)) return {
        fault: 'has a port',
        remedy: 'give the address without ":port"'
      };
      if (/^[\d.]+$/.test(text)) return {
        fault: 'is not an IPv4 address',
        remedy: 'write four decimal parts from 0 to 255, without leading zeros'
      };
      if (text.includes(':')) return canonicalIpv6(text) ?? {
        fault: 'is not an IPv6 address',
        remedy: 'write up to eight groups of hexadecimal digits, without brackets or a port'
      };
      return {
        fault: text === '' ? 'is empty' : 'is not an IP address',
        remedy: text === '' ? 'give an IPv4 or IPv6 address; the output that should fill it may not be set' : 'give an IPv4 or IPv6 address'
      };
    }
    function originAddress(text) {
      const address = canonicalAddress(text);
      if (isFault(address)) return address;
      const range = UNREACHABLE[takenApart(address).range()];
      return range === undefined ? address : {
        fault: `is ${range}`,
        remedy: 'Cloudflare cannot reach it; give the public address of the origin'
      };
    }
    function isFault(value) {
      return typeof value !== 'string';
    }
    function compareAddresses(a, b) {
      return compareKeys(orderKey(a), orderKey(b));
    }
    function inAddressOrder(things) {
      return Array.from(things, thing => ({
        thing,
        key: orderKey(thing.ip)
      })).sort((a, b) => compareKeys(a.key, b.key)).map(({
        thing
      }) => thing);
    }
    function compareKeys(a, b) {
      if (a === b) return 0;
      return a < b ? -1 : 1;
    }
    function canonicalIpv6(text) {
      const groups = withoutEmbeddedIpv4(text);
      if (groups === undefined) return undefined;
      let address;
      try {
        address = ipaddr_js__WEBPACK_IMPORTED_MODULE_0__.IPv6.parse(groups);
      } catch {
        return undefined;
      }
      return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String();
    }
    function withoutEmbeddedIpv4(text) {
      const start = text.lastIndexOf(':') + 1;
      const tail = text.slice(start);
      if (!tail.includes('.')) return text;
      if (!IPV4.test(tail)) return undefined;
      const [a, b, c, d] = ipaddr_js__WEBPACK_IMPORTED_MODULE_0__.IPv4.parse(tail).toByteArray().map(byte => byte.toString(16).padStart(2, '0'));
      return `${text.slice(0, start)}${a}${b}:${c}${d}`;
    }
    function orderKey(address) {
      const bytes = takenApart(address).toByteArray();
      return String.fromCharCode(bytes.length, ...bytes);
    }
    function takenApart(address) {
      return (address.includes(':') ? ipaddr_js__WEBPACK_IMPORTED_MODULE_0__.IPv6 : ipaddr_js__WEBPACK_IMPORTED_MODULE_0__.IPv4).parse(address);
    }

    /***/
  }),
  /***/1571: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      d: () => (realClock)
    });
    const realClock = {
      now: () => performance.now(),
      date: () => Date.now(),
      sleep: (duration, signal) => new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer);
          reject(signal.reason);
        };
        const timer = setTimeout(() => {
          signal.removeEventListener('abort', stop);
          resolve();
        }, duration);
        signal.addEventListener('abort', stop, {
          once: true
        });
        if (signal.aborted) stop();
      }),
      timeout: duration => AbortSignal.timeout(duration),
      random: () => Math.random()
    };

    /***/
  }),
  /***/8595: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      $r: () => (targetOf),
      Nd: () => (existingCount),
      TT: () => (isSupported),
      cL: () => (VENDORS),
      cS: () => (sameTarget),
      je: () => (targetName),
      uK: () => (LIMIT),
      yY: () => (sameState)
    });
    const VENDORS = ['aws', 'azure', 'gcp', 'oci'];
    const LIMIT = 3500;
    function existingCount({
      mappings,
      unreadable
    }) {
      return mappings.size + unreadable.length;
    }
    function sameTarget(a, b) {
      return a.vendor === b.vendor && a.region === b.region;
    }
    function sameState(a, b) {
      return a === undefined || b === undefined ? a === b : sameTarget(a, b);
    }
    function targetOf({
      vendor,
      region
    }) {
      return {
        vendor,
        region
      };
    }
    function targetName(target) {
      if (target === undefined) return 'nothing';
      return `${target.vendor || '(no vendor)'} ${target.region || '(no region)'}`;
    }
    function isSupported({
      vendor,
      region
    }, regions) {
      const names = regions.get(vendor);
      if (names === undefined) return ![...regions.values()].some(({
        size
      }) => size > 0);
      return names.size === 0 || names.has(region);
    }

    /***/
  }),
  /***/4424: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      XF: () => (countOutcomes),
      im: () => (OUTCOMES),
      l6: () => (wasNotAttempted)
    });
    const OUTCOMES = ['created', 'updated', 'removed', 'unchanged', 'skipped', 'failed'];
    const NOT_ATTEMPTED = 'was not attempted';
    function wasNotAttempted(entry) {
      return entry.outcome === 'failed' && entry.message.startsWith(NOT_ATTEMPTED);
    }
    function countOutcomes(outcomes) {
      const counts = {
        created: 0,
        updated: 0,
        removed: 0,
        unchanged: 0,
        skipped: 0,
        failed: 0
      };
      for (const {
        outcome
      } of outcomes) counts[outcome] += 1;
      return counts;
    }

    /***/
  }),
  /***/5824: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      a: () => (didYouMean)
    });
    ; // CONCATENATED MODULE: ./node_modules/leven/index.js
    const array = [];
    const characterCodeCache = [];
    function leven(first, second, options) {
      if (first === second) {
        return 0;
      }
      const maxDistance = options?.maxDistance;
      const swap = first;
      if (first.length > second.length) {
        first = second;
        second = swap;
      }
      let firstLength = first.length;
      let secondLength = second.length;
      while (firstLength > 0 && first.charCodeAt(~-firstLength) === second.charCodeAt(~-secondLength)) {
        firstLength--;
        secondLength--;
      }
      let start = 0;
      while (start < firstLength && first.charCodeAt(start) === second.charCodeAt(start)) {
        start++;
      }
      firstLength -= start;
      secondLength -= start;
      if (maxDistance !== undefined && secondLength - firstLength > maxDistance) {
        return maxDistance;
      }
      if (firstLength === 0) {
        return maxDistance !== undefined && secondLength > maxDistance ? maxDistance : secondLength;
      }
      let bCharacterCode;
      let result;
      let temporary;
      let temporary2;
      let index = 0;
      let index2 = 0;
      while (index < firstLength) {
        characterCodeCache[index] = first.charCodeAt(start + index);
        array[index] = ++index;
      }
      while (index2 < secondLength) {
        bCharacterCode = second.charCodeAt(start + index2);
        temporary = index2++;
        result = index2;
        for (index = 0; index < firstLength; index++) {
          temporary2 = bCharacterCode === characterCodeCache[index] ? temporary : temporary + 1;
          temporary = array[index];
          result = array[index] = temporary > result ? temporary2 > result ? result + 1 : temporary2 : temporary2 > temporary ? temporary + 1 : temporary2;
        }
        if (maxDistance !== undefined) {
          let rowMinimum = result;
          for (index = 0; index < firstLength; index++) {
            if (array[index] < rowMinimum) {
              rowMinimum = array[index];
            }
          }
          if (rowMinimum > maxDistance) {
            return maxDistance;
          }
        }
      }
      array.length = firstLength;
      characterCodeCache.length = firstLength;
      return maxDistance !== undefined && result > maxDistance ? maxDistance : result;
    }
    function closestMatch(target, candidates, options) {
      if (!Array.isArray(candidates) || candidates.length === 0) {
        return undefined;
      }
      const userMax = options?.maxDistance;
      const targetLength = target.length;
      for (const candidate of candidates) {
        if (candidate === target) {
          return candidate;
        }
      }
      if (userMax === 0) {
        return undefined;
      }
      let best;
      let bestDist = Number.POSITIVE_INFINITY;
      const seen = new Set();
      for (const candidate of candidates) {
        if (seen.has(candidate)) {
          continue;
        }
        seen.add(candidate);
        const lengthDiff = Math.abs(candidate.length - targetLength);
        if (lengthDiff >= bestDist) {
          continue;
        }
        if (userMax !== undefined && lengthDiff > userMax) {
          continue;
        }
        const cap = Number.isFinite(bestDist) ? userMax === undefined ? bestDist : Math.min(bestDist, userMax) : userMax;
        const distance = cap === undefined ? leven(target, candidate) : leven(target, candidate, {
          maxDistance: cap
        });
        if (userMax !== undefined && distance > userMax) {
          continue;
        }
        let actualD = distance;
        if (cap !== undefined && distance === cap && cap === userMax) {
          actualD = leven(target, candidate);
        }
        if (actualD < bestDist) {
          bestDist = actualD;
          best = candidate;
          if (bestDist === 0) {
            break;
          }
        }
      }
      if (userMax !== undefined && bestDist > userMax) {
        return undefined;
      }
      return best;
    }
    ; // CONCATENATED MODULE: ./build/domain/suggestion.js

    function nearest(name, candidates, count = 3) {
      const plain = text => text.toLowerCase().replace(/[\s_-]/g, '');
      return [...candidates].map(candidate => ({
        candidate,
        distance: leven(plain(name), plain(candidate)) + leven(name, candidate) / 100
      })).sort((a, b) => a.distance - b.distance).slice(0, count).map(({
        candidate
      }) => candidate);
    }
    function didYouMean(name, candidates) {
      const [best] = nearest(name, candidates, 1);
      if (best === undefined) return undefined;
      const [word, meant] = [name.toLowerCase(), best.toLowerCase()];
      const distance = leven(word, meant);
      const swapped = sortedLetters(word) === sortedLetters(meant);
      if (word.length <= SHORT && !swapped && !meant.includes(word) && 2 * distance >= meant.length) return undefined;
      const most = swapped ? 2 : Math.max(1, best.length / 3);
      return distance < best.length && distance <= most ? best : undefined;
    }
    const SHORT = 3;
    function sortedLetters(word) {
      return [...word].sort().join('');
    }

    /***/
  }),
  /***/6418: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      $Q: () => (clip),
      hD: () => (quote),
      hS: () => (counted),
      zD: () => (grouped)
    });
    function clip(text, most) {
      return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
    }
    const LONGEST = 40;
    const ESCAPED = /[\p{C}\p{Z}"\\]/u;
    function quote(text) {
      let shown = '';
      let cut = '';
      for (const character of text.slice(0, 2 * (LONGEST + 1))) {
        const written = escaped(character);
        if (shown.length + written.length < LONGEST) cut = shown + written;
        shown += written;
        if (shown.length > LONGEST) return `"${cut}…"`;
      }
      return `"${shown}"`;
    }
    function escaped(character) {
      if (character === ' ' || !ESCAPED.test(character)) return character;
      if (character === '"' || character === '\\') return `\\${character}`;
      const code = Number(character.codePointAt(0));
      return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
    }
    function counted(count, one, many = `${one}s`) {
      return `${grouped(count)} ${count === 1 ? one : many}`;
    }
    function grouped(count) {
      return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
    }

    /***/
  }),
  /***/6479: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      b: () => (credentialText)
    });
    function credentialText(credential) {
      return credential.kind === 'token' ? credential.token : `${credential.email}:${credential.key}`;
    }

    /***/
  }),
  /***/8927: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      O$: () => (unreadable),
      XF: () => (readRegularFile),
      j5: () => (isFileFault)
    });
    var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
    var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1455);
    async function readRegularFile(path, maxBytes, flags = 0) {
      let handle;
      try {
        const before = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path);
        if (before.isDirectory()) return {
          kind: 'directory'
        };
        if (!before.isFile()) return {
          kind: 'not-regular'
        };
        handle = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK | flags);
        const stats = await handle.stat();
        if (!stats.isFile() || stats.size > maxBytes) return {
          kind: 'too-large'
        };
        const {
          buffer,
          bytesRead
        } = await handle.read(Buffer.alloc(stats.size + 1));
        return bytesRead === stats.size ? buffer.subarray(0, bytesRead) : {
          kind: 'changed'
        };
      } catch (error) {
        return unreadable(error);
      } finally {
        await handle?.close();
      }
    }
    function unreadable(error) {
      return {
        kind: 'unreadable',
        code: error.code ?? 'unknown error'
      };
    }
    function isFileFault(value) {
      return !Buffer.isBuffer(value);
    }

    /***/
  }),
  /***/3790: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      j$: () => (HttpError),
      U9: () => (isLoopback),
      fb: () => (openHttp),
      Pt: () => (requestWritten),
      P9: () => (retryAfter)
    });
    ; // CONCATENATED MODULE: external "node:events"
    const external_node_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");
    ; // CONCATENATED MODULE: external "node:util"
    const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
    ; // CONCATENATED MODULE: ./build/http/http-error.js

    class HttpError extends Error {
      name = 'HttpError';
      kind;
      reason;
      constructor(kind, reason, message, cause) {
        super(message, {
          cause
        });
        this.kind = kind;
        this.reason = reason;
      }
    }
    function failureCode(error) {
      let code = 'connection broken';
      for (let at = error; external_node_util_namespaceObject.types.isNativeError(at); at = at.cause) {
        const {
          code: own,
          errors
        } = at;
        if (errors !== undefined) code = failureCode(errors[0]);else if (own !== undefined) code = own;
      }
      return code;
    }
    var domain_text = __nccwpck_require__(6418);
    ; // CONCATENATED MODULE: ./build/http/proxy.js

    async function proxyFor(server, env) {
      if (isLoopback(server.hostname)) return undefined;
      const setting = settingFor(server, env);
      if (setting === undefined) return undefined;
      const {
        checkBypass
      } = await __nccwpck_require__.e(783).then(__nccwpck_require__.bind(__nccwpck_require__, 9783));
      if (checkBypass(server)) return undefined;
      const {
        name,
        value
      } = setting;
      const url = URL.parse(value.includes('://') ? value : `http://${value}`);
      if (url === null || !/^https?:$/.test(url.protocol)) throw wrong(`The proxy in ${name}, ${(0, domain_text.hD)(withoutPassword(value))}, is not a URL of the form http://host:port; fix it, or name the host ${server.hostname} in NO_PROXY`);
      const shown = `${url.protocol}//${url.host}`;
      if (!isDecodable(url.username) || !isDecodable(url.password)) throw wrong(`The proxy in ${name}, ${shown}, cannot be used: write it as http://user:password@host:port, with special characters in the password percent-encoded`);
      return {
        href: url.href,
        name: shown
      };
    }
    function isLoopback(hostname) {
      return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
    }
    function settingFor({
      protocol
    }, env) {
      const names = protocol === 'https:' ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy', 'HTTP_PROXY'];
      for (const name of names) {
        const value = env[name]?.trim();
        if (value) return {
          name,
          value
        };
      }
      return undefined;
    }
    function wrong(message) {
      return new HttpError('proxy', 'wrong proxy setting', message);
    }
    function isDecodable(text) {
      try {
        decodeURIComponent(text);
        return true;
      } catch {
        return false;
      }
    }
    function withoutPassword(proxy) {
      const scheme = /^[a-z][\w+.-]*:\/\//i.exec(proxy)?.[0] ?? '';
      const rest = proxy.slice(scheme.length).replace(/^.*@/s, '');
      const host = rest.replace(/^([^:/?#\s]*(?::\d+(?=[/?#]|$))?).*$/s, '$1');
      const shown = `${scheme}${host}`;
      return shown === proxy || host !== '' && host === rest ? shown : `${shown}…`;
    }
    ; // CONCATENATED MODULE: ./build/http/http.js

    async function openHttp(base, env) {
      const proxy = await proxyFor(base, env);
      const closing = new AbortController();
      const secure = base.protocol === 'https:';
      const {
        request,
        Agent
      } = await (secure ? Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 4708, 19)) : Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 7067, 19)));
      const agent = proxy === undefined ? new Agent({
        keepAlive: true,
        rejectUnauthorized: true
      }) : await openProxyAgent(proxy, closing.signal);
      return {
        send: sent => exchange({
          request,
          agent,
          secure,
          proxy,
          closing: closing.signal
        }, sent),
        ...(proxy === undefined ? {} : {
          proxy: proxy.name
        }),
        close() {
          closing.abort();
          agent.destroy();
        }
      };
    }
    function retryAfter({
      header
    }, clock) {
      const value = header('retry-after')?.trim();
      if (!value) return undefined;
      const duration = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - (Date.parse(header('date') ?? '') || clock.date());
      return duration > 0 ? duration : undefined;
    }
    async function openProxyAgent({
      href
    }, closing) {
      const {
        HttpsProxyAgent
      } = await __nccwpck_require__.e(659).then(__nccwpck_require__.bind(__nccwpck_require__, 7659));
      (0, external_node_events_namespaceObject.setMaxListeners)(0, closing);
      return new HttpsProxyAgent(href, {
        keepAlive: true,
        rejectUnauthorized: true,
        signal: closing
      });
    }
    function exchange(client, {
      method,
      url,
      headers,
      body,
      signal,
      maxBytes
    }) {
      const {
        closing,
        secure,
        agent
      } = client;
      return new Promise((resolve, reject) => {
        let request;
        let written = () => {};
        let proxyStatus;
        let answered = false;
        const signals = [signal, closing];
        const abort = () => fail(new HttpError('aborted', 'aborted', 'The request was given up'));
        const end = () => {
          written();
          for (const each of signals) each.removeEventListener('abort', abort);
        };
        const fail = error => {
          end();
          reject(proxyStatus === undefined ? httpError(error, url, client.proxy) : unreachable(`the proxy answered HTTP ${proxyStatus}`, url, client.proxy, error));
          request?.destroy();
        };
        if (signals.some(({
          aborted
        }) => aborted)) return abort();
        for (const each of signals) each.addEventListener('abort', abort, {
          once: true
        });
        try {
          const length = body === undefined ? {} : {
            'content-length': Buffer.byteLength(body)
          };
          const checked = {
            rejectUnauthorized: true
          };
          const sent = {
            ...headers,
            ...length,
            'accept-encoding': 'gzip'
          };
          request = client.request(url, {
            ...checked,
            method,
            agent,
            headers: sent
          });
        } catch (error) {
          const code = failureCode(error);
          const message = `The request to ${URL.parse(url)?.host} cannot be written (${code}): check its headers for characters that HTTP does not allow`;
          return fail(new HttpError('unsendable', code, message, error));
        }
        written = trackWriting(request, secure);
        request.on('error', fail);
        request.on('proxyConnect', ({
          statusCode
        }) => {
          if (statusCode !== 200) proxyStatus = statusCode;
        });
        const switched = () => fail(unreachable('HTTP 101, a switch of protocols', url, client.proxy));
        request.on('upgrade', (_, socket) => {
          socket.destroy();
          switched();
        });
        request.on('close', () => {
          if (!answered) fail(new Error('closed without an answer'));
        });
        request.on('response', async message => {
          answered = true;
          if (proxyStatus !== undefined) return fail(undefined);
          if (message.statusCode === 101) return switched();
          try {
            const whole = await readBody(message, maxBytes, url);
            const header = name => message.headers[name]?.toString();
            resolve({
              status: Number(message.statusCode),
              header,
              body: whole
            });
            end();
          } catch (error) {
            fail(error);
          }
        });
        request.end(body);
      });
    }
    async function readBody(message, maxBytes, url) {
      const tooLarge = cause => {
        const limit = `${Math.round(maxBytes / 1024 / 1024 * 10) / 10} MiB`;
        return new HttpError('too-large', 'too large', `${new URL(url).host} sent an answer of more than ${limit}`, cause);
      };
      const chunks = [];
      let size = 0;
      for await (const chunk of message) {
        size += chunk.length;
        if (size > maxBytes) throw tooLarge();
        chunks.push(chunk);
      }
      const body = Buffer.concat(chunks, size);
      if (size === 0 || message.headers['content-encoding']?.toLowerCase() !== 'gzip') return body;
      const {
        gunzip
      } = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 8522, 19));
      try {
        return await (0, external_node_util_namespaceObject.promisify)(gunzip)(body, {
          maxOutputLength: maxBytes
        });
      } catch (error) {
        throw failureCode(error) === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(error) : error;
      }
    }
    const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;
    function httpError(error, url, proxy) {
      if (error instanceof HttpError) return error;
      const code = failureCode(error);
      if (!CERTIFICATE.test(code)) return unreachable(code, url, proxy, error);
      return new HttpError('certificate', code, `The certificate of ${new URL(url).host}${wayOf(proxy)} is not trusted (${code}). Behind a proxy that opens TLS, name its root certificate in NODE_EXTRA_CA_CERTS`, error);
    }
    function unreachable(reason, url, proxy, cause) {
      return new HttpError('unreachable', reason, `${new URL(url).host} cannot be reached${wayOf(proxy)} (${reason})`, cause);
    }
    function wayOf(proxy) {
      return proxy === undefined ? '' : ` through the proxy ${proxy.name}`;
    }
    const unwritten = new Set();
    const waiting = [];
    function requestWritten() {
      return new Promise(resolve => {
        waiting.push(resolve);
      });
    }
    function trackWriting(request, secure) {
      unwritten.add(request);
      const written = () => {
        if (unwritten.delete(request) && unwritten.size === 0) for (const resolve of waiting.splice(0)) resolve();
      };
      request.on('socket', socket => {
        if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', written);else written();
      });
      return written;
    }

    /***/
  }),
  /***/1296: (/***/(__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => {
      try {
        var _domain_clock_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1571);
        var _origins_resolver_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8652);
        var _run_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9843);
        const LONGEST_GOODBYE = 250;
        process.on('unhandledRejection', () => {});
        const stop = new AbortController();
        for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop.abort());
        await (0, _run_js__WEBPACK_IMPORTED_MODULE_2__.e)({
          env: process.env,
          clock: _domain_clock_js__WEBPACK_IMPORTED_MODULE_0__.d,
          stop: stop.signal,
          write: text => process.stdout.write(text),
          openResolver: _origins_resolver_js__WEBPACK_IMPORTED_MODULE_1__.Zl
        });
        process.stdout.write('', () => {
          setTimeout(() => process.exit(), LONGEST_GOODBYE).unref();
        });
        __webpack_async_result__();
      } catch (e) {
        __webpack_async_result__(e);
      }
    }, 1);

    /***/
  }),
  /***/6095: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      BH: () => (isExpression),
      Cd: () => (parseZone),
      EZ: () => (openInputReader),
      Kn: () => (parseRanges),
      Nm: () => (parseBudget),
      UV: () => (inputValue),
      wZ: () => (EXPRESSION_REMEDY),
      xA: () => (parseApiBase),
      xB: () => (parseMaxRemovals)
    });
    var node_url__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3136);
    var _domain_suggestion_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5824);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6418);
    var _http_http_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3790);
    function parseZone(text) {
      const lower = text.trim().toLowerCase();
      if (/^[0-9a-f]{32}$/.test(lower)) return {
        value: {
          kind: 'id',
          id: lower
        }
      };
      const ascii = (0, node_url__WEBPACK_IMPORTED_MODULE_0__.domainToASCII)(lower.replace(/\.$/, ''));
      if (/^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/.test(ascii)) return {
        value: {
          kind: 'name',
          ascii,
          unicode: (0, node_url__WEBPACK_IMPORTED_MODULE_0__.domainToUnicode)(ascii)
        }
      };
      return {
        wrong: 'is not a zone: give the zone ID (32 hex digits, on the overview page of the zone) or the domain name, such as example.com'
      };
    }
    function parseMaxRemovals(text) {
      const [, digits, share] = /^(\d{1,9}(?:\.\d{1,6})?)\s*(%?)$/.exec(text) ?? [];
      const number = Number(digits);
      if (share === '%' && number <= 100) return {
        value: {
          kind: 'share',
          percent: number
        }
      };
      if (share === '' && Number.isInteger(number)) return {
        value: {
          kind: 'number',
          most: number
        }
      };
      return {
        wrong: 'must be a share from 0% to 100%, or a whole number, such as 30% or 25'
      };
    }
    function parseApiBase(text) {
      return parseBaseUrl(text, 'https://api.cloudflare.com/client/v4', 'the credential would travel unencrypted');
    }
    function parseRanges(text) {
      if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) return {
        value: {
          kind: 'folder',
          path: text
        }
      };
      const parsed = parseBaseUrl(text, 'https://mirror.example/ranges', 'anybody on the way could change the ranges');
      return 'value' in parsed ? {
        value: {
          kind: 'url',
          base: parsed.value
        }
      } : parsed;
    }
    function parseBaseUrl(text, example, risk) {
      const url = URL.parse(text);
      const shown = text.replace(/^.*@/s, '…@');
      if (url === null) return {
        wrong: `is not a URL, such as ${example}`,
        shown
      };
      const wrong = baseUrlFault(url, risk);
      return wrong === undefined ? {
        value: url
      } : {
        wrong,
        shown
      };
    }
    function baseUrlFault({
      username,
      password,
      search,
      hash,
      protocol,
      hostname
    }, risk) {
      if (username !== '' || password !== '') return 'holds a user name or password; give it without';
      if (search !== '' || hash !== '') return 'has a query or a fragment; end it with the path';
      if (protocol === 'https:' || protocol === 'http:' && (0, _http_http_js__WEBPACK_IMPORTED_MODULE_1__.U9)(hostname)) return undefined;
      return `must be https: ${risk} (http is allowed to loopback addresses only)`;
    }
    function parseBudget(text) {
      const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
      if (seconds >= 1 && seconds <= 86_400) return {
        value: seconds * 1000
      };
      return {
        wrong: 'must be a number of seconds from 1 to 86400'
      };
    }
    function inputValue(env, input) {
      return env[`INPUT_${input.toUpperCase()}`]?.trim() || undefined;
    }
    const EXPRESSION_REMEDY = `is an expression that was not substituted: GitHub replaces \${{ … }} only in workflow files, so check where this text comes from, and its quotes`;
    function isExpression(text) {
      return text.includes('${{');
    }
    function openInputReader(env, report) {
      return {
        choice(input, choices, fallback) {
          const text = inputValue(env, input);
          const match = choices.find(choice => choice === text?.toLowerCase());
          if (text === undefined || match !== undefined) return match ?? fallback;
          const meant = (0, _domain_suggestion_js__WEBPACK_IMPORTED_MODULE_2__.a)(text, choices);
          const hint = meant === undefined ? '' : `. Did you mean ${meant}?`;
          report(`Input ${input}: ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(text)} ${isExpression(text) ? EXPRESSION_REMEDY : `must be one of ${choices.join(', ')}${hint}`}`);
          return fallback;
        },
        flag(input, fallback) {
          return this.choice(input, ['true', 'false'], fallback ? 'true' : 'false') === 'true';
        },
        value(input, fallback, parse) {
          const text = inputValue(env, input) ?? fallback;
          const parsed = parse(text);
          const unsubstituted = isExpression(text);
          if ('value' in parsed && !unsubstituted) return parsed.value;
          const {
            wrong,
            shown = text
          } = 'value' in parsed ? {
            wrong: EXPRESSION_REMEDY
          } : parsed;
          report(`Input ${input}: ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_3__.hD)(shown)} ${unsubstituted ? EXPRESSION_REMEDY : wrong}`);
          const standIn = parse(fallback);
          if ('value' in standIn) return standIn.value;
          throw new TypeError(`the default of ${input} is not valid`);
        }
      };
    }

    /***/
  }),
  /***/1779: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      v: () => (createPrefixTable)
    });
    var _domain_address_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1781);
    const WIDEST = {
      ipv4: 8,
      ipv6: 16
    };
    const MAPPED = '\0\0\0\0\0\uffff';
    const MAPPED_LENGTH = 16 * MAPPED.length;
    function createPrefixTable(merge = (_old, value) => value) {
      const ipv4 = new Map();
      const ipv6 = new Map();
      return {
        add(cidr, value) {
          const prefix = readPrefix(cidr);
          if (prefix === undefined) return false;
          const lengths = prefix.bits.length === 2 ? ipv4 : ipv6;
          const rows = lengths.get(prefix.length) ?? new Map();
          lengths.set(prefix.length, rows);
          const key = mask(prefix.bits, prefix.length);
          const old = rows.get(key);
          rows.set(key, old === undefined ? {
            cidr,
            value
          } : {
            cidr: old.cidr,
            value: merge(old.value, value)
          });
          return true;
        },
        find(ip) {
          const bits = bitsOf(ip);
          if (bits === undefined) return undefined;
          let best;
          for (const [length, rows] of bits.length === 2 ? ipv4 : ipv6) {
            if (best !== undefined && length < best.length) continue;
            const row = rows.get(mask(bits, length));
            if (row !== undefined) best = {
              prefix: row.cidr,
              length,
              value: row.value
            };
          }
          return best;
        }
      };
    }
    function mask(bits, length) {
      const whole = length >> 4;
      const rest = length & 15;
      if (rest === 0) return bits.slice(0, whole);
      return bits.slice(0, whole) + String.fromCharCode(bits.charCodeAt(whole) & 0xffff << 16 - rest);
    }
    function readPrefix(cidr) {
      const [, address = '', digits] = /^([\da-fA-F.:]+)\/(\d{1,3})$/.exec(cidr) ?? [];
      if (digits === undefined) return undefined;
      const bits = bitsOf(address);
      if (bits === undefined) return undefined;
      const length = Number(digits);
      if (bits.length === 2) return length >= WIDEST.ipv4 && length <= 32 ? {
        bits,
        length
      } : undefined;
      if (bits.startsWith(MAPPED) && length >= MAPPED_LENGTH + WIDEST.ipv4 && length <= 128) return {
        bits: bits.slice(MAPPED.length),
        length: length - MAPPED_LENGTH
      };
      return length >= WIDEST.ipv6 && length <= 128 ? {
        bits,
        length
      } : undefined;
    }
    function bitsOf(text) {
      if (!text.includes(':')) return ipv4Bits(text);
      if (!text.includes('.')) return ipv6Bits(text);
      const address = (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_0__.Z5)(text);
      if ((0, _domain_address_js__WEBPACK_IMPORTED_MODULE_0__.Zh)(address)) return undefined;
      return address.includes(':') ? ipv6Bits(address) : `${MAPPED}${ipv4Bits(address)}`;
    }
    function ipv4Bits(text) {
      const parts = text.split('.');
      let bits = 0;
      for (const part of parts) {
        const byte = Number(part);
        if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || byte > 255) return undefined;
        bits = bits << 8 | byte;
      }
      return parts.length === 4 ? String.fromCharCode(bits >>> 16, bits & 0xffff) : undefined;
    }
    function ipv6Bits(text) {
      const [head, tail, more] = text.split('::');
      const before = groupsOf(head);
      const after = groupsOf(tail);
      if (before === undefined || after === undefined || more !== undefined) return undefined;
      const missing = 8 - before.length - after.length;
      if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
      return before + '\0'.repeat(missing) + after;
    }
    function groupsOf(text = '') {
      if (text === '') return '';
      let groups = '';
      for (const part of text.split(':')) {
        if (!/^[\da-fA-F]{1,4}$/.test(part)) return undefined;
        groups += String.fromCharCode(Number.parseInt(part, 16));
      }
      return groups;
    }

    /***/
  }),
  /***/8652: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      Gn: () => (resolveHosts),
      Zl: () => (openNodeResolver),
      cC: () => (readCloudflareAddresses)
    });
    var _domain_address_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1781);
    var _prefix_table_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1779);
    const AT_ONCE = 16;
    const NAME_TIME = 5000;
    const QUERY = {
      timeout: 1500,
      tries: 2
    };
    const MOST_CNAMES = 8;
    const NO_RECORDS = new Set(['ENODATA', 'ENOTFOUND']);
    const REASONS = {
      ENOTFOUND: 'there is no such name (NXDOMAIN)',
      ENODATA: 'the name has no A or AAAA record',
      ESERVFAIL: 'its name servers fail (SERVFAIL)',
      EREFUSED: 'the name server refuses to answer (REFUSED)',
      ECONNREFUSED: 'no name server can be reached (ECONNREFUSED)',
      ETIMEOUT: 'no answer within 5 seconds',
      ECANCELLED: 'the run ended before there was an answer'
    };
    async function openNodeResolver(options) {
      const {
        Resolver
      } = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 1553, 19));
      return new Resolver(options);
    }
    async function resolveHosts(hosts, openResolver, options) {
      const answers = new Map();
      const queue = new Set(hosts).values();
      const work = async () => {
        for (const host of queue) answers.set(host, await resolveHost(host, openResolver, options));
      };
      await Promise.all(Array.from({
        length: AT_ONCE
      }, work));
      return answers;
    }
    async function resolveHost(host, openResolver, options) {
      const {
        clock,
        signal,
        left,
        readsCnames
      } = options;
      const time = Math.floor(Math.min(NAME_TIME, left()));
      if (signal.aborted || time <= 0) return {
        kind: 'failed',
        reason: reasonOf('ECANCELLED')
      };
      const resolver = await openResolver(QUERY);
      const over = clock.timeout(time);
      const {
        promise: ended,
        resolve
      } = Promise.withResolvers();
      const end = () => {
        resolver.cancel();
        resolve({
          kind: 'none',
          code: signal.aborted || time < NAME_TIME ? 'ECANCELLED' : 'ETIMEOUT'
        });
      };
      for (const cause of [signal, over]) cause.addEventListener('abort', end, {
        once: true
      });
      if (signal.aborted) end();
      try {
        const ask = question => Promise.race([asked(question), ended]);
        const cnames = readsCnames(host) ? readCnames(host, resolver, ask) : [];
        const families = await Promise.all([ask(async () => await resolver.resolve4(host)), ask(async () => await resolver.resolve6(host))]);
        return answerOf(families, [host, ...(await cnames)]);
      } finally {
        signal.removeEventListener('abort', end);
        over.removeEventListener('abort', end);
      }
    }
    async function asked(question) {
      try {
        return {
          kind: 'answer',
          records: await question()
        };
      } catch (error) {
        return {
          kind: 'none',
          code: String(error.code ?? 'an unknown error')
        };
      }
    }
    async function readCnames(host, resolver, ask) {
      const names = [];
      for (let name = host; names.length < MOST_CNAMES;) {
        const asking = name;
        const answer = await ask(async () => await resolver.resolveCname(asking));
        const next = answer.kind === 'answer' ? nameIn(answer.records[0]) : undefined;
        if (next === undefined || next === host || names.includes(next)) break;
        names.push(next);
        name = next;
      }
      return names;
    }
    function nameIn(text) {
      const name = text?.toLowerCase().replace(/\.$/, '');
      return name !== undefined && /^[a-z0-9_.-]{1,253}$/.test(name) ? name : undefined;
    }
    function answerOf(families, names) {
      const ips = new Set();
      let wrong;
      const codes = [];
      for (const family of families) {
        if (family.kind === 'none') codes.push(family.code);else for (const text of family.records) {
          const ip = (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_0__.Jg)(text);
          if ((0, _domain_address_js__WEBPACK_IMPORTED_MODULE_0__.Zh)(ip)) wrong ??= {
            ip: text,
            fault: ip.fault
          };else ips.add(ip);
        }
      }
      if (wrong !== undefined) return {
        kind: 'unreachable address',
        ...wrong,
        ips: [...ips],
        names
      };
      const unanswered = codes.find(code => !NO_RECORDS.has(code));
      if (ips.size === 0) {
        const code = unanswered ?? (codes.includes('ENOTFOUND') && !codes.includes('ENODATA') ? 'ENOTFOUND' : 'ENODATA');
        return {
          kind: 'failed',
          reason: reasonOf(code)
        };
      }
      return {
        kind: 'addresses',
        ips: [...ips],
        names,
        ...(unanswered === undefined ? {} : {
          incomplete: reasonOf(unanswered)
        })
      };
    }
    function reasonOf(code) {
      return REASONS[code] ?? `DNS failed${/^[A-Z_]{2,30}$/.test(code) ? ` (${code})` : ''}`;
    }
    async function readCloudflareAddresses(ranges) {
      const table = (0, _prefix_table_js__WEBPACK_IMPORTED_MODULE_1__.v)();
      try {
        for (const cidr of await ranges()) table.add(cidr, true);
      } catch (error) {
        return {
          has: () => false,
          notice: `Cloudflare's own addresses cannot be read (${error.message}), so a proxied public name passes for an origin`
        };
      }
      return {
        has: ip => table.find(ip) !== undefined
      };
    }

    /***/
  }),
  /***/7874: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      $y: () => (replaceDottedNumbers),
      IE: () => (pieces),
      Ir: () => (beginning),
      Mh: () => (addressesIn),
      Tn: () => (replaceReversed),
      wU: () => (replaceDashed),
      z0: () => (replaceRare)
    });
    var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7030);
    var _domain_address_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1781);
    const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
    const IPV4 = String.raw`(?<!\d|\d\.)(?:${OCTET}\.){3}${OCTET}(?!\d|\.\d)`;
    const NOT_WORDS = String.raw`(?!(?<=[\w-])::|::[\w-]*[g-z_-])`;
    const CANDIDATE = new RegExp(`${NOT_WORDS}(?:[0-9a-f]{0,4}:){2,8}(?:${IPV4}|[0-9a-f]{0,4})|${IPV4}`, 'gi');
    function pieces(text) {
      const found = [];
      let end = 0;
      for (const match of text.matchAll(CANDIDATE)) for (const {
        text: spelled,
        start,
        address
      } of addressesWithin(match[0])) {
        const at = match.index + start;
        if (at > end) found.push({
          text: text.slice(end, at)
        });
        found.push({
          text: spelled,
          address
        });
        end = at + spelled.length;
      }
      if (end < text.length) found.push({
        text: text.slice(end)
      });
      return found;
    }
    function addressesIn(text, most = 1_000_000) {
      const searched = beginning(text, most);
      return [...pieces(searched).flatMap(({
        address
      }) => address ?? []), ...oddlyDotted(searched)];
    }
    function beginning(text, most) {
      if (text.length <= most) return text;
      let end = most;
      while (/[\p{N}a-fx:._\-\uff0e\u3002\uff61]/iu.test(text.charAt(end - 1))) end -= 1;
      return text.slice(0, end);
    }
    function* addressesWithin(candidate) {
      for (let start = 0; start < candidate.length - 2; start += 1) for (let end = candidate.length; end > start + 2; end -= 1) {
        const text = candidate.slice(start, end);
        const address = (0, node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(text) === 0 ? undefined : (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_1__.Z5)(text);
        if (address === undefined || (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_1__.Zh)(address)) continue;
        yield {
          text,
          start,
          address
        };
        start = end - 1;
        break;
      }
    }
    const REVERSE_IPV4 = /(?<!\d)(?:\d{1,3}\.){4}(?=in-addr\.arpa)/gi;
    const REVERSE_IPV6 = /(?<![\da-z])(?:[\da-f]\.){32}(?=ip6\.arpa)/gi;
    const DASHED_IPV4 = /(?<!\d)\d{1,3}(?:[-_]\d{1,3}){3,}(?!\d)/g;
    const DASHED_IPV6 = /(?<![\da-z])[23][\da-f]{3}(?:--?[\da-f]{1,4}){2,7}(?![\da-z])/gi;
    const FOUR_OCTETS = /^(?:(?:0|[1-9]\d*)(?:[-_](?:0|[1-9]\d*)){3}|\d{3}(?:[-_]\d{3}){3})$/;
    const CROSSED_IPV4 = /(?<!\d)\d{1,3}(?:x\d{1,3}){3,}(?!\d)/gi;
    const HEX_IPV4 = /(?:0x)?([\da-f]{8,})/gi;
    const PADDED_IPV4 = /\d{12,}/g;
    function replaceReversed(text, replace) {
      const ipv4 = found => found.slice(0, -1).split('.').reverse().join('.');
      const ipv6 = found => ipv4(found).replaceAll('.', '').replace(/.{4}(?=.)/g, '$&:');
      const replaced = (found, address) => {
        const shown = replace(read(address), true);
        return shown === undefined ? found : `${shown}.`;
      };
      return text.replace(REVERSE_IPV4, found => replaced(found, ipv4(found))).replace(REVERSE_IPV6, found => replaced(found, ipv6(found)));
    }
    function replaceDashed(text, replace) {
      return text.replace(DASHED_IPV6, found => replace(read(found.replaceAll('-', ':')), true) ?? found).replace(DASHED_IPV4, (found, at, whole) => {
        const [before, after] = [whole.slice(Math.max(0, at - 2), at), whole.slice(at + found.length, at + found.length + 2)];
        const [word = ''] = /[a-z]$/i.test(before) ? /^\d+[-_](?=(?:\d+[-_]){3})/.exec(found) ?? [] : [];
        const numbers = found.slice(word.length);
        const certain = FOUR_OCTETS.test(numbers) && !/\d[-_]$/.test(before) && !/^[-_]\d/.test(after);
        const shown = replace(windowsOf(numbers.split(/[-_]/)).reverse().flatMap(read), certain);
        return shown === undefined ? found : word + shown;
      });
    }
    function replaceRare(text, replace) {
      const found = spelled => read(spelled).flatMap(ip => replace(ip) ?? [])[0];
      return text.replace(CROSSED_IPV4, run => windowsOf(run.toLowerCase().split('x')).flatMap(one => found(one) ?? [])[0] ?? run).replace(HEX_IPV4, (run, digits) => {
        const shown = replaceWithin(digits, 8, piece => found(fromHexadecimal(piece)));
        return shown === digits ? run : shown;
      }).replace(PADDED_IPV4, run => replaceWithin(run, 12, piece => found(octets([0, 3, 6, 9].map(at => piece.slice(at, at + 3))))));
    }
    function replaceWithin(run, length, replace) {
      let shown = '';
      let start = 0;
      while (start < run.length) {
        const replaced = start + length <= run.length ? replace(run.slice(start, start + length)) : undefined;
        shown += replaced ?? run.charAt(start);
        start += replaced === undefined ? 1 : length;
      }
      return shown;
    }
    function windowsOf(numbers) {
      return numbers.slice(3).map((_, start) => octets(numbers.slice(start, start + 4)));
    }
    function octets(numbers) {
      return numbers.map(Number).join('.');
    }
    function fromHexadecimal(digits) {
      return [0, 2, 4, 6].map(at => Number.parseInt(digits.slice(at, at + 2), 16)).join('.');
    }
    function read(text) {
      const address = (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_1__.Z5)(text);
      return (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_1__.Zh)(address) ? [] : [address];
    }
    const ASCII = /(?<!\d)\d+(?:\.\d+){3,}/g;
    const ANY = /(?<![\p{Nd}\p{No}])[\p{Nd}\p{No}]+(?:[.\uff0e\u3002\uff61][\p{Nd}\p{No}]+){3,}/gu;
    const ONLY_ASCII = /^[\0-\x7f]*$/;
    function replaceDottedNumbers(text, replace) {
      return text.replace(ONLY_ASCII.test(text) ? ASCII : ANY, found => {
        const numbers = numbersOf(found);
        const windows = numbers.slice(3).map((_, start) => numbers.slice(start, start + 4));
        if (!windows.some(window => window.every(digits => digits.length <= 3))) return found;
        const readings = [...new Set(windows.flatMap(window => addressOf(window.join('.'))))];
        return readings[0] === found ? found : replace({
          text: found,
          readings
        }) ?? found;
      });
    }
    function oddlyDotted(text) {
      const found = [];
      replaceDottedNumbers(text, ({
        readings
      }) => {
        found.push(...readings);
        return undefined;
      });
      return found;
    }
    function numbersOf(text) {
      const plain = text.normalize('NFKC').replaceAll('\u3002', '.');
      if (!/^[\d.]+$/.test(plain)) return [];
      return plain.split('.').map(digits => digits.replace(/^0+(?=\d)/, ''));
    }
    function addressOf(text) {
      const address = (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_1__.Z5)(text);
      return (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_1__.Zh)(address) ? [] : [address];
    }

    /***/
  }),
  /***/6945: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      HN: () => (planLines),
      Ne: () => (openLog),
      cD: () => (planTally)
    });
    var _domain_mapping_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8595);
    var _domain_result_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4424);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6418);
    function openLog(debugging) {
      let waiting = [];
      let deliver = entry => {
        waiting.push(entry);
      };
      let open = false;
      const line = text => deliver(runner => runner.line(text));
      const close = () => {
        if (open) deliver(runner => runner.endGroup());
        open = false;
      };
      return {
        line,
        close,
        group(title, lines = []) {
          close();
          open = true;
          deliver(runner => runner.group(title));
          for (const text of lines) line(text);
        },
        debug(text) {
          if (debugging) deliver(runner => runner.debug(text));
        },
        attach(runner) {
          for (const entry of waiting) entry(runner);
          waiting = [];
          deliver = entry => entry(runner);
        }
      };
    }
    const MOST_LINES = 20;
    const LONGEST_LINE = 200;
    const VERBS = {
      created: 'create',
      updated: 'update',
      removed: 'remove'
    };
    function planLines(outcomes, most = MOST_LINES) {
      const changes = outcomes.filter(outcome => outcome.outcome in VERBS);
      const rest = changes.slice(most);
      return [...changes.slice(0, most).map(change => (0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.$Q)(lineOf(change), LONGEST_LINE)), ...(rest.length === 0 ? [] : [`…and ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.zD)(rest.length)} more: ${tally(rest)}`])];
    }
    function lineOf({
      outcome,
      ip,
      before,
      target
    }) {
      const to = outcome === 'removed' ? undefined : target;
      const states = [before, to].flatMap(state => state === undefined ? [] : [(0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_1__.je)(state)]);
      return [VERBS[outcome], ip, states.join(' → ')].join(' ').trimEnd();
    }
    function tally(changes) {
      return Object.keys(VERBS).map(kind => ({
        kind,
        count: changes.filter(({
          outcome
        }) => outcome === kind).length
      })).flatMap(({
        kind,
        count
      }) => count === 0 ? [] : [`${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.zD)(count)} to ${VERBS[kind]}`]).join(', ');
    }
    function planTally(outcomes) {
      const counts = (0, _domain_result_js__WEBPACK_IMPORTED_MODULE_2__.XF)(outcomes);
      const idle = outcomes.filter(_domain_result_js__WEBPACK_IMPORTED_MODULE_2__.l6).length;
      const words = _domain_result_js__WEBPACK_IMPORTED_MODULE_2__.im.filter(kind => kind !== 'failed' && counts[kind] > 0).map(kind => `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.zD)(counts[kind])} ${PLANNED[kind]}`);
      if (counts.failed > idle) words.push(`${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.zD)(counts.failed - idle)} refused`);
      if (idle > 0) words.push(`${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.zD)(idle)} not attempted`);
      return words.length === 0 ? 'nothing to do' : words.join(', ');
    }
    const PLANNED = {
      created: 'to create',
      updated: 'to update',
      removed: 'to remove',
      unchanged: 'unchanged',
      skipped: 'skipped',
      failed: 'failed'
    };

    /***/
  }),
  /***/9843: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      e: () => (run)
    });
    var cloudflare_error = __nccwpck_require__(5960);
    ; // CONCATENATED MODULE: ./build/cloudflare/budget.js

    const WINDOW = 300_000;
    const MOST_IN_WINDOW = 1200;
    function openBudget(clock, started, budget, stop) {
      const deadline = started + budget;
      const recent = [];
      let blockedUntil = 0;
      let sent = 0;
      const left = () => deadline - clock.now();
      const outOfTime = words => new cloudflare_error.Oi('out-of-time', `${words} (timeout-seconds allows ${Math.round(budget / 1000)} s for the run)`);
      async function pause(duration, words, signal) {
        if (duration > left()) throw outOfTime(`${words}, and ${seconds(Math.max(0, left()))} of the run are left`);
        try {
          await clock.sleep(duration, signal === undefined ? stop : AbortSignal.any([stop, signal]));
        } catch {
          throw cancelled();
        }
      }
      return {
        left,
        get sent() {
          return sent;
        },
        async turn(signal) {
          for (;;) {
            if (stop.aborted || signal?.aborted) throw cancelled();
            const now = clock.now();
            if (now >= deadline) throw outOfTime('The time for the run is used up');
            while (recent[0] !== undefined && recent[0] <= now - WINDOW) recent.shift();
            const [oldest] = recent;
            if (blockedUntil > now) await pause(blockedUntil - now, `Cloudflare asks to wait ${seconds(blockedUntil - now)}`, signal);else if (oldest !== undefined && recent.length >= MOST_IN_WINDOW) await pause(oldest + WINDOW - now, 'Cloudflare takes 1,200 requests in 5 minutes, and they have been sent', signal);else break;
          }
          recent.push(clock.now());
          sent += 1;
        },
        async wait(duration, requested, signal) {
          if (requested) blockedUntil = Math.max(blockedUntil, clock.now() + duration);
          await pause(duration, requested ? `Cloudflare asks to wait ${seconds(duration)} (Retry-After)` : `The next attempt is due in ${seconds(duration)}`, signal);
        }
      };
    }
    function cancelled() {
      return new cloudflare_error.Oi('cancelled', 'The run was cancelled');
    }
    function seconds(duration) {
      return `${Math.ceil(duration / 100) / 10} s`;
    }
    var zone_reference = __nccwpck_require__(6479);
    var http_http = __nccwpck_require__(3790);
    var input_values = __nccwpck_require__(6095);
    ; // CONCATENATED MODULE: ./build/inputs/credential-input.js

    const TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;
    const VARIABLES = {
      'api-token': 'CLOUDFLARE_API_TOKEN',
      'api-key': 'CLOUDFLARE_API_KEY',
      'api-email': 'CLOUDFLARE_EMAIL'
    };
    function secretsOf(env) {
      const {
        token,
        key
      } = parts(env);
      return [token, key].filter(secret => secret !== undefined);
    }
    function emailOf(env) {
      const {
        email
      } = parts(env);
      return email?.includes('@') ? [email] : [];
    }
    function readCredential(env, event, report) {
      const {
        token,
        key,
        email
      } = parts(env);
      const given = token === undefined ? [['api-key', key], ['api-email', email]] : [['api-token', token]];
      const unsubstituted = given.filter(([, text]) => text !== undefined && (0, input_values.BH)(text));
      for (const [input] of unsubstituted) report(`Input ${input} (or ${VARIABLES[input]}) ${input_values.wZ}`);
      if (unsubstituted.length > 0) return undefined;
      if (token !== undefined) {
        if (TOKEN.test(token)) return {
          kind: 'token',
          token
        };
        report('Input api-token holds characters that no API token has (spaces, line breaks, quotes?): store the bare token as the secret');
        return undefined;
      }
      if (key !== undefined && email !== undefined) {
        if (TOKEN.test(key) && /^[\x21-\x7e]+@[\x21-\x7e]+$/.test(email)) return {
          kind: 'key',
          key,
          email
        };
        report('Inputs api-key and api-email do not look like an API key and an e-mail address: store them bare, without quotes or line breaks');
        return undefined;
      }
      if (key !== undefined) report('Input api-key is given without api-email (or CLOUDFLARE_EMAIL): give both, or better an api-token');else if (email !== undefined && (0, input_values.UV)(env, 'api-email') !== undefined) report('Input api-email is given without api-key (or CLOUDFLARE_API_KEY): give both, or better an api-token');else report(missing(event));
      return undefined;
    }
    function parts(env) {
      const pick = input => (0, input_values.UV)(env, input) ?? (env[VARIABLES[input]]?.trim() || undefined);
      return {
        token: pick('api-token')?.replace(/^Bearer\s+/i, ''),
        key: pick('api-key'),
        email: pick('api-email')
      };
    }
    function missing({
      actor,
      pullRequest
    }) {
      const bot = 'dependabot[bot]';
      const skip = condition => `Skip the step for such runs with: if: ${condition}. Nothing was registered`;
      const byActor = actor === bot;
      if (byActor || pullRequest?.author === bot) return `No API token is given: runs for Dependabot do not get the repository's secrets. ${skip(`${byActor ? 'github.actor' : 'github.event.pull_request.user.login'} != '${bot}'`)}`;
      if (pullRequest?.fork) return `No API token is given: runs of a pull request from a fork get no secrets. ${skip('github.event.pull_request.head.repo.full_name == github.repository')}`;
      return 'No API token is given: set the input api-token (or CLOUDFLARE_API_TOKEN). If it is set from a secret, the name of the secret may be misspelled, or the secret may live in an environment that the job does not name (jobs.<job>.environment)';
    }
    var regular_file = __nccwpck_require__(8927);
    ; // CONCATENATED MODULE: ./build/inputs/event.js

    const LARGEST_PAYLOAD = 10 * 1024 * 1024;
    async function readEvent(env) {
      const name = env.GITHUB_EVENT_NAME ?? '';
      const payload = await readPayload(env.GITHUB_EVENT_PATH);
      const repository = env.GITHUB_REPOSITORY || payload.at('repository', 'full_name').text();
      const branch = /^refs\/heads\/(.+)$/s.exec(env.GITHUB_REF ?? '')?.[1];
      return {
        name,
        ...optional('actor', env.GITHUB_ACTOR || payload.at('sender', 'login').text()),
        ...optional('repository', repository),
        ...optional('branch', branch),
        ...optional('sha', env.GITHUB_SHA || undefined),
        ...optional('before', payload.at('before').text()),
        ...optional('after', payload.at('after').text()),
        forced: payload.at('forced').boolean() ?? false,
        visibility: visibilityOf(payload.at('repository')),
        ...pullRequestOf(name, payload, repository)
      };
    }
    function pullRequestOf(name, payload, repository) {
      const pull = payload.at('pull_request');
      const number = pull.at('number').number();
      if (number === undefined || !/^pull_request(?:_target)?$/.test(name)) return {};
      return {
        pullRequest: {
          number,
          closing: payload.at('action').text() === 'closed',
          fork: pull.at('head', 'repo', 'full_name').text() !== (pull.at('base', 'repo', 'full_name').text() ?? repository),
          ...optional('author', pull.at('user', 'login').text()),
          ...optional('baseSha', pull.at('base', 'sha').text()),
          ...optional('headSha', pull.at('head', 'sha').text()),
          ...optional('headRef', pull.at('head', 'ref').text())
        }
      };
    }
    class PayloadValue {
      #value;
      constructor(value) {
        this.#value = value;
      }
      at(...path) {
        let value = this.#value;
        for (const key of path) value = typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
        return new PayloadValue(value);
      }
      text() {
        return typeof this.#value === 'string' && this.#value !== '' ? this.#value : undefined;
      }
      number() {
        return Number.isSafeInteger(this.#value) ? this.#value : undefined;
      }
      boolean() {
        return typeof this.#value === 'boolean' ? this.#value : undefined;
      }
    }
    async function readPayload(path) {
      const bytes = path ? await (0, regular_file.XF)(path, LARGEST_PAYLOAD) : undefined;
      if (bytes === undefined || (0, regular_file.j5)(bytes)) return new PayloadValue(undefined);
      try {
        return new PayloadValue(JSON.parse(bytes.toString('utf8')));
      } catch {
        return new PayloadValue(undefined);
      }
    }
    function visibilityOf(repository) {
      const visibility = repository.at('visibility').text();
      if (visibility !== undefined) return visibility === 'private' || visibility === 'internal' ? 'hidden' : 'public';
      const isPrivate = repository.at('private').boolean();
      return isPrivate === undefined ? 'unknown' : isPrivate ? 'hidden' : 'public';
    }
    function optional(key, value) {
      return value === undefined ? {} : {
        [key]: value
      };
    }
    var domain_text = __nccwpck_require__(6418);
    ; // CONCATENATED MODULE: ./build/inputs/source.js

    function readSource(env, purpose, discover, report) {
      const ip = (0, input_values.UV)(env, 'ip');
      const host = (0, input_values.UV)(env, 'host');
      const text = (0, input_values.UV)(env, 'mappings') && env.INPUT_MAPPINGS;
      const path = (0, input_values.UV)(env, 'mappings-file');
      if (purpose === 'close' || purpose === 'clean-up') {
        const named = text ? {
          kind: 'inline',
          text
        } : path && {
          kind: 'file',
          path
        };
        return {
          kind: 'record',
          ...(named ? {
            named
          } : {})
        };
      }
      const vendor = (0, input_values.UV)(env, 'vendor');
      const region = (0, input_values.UV)(env, 'region');
      const target = {
        ...(vendor === undefined ? {} : {
          vendor
        }),
        ...(region === undefined ? {} : {
          region
        })
      };
      const sources = [ip && 'ip', host && 'host', text && 'mappings', path && 'mappings-file', discover && 'discover'].filter(Boolean);
      if (sources.length > 1) {
        report(`${sources.join(' and ')} are given together: give exactly one of ${SOURCES}`);
        return undefined;
      }
      if (ip !== undefined) return {
        kind: 'ip',
        text: ip,
        ...target
      };
      if (host !== undefined) return {
        kind: 'host',
        text: host,
        ...target
      };
      if (discover) return {
        kind: 'dns',
        ...target
      };
      const list = text ? {
        kind: 'inline',
        text
      } : path && {
        kind: 'file',
        path
      };
      const stray = [vendor && 'vendor', region && 'region'].filter(Boolean).join(' and ');
      if (list) {
        if (stray !== '') report(`${stray} given beside ${list.kind === 'file' ? 'mappings-file' : 'mappings'}: they belong to ip or host; a list names them itself, for each entry or once under "defaults"`);
        return list;
      }
      report(stray === '' ? `No mappings are given: give exactly one of ${SOURCES}. An input that is set from an empty output or variable counts as not given` : `Inputs ip and host are empty, though ${stray} ${vendor && region ? 'are' : 'is'} given: if one of them is set from the output of an earlier step, that output was not set. Check the step's id and the output's name`);
      return undefined;
    }
    const SOURCES = 'ip, host (each with vendor and region), mappings, mappings-file and discover';
    ; // CONCATENATED MODULE: ./build/inputs/inputs.js

    function readInputs(env, event) {
      const problems = [];
      const report = message => {
        problems.push({
          message
        });
      };
      const reader = (0, input_values.EZ)(env, report);
      const mode = reader.choice('mode', ['apply', 'plan', 'check'], 'apply');
      const comment = reader.flag('comment', false);
      const reporting = readReporting(reader, mode, event);
      const before = problems.length;
      const state = reader.choice('state', ['present', 'absent', 'auto'], 'present');
      const stateIsValid = problems.length === before;
      const discover = reader.choice('discover', ['none', 'dns'], 'none') === 'dns';
      if (discover && state !== 'present') report(`discover does not go with state: ${state}: it registers what the zone's records name, and removes nothing`);
      const purpose = discover ? 'present' : purposeOf(state, comment, event);
      const source = readSource(env, purpose, discover, report);
      if (source?.kind === 'dns' && source.region !== undefined && source.vendor === undefined && !isAuto(source.region)) report('Input region is given without vendor: with discover, give both (for addresses of which nothing is known), vendor alone, or neither');
      const credential = readCredential(env, event, report);
      const zone = readZone(env, source, report);
      const githubToken = (0, input_values.UV)(env, 'github-token');
      const prune = reader.choice('prune', ['none', 'removed', 'all'], 'none');
      const rest = {
        purpose,
        mode,
        comment,
        prune: readPrune(env, prune, {
          state,
          purpose
        }, source, report),
        policy: {
          onConflict: reader.choice('on-conflict', ['overwrite', 'skip', 'fail'], discover ? 'skip' : 'overwrite'),
          maxRemovals: reader.value('max-removals', '30%', input_values.xB)
        },
        apiVersion: reader.choice('api-version', ['auto', 'v1', 'v2'], 'auto'),
        apiBase: reader.value('api-base-url', 'https://api.cloudflare.com/client/v4', input_values.xA),
        regionCheck: reader.choice('region-check', ['off', 'warn', 'error'], 'off'),
        ranges: (0, input_values.UV)(env, 'ip-ranges') ? reader.value('ip-ranges', '.', input_values.Kn) : {
          kind: 'published'
        },
        tieredCache: reader.choice('tiered-cache', ['leave', 'smart'], 'leave'),
        budget: reader.value('timeout-seconds', '300', input_values.Nm),
        ...(githubToken === undefined ? {} : {
          githubToken
        })
      };
      if (problems.length === 0 && source !== undefined && credential !== undefined && zone !== 'invalid') return {
        reporting,
        inputs: {
          ...rest,
          source,
          credential,
          ...(zone === undefined ? {} : {
            zone
          })
        }
      };
      if (source === undefined) return {
        reporting,
        problems
      };
      return {
        reporting,
        problems,
        entrySource: {
          purpose: stateIsValid ? purpose : 'absent',
          source,
          ...(zone === undefined ? {} : {
            zone
          })
        }
      };
    }
    function readReporting(reader, mode, {
      visibility
    }) {
      const redact = reader.choice('redact-ips', ['auto', 'true', 'false'], 'auto');
      const isPublic = visibility !== 'hidden';
      const auto = isPublic ? 'not-given' : 'none';
      return {
        mode,
        summary: reader.flag('summary', true),
        hide: redact === 'auto' ? auto : redact === 'true' ? 'all' : 'none',
        hideInputsInComment: redact === 'auto' && isPublic
      };
    }
    function purposeOf(state, comment, {
      name,
      pullRequest
    }) {
      if (state !== 'auto') return state;
      if (pullRequest?.closing) return comment ? 'close' : 'absent';
      return comment && name === 'schedule' ? 'clean-up' : 'present';
    }
    function readZone(env, source, report) {
      const text = (0, input_values.UV)(env, 'zone') ?? env.CLOUDFLARE_ZONE_ID?.trim();
      if (text) {
        const parsed = (0, input_values.Cd)(text);
        if ('value' in parsed) return parsed.value;
        report(`Input zone: ${(0, domain_text.hD)(text)} ${(0, input_values.BH)(text) ? input_values.wZ : parsed.wrong}`);
      } else if (source?.kind === 'file' || source?.kind === 'inline' || source?.kind === 'record' && source.named) return undefined;else report(`No zone is given: ${ZONE_REMEDY}`);
      return 'invalid';
    }
    const ZONE_REMEDY = 'set the input zone (or CLOUDFLARE_ZONE_ID) to the zone ID, 32 hex digits, or to the domain name';
    function readPrune(env, prune, {
      state,
      purpose
    }, source, report) {
      if (purpose === 'close' || purpose === 'clean-up') return {
        kind: 'none'
      };
      const base = (0, input_values.UV)(env, 'prune-base');
      if (base !== undefined && (0, input_values.BH)(base)) report(`Input prune-base: ${(0, domain_text.hD)(base)} ${input_values.wZ}`);
      if (prune === 'none') return {
        kind: 'none'
      };
      if (purpose === 'absent') report(`prune: ${prune} does not go with state: ${state === 'auto' ? 'auto on a pull request that is being closed, which means absent' : state}: pruning needs a list of what shall exist`);else if (source?.kind === 'dns') report(`prune: ${prune} does not go with discover: what no record names is listed, never removed`);else if (prune === 'removed' && source !== undefined && source.kind !== 'file') report('prune: removed needs a mappings-file: it compares the file with its earlier version in git');else if (prune === 'all' && (source?.kind === 'ip' || source?.kind === 'host')) report(`prune: all needs a list that can be the whole truth: give mappings-file or mappings, not ${source.kind}`);
      if (prune === 'all') return {
        kind: 'all'
      };
      return {
        kind: 'removed',
        ...(base === undefined ? {} : {
          base
        })
      };
    }
    function isAuto(region) {
      return region.toLowerCase() === 'auto';
    }
    var found_addresses = __nccwpck_require__(7874);
    var report_log = __nccwpck_require__(6945);
    var external_node_buffer_ = __nccwpck_require__(4573);
    var external_node_crypto_ = __nccwpck_require__(7598);
    var external_node_net_ = __nccwpck_require__(7030);
    var ipaddr = __nccwpck_require__(8280);
    ; // CONCATENATED MODULE: ./build/report/secrets.js

    function maskCommand(secret) {
      const escaped = secret.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
      return `::add-mask::${escaped}\n`;
    }
    const SHORTEST_FORM = 8;
    const LONGEST_IN_PATTERN = 1000;
    const CUT = {
      from: 12,
      to: 64
    };
    function secretsRedactor(secrets) {
      const forms = new Set(secrets.filter(secret => secret !== '').flatMap(formsOf));
      if (forms.size === 0) return text => text;
      const longestFirst = [...forms].sort((a, b) => b.length - a.length);
      const long = longestFirst.filter(form => form.length > LONGEST_IN_PATTERN);
      const whole = longestFirst.slice(long.length).map(literal);
      const pattern = new RegExp([...whole, ...new Set(longestFirst.flatMap(cutForms))].join('|'), 'g');
      const beginnings = [...new Set(longestFirst.map(form => form.slice(0, CUT.from)))];
      return text => beginnings.some(beginning => text.includes(beginning)) ? long.reduce((shown, form) => shown.replaceAll(form, '***'), text).replace(pattern, '***') : text;
    }
    function formsOf(secret) {
      const wellFormed = secret.toWellFormed();
      const url = [encodeURIComponent(wellFormed), `${new URLSearchParams([['', wellFormed]])}`.slice(1)];
      const derived = [JSON.stringify(secret).slice(1, -1), ...url, ...url.map(form => form.replace(/%../g, byte => byte.toLowerCase())), ...base64Forms(secret)];
      return [secret, ...derived.filter(form => form.length >= SHORTEST_FORM)];
    }
    function base64Forms(secret) {
      const bytes = external_node_buffer_.Buffer.from(secret);
      const inside = [0, 1, 2].map(before => external_node_buffer_.Buffer.concat([external_node_buffer_.Buffer.alloc(before), bytes]).toString('base64').slice(Math.ceil(before * 4 / 3), Math.floor((before + bytes.length) * 4 / 3)));
      const whole = bytes.toString('base64');
      return [whole, whole.replace(/=+$/, ''), ...inside].flatMap(form => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
    }
    function cutForms(secret) {
      if (secret.length <= CUT.from) return [];
      const rest = [...secret.slice(CUT.from, CUT.to)].reduceRight((after, character) => `(?:${literal(character)}${after})?`, '');
      return [`${literal(secret.slice(0, CUT.from))}${rest}…?`];
    }
    function literal(text) {
      return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    }
    ; // CONCATENATED MODULE: ./build/report/redact.js

    const LONGEST_SHOWN = 100_000;
    const COARSE = {
      ipv4: 24,
      ipv6: 48
    };
    function createRedact({
      secrets,
      addresses
    }) {
      const redactSecrets = secretsRedactor(secrets);
      if (addresses === 'show') return redactSecrets;
      const redactAddresses = addressRedactor(addresses);
      return text => {
        const whole = redactSecrets(text);
        const shown = (0, found_addresses.Ir)(whole, LONGEST_SHOWN);
        return `${redactAddresses(shown)}${shown.length < whole.length ? '…' : ''}`;
      };
    }
    function addressLabel(credentialText) {
      const labels = new Map();
      let key;
      return text => {
        key ??= credentialText === '' ? (0, external_node_crypto_.randomBytes)(32) : external_node_buffer_.Buffer.from((0, external_node_crypto_.hkdfSync)('sha256', credentialText, '', 'cloudflare-origin-cloud-regions address label', 32));
        const label = labels.get(text) ?? `hidden-${(0, external_node_crypto_.createHmac)('sha256', key).update(text).digest('hex').slice(0, 8)}`;
        labels.set(text, label);
        return label;
      };
    }
    function addressRedactor({
      hide,
      given,
      label
    }) {
      const seen = new Set();
      const isHidden = ip => hide === 'all' || !given.has(ip);
      const isKnownHidden = ip => isHidden(ip) && seen.has(ip);
      const hidden = ip => {
        seen.add(ip);
        return label(ip);
      };
      const isHiddenRange = (ip, bits) => {
        const network = isNetwork(ip, bits);
        if (bits <= COARSE[familyOf(ip)]) return !network && isHidden(ip);
        if (holdsAny(ip, bits, seen, isHidden)) return true;
        return network && hide === 'not-given' ? !holdsAny(ip, bits, given, () => true) : isHidden(ip);
      };
      const inHostName = (readings, certain) => {
        const known = readings.find(isKnownHidden);
        const ip = known ?? (certain && readings.every(isHidden) ? readings[0] : undefined);
        return ip === undefined ? undefined : hidden(ip);
      };
      const dotted = ({
        text,
        readings
      }) => {
        if (hide === 'not-given' && !readings.some(isHidden)) return undefined;
        const [ip, second] = readings;
        return ip !== undefined && second === undefined ? hidden(ip) : label(text);
      };
      return text => {
        const dotless = (0, found_addresses.$y)((0, found_addresses.Tn)(text, inHostName), dotted);
        const shown = (0, found_addresses.IE)(dotless).map(({
          text: spelled,
          address
        }, index, all) => {
          if (address === undefined) return spelled;
          const bits = prefixLength(all[index + 1]?.text, address);
          return (bits === undefined ? isHidden(address) : isHiddenRange(address, bits)) ? hidden(address) : spelled;
        });
        const dashless = (0, found_addresses.wU)(shown.join(''), inHostName);
        return seen.size === 0 ? dashless : (0, found_addresses.z0)(dashless, ip => isKnownHidden(ip) ? label(ip) : undefined);
      };
    }
    function prefixLength(after, ip) {
      const [, digits] = /^\/(\d{1,3})(?!\d)/.exec(after ?? '') ?? [];
      const bits = Number(digits);
      return bits <= (familyOf(ip) === 'ipv4' ? 32 : 128) ? bits : undefined;
    }
    function familyOf(ip) {
      return ip.includes(':') ? 'ipv6' : 'ipv4';
    }
    function isNetwork(ip, bits) {
      const kind = familyOf(ip) === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
      return kind.networkAddressFromCIDR(`${ip}/${bits}`).toNormalizedString() === kind.parse(ip).toNormalizedString();
    }
    function holdsAny(ip, bits, all, wanted) {
      const range = new external_node_net_.BlockList();
      range.addSubnet(ip, bits, familyOf(ip));
      for (const one of all) if (familyOf(one) === familyOf(ip) && range.check(one, familyOf(ip)) && wanted(one)) return true;
      return false;
    }
    var choose_version = __nccwpck_require__(6375);
    var tiered_cache = __nccwpck_require__(3174);
    var zone_id = __nccwpck_require__(178);
    var mapping = __nccwpck_require__(8595);
    var stages_context = __nccwpck_require__(7897);
    var observe = __nccwpck_require__(9218);
    ; // CONCATENATED MODULE: ./build/stages/origins-found.js
    function declaredOrigins(entries) {
      const desired = [];
      for (const {
        origin,
        location,
        check,
        places
      } of entries) {
        if (origin.kind === 'host' || location.kind === 'auto') return undefined;
        desired.push({
          ip: origin.ip,
          hosts: [],
          location: location.kind === 'target' ? {
            kind: 'known',
            target: location.target
          } : location,
          check,
          ...(places === undefined ? {} : {
            places
          })
        });
      }
      return {
        desired,
        problems: [],
        notices: [],
        outcomes: [],
        incomplete: []
      };
    }
    var entry_list = __nccwpck_require__(4086);
    var entry_values = __nccwpck_require__(3692);
    ; // CONCATENATED MODULE: ./build/stages/read.js

    const MOST_SEARCHED = 1_000_000;
    async function readEntries({
      source,
      purpose,
      zone
    }, env) {
      const rule = purpose === 'present' ? 'required' : 'optional';
      switch (source.kind) {
        case 'record':
          {
            const named = zone === undefined && source.named ? await zoneIn(source.named, env) : undefined;
            return entriesRead({
              ...NO_ENTRIES,
              ...(named ? {
                zone: named
              } : {})
            }, zone, '');
          }
        case 'dns':
          {
            const {
              problems,
              ...discover
            } = discoverInputs(source);
            return {
              ...entriesRead({
                ...NO_ENTRIES,
                problems
              }, zone, ''),
              discover
            };
          }
        case 'ip':
        case 'host':
          return entriesRead(await (0, entry_list.h)(source, rule), zone, source.text);
        case 'inline':
          {
            if (/^\s*\$\{\{(?:(?!\}\}).)*\}\}\s*$/s.test(source.text)) return unsubstituted('mappings', source.text.trim());
            const {
              parseMappings
            } = await __nccwpck_require__.e(992).then(__nccwpck_require__.bind(__nccwpck_require__, 1992));
            return entriesRead(await parseMappings(source.text, {
              rule
            }), zone, source.text);
          }
        case 'file':
          {
            if ((0, input_values.BH)(source.path)) return unsubstituted('mappings-file', source.path);
            const {
              parseMappings,
              readMappingsFile
            } = await loadFileReader();
            const file = await readMappingsFile(source.path, rootsOf(env));
            if (!('text' in file)) return unread(file);
            const list = await parseMappings(file.text, {
              file: file.file,
              rule
            });
            return {
              ...entriesRead(list, zone, file.text),
              file: {
                file: file.file,
                path: file.path
              }
            };
          }
      }
    }
    function unsubstituted(input, text) {
      return unread({
        message: `Input ${input}: ${(0, domain_text.hD)(text)} ${input_values.wZ}`
      });
    }
    function unread(problem) {
      return {
        entries: [],
        given: [],
        zones: [],
        problems: [problem],
        notices: []
      };
    }
    function discoverInputs({
      vendor,
      region
    }) {
      const problems = [];
      const valid = (input, value) => {
        if (typeof value !== 'object') return value;
        problems.push({
          message: `Input ${input} ${value.fault}; ${value.remedy}`
        });
        return undefined;
      };
      const vendorName = valid('vendor', vendor === undefined ? undefined : (0, entry_values.KS)(vendor));
      const regionName = valid('region', region === undefined ? undefined : (0, entry_values.ce)(region));
      if (vendorName === undefined) return {
        problems
      };
      return regionName === undefined || regionName === entry_values.Q8 ? {
        problems,
        vendor: vendorName
      } : {
        problems,
        fallback: {
          vendor: vendorName,
          region: regionName
        }
      };
    }
    const NO_ENTRIES = {
      entries: [],
      problems: [],
      notices: []
    };
    function rootsOf(env) {
      return {
        workspace: env.GITHUB_WORKSPACE || process.cwd(),
        ...(env.RUNNER_TEMP ? {
          temp: env.RUNNER_TEMP
        } : {})
      };
    }
    async function findRanges({
      ranges
    }, env) {
      if (ranges.kind !== 'folder') return ranges;
      const {
        findRangesFolder
      } = await __nccwpck_require__.e(857).then(__nccwpck_require__.bind(__nccwpck_require__, 8857));
      return await findRangesFolder(ranges.path, rootsOf(env));
    }
    async function loadFileReader() {
      const [text, file] = await Promise.all([__nccwpck_require__.e(992).then(__nccwpck_require__.bind(__nccwpck_require__, 1992)), __nccwpck_require__.e(109).then(__nccwpck_require__.bind(__nccwpck_require__, 1109))]);
      return {
        parseMappings: text.parseMappings,
        readMappingsFile: file.readMappingsFile
      };
    }
    async function zoneIn(list, env) {
      const {
        parseMappings,
        readMappingsFile
      } = await loadFileReader();
      if (list.kind === 'inline') return (await parseMappings(list.text, {
        rule: 'optional'
      })).zone;
      const file = await readMappingsFile(list.path, rootsOf(env));
      return 'text' in file ? (await parseMappings(file.text, {
        file: file.file,
        rule: 'optional'
      })).zone : undefined;
    }
    function entriesRead(list, named, text) {
      const own = named === undefined || named === 'invalid' ? undefined : named;
      const inList = typeof list.zone === 'object' ? (0, input_values.Cd)(list.zone.value) : undefined;
      const problems = [...list.problems, ...zoneProblems(list, named)];
      return {
        entries: list.entries,
        given: problems.length === 0 ? list.entries.flatMap(({
          origin
        }) => origin.kind === 'ip' ? [origin.ip] : []) : (0, found_addresses.Mh)(text, MOST_SEARCHED),
        zones: [...(own ? [own] : []), ...(inList && 'value' in inList ? [inList.value] : [])],
        problems,
        notices: list.notices
      };
    }
    function zoneProblems({
      zone
    }, named) {
      if (zone === 'unknown') return [];
      if (zone === undefined) return named === undefined ? [{
        message: `No zone is given: ${ZONE_REMEDY}, or name it in the mappings as "zone"`
      }] : [];
      const parsed = (0, input_values.Cd)(zone.value);
      if ('wrong' in parsed) return [{
        message: `zone: ${(0, domain_text.hD)(zone.value)} ${parsed.wrong}`,
        place: zone.place
      }];
      if (named === undefined || named === 'invalid') return [];
      if (named.kind !== parsed.value.kind || zoneName(named) === zoneName(parsed.value)) return [];
      return [{
        message: `zone: ${(0, domain_text.hD)(zone.value)} is not the zone of the input zone or CLOUDFLARE_ZONE_ID, ${(0, domain_text.hD)(zoneName(named))}: give one of them, or the same`,
        place: zone.place
      }];
    }
    function zoneName(zone) {
      return zone.kind === 'id' ? zone.id : zone.ascii;
    }
    ; // CONCATENATED MODULE: ./build/stages/carry-out.js

    async function* carryOut(inputs, context) {
      const {
        log
      } = context;
      const read = await readEntries(inputs, context.env);
      const ranges = await findRanges(inputs, context.env);
      noteGiven(read, context);
      const problems = [...read.problems, ...('message' in ranges ? [ranges] : [])];
      yield {
        entries: read.entries,
        notices: read.notices,
        problems
      };
      if ('message' in ranges || problems.length > 0) return;
      log.group('Read', [`${sourceWords(inputs, read)}, mode ${inputs.mode}`]);
      const api = await (0, observe.Ei)(inputs, context);
      const github = await (0, observe.Fz)(inputs, context);
      const written = (0, http_http.Pt)();
      const opening = Promise.withResolvers();
      let search;
      const openSearch = () => {
        search ??= __nccwpck_require__.e(11).then(__nccwpck_require__.bind(__nccwpck_require__, 1011)).then(({
          openOriginSearch
        }) => openOriginSearch(ranges, context, api, opening.promise));
        return search;
      };
      const findOrigins = async () => declaredOrigins(read.entries) ?? (await openSearch()).resolve(read.entries);
      const resolving = findOrigins();
      const findingEarlier = (0, observe._l)(inputs, context, read.file, github);
      for (const promise of [opening.promise, resolving, findingEarlier]) promise.catch(() => {});
      const zoneId = await (0, zone_id.v)(read.zones, api);
      const tieredCacheReading = (0, tiered_cache.Ct)(api, zoneId);
      yield {
        zoneId,
        tieredCacheReading
      };
      const zoneNotices = [];
      (0, choose_version.lD)(api, zoneId, inputs.apiVersion, message => zoneNotices.push({
        message
      })).then(opening.resolve, opening.reject);
      const sent = Promise.race([written, opening.promise.catch(() => {})]);
      const rest = sent.then(() => __nccwpck_require__.e(518).then(__nccwpck_require__.bind(__nccwpck_require__, 6518)));
      const loading = sent.then(() => (0, stages_context.E)(log, context.redact));
      const findingPreview = (0, observe.Cr)(inputs, context, github, zoneId);
      const preview = findingPreview.then(previewing => previewing.kind === 'open' ? previewing.preview : undefined);
      yield {
        findingPreview: preview
      };
      const [opened, previewing, earlier, found] = await Promise.all([opening.promise, findingPreview, findingEarlier, read.discover ? discover(read.discover, zoneId, {
        api,
        openSearch,
        opened: opening.promise
      }) : resolving, loading]);
      if (earlier?.kind === 'listed') for (const {
        origin
      } of [...earlier.entries, ...earlier.keptAtHead]) if (origin.kind === 'ip') for (const shown of [context.given, context.listed]) shown.add(origin.ip);
      for (const redact of [context.redact, context.redactComment]) redact(found.desired.map(({
        ip
      }) => ip).join(' '));
      const regions = opened.regions instanceof cloudflare_error.Oi ? undefined : opened.regions;
      const isFull = opened.zone.access === 'full';
      if (isFull) log.group('Observe', [`Zone ${zoneId}, API ${opened.zone.version}`, holdings(opened.existing, regions)]);
      (0, observe.Bs)(opened, inputs);
      yield {
        ...(isFull ? {
          apiVersion: opened.zone.version
        } : {}),
        existing: opened.existing,
        ...(regions === undefined ? {} : {
          regions
        }),
        ...(found.discovery === undefined ? {} : {
          discovery: found.discovery
        }),
        warnings: observationWarnings(opened, previewing),
        notices: [...zoneNotices.splice(0), ...found.notices, ...('notices' in previewing ? previewing.notices : [])]
      };
      const blocked = blockers(previewing, earlier, found);
      if (blocked !== undefined) {
        yield blocked;
        return;
      }
      const {
        planAndApply
      } = await rest;
      yield* planAndApply({
        inputs,
        context,
        api,
        zoneId,
        opened,
        regions,
        preview: await preview,
        earlier,
        found,
        openSearch,
        tieredCacheReading,
        zoneNotices
      });
    }
    function noteGiven({
      given,
      file
    }, context) {
      for (const ip of given) {
        context.given.add(ip);
        if (file !== undefined && !file.file.startsWith('../')) context.listed.add(ip);
      }
    }
    async function discover(inputs, zoneId, options) {
      const [search, {
        discoverOrigins
      }] = await Promise.all([options.openSearch(), __nccwpck_require__.e(11).then(__nccwpck_require__.bind(__nccwpck_require__, 1011))]);
      return await discoverOrigins(inputs, zoneId, {
        ...options,
        search
      });
    }
    function observationWarnings({
      regions,
      zone,
      existing
    }, previewing) {
      const odd = existing?.oddRows ?? 0;
      return [...('warnings' in previewing ? previewing.warnings : []), ...(regions instanceof cloudflare_error.Oi && zone.access === 'full' ? [(0, observe.SP)(regions)] : []), ...(odd === 0 ? [] : [{
        message: `${(0, domain_text.hS)(odd, 'row')} of the zone's list ${odd === 1 ? 'is' : 'are'} not as documented (a field is missing, or an address cannot be read or is there twice); carried along as they are`
      }])];
    }
    function blockers(previewing, earlier, {
      problems,
      outcomes
    }) {
      if (previewing.kind === 'refused') return {
        problems: [previewing.problem]
      };
      if (previewing.kind === 'stale') return {
        notices: [previewing.notice],
        outcomes: []
      };
      if (problems.length > 0) return {
        problems,
        unresolved: outcomes
      };
      if (earlier?.kind === 'failed') return {
        problems: [{
          message: earlier.message
        }]
      };
      return undefined;
    }
    function sourceWords({
      purpose,
      source
    }, {
      entries,
      file
    }) {
      if (purpose === 'close') return 'What this pull request registered';
      if (purpose === 'clean-up') return 'What closed pull requests registered';
      if (source.kind === 'dns') return "The zone's own proxied records";
      return `${(0, domain_text.hS)(entries.length, 'entry', 'entries')} from ${file?.file ?? 'the inputs'}`;
    }
    function holdings(existing, regions) {
      const names = [...(regions?.values() ?? [])].reduce((sum, {
        size
      }) => sum + size, 0);
      const list = existing === undefined ? 'Its list cannot be read' : `${(0, domain_text.hS)((0, mapping.Nd)(existing), 'mapping')} in the zone`;
      return `${list}; ${regions === undefined ? 'the supported regions are not known' : `${names} supported regions`}`;
    }
    var address = __nccwpck_require__(1781);
    var tiered_cache_stage = __nccwpck_require__(9445);
    ; // CONCATENATED MODULE: ./build/stages/findings.js

    const NO_FINDINGS = {
      problems: [],
      warnings: [],
      notices: [],
      entries: [],
      outcomes: undefined,
      unresolved: [],
      existing: undefined,
      switchedOn: [],
      changed: false
    };
    function merge(findings, found) {
      return {
        ...findings,
        ...found,
        problems: [...findings.problems, ...(found.problems ?? [])],
        warnings: [...findings.warnings, ...(found.warnings ?? [])],
        notices: [...findings.notices, ...(found.notices ?? [])]
      };
    }
    function resultOf(findings, run) {
      const {
        entries,
        outcomes,
        unresolved,
        existing,
        findingPreview: _,
        tieredCacheReading,
        tieredCacheState,
        ...rest
      } = findings;
      const state = tieredCacheState ?? tieredCacheReading?.now();
      const tieredCache = state && (0, tiered_cache.zp)(state);
      return {
        ...rest,
        ...(tieredCache === undefined ? {} : {
          tieredCache
        }),
        warnings: [...findings.warnings, ...(state && tieredCacheState === undefined ? (0, tiered_cache_stage.l)(state) : [])],
        ...run,
        outcomes: inOrder(outcomes ?? [...unresolved, ...notAttempted(entries, unresolved, findings.problems)]),
        ...(existing === undefined ? {} : {
          existing: sorted(existing)
        })
      };
    }
    function problemOf(error) {
      if (error instanceof cloudflare_error.Oi) {
        return {
          message: error.message,
          ...(error.kind === 'no-route' ? {} : (0, cloudflare_error.Od)(error))
        };
      }
      if (error instanceof http_http.j$) return {
        message: error.message
      };
      return {
        message: `An unexpected error, which is a fault of this action: ${error instanceof Error ? error.message : String(error)}. Please report it; a run with debug logging shows where it happened`
      };
    }
    function notAttempted(entries, unresolved, problems) {
      const reported = new Set(unresolved.flatMap(({
        hosts
      }) => hosts ?? []));
      const cause = problems[0]?.message ?? 'the run ended before';
      const left = entries.filter(({
        origin
      }) => origin.kind === 'ip' || !reported.has(origin.host));
      return left.map(({
        origin,
        location
      }) => ({
        ...(origin.kind === 'ip' ? {
          ip: origin.ip
        } : {
          hosts: [origin.host]
        }),
        ...(location.kind === 'target' ? {
          target: location.target
        } : {}),
        outcome: 'failed',
        message: `was not attempted: ${cause}`
      }));
    }
    function inOrder(outcomes) {
      const addressed = outcomes.filter(outcome => outcome.ip !== undefined);
      return [...(0, address.kO)(addressed), ...outcomes.filter(({
        ip
      }) => ip === undefined)];
    }
    function sorted(existing) {
      const mappings = (0, address.kO)(existing.mappings.values()).map(mapping => [mapping.ip, mapping]);
      return {
        ...existing,
        mappings: new Map(mappings)
      };
    }
    ; // CONCATENATED MODULE: ./build/run.js

    const CANCEL_GRACE = 2500;
    const BUDGET_GRACE = 1000;
    const DEFAULT_BUDGET = 300_000;
    const SETTINGS_GRACE = 50;
    const FINISH_GRACE = 2500;
    async function run(dependencies) {
      const {
        env,
        clock,
        stop,
        write
      } = dependencies;
      const started = clock.now();
      const secrets = secretsOf(env);
      for (const secret of secrets) write(maskCommand(secret));
      const event = await readEvent(env);
      const reading = readInputs(env, event);
      const {
        mode,
        summary
      } = reading.reporting;
      const log = (0, report_log.Ne)(env.RUNNER_DEBUG === '1');
      const allotted = 'inputs' in reading ? reading.inputs.budget : DEFAULT_BUDGET;
      const budget = openBudget(clock, started, allotted, stop);
      const redaction = openRedaction(env, reading, secrets);
      const over = new AbortController();
      const cancelled = new AbortController();
      const cancel = () => setTimeout(() => cancelled.abort(), CANCEL_GRACE).unref();
      if (stop.aborted) cancel();else stop.addEventListener('abort', cancel, {
        once: true
      });
      const abandon = AbortSignal.any([over.signal, cancelled.signal]);
      const cutOff = AbortSignal.any([abandon, clock.timeout(allotted)]);
      const clients = [];
      let finishing = false;
      const context = {
        ...dependencies,
        ...redaction,
        event,
        budget,
        log,
        abandon,
        cutOff,
        githubSignal: () => finishing ? over.signal : AbortSignal.any([cutOff, stop]),
        openHttp: async base => {
          const http = await (0, http_http.fb)(base, env);
          clients.push(http);
          return http;
        }
      };
      const result = () => resultOf(findings, {
        mode,
        requests: budget.sent,
        duration: clock.now() - started
      });
      let findings = NO_FINDINGS;
      let ended = false;
      const found = part => {
        if (!ended) findings = merge(findings, part);
      };
      const failed = error => {
        found({
          problems: [problemOf(error)]
        });
        log.debug(String(error?.stack ?? error));
      };
      const stages = async () => {
        try {
          if ('inputs' in reading) for await (const part of carryOut(reading.inputs, context)) found(part);else found(await invalidInputs(reading, context));
        } catch (error) {
          failed(error);
        }
      };
      const outOfTime = await firstOf(stages(), [{
        after: allotted + BUDGET_GRACE,
        words: `The time for the run is used up (timeout-seconds allows ${Math.round(allotted / 1000)} s)`
      }, {
        after: CANCEL_GRACE + BUDGET_GRACE / 2,
        from: stop,
        words: 'The run was cancelled while it waited for an answer'
      }]);
      if (outOfTime !== undefined) found({
        problems: [{
          message: outOfTime
        }]
      });
      const {
        findingPreview
      } = findings;
      if (findingPreview !== undefined && !stop.aborted) {
        finishing = true;
        const finish = async () => {
          const preview = await findingPreview;
          if (preview !== undefined) found(await preview.finish(result()));
        };
        const late = await firstOf(finish().catch(failed), [{
          after: Math.max(FINISH_GRACE, budget.left()),
          words: 'GitHub did not answer in time'
        }, {
          after: 0,
          from: stop,
          words: 'the run was cancelled'
        }]);
        if (late !== undefined) found({
          warnings: [{
            message: `The comment could not be brought up to date: ${late}`
          }]
        });
      }
      if (stop.aborted && findings.problems.length === 0) found({
        problems: [{
          message: 'The run was cancelled; what had been done by then is reported above'
        }]
      });
      const {
        tieredCacheReading
      } = findings;
      if (tieredCacheReading !== undefined) await firstOf(tieredCacheReading.done, [{
        after: SETTINGS_GRACE,
        words: ''
      }]);
      ended = true;
      over.abort();
      tieredCacheReading?.stop();
      for (const http of clients) http.close();
      const [runner, {
        report
      }] = await Promise.all([(0, stages_context.E)(log, context.redact), __nccwpck_require__.e(828).then(__nccwpck_require__.bind(__nccwpck_require__, 4828))]);
      log.close();
      await report(result(), {
        runner,
        redact: context.redact,
        redactSecrets: redaction.redactSecrets,
        temp: env.RUNNER_TEMP || undefined,
        summary,
        runUrl: (0, stages_context.Q)(env, context.redact)
      });
      if (stop.aborted) runner.fail();
    }
    async function invalidInputs(reading, {
      env,
      given
    }) {
      if (reading.entrySource === undefined) return {
        problems: reading.problems
      };
      const read = await readEntries(reading.entrySource, env);
      for (const ip of read.given) given.add(ip);
      return {
        problems: [...reading.problems, ...read.problems]
      };
    }
    function openRedaction(env, {
      reporting,
      ...reading
    }, secrets) {
      const hidden = [...secrets, ...emailOf(env), (0, input_values.UV)(env, 'github-token') ?? ''];
      const given = new Set((0, found_addresses.Mh)(givenTexts(env).join(' '), run_MOST_SEARCHED));
      const listed = new Set();
      const label = addressLabel('inputs' in reading ? (0, zone_reference.b)(reading.inputs.credential) : '');
      const redactOf = (hide, shown) => createRedact({
        secrets: hidden,
        addresses: hide === 'none' ? 'show' : {
          hide,
          given: shown,
          label
        }
      });
      return {
        given,
        listed,
        redact: redactOf(reporting.hide, given),
        redactComment: redactOf(reporting.hide, reporting.hideInputsInComment ? listed : given),
        redactSecrets: redactOf('none', given)
      };
    }
    const run_MOST_SEARCHED = 1_000_000;
    function givenTexts(env) {
      const own = /^INPUT_|^(?:https?|no)_proxy$|^GITHUB_(?:API|SERVER)_URL$/i;
      return Object.entries(env).flatMap(([name, value]) => own.test(name) && value ? [value] : []);
    }
    async function firstOf(work, limits) {
      const timers = [];
      const done = new AbortController();
      const passed = limits.map(({
        after,
        from,
        words
      }) => new Promise(resolve => {
        const start = () => timers.push(setTimeout(() => resolve(words), after));
        if (from === undefined || from.aborted) start();else from.addEventListener('abort', start, {
          once: true,
          signal: done.signal
        });
      }));
      const first = await Promise.race([work.then(() => undefined), ...passed]);
      done.abort();
      for (const timer of timers) clearTimeout(timer);
      return first;
    }

    /***/
  }),
  /***/7897: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      E: () => (attachRunner),
      Q: () => (runUrlOf)
    });
    function runUrlOf(env, redact) {
      const {
        GITHUB_SERVER_URL: server,
        GITHUB_REPOSITORY: repository,
        GITHUB_RUN_ID: id
      } = env;
      const url = `${server}/${repository}/actions/runs/${id}`;
      return server && repository && id && redact(url) === url ? url : undefined;
    }
    async function attachRunner(log, redact) {
      const {
        openRunner
      } = await Promise.all([__nccwpck_require__.e(779), __nccwpck_require__.e(143), __nccwpck_require__.e(881)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9881));
      const runner = openRunner(redact);
      log.attach(runner);
      return runner;
    }

    /***/
  }),
  /***/9218: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      Bs: () => (assertPatchOnlySuffices),
      _l: () => (findEarlier),
      Cr: () => (findPreview),
      Ei: () => (openCloudflare),
      Fz: () => (reachGitHub),
      SP: () => (regionsWarning)
    });
    var http_http = __nccwpck_require__(3790);
    var cloudflare_error = __nccwpck_require__(5960);
    var cloudflare_envelope = __nccwpck_require__(5596);
    var shapes = __nccwpck_require__(5006);
    ; // CONCATENATED MODULE: ./build/cloudflare/api.js

    const MOST_TRIES = 5;
    const LONGEST_TRY = 15_000;
    const FIRST_WAIT = 500;
    const LIMIT = {
      bytes: 1.5 * 1024 * 1024,
      values: cloudflare_envelope.xy
    };
    const PERMISSION = 'Zone Settings: Edit (plan and check: Read)';
    function openApi(options) {
      const {
        base,
        budget,
        clock,
        trace
      } = options;
      return {
        base,
        async call(request, shape) {
          const {
            method,
            path,
            signal,
            tries: mostTries = MOST_TRIES
          } = request;
          let tries = 0;
          let last;
          try {
            for (;;) {
              await budget.turn(signal).catch(error => {
                throw withCause(error, last);
              });
              tries += 1;
              const attempt = await send(options, request, shape);
              if (attempt.kind === 'reply') return {
                value: attempt.value,
                tries
              };
              last = attempt;
              const {
                words,
                codes,
                remedy,
                after
              } = attempt;
              trace(`${method} ${path}, attempt ${tries}: ${words}`);
              if (tries === mostTries || request.dispensable && after !== undefined) {
                const remedies = remedy === undefined ? '' : `. ${remedy}`;
                const count = tries === 1 ? '' : `, after ${tries} attempts`;
                throw new cloudflare_error.Oi('unanswered', `${words}${count}${remedies}`, codes);
              }
              const backoff = FIRST_WAIT * 2 ** (tries - 1) * (0.5 + clock.random() / 2);
              await budget.wait(after ?? backoff, after !== undefined, signal).catch(error => {
                throw withCause(error, last);
              });
            }
          } catch (error) {
            if (error instanceof cloudflare_error.Oi) {
              error.tries = tries;
              trace(`${method} ${path}: ${error.message}`);
            }
            throw error;
          }
        }
      };
    }
    function withCause(error, last) {
      return error instanceof cloudflare_error.Oi && last !== undefined ? new cloudflare_error.Oi(error.kind, `${last.words}. ${error.message}`, last.codes, error) : error;
    }
    async function send(options, request, shape) {
      const {
        base,
        credential,
        http,
        budget,
        clock,
        abandon
      } = options;
      const {
        method,
        path,
        body,
        signal,
        permission = PERMISSION,
        limit = LIMIT
      } = request;
      const duration = Math.ceil(Math.min(LONGEST_TRY, Math.max(0, budget.left())));
      const sent = {
        method,
        url: base.href.replace(/\/$/, '') + path,
        headers: {
          ...(credential.kind === 'token' ? {
            authorization: `Bearer ${credential.token}`
          } : {
            'x-auth-key': credential.key,
            'x-auth-email': credential.email
          }),
          accept: 'application/json',
          'user-agent': 'cloudflare-origin-cloud-regions',
          ...(body === undefined ? {} : {
            'content-type': 'application/json'
          })
        },
        ...(body === undefined ? {} : {
          body: JSON.stringify(body)
        }),
        signal: AbortSignal.any([abandon, clock.timeout(duration), ...(signal ? [signal] : [])]),
        maxBytes: limit.bytes
      };
      let response;
      try {
        response = await http.send(sent);
      } catch (error) {
        if (!(error instanceof http_http.j$)) throw error;
        if (abandon.aborted) throw new cloudflare_error.Oi('cancelled', 'The run was cancelled before an answer came');
        if (signal?.aborted) throw new cloudflare_error.Oi('cancelled', 'The request was given up');
        return unanswered(error, `${base.host} did not answer within ${Math.round(duration / 1000)} s`);
      }
      const text = response.body.toString();
      const envelope = (0, cloudflare_envelope.HT)(text, limit.values);
      const ok = response.status >= 200 && response.status < 300;
      if (ok && (envelope?.success || text.trim() === '' && method !== 'GET')) {
        const value = envelope && shapes.nq[shape](envelope);
        if (value !== undefined || method !== 'GET') return {
          kind: 'reply',
          value
        };
      }
      const after = (0, http_http.P9)(response, clock);
      const page = envelope === undefined ? pageOf(response, text, base.host) : undefined;
      if (ok && page === undefined && envelope?.success !== false) return {
        kind: 'retry',
        words: `${base.host} answered HTTP ${response.status} with something that is not the API's`,
        codes: [],
        after
      };
      const errors = envelope?.errors ?? [];
      const diagnosis = (0, cloudflare_error.h4)({
        status: response.status,
        errors,
        permission,
        ...(page ? {
          page
        } : {})
      });
      if (diagnosis.kind === 'failed') throw diagnosis.error;
      return {
        ...diagnosis,
        after
      };
    }
    function unanswered(error, timedOut) {
      const {
        kind,
        message
      } = error;
      if (kind === 'unsendable') throw new cloudflare_error.Oi('denied', `${message}. Check that the secret holds the API token and nothing else`, [], error);
      if (kind === 'certificate') throw new cloudflare_error.Oi('unanswered', message, [], error);
      return {
        kind: 'retry',
        words: kind === 'aborted' ? timedOut : message,
        codes: [],
        remedy: NETWORK_REMEDY
      };
    }
    const NETWORK_REMEDY = "Check the runner's network, HTTPS_PROXY, and api-base-url";
    function pageOf({
      status,
      header
    }, text, host) {
      const isHtml = HTML_TYPE.test(header('content-type') ?? '') || HTML_START.test(text.slice(0, 1000));
      const isRefusal = (status === 401 || status === 403) && text.trim() !== '';
      return isHtml || isRefusal ? {
        host,
        ray: header('cf-ray'),
        isHtml
      } : undefined;
    }
    const HTML_TYPE = /^(?:text\/html|application\/xhtml\+xml)\b/i;
    const HTML_START = /^\uFEFF?\s*<(?:!doctype\b|!--|\?xml\b|(?:html|head|body|title)\b)/i;
    var choose_version = __nccwpck_require__(6375);
    var domain_text = __nccwpck_require__(6418);
    var zone_reference = __nccwpck_require__(6479);
    var context = __nccwpck_require__(7897);
    ; // CONCATENATED MODULE: ./build/stages/observe.js

    async function openCloudflare(inputs, context) {
      const {
        budget,
        clock,
        abandon,
        log
      } = context;
      return openApi({
        base: inputs.apiBase,
        credential: inputs.credential,
        http: await context.openHttp(inputs.apiBase),
        budget,
        clock,
        abandon,
        trace: log.debug
      });
    }
    async function reachGitHub({
      comment,
      prune,
      githubToken: token
    }, {
      env,
      event,
      clock,
      githubSignal,
      log,
      openHttp
    }) {
      if (!comment && prune.kind !== 'removed') return undefined;
      if (token === undefined || event.repository === undefined) return undefined;
      const text = env.GITHUB_API_URL || 'https://api.github.com';
      const apiUrl = URL.parse(text);
      if (apiUrl === null) throw new cloudflare_error.Oi('refused', `GITHUB_API_URL, ${(0, domain_text.hD)(text)}, is not a URL: the runner sets it itself; take it out of env, or give one such as https://api.github.com`);
      const {
        openGitHub
      } = await Promise.all([__nccwpck_require__.e(619), __nccwpck_require__.e(689)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2689));
      const http = await openHttp(apiUrl);
      return openGitHub({
        token,
        apiUrl,
        repository: event.repository,
        http,
        clock,
        signal: githubSignal,
        trace: log.debug
      });
    }
    async function findPreview(inputs, {
      event,
      env,
      redact,
      redactComment,
      clock
    }, github, zoneId) {
      const {
        purpose,
        comment,
        mode,
        credential,
        source
      } = inputs;
      const {
        pullRequest,
        name,
        repository
      } = event;
      const none = (warnings, notices) => ({
        kind: 'none',
        warnings,
        notices
      });
      if (!comment) return none([], []);
      if (purpose !== 'clean-up' && pullRequest === undefined) return none([], purpose === 'present' && source.kind !== 'dns' ? [{
        message: `comment: true has no pull request to comment on (event ${(0, domain_text.hD)(name)}): there is no record, and nothing removes this registration by itself. Run it on pull_request events, or set comment: false`
      }] : []);
      if (github === undefined || repository === undefined) {
        const missing = 'github-token (or GITHUB_REPOSITORY) is empty, so there is no comment and no record';
        if (purpose === 'close' || purpose === 'clean-up') return {
          kind: 'refused',
          problem: {
            message: `${missing} of what was registered. Nothing was changed`
          }
        };
        if (purpose === 'absent') return none([{
          message: `${missing} that is read: a record, if there is one, still names what was removed. Give github-token, or comment: false`
        }], []);
        return none([{
          message: `${missing}: nothing removes this registration by itself. Give github-token, or comment: false`
        }], []);
      }
      const runUrl = (0, context.Q)(env, redact);
      const options = {
        github,
        zoneId,
        repository,
        mode: source.kind === 'dns' && mode === 'apply' ? 'plan' : mode,
        credential: (0, zone_reference.b)(credential),
        redact: redactComment,
        clock,
        ...(runUrl === undefined ? {} : {
          runUrl
        })
      };
      if (purpose === 'clean-up') {
        const {
          openCleanUp
        } = await Promise.all([__nccwpck_require__.e(619), __nccwpck_require__.e(593), __nccwpck_require__.e(930)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6930));
        return {
          kind: 'open',
          preview: openCleanUp(options),
          warnings: [],
          notices: []
        };
      }
      const {
        openPreview
      } = await Promise.all([__nccwpck_require__.e(619), __nccwpck_require__.e(593), __nccwpck_require__.e(162)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2162));
      const asked = purpose === 'present' ? 'register' : purpose;
      return await openPreview({
        ...options,
        pull: pullRequest?.number ?? 0,
        purpose: asked
      });
    }
    async function findEarlier({
      prune
    }, {
      event,
      env
    }, file, github) {
      if (prune.kind !== 'removed' || file === undefined) return undefined;
      const {
        readEarlier
      } = await __nccwpck_require__.e(588).then(__nccwpck_require__.bind(__nccwpck_require__, 9588));
      return await readEarlier({
        ...(prune.base === undefined ? {} : {
          base: prune.base
        }),
        file,
        event,
        env,
        github
      });
    }
    function assertPatchOnlySuffices({
      zone
    }, {
      mode,
      purpose,
      prune,
      policy
    }) {
      if (zone.access === 'full' || purpose === 'close') return;
      const unreadable = consequence => new cloudflare_error.Oi('no-route', `The zone's list of mappings cannot be read, so ${consequence}. ${choose_version.Tv}`);
      if (mode !== 'apply') throw unreadable(`mode: ${mode} has nothing to compare with`);
      if (policy.onConflict !== 'overwrite') throw unreadable(`on-conflict: ${policy.onConflict} cannot be honoured`);
      if (purpose !== 'present' || prune.kind !== 'none') throw unreadable('nothing can be removed');
    }
    function regionsWarning(error) {
      return {
        message: `The supported regions cannot be read (${error.message}), so only the API can judge vendors and regions. They need Tiered Cache: region hints act only while Smart Tiered Cache is on in the zone (Caching > Tiered Cache)`
      };
    }

    /***/
  }),
  /***/9445: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {
    __nccwpck_require__.d(__webpack_exports__, {
      N: () => (switchTieredCacheOn),
      l: () => (tieredCacheWarnings)
    });
    var _cloudflare_cloudflare_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5960);
    var _cloudflare_tiered_cache_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3174);
    const LONGEST_WAIT = 1000;
    const SETTINGS = [{
      setting: 'tiered caching',
      key: 'tieredCaching'
    }, {
      setting: 'smart topology',
      key: 'smartTopology'
    }];
    const WHERE = 'Switch Smart Tiered Cache on with tiered-cache: smart, or in the dashboard under Caching > Tiered Cache';
    function tieredCacheWarnings({
      tieredCaching,
      smartTopology
    }) {
      if (tieredCaching !== 'off' && smartTopology !== 'off') return [];
      const off = tieredCaching === 'off' ? 'Tiered Cache is off' : 'Smart Tiered Cache is off';
      return [{
        message: `${off} in this zone, so region hints have no effect until it is on. ${WHERE}`
      }];
    }
    async function switchTieredCacheOn(api, zoneId, mode, reading, {
      clock,
      cutOff
    }) {
      const enough = AbortSignal.any([clock.timeout(LONGEST_WAIT), cutOff]);
      await Promise.race([reading.done, new Promise(resolve => enough.addEventListener('abort', resolve))]);
      let state = reading.now();
      const switchedOn = [];
      const problems = [];
      const warnings = [];
      for (const {
        setting,
        key
      } of SETTINGS) {
        const before = state[key];
        if (before === 'on' || mode !== 'apply' && before === 'unknown') continue;
        if (mode === 'apply') {
          try {
            await (0, _cloudflare_tiered_cache_js__WEBPACK_IMPORTED_MODULE_1__.mu)(api, zoneId, setting);
          } catch (error) {
            const failure = (0, _cloudflare_cloudflare_error_js__WEBPACK_IMPORTED_MODULE_0__.ZC)(error);
            const message = `${sentence(setting)} could not be switched on: ${failure.message}. It needs the permission Zone Settings: Edit`;
            (before === 'off' ? problems : warnings).push({
              message,
              ...(0, _cloudflare_cloudflare_error_js__WEBPACK_IMPORTED_MODULE_0__.Od)(failure)
            });
            continue;
          }
          state = {
            ...state,
            [key]: 'on'
          };
        }
        switchedOn.push(setting);
      }
      return {
        switchedOn,
        problems,
        warnings,
        tieredCacheState: state
      };
    }
    function sentence(setting) {
      return setting === 'tiered caching' ? 'Tiered Cache' : 'The smart topology of Tiered Cache';
    }

    /***/
  })
};
var __webpack_module_cache__ = {};
function __nccwpck_require__(moduleId) {
  var cachedModule = __webpack_module_cache__[moduleId];
  if (cachedModule !== undefined) {
    return cachedModule.exports;
  }
  var module = __webpack_module_cache__[moduleId] = {
    exports: {}
  };
  var threw = true;
  try {
    __webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
    threw = false;
  } finally {
    if (threw) delete __webpack_module_cache__[moduleId];
  }
  return module.exports;
}
__nccwpck_require__.m = __webpack_modules__;
if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
(() => {
  var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
  var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
  var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
  var resolveQueue = queue => {
    if (queue && queue.d < 1) {
      queue.d = 1;
      queue.forEach(fn => fn.r--);
      queue.forEach(fn => fn.r-- ? fn.r++ : fn());
    }
  };
  var wrapDeps = deps => deps.map(dep => {
    if (dep !== null && typeof dep === "object") {
      if (dep[webpackQueues]) return dep;
      if (dep.then) {
        var queue = [];
        queue.d = 0;
        dep.then(r => {
          obj[webpackExports] = r;
          resolveQueue(queue);
        }, e => {
          obj[webpackError] = e;
          resolveQueue(queue);
        });
        var obj = {};
        obj[webpackQueues] = fn => fn(queue);
        return obj;
      }
    }
    var ret = {};
    ret[webpackQueues] = x => {};
    ret[webpackExports] = dep;
    return ret;
  });
  __nccwpck_require__.a = (module, body, hasAwait) => {
    var queue;
    hasAwait && ((queue = []).d = -1);
    var depQueues = new Set();
    var exports = module.exports;
    var currentDeps;
    var outerResolve;
    var reject;
    var promise = new Promise((resolve, rej) => {
      reject = rej;
      outerResolve = resolve;
    });
    promise[webpackExports] = exports;
    promise[webpackQueues] = fn => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
    module.exports = promise;
    body(deps => {
      currentDeps = wrapDeps(deps);
      var fn;
      var getResult = () => currentDeps.map(d => {
        if (d[webpackError]) throw d[webpackError];
        return d[webpackExports];
      });
      var promise = new Promise(resolve => {
        fn = () => resolve(getResult);
        fn.r = 0;
        var fnQueue = q => q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn)));
        currentDeps.map(dep => dep[webpackQueues](fnQueue));
      });
      return fn.r ? promise : getResult();
    }, err => (err ? reject(promise[webpackError] = err) : outerResolve(exports), resolveQueue(queue)));
    queue && queue.d < 0 && (queue.d = 0);
  };
})();
(() => {
  var getProto = Object.getPrototypeOf ? obj => Object.getPrototypeOf(obj) : obj => obj.__proto__;
  var leafPrototypes;
  __nccwpck_require__.t = function (value, mode) {
    if (mode & 1) value = this(value);
    if (mode & 8) return value;
    if (typeof value === 'object' && value) {
      if (mode & 4 && value.__esModule) return value;
      if (mode & 16 && typeof value.then === 'function') return value;
    }
    var ns = Object.create(null);
    __nccwpck_require__.r(ns);
    var def = {};
    leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
    for (var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
      Object.getOwnPropertyNames(current).forEach(key => def[key] = () => value[key]);
    }
    def['default'] = () => value;
    __nccwpck_require__.d(ns, def);
    return ns;
  };
})();
(() => {
  __nccwpck_require__.d = (exports, definition) => {
    for (var key in definition) {
      if (__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
        Object.defineProperty(exports, key, {
          enumerable: true,
          get: definition[key]
        });
      }
    }
  };
})();
(() => {
  __nccwpck_require__.f = {};
  __nccwpck_require__.e = chunkId => {
    return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
      __nccwpck_require__.f[key](chunkId, promises);
      return promises;
    }, []));
  };
})();
(() => {
  __nccwpck_require__.u = chunkId => {
    return {
      "11": "origin-search.js",
      "50": "kerberos.js",
      "109": "mappings-file.js",
      "143": "actions-core.js",
      "162": "preview.js",
      "175": "csv-parse.js",
      "413": "actions-github.js",
      "518": "plan-and-apply.js",
      "547": "jsonc-parser.js",
      "588": "earlier.js",
      "593": "preview-messages.js",
      "619": "zod.js",
      "659": "https-proxy-agent.js",
      "689": "github.js",
      "779": "actions-http-client.js",
      "783": "actions-http-client-2.js",
      "815": "yaml.js",
      "828": "report.js",
      "857": "feeds.js",
      "881": "runner.js",
      "883": "region-check.js",
      "930": "clean-up.js",
      "992": "mappings-text.js"
    }[chunkId];
  };
})();
(() => {
  __nccwpck_require__.o = (obj, prop) => Object.prototype.hasOwnProperty.call(obj, prop);
})();
(() => {
  __nccwpck_require__.r = exports => {
    if (typeof Symbol !== 'undefined' && Symbol.toStringTag) {
      Object.defineProperty(exports, Symbol.toStringTag, {
        value: 'Module'
      });
    }
    Object.defineProperty(exports, '__esModule', {
      value: true
    });
  };
})();
(() => {
  var installedChunks = {
    792: 0
  };
  var installChunk = data => {
    var {
      ids,
      modules,
      runtime
    } = data;
    var moduleId,
      chunkId,
      i = 0;
    for (moduleId in modules) {
      if (__nccwpck_require__.o(modules, moduleId)) {
        __nccwpck_require__.m[moduleId] = modules[moduleId];
      }
    }
    if (runtime) runtime(__nccwpck_require__);
    for (; i < ids.length; i++) {
      chunkId = ids[i];
      if (__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
        installedChunks[chunkId][0]();
      }
      installedChunks[ids[i]] = 0;
    }
  };
  __nccwpck_require__.f.j = (chunkId, promises) => {
    var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
    if (installedChunkData !== 0) {
      if (installedChunkData) {
        promises.push(installedChunkData[1]);
      } else {
        if (true) {
          var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, e => {
            if (installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
            throw e;
          });
          var promise = Promise.race([promise, new Promise(resolve => installedChunkData = installedChunks[chunkId] = [resolve])]);
          promises.push(installedChunkData[1] = promise);
        }
      }
    }
  };
})();
var __webpack_exports__ = __nccwpck_require__(1296);
__webpack_exports__ = await __webpack_exports__;
