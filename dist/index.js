import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 99:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:sqlite");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 7830:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/web");

/***/ }),

/***/ 7997:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 8280:
/***/ (function(module) {

(function (root) {
    'use strict';
    // A list of regular expressions that match arbitrary IPv4 addresses,
    // for which a number of weird notations exist.
    // Note that an address like 0010.0xa5.1.1 is considered legal.
    const ipv4Part = '(0?\\d+|0x[a-f0-9]+)';
    const ipv4Regexes = {
        fourOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}$`, 'i'),
        threeOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}$`, 'i'),
        twoOctet: new RegExp(`^${ipv4Part}\\.${ipv4Part}$`, 'i'),
        longValue: new RegExp(`^${ipv4Part}$`, 'i')
    };

    // Regular Expression for checking Octal numbers
    const octalRegex = new RegExp(`^0[0-7]+$`, 'i');
    const hexRegex = new RegExp(`^0x[a-f0-9]+$`, 'i');

    const zoneIndex = '%[0-9a-z]{1,}';

    // IPv6-matching regular expressions.
    // For IPv6, the task is simpler: it is enough to match the colon-delimited
    // hexadecimal IPv6 and a transitional variant with dotted-decimal IPv4 at
    // the end.
    const ipv6Part = '(?:[0-9a-f]+::?)+';
    const ipv6Regexes = {
        zoneIndex: new RegExp(zoneIndex, 'i'),
        'native': new RegExp(`^(::)?(${ipv6Part})?([0-9a-f]+)?(::)?(${zoneIndex})?$`, 'i'),
        deprecatedTransitional: new RegExp(`^(?:::)(${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}(${zoneIndex})?)$`, 'i'),
        transitional: new RegExp(`^((?:${ipv6Part})|(?:::)(?:${ipv6Part})?)${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}\\.${ipv4Part}(${zoneIndex})?$`, 'i')
    };

    // Expand :: in an IPv6 address or address part consisting of `parts` groups.
    function expandIPv6 (string, parts) {
        // More than one '::' means invalid address
        if (string.indexOf('::') !== string.lastIndexOf('::')) {
            return null;
        }

        let colonCount = 0;
        let lastColon = -1;
        let zoneId = (string.match(ipv6Regexes.zoneIndex) || [])[0];
        let replacement, replacementCount;

        // Remove zone index and save it for later
        if (zoneId) {
            zoneId = zoneId.substring(1);
            string = string.replace(/%.+$/, '');
        }

        // How many parts do we already have?
        while ((lastColon = string.indexOf(':', lastColon + 1)) >= 0) {
            colonCount++;
        }

        // 0::0 is two parts more than ::
        if (string.substr(0, 2) === '::') {
            colonCount--;
        }

        if (string.substr(-2, 2) === '::') {
            colonCount--;
        }

        // An address must not contain more separators than available parts,
        // and :: must compress at least one part.
        if (colonCount >= parts) {
            return null;
        }

        // replacement = ':' + '0:' * (parts - colonCount)
        replacementCount = parts - colonCount;
        replacement = ':';
        while (replacementCount--) {
            replacement += '0:';
        }

        // Insert the missing zeroes
        string = string.replace('::', replacement);

        // Trim any garbage which may be hanging around if :: was at the edge in
        // the source string
        if (string[0] === ':') {
            string = string.slice(1);
        }

        if (string[string.length - 1] === ':') {
            string = string.slice(0, -1);
        }

        parts = (function () {
            const ref = string.split(':');
            const results = [];

            for (let i = 0; i < ref.length; i++) {
                results.push(ref[i].length > 4 ? NaN : parseInt(ref[i], 16));
            }

            return results;
        })();

        return {
            parts: parts,
            zoneId: zoneId
        };
    }

    // A generic CIDR (Classless Inter-Domain Routing) RFC1518 range matcher.
    function matchCIDR (first, second, partSize, cidrBits) {
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

    function parseIntAuto (string) {
        // Hexadecimal base 16 (0x#)
        if (hexRegex.test(string)) {
            return parseInt(string, 16);
        }
        // While octal representation is discouraged by ECMAScript 3
        // and forbidden by ECMAScript 5, we silently allow it to
        // work only if the rest of the string has numbers less than 8.
        if (string[0] === '0' && !isNaN(parseInt(string[1], 10))) {
        if (octalRegex.test(string)) {
            return parseInt(string, 8);
        }
            throw new Error(`ipaddr: cannot parse ${string} as octal`);
        }
        // Always include the base 10 radix!
        return parseInt(string, 10);
    }

    function padPart (part, length) {
        while (part.length < length) {
            part = `0${part}`;
        }

        return part;
    }

    const ipaddr = {};

    // An IPv4 address (RFC791).
    ipaddr.IPv4 = (function () {
        // Constructs a new IPv4 address from an array of four octets
        // in network order (MSB first)
        // Verifies the input.
        function IPv4 (octets) {
            if (octets.length !== 4) {
                throw new Error('ipaddr: ipv4 octet count should be 4');
            }

            let i, octet;

            for (i = 0; i < octets.length; i++) {
                octet = octets[i];
                if (!((0 <= octet && octet <= 255))) {
                    throw new Error('ipaddr: ipv4 octet should fit in 8 bits');
                }
            }

            this.octets = octets;
        }

        // Special IPv4 address ranges.
        // See also https://en.wikipedia.org/wiki/Reserved_IP_addresses
        IPv4.prototype.SpecialRanges = {
            unspecified: [[new IPv4([0, 0, 0, 0]), 8]],
            broadcast: [[new IPv4([255, 255, 255, 255]), 32]],
            // RFC3171
            multicast: [[new IPv4([224, 0, 0, 0]), 4]],
            // RFC3927
            linkLocal: [[new IPv4([169, 254, 0, 0]), 16]],
            // RFC5735
            loopback: [[new IPv4([127, 0, 0, 0]), 8]],
            // RFC6598
            carrierGradeNat: [[new IPv4([100, 64, 0, 0]), 10]],
            // RFC1918
            'private': [
                [new IPv4([10, 0, 0, 0]), 8],
                [new IPv4([172, 16, 0, 0]), 12],
                [new IPv4([192, 168, 0, 0]), 16]
            ],
            // Reserved and testing-only ranges; RFCs 5735, 5737, 2544, 1700
            reserved: [
                [new IPv4([192, 0, 0, 0]), 24],
                [new IPv4([192, 0, 2, 0]), 24],
                [new IPv4([192, 88, 99, 0]), 24],
                [new IPv4([198, 18, 0, 0]), 15],
                [new IPv4([198, 51, 100, 0]), 24],
                [new IPv4([203, 0, 113, 0]), 24],
                [new IPv4([240, 0, 0, 0]), 4]
            ],
            // RFC7534, RFC7535
            as112: [
                [new IPv4([192, 175, 48, 0]), 24],
                [new IPv4([192, 31, 196, 0]), 24],
            ],
            // RFC7450
            amt: [
                [new IPv4([192, 52, 193, 0]), 24],
            ],
        };

        // The 'kind' method exists on both IPv4 and IPv6 classes.
        IPv4.prototype.kind = function () {
            return 'ipv4';
        };

        // Checks if this address matches other one within given CIDR range.
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

        // returns a number of leading ones in IPv4 address, making sure that
        // the rest is a solid sequence of 0's (valid netmask)
        // returns either the CIDR length or null if mask is not valid
        IPv4.prototype.prefixLengthFromSubnetMask = function () {
            let cidr = 0;
            // non-zero encountered stop scanning for zeroes
            let stop = false;
            // number of zeroes in octet
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

        // Checks if the address corresponds to one of the special ranges.
        IPv4.prototype.range = function () {
            return ipaddr.subnetMatch(this, this.SpecialRanges);
        };

        // Returns an array of byte-sized values in network order (MSB first)
        IPv4.prototype.toByteArray = function () {
            return this.octets.slice(0);
        };

        // Converts this IPv4 address to an IPv4-mapped IPv6 address.
        IPv4.prototype.toIPv4MappedAddress = function () {
            return ipaddr.IPv6.parse(`::ffff:${this.toString()}`);
        };

        // Symmetrical method strictly for aligning with the IPv6 methods.
        IPv4.prototype.toNormalizedString = function () {
            return this.toString();
        };

        // Returns the address in convenient, decimal-dotted format.
        IPv4.prototype.toString = function () {
            return this.octets.join('.');
        };

        return IPv4;
    })();

    // A utility function to return broadcast address given the IPv4 interface and prefix length in CIDR notation
    ipaddr.IPv4.broadcastAddressFromCIDR = function (string) {

        try {
            const cidr = this.parseCIDR(string);
            const ipInterfaceOctets = cidr[0].toByteArray();
            const subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
            const octets = [];
            let i = 0;
            while (i < 4) {
                // Broadcast address is bitwise OR between ip interface and inverted mask
                octets.push(parseInt(ipInterfaceOctets[i], 10) | parseInt(subnetMaskOctets[i], 10) ^ 255);
                i++;
            }

            return new this(octets);
        } catch (e) {
            throw new Error('ipaddr: the address does not have IPv4 CIDR format', { cause: e });
        }
    };

    // Checks if a given string is formatted like IPv4 address.
    ipaddr.IPv4.isIPv4 = function (string) {
        return this.parser(string) !== null;
    };

    // Checks if a given string is a valid IPv4 address.
    ipaddr.IPv4.isValid = function (string) {
        try {
            new this(this.parser(string));
            return true;
        } catch {
            return false;
        }
    };

    // Checks if a given string is a valid IPv4 address in CIDR notation.
    ipaddr.IPv4.isValidCIDR = function (string) {
        try {
            this.parseCIDR(string);
            return true;
        } catch {
            return false;
        }
    };

    // Checks if a given string is a full four-part IPv4 Address.
    ipaddr.IPv4.isValidFourPartDecimal = function (string) {
        if (ipaddr.IPv4.isValid(string) && string.match(/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){3}$/)) {
            return true;
        } else {
            return false;
        }
    };

    // Checks if a given string is a full four-part IPv4 Address with CIDR prefix.
    ipaddr.IPv4.isValidCIDRFourPartDecimal = function (string) {
        const match = string.match(/^(.+)\/(\d+)$/);

        if (!ipaddr.IPv4.isValidCIDR(string) || !match) {
            return false;
        }

        return ipaddr.IPv4.isValidFourPartDecimal(match[1]);
    };

    // A utility function to return network address given the IPv4 interface and prefix length in CIDR notation
    ipaddr.IPv4.networkAddressFromCIDR = function (string) {
        let cidr, i, ipInterfaceOctets, octets, subnetMaskOctets;

        try {
            cidr = this.parseCIDR(string);
            ipInterfaceOctets = cidr[0].toByteArray();
            subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
            octets = [];
            i = 0;
            while (i < 4) {
                // Network address is bitwise AND between ip interface and mask
                octets.push(parseInt(ipInterfaceOctets[i], 10) & parseInt(subnetMaskOctets[i], 10));
                i++;
            }

            return new this(octets);
        } catch (e) {
            throw new Error('ipaddr: the address does not have IPv4 CIDR format', { cause: e });
        }
    };

    // Tries to parse and validate a string with IPv4 address.
    // Throws an error if it fails.
    ipaddr.IPv4.parse = function (string) {
        const parts = this.parser(string);

        if (parts === null) {
            throw new Error('ipaddr: string is not formatted like an IPv4 Address');
        }

        return new this(parts);
    };

    // Parses the string as an IPv4 Address with CIDR Notation.
    ipaddr.IPv4.parseCIDR = function (string) {
        let match;

        if ((match = string.match(/^(.+)\/(\d+)$/))) {
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

    // Classful variants (like a.b, where a is an octet, and b is a 24-bit
    // value representing last three octets; this corresponds to a class C
    // address) are omitted due to classless nature of modern Internet.
    ipaddr.IPv4.parser = function (string) {
        let match, part, value;

        // parseInt recognizes all that octal & hexadecimal weirdness for us
        if ((match = string.match(ipv4Regexes.fourOctet))) {
            return (function () {
                const ref = match.slice(1, 6);
                const results = [];

                for (let i = 0; i < ref.length; i++) {
                    part = ref[i];
                    results.push(parseIntAuto(part));
                }

                return results;
            })();
        } else if ((match = string.match(ipv4Regexes.longValue))) {
            value = parseIntAuto(match[1]);
            if (value > 0xffffffff || value < 0) {
                throw new Error('ipaddr: address outside defined range');
            }

            return ((function () {
                const results = [];
                let shift;

                for (shift = 0; shift <= 24; shift += 8) {
                    results.push((value >> shift) & 0xff);
                }

                return results;
            })()).reverse();
        } else if ((match = string.match(ipv4Regexes.twoOctet))) {
            return (function () {
                const ref = match.slice(1, 4);
                const results = [];

                value = parseIntAuto(ref[1]);
                if (value > 0xffffff || value < 0) {
                    throw new Error('ipaddr: address outside defined range');
                }

                results.push(parseIntAuto(ref[0]));
                results.push((value >> 16) & 0xff);
                results.push((value >>  8) & 0xff);
                results.push( value        & 0xff);

                return results;
            })();
        } else if ((match = string.match(ipv4Regexes.threeOctet))) {
            return (function () {
                const ref = match.slice(1, 5);
                const results = [];

                value = parseIntAuto(ref[2]);
                if (value > 0xffff || value < 0) {
                    throw new Error('ipaddr: address outside defined range');
                }

                results.push(parseIntAuto(ref[0]));
                results.push(parseIntAuto(ref[1]));
                results.push((value >> 8) & 0xff);
                results.push( value       & 0xff);

                return results;
            })();
        } else {
            return null;
        }
    };

    // A utility function to return subnet mask in IPv4 format given the prefix length
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
            octets[filledOctetCount] = Math.pow(2, prefix % 8) - 1 << 8 - (prefix % 8);
        }

        return new this(octets);
    };

    // An IPv6 address (RFC2460)
    ipaddr.IPv6 = (function () {
        // Constructs an IPv6 address from an array of eight 16 - bit parts
        // or sixteen 8 - bit parts in network order(MSB first).
        // Throws an error if the input is invalid.
        function IPv6 (parts, zoneId) {
            let i, part;

            if (parts.length === 16) {
                this.parts = [];
                for (i = 0; i <= 14; i += 2) {
                    this.parts.push((parts[i] << 8) | parts[i + 1]);
                }
            } else if (parts.length === 8) {
                this.parts = parts;
            } else {
                throw new Error('ipaddr: ipv6 part count should be 8 or 16');
            }

            for (i = 0; i < this.parts.length; i++) {
                part = this.parts[i];
                if (!((0 <= part && part <= 0xffff))) {
                    throw new Error('ipaddr: ipv6 part should fit in 16 bits');
                }
            }

            if (zoneId) {
                this.zoneId = zoneId;
            }
        }

        // Special IPv6 ranges
        IPv6.prototype.SpecialRanges = {
            // RFC4291, here and after
            unspecified: [new IPv6([0, 0, 0, 0, 0, 0, 0, 0]), 128],
            linkLocal: [new IPv6([0xfe80, 0, 0, 0, 0, 0, 0, 0]), 10],
            multicast: [new IPv6([0xff00, 0, 0, 0, 0, 0, 0, 0]), 8],
            loopback: [new IPv6([0, 0, 0, 0, 0, 0, 0, 1]), 128],
            uniqueLocal: [new IPv6([0xfc00, 0, 0, 0, 0, 0, 0, 0]), 7],
            ipv4Mapped: [new IPv6([0, 0, 0, 0, 0, 0xffff, 0, 0]), 96],
            // RFC3879
            deprecatedSiteLocal: [new IPv6([0xfec0, 0, 0, 0, 0, 0, 0, 0]), 10],
            // RFC6666
            discard: [new IPv6([0x100, 0, 0, 0, 0, 0, 0, 0]), 64],
            // RFC6145
            rfc6145: [new IPv6([0, 0, 0, 0, 0xffff, 0, 0, 0]), 96],
            rfc6052: [
                // RFC6052
                [new IPv6([0x64, 0xff9b, 0, 0, 0, 0, 0, 0]), 96],
                // RFC8215
                [new IPv6([0x64, 0xff9b, 0x1, 0, 0, 0, 0, 0]), 48],
            ],
            // RFC3056
            '6to4': [new IPv6([0x2002, 0, 0, 0, 0, 0, 0, 0]), 16],
            // RFC6052, RFC6146
            teredo: [new IPv6([0x2001, 0, 0, 0, 0, 0, 0, 0]), 32],
            // RFC5180
            benchmarking: [new IPv6([0x2001, 0x2, 0, 0, 0, 0, 0, 0]), 48],
            // RFC7450
            amt: [new IPv6([0x2001, 0x3, 0, 0, 0, 0, 0, 0]), 32],
            as112v6: [
                // RFC7535
                [new IPv6([0x2001, 0x4, 0x112, 0, 0, 0, 0, 0]), 48],
                // RFC7534
                [new IPv6([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0]), 48],
            ],
            // RFC4843
            deprecatedOrchid: [new IPv6([0x2001, 0x10, 0, 0, 0, 0, 0, 0]), 28],
            // RFC7343
            orchid2: [new IPv6([0x2001, 0x20, 0, 0, 0, 0, 0, 0]), 28],
            // RFC9374
            droneRemoteIdProtocolEntityTags: [new IPv6([0x2001, 0x30, 0, 0, 0, 0, 0, 0]), 28],
            // RFC9602
            segmentRouting: [new IPv6([0x5f00, 0, 0, 0, 0, 0, 0, 0]), 16],
            reserved: [
                // RFC3849
                [new IPv6([0x2001, 0, 0, 0, 0, 0, 0, 0]), 23],
                // RFC2928
                [new IPv6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0]), 32],
                // RFC9637
                [new IPv6([0x3fff, 0, 0, 0, 0, 0, 0, 0]), 20],
            ],
        };

        // Checks if this address is an IPv4-mapped IPv6 address.
        IPv6.prototype.isIPv4MappedAddress = function () {
            return this.range() === 'ipv4Mapped';
        };

        // The 'kind' method exists on both IPv4 and IPv6 classes.
        IPv6.prototype.kind = function () {
            return 'ipv6';
        };

        // Checks if this address matches other one within given CIDR range.
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

        // returns a number of leading ones in IPv6 address, making sure that
        // the rest is a solid sequence of 0's (valid netmask)
        // returns either the CIDR length or null if mask is not valid
        IPv6.prototype.prefixLengthFromSubnetMask = function () {
            let cidr = 0;
            // non-zero encountered stop scanning for zeroes
            let stop = false;
            // number of zeroes in octet
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


        // Checks if the address corresponds to one of the special ranges.
        IPv6.prototype.range = function () {
            return ipaddr.subnetMatch(this, this.SpecialRanges);
        };

        // Returns an array of byte-sized values in network order (MSB first)
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

        // Returns the address in expanded format with all zeroes included, like
        // 2001:0db8:0008:0066:0000:0000:0000:0001
        IPv6.prototype.toFixedLengthString = function () {
            const addr = ((function () {
                const results = [];
                for (let i = 0; i < this.parts.length; i++) {
                    results.push(padPart(this.parts[i].toString(16), 4));
                }

                return results;
            }).call(this)).join(':');

            let suffix = '';

            if (this.zoneId) {
                suffix = `%${this.zoneId}`;
            }

            return addr + suffix;
        };

        // Converts this address to IPv4 address if it is an IPv4-mapped IPv6 address.
        // Throws an error otherwise.
        IPv6.prototype.toIPv4Address = function () {
            if (!this.isIPv4MappedAddress()) {
                throw new Error('ipaddr: trying to convert a generic ipv6 address to ipv4');
            }

            const ref = this.parts.slice(-2);
            const high = ref[0];
            const low = ref[1];

            return new ipaddr.IPv4([high >> 8, high & 0xff, low >> 8, low & 0xff]);
        };

        // Returns the address in expanded format with all zeroes included, like
        // 2001:db8:8:66:0:0:0:1
        //
        // Deprecated: use toFixedLengthString() instead.
        IPv6.prototype.toNormalizedString = function () {
            const addr = ((function () {
                const results = [];

                for (let i = 0; i < this.parts.length; i++) {
                    results.push(this.parts[i].toString(16));
                }

                return results;
            }).call(this)).join(':');

            let suffix = '';

            if (this.zoneId) {
                suffix = `%${this.zoneId}`;
            }

            return addr + suffix;
        };

        // Returns the address in compact, human-readable format like
        // 2001:db8:8:66::1
        // in line with RFC 5952 (see https://tools.ietf.org/html/rfc5952#section-4)
        IPv6.prototype.toRFC5952String = function () {
            const regex = /((^|:)(0(:|$)){2,})/g;
            // The zone identifier (RFC 4007) is not part of the address; match
            // against the address alone so a trailing zero run right before the
            // "%" suffix still gets compressed (RFC 5952, 4.2.2).
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

            while ((match = regex.exec(string))) {
                // Compare by the number of zero groups, not the matched length:
                // a run that is not at the start carries a leading ":" in the
                // match, so an equal-length run later in the address would
                // otherwise be preferred over the leftmost one (RFC 5952, 4.2.3).
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

        // Returns the address in compact, human-readable format like
        // 2001:db8:8:66::1
        // Calls toRFC5952String under the hood.
        IPv6.prototype.toString = function () {
            return this.toRFC5952String();
        };

        return IPv6;

    })();

    // A utility function to return broadcast address given the IPv6 interface and prefix length in CIDR notation
    ipaddr.IPv6.broadcastAddressFromCIDR = function (string) {
        try {
            const cidr = this.parseCIDR(string);
            const ipInterfaceOctets = cidr[0].toByteArray();
            const subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
            const octets = [];
            let i = 0;
            while (i < 16) {
                // Broadcast address is bitwise OR between ip interface and inverted mask
                octets.push(parseInt(ipInterfaceOctets[i], 10) | parseInt(subnetMaskOctets[i], 10) ^ 255);
                i++;
            }

            return new this(octets);
        } catch (e) {
            throw new Error('ipaddr: the address does not have IPv6 CIDR format', { cause: e });
        }
    };

    // Checks if a given string is formatted like IPv6 address.
    ipaddr.IPv6.isIPv6 = function (string) {
        return this.parser(string) !== null;
    };

    // Checks to see if string is a valid IPv6 Address
    ipaddr.IPv6.isValid = function (string) {

        // Since IPv6.isValid is always called first, this shortcut
        // provides a substantial performance gain.
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

    // Checks if a given string is a valid IPv6 address in CIDR notation.
    ipaddr.IPv6.isValidCIDR = function (string) {

        // See note in IPv6.isValid
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

    // A utility function to return network address given the IPv6 interface and prefix length in CIDR notation
    ipaddr.IPv6.networkAddressFromCIDR = function (string) {
        let cidr, i, ipInterfaceOctets, octets, subnetMaskOctets;

        try {
            cidr = this.parseCIDR(string);
            ipInterfaceOctets = cidr[0].toByteArray();
            subnetMaskOctets = this.subnetMaskFromPrefixLength(cidr[1]).toByteArray();
            octets = [];
            i = 0;
            while (i < 16) {
                // Network address is bitwise AND between ip interface and mask
                octets.push(parseInt(ipInterfaceOctets[i], 10) & parseInt(subnetMaskOctets[i], 10));
                i++;
            }

            return new this(octets);
        } catch (e) {
            throw new Error('ipaddr: the address does not have IPv6 CIDR format', { cause: e });
        }
    };

    // Tries to parse and validate a string with IPv6 address.
    // Throws an error if it fails.
    ipaddr.IPv6.parse = function (string) {
        const addr = this.parser(string);

        if (addr === null) {
            throw new Error('ipaddr: string is not formatted like an IPv6 Address');
        }

        return new this(addr.parts, addr.zoneId);
    };

    ipaddr.IPv6.parseCIDR = function (string) {
        let maskLength, match, parsed;

        if ((match = string.match(/^(.+)\/(\d+)$/))) {
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

    // Parse an IPv6 address.
    ipaddr.IPv6.parser = function (string) {
        let addr, i, match, octet, octets, zoneId;

        if ((match = string.match(ipv6Regexes.deprecatedTransitional))) {
            return this.parser(`::ffff:${match[1]}`);
        }
        if (ipv6Regexes.native.test(string)) {
            return expandIPv6(string, 8);
        }
        if ((match = string.match(ipv6Regexes.transitional))) {
            zoneId = match[6] || '';
            addr = match[1]
            if (!match[1].endsWith('::')) {
                addr = addr.slice(0, -1)
            }
            addr = expandIPv6(addr + zoneId, 6);
            if (addr && addr.parts) {
                octets = [
                    parseInt(match[2]),
                    parseInt(match[3]),
                    parseInt(match[4]),
                    parseInt(match[5])
                ];
                for (i = 0; i < octets.length; i++) {
                    octet = octets[i];
                    if (!((0 <= octet && octet <= 255))) {
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

    // A utility function to return subnet mask in IPv6 format given the prefix length
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
            octets[filledOctetCount] = Math.pow(2, prefix % 8) - 1 << 8 - (prefix % 8);
        }

        return new this(octets);
    };

    // Try to parse an array in network order (MSB first) for IPv4 and IPv6
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

    // Checks if the address is valid IP address
    ipaddr.isValid = function (string) {
        return ipaddr.IPv6.isValid(string) || ipaddr.IPv4.isValid(string);
    };

    // Checks if the address is valid IP address in CIDR notation
    ipaddr.isValidCIDR = function (string) {
        return ipaddr.IPv6.isValidCIDR(string) || ipaddr.IPv4.isValidCIDR(string);
    };


    // Attempts to parse an IP Address, first through IPv6 then IPv4.
    // Throws an error if it could not be parsed.
    ipaddr.parse = function (string) {
        if (ipaddr.IPv6.isValid(string)) {
            return ipaddr.IPv6.parse(string);
        } else if (ipaddr.IPv4.isValid(string)) {
            return ipaddr.IPv4.parse(string);
        } else {
            throw new Error('ipaddr: the address has neither IPv6 nor IPv4 format');
        }
    };

    // Attempt to parse CIDR notation, first through IPv6 then IPv4.
    // Throws an error if it could not be parsed.
    ipaddr.parseCIDR = function (string) {
        try {
            return ipaddr.IPv6.parseCIDR(string);
        } catch {
            try {
                return ipaddr.IPv4.parseCIDR(string);
            } catch (e) {
                throw new Error('ipaddr: the address has neither IPv6 nor IPv4 CIDR format', { cause: e });
            }
        }
    };

    // Parse an address and return plain IPv4 address if it is an IPv4-mapped address
    ipaddr.process = function (string) {
        const addr = this.parse(string);

        if (addr.kind() === 'ipv6' && addr.isIPv4MappedAddress()) {
            return addr.toIPv4Address();
        } else {
            return addr;
        }
    };

    // An utility function to ease named range matching. See examples below.
    // rangeList can contain both IPv4 and IPv6 subnet entries and will not throw errors
    // on matching IPv4 addresses to IPv6 ranges or vice versa.
    ipaddr.subnetMatch = function (address, rangeList, defaultName) {
        let i, rangeName, rangeSubnets, subnet;

        if (defaultName === undefined || defaultName === null) {
            defaultName = 'unicast';
        }

        for (rangeName in rangeList) {
            if (Object.prototype.hasOwnProperty.call(rangeList, rangeName)) {
                rangeSubnets = rangeList[rangeName];
                // ECMA5 Array.isArray isn't available everywhere
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

    // Export for both the CommonJS and browser-like environment
    if ( true && module.exports) {
        module.exports = ipaddr;

    } else {
        root.ipaddr = ipaddr;
    }

}(this));


/***/ }),

/***/ 4701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  d: () => (/* binding */ realClock)
});

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./build/clock.js

const realClock = {
    now: () => performance.now(),
    date: () => Date.now(),
    sleep: (span, signal) => (0,promises_namespaceObject.setTimeout)(span, undefined, { signal }),
    timeout: (span) => AbortSignal.timeout(span),
    random: () => Math.random(),
};


/***/ }),

/***/ 1781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jg: () => (/* binding */ originAddress),
/* harmony export */   Z5: () => (/* binding */ canonicalAddress),
/* harmony export */   Zh: () => (/* binding */ isFault),
/* harmony export */   kO: () => (/* binding */ inAddressOrder)
/* harmony export */ });
/* unused harmony export compareAddresses */
/* harmony import */ var ipaddr_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8280);

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
/** Ranges (names of ipaddr.js) that Cloudflare cannot reach as an origin. */
const UNREACHABLE = {
    private: 'a private address',
    uniqueLocal: 'a private (unique local) address',
    carrierGradeNat: 'a private address (shared by a carrier)',
    loopback: 'a loopback address',
    linkLocal: 'a link-local address',
    multicast: 'a multicast address',
    broadcast: 'the broadcast address',
    unspecified: 'an unspecified address',
};
/**
 * The canonical form of an address in any spelling. IPv4 is four decimal parts without leading zeros;
 * an IPv4-mapped IPv6 address is the IPv4 address.
 */
function canonicalAddress(text) {
    if (IPV4.test(text))
        return text;
    if (/[\s,;]/.test(text))
        return {
            fault: 'is not one address',
            remedy: 'write several as a list in a file, or with commas in the input "ip"',
        };
    if (text.includes('/'))
        return { fault: 'is a range (CIDR)', remedy: 'give one address without "/": mappings are per address' };
    if (text.includes('%'))
        return { fault: 'has a zone index', remedy: 'drop the part from "%" on; an origin needs a global address' };
    if (/^\[.*\](?::\d+)?$/.test(text))
        return { fault: 'has brackets or a port', remedy: 'give the bare address without "[", "]" or a port' };
    if (/^[\d.]+:\d+$/.test(text))
        return { fault: 'has a port', remedy: 'give the bare address without ":port"' };
    if (/^[\d.]+$/.test(text))
        return {
            fault: 'is not an IPv4 address',
            remedy: 'write four decimal parts from 0 to 255, without leading zeros',
        };
    if (text.includes(':'))
        return (canonicalIpv6(text) ?? {
            fault: 'is not an IPv6 address',
            remedy: 'write up to eight groups of hexadecimal digits, without brackets or a port',
        });
    return {
        fault: text === '' ? 'is empty' : 'is not an IP address',
        remedy: 'give an IPv4 or IPv6 address; host names are not looked up',
    };
}
/** As {@link canonicalAddress}, and an address that Cloudflare can reach as an origin (documentation ranges are). */
function originAddress(text) {
    const address = canonicalAddress(text);
    if (isFault(address))
        return address;
    const range = UNREACHABLE[takenApart(address).range()];
    return range === undefined
        ? address
        : { fault: `is ${range}`, remedy: 'Cloudflare cannot reach it; give the public address of the origin' };
}
function isFault(value) {
    return typeof value !== 'string';
}
/** Order of addresses: IPv4 before IPv6, then by number. */
function compareAddresses(a, b) {
    return compareKeys(orderKey(a), orderKey(b));
}
/** Things in the order of their addresses; each address is taken apart only once. */
function inAddressOrder(things) {
    return Array.from(things, (thing) => ({ thing, key: orderKey(thing.ip) }))
        .sort((a, b) => compareKeys(a.key, b.key))
        .map(({ thing }) => thing);
}
function compareKeys(a, b) {
    if (a === b)
        return 0;
    return a < b ? -1 : 1;
}
function canonicalIpv6(text) {
    const groups = withoutEmbeddedIpv4(text);
    if (groups === undefined)
        return undefined;
    let address;
    try {
        address = ipaddr_js__WEBPACK_IMPORTED_MODULE_0__.IPv6.parse(groups);
    }
    catch {
        return undefined;
    }
    return (address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String());
}
/**
 * An embedded IPv4 address (`::ffff:192.0.2.1`) as two groups. ipaddr.js would take hexadecimal and octal parts there,
 * and would take `::192.0.2.1` (IPv4-compatible, another address) for the IPv4-mapped one.
 */
function withoutEmbeddedIpv4(text) {
    const start = text.lastIndexOf(':') + 1;
    const tail = text.slice(start);
    if (!tail.includes('.'))
        return text;
    if (!IPV4.test(tail))
        return undefined;
    const [a, b, c, d] = ipaddr_js__WEBPACK_IMPORTED_MODULE_0__.IPv4.parse(tail)
        .toByteArray()
        .map((byte) => byte.toString(16).padStart(2, '0'));
    return `${text.slice(0, start)}${a}${b}:${c}${d}`;
}
/** A text that sorts as the address does: number of bytes first, then the bytes. */
function orderKey(address) {
    const bytes = takenApart(address).toByteArray();
    return String.fromCharCode(bytes.length, ...bytes);
}
/** By the kind that it is of: `ipaddr.parse` would read it twice to learn that. */
function takenApart(address) {
    return (address.includes(':') ? ipaddr_js__WEBPACK_IMPORTED_MODULE_0__.IPv6 : ipaddr_js__WEBPACK_IMPORTED_MODULE_0__.IPv4).parse(address);
}


/***/ }),

/***/ 9659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ clip)
/* harmony export */ });
/** At most so many characters (UTF-16 units); what was cut is shown by `…`. */
function clip(text, most) {
    return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}


/***/ }),

/***/ 8595:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   IP: () => (/* binding */ sorted),
/* harmony export */   cL: () => (/* binding */ VENDORS),
/* harmony export */   cS: () => (/* binding */ sameTarget),
/* harmony export */   uK: () => (/* binding */ LIMIT)
/* harmony export */ });
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1781);

/** The vendors that Cloudflare knows. A zone may already hold others; those are carried along. */
const VENDORS = ['aws', 'azure', 'gcp', 'oci'];
/** The most mappings a zone can hold. Source: Cloudflare's API reference, error 1164. */
const LIMIT = 3500;
function sameTarget(a, b) {
    return a.vendor === b.vendor && a.region === b.region;
}
/** The list in the order of its addresses (IPv4 before IPv6, numerically). */
function sorted(list) {
    return new Map((0,_address_js__WEBPACK_IMPORTED_MODULE_0__/* .inAddressOrder */ .kO)(list.values()).map((mapping) => [mapping.ip, mapping]));
}


/***/ }),

/***/ 3153:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ countOutcomes),
/* harmony export */   i: () => (/* binding */ OUTCOMES)
/* harmony export */ });
const OUTCOMES = ['created', 'updated', 'removed', 'unchanged', 'skipped', 'failed'];
/** Entries counted by outcome; every kind is there, 0 where none. */
function countOutcomes(outcomes) {
    const counts = { created: 0, updated: 0, removed: 0, unchanged: 0, skipped: 0, failed: 0 };
    for (const { outcome } of outcomes)
        counts[outcome] += 1;
    return counts;
}


/***/ }),

/***/ 9273:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ quote)
/* harmony export */ });
/** The most characters that a quoted piece shows of a text. */
const LONGEST = 40;
/** Invisible, reordering or line-breaking characters, every blank but the plain space, and what JSON escapes. */
const ESCAPED = /[\p{C}\p{Z}"\\]/u;
/**
 * A short piece of foreign text in double quotes, safe to print on one line: control, zero-width and direction
 * characters are escaped; more than 40 characters (escapes counted as written) are cut, with "…".
 */
function quote(text) {
    let shown = '';
    let cut = '';
    for (const character of text.slice(0, 2 * (LONGEST + 1))) {
        const written = escaped(character);
        // What still fits together with the "…" that a longer text ends in.
        if (shown.length + written.length < LONGEST)
            cut = shown + written;
        shown += written;
        if (shown.length > LONGEST)
            return `"${cut}…"`;
    }
    return `"${shown}"`;
}
function escaped(character) {
    if (character === ' ' || !ESCAPED.test(character))
        return character;
    if (character === '"' || character === '\\')
        return `\\${character}`;
    const code = Number(character.codePointAt(0));
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}


/***/ }),

/***/ 1296:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _clock_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4701);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2208);


// Whatever fails beside the run's own way must not end the process before it has reported.
process.on('unhandledRejection', () => { });
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => stop.abort());
await (0,_run_js__WEBPACK_IMPORTED_MODULE_1__/* .run */ .e)({
    env: process.env,
    clock: _clock_js__WEBPACK_IMPORTED_MODULE_0__/* .realClock */ .d,
    stop: stop.signal,
    write: (text) => process.stdout.write(text),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 1235:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ NOTHING)
/* harmony export */ });
/** Nothing to take back, and nothing to say. */
const NOTHING = { takeBack: [], own: new Set(), notices: [], warnings: [], problems: [] };


/***/ }),

/***/ 6039:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ pieces)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7030);
/* harmony import */ var _domain_address_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1781);


const OCTET = String.raw `(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
/** Not a part of a longer number or version. */
const IPV4 = String.raw `(?<!\d|\d\.)(?:${OCTET}\.){3}${OCTET}(?!\d|\.\d)`;
/** `::` next to a word is a workflow command or a name in code. */
const NOT_WORDS = String.raw `(?!(?<=[\w-])::|::[\w-]*[g-z_-])`;
/** Whatever may be an address, with colons and line numbers that stand close to it. */
const CANDIDATE = new RegExp(`${NOT_WORDS}(?:[0-9a-f]{0,4}:){2,8}(?:${IPV4}|[0-9a-f]{0,4})|${IPV4}`, 'gi');
/** Cuts a text at its IP addresses, in any spelling, also next to ports, brackets and words; joined it is the text again. */
function pieces(text) {
    const found = [];
    let end = 0;
    for (const match of text.matchAll(CANDIDATE))
        for (const { text: spelled, start, address } of addressesWithin(match[0])) {
            const at = match.index + start;
            // What stands between two addresses is one piece: what a character means may hang on the next.
            if (at > end)
                found.push({ text: text.slice(end, at) });
            found.push({ text: spelled, address });
            end = at + spelled.length;
        }
    if (end < text.length)
        found.push({ text: text.slice(end) });
    return found;
}
/** From the left on the longest address each; a candidate is at most 55 characters long. */
function* addressesWithin(candidate) {
    for (let start = 0; start < candidate.length - 2; start += 1)
        for (let end = candidate.length; end > start + 2; end -= 1) {
            const text = candidate.slice(start, end);
            // The system knows in a hundredth of the time what is none, and nearly all of them are none.
            const address = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(text) === 0 ? undefined : (0,_domain_address_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalAddress */ .Z5)(text);
            if (address === undefined || (0,_domain_address_js__WEBPACK_IMPORTED_MODULE_1__/* .isFault */ .Zh)(address))
                continue;
            yield { text, start, address };
            start = end - 1;
            break;
        }
}


/***/ }),

/***/ 3920:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BP: () => (/* binding */ logLine),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   wD: () => (/* binding */ markdown),
/* harmony export */   zD: () => (/* binding */ grouped)
/* harmony export */ });
/* harmony import */ var _domain_clip_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9659);
/* harmony import */ var _addresses_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6039);


const LONGEST_LINE = 2000;
/** Controls, bidirectional marks, line separators and whatever else has no shape of its own (some are ignored in comparisons). */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const ESCAPES = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const ZERO_WIDTH_SPACE = '&#8203;';
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** In this order: syntax, HTML, then where a mention, a reference, a link or an emoji (`:100:` in an address) would begin. */
const MARKDOWN = /[\\|`*_~[\]$]|[&<>]|@(?=\S)|#(?=\d)|\bGH-(?=\d)|:(?=\/\/|(?:100|1234|[\w+-]*[a-z_+-][\w+-]*):)|www(?=\.)/gi;
/**
 * One line that a log can hold whatever the text: nothing invisible, nothing that the runner would obey (`::command` at
 * its start, `##[command]` anywhere), at most about 2,000 characters. The text stays readable: `\n`, `\::`, `##\[`.
 */
function logLine(text) {
    const line = visible(text)
        .replaceAll('##[', '##\\[')
        .replace(/^(\s*)::/, '$1\\::');
    return (0,_domain_clip_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$)(line, LONGEST_LINE);
}
/**
 * A text for Markdown prose, list items and table cells, in one line: it reads as it is, is no markup, links and mentions
 * nothing. Addresses stand as code, so that they can be copied.
 */
function markdown(text) {
    const escaped = (0,_addresses_js__WEBPACK_IMPORTED_MODULE_0__/* .pieces */ .I)(text.replace(/\s+/g, ' ').trim())
        .map(({ text, address }, index, all) => 
    // Two spans of code that touch would be read as one.
    address === undefined || all[index - 1]?.address !== undefined ? plain(text) : `\`${text}\``)
        .join('');
    return escaped.replace(/^[#+=-]/, '\\$&').replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}
/** A short name (address, path with line, ID) as code where nothing in it can break out of that, else as {@link markdown}. */
function code(text) {
    return /^[\w.:/…-]+$/.test(text) ? `\`${text}\`` : markdown(text);
}
/** `1 mapping`, `3,476 mappings`. */
function counted(count, one, many = `${one}s`) {
    return `${grouped(count)} ${count === 1 ? one : many}`;
}
/** `3,500`. By hand, for the first use of the language's own formats costs ten milliseconds before the first request. */
function grouped(count) {
    return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
function visible(text) {
    return text.replace(INVISIBLE, (character) => {
        const hex = Number(character.codePointAt(0)).toString(16);
        return ESCAPES[character] ?? (hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`);
    });
}
function plain(text) {
    return visible(text).replace(MARKDOWN, (found) => {
        if (/^[\\|`*_~[\]$]$/.test(found))
            return `\\${found}`;
        return ENTITIES[found] ?? `${found}${ZERO_WIDTH_SPACE}`;
    });
}


/***/ }),

/***/ 2208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/domain/mapping.js
var mapping = __nccwpck_require__(8595);
;// CONCATENATED MODULE: ./node_modules/leven/index.js
const array = [];
const characterCodeCache = [];

function leven(first, second, options) {
	if (first === second) {
		return 0;
	}

	const maxDistance = options?.maxDistance;
	const swap = first;

	// Swapping the strings if `a` is longer than `b` so we know which one is the
	// shortest & which one is the longest
	if (first.length > second.length) {
		first = second;
		second = swap;
	}

	let firstLength = first.length;
	let secondLength = second.length;

	// Performing suffix trimming:
	// We can linearly drop suffix common to both strings since they
	// don't increase distance at all
	// Note: `~-` is the bitwise way to perform a `- 1` operation
	while (firstLength > 0 && (first.charCodeAt(~-firstLength) === second.charCodeAt(~-secondLength))) {
		firstLength--;
		secondLength--;
	}

	// Performing prefix trimming
	// We can linearly drop prefix common to both strings since they
	// don't increase distance at all
	let start = 0;

	while (start < firstLength && (first.charCodeAt(start) === second.charCodeAt(start))) {
		start++;
	}

	firstLength -= start;
	secondLength -= start;

	// Early termination after trimming: if difference in length exceeds max distance
	if (maxDistance !== undefined && secondLength - firstLength > maxDistance) {
		return maxDistance;
	}

	if (firstLength === 0) {
		return maxDistance !== undefined && secondLength > maxDistance
			? maxDistance
			: secondLength;
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
			// eslint-disable-next-line no-multi-assign
			result = array[index] = temporary > result
				? (temporary2 > result ? result + 1 : temporary2)
				: (temporary2 > temporary ? temporary + 1 : temporary2);
		}

		// Early termination: if all values in current row exceed maxDistance
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

	// Bound arrays to avoid retaining large previous sizes
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

	// Exact match fast-path
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

		const cap = Number.isFinite(bestDist)
			? (userMax === undefined ? bestDist : Math.min(bestDist, userMax))
			: userMax;

		const distance = cap === undefined
			? leven(target, candidate)
			: leven(target, candidate, {maxDistance: cap});

		// Skip candidates that exceed the user's maximum distance
		if (userMax !== undefined && distance > userMax) {
			continue;
		}

		// If we got a capped result that equals the cap, we need the actual distance
		// for accurate comparison, but only if the cap was due to userMax
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

;// CONCATENATED MODULE: ./build/domain/nearest.js

/** The candidates that look most like a name, nearest first; letter case, blanks, dashes and underscores count little. */
function nearest(name, candidates, count = 3) {
    const plain = (text) => text.toLowerCase().replace(/[\s_-]/g, '');
    return [...candidates]
        .map((candidate) => ({
        candidate,
        distance: leven(plain(name), plain(candidate)) + leven(name, candidate) / 100,
    }))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, count)
        .map(({ candidate }) => candidate);
}
/** The one candidate that a mistyped name probably means, if any is near enough to be worth saying. */
function didYouMean(name, candidates) {
    const [best] = nearest(name, candidates, 1);
    if (best === undefined)
        return undefined;
    const distance = leven(name.toLowerCase(), best.toLowerCase());
    return distance < best.length && distance <= Math.max(2, best.length / 3) ? best : undefined;
}

// EXTERNAL MODULE: ./build/domain/quote.js
var quote = __nccwpck_require__(9273);
;// CONCATENATED MODULE: ./build/advice.js



/** The words for code 1157: what is not supported, and the nearest names that are. */
function regionAdvice({ vendor, region }, regions) {
    if (regions === undefined)
        return `Cloudflare knows no region ${(0,quote/* quote */.h)(region)} of ${(0,quote/* quote */.h)(vendor)}. Check the spelling in the vendor's own list of regions`;
    const names = regions.get(vendor);
    if (names === undefined)
        return `Cloudflare supports no vendor ${(0,quote/* quote */.h)(vendor)} here. Supported: ${[...regions.keys()].sort().join(', ')}`;
    if (names.has(region))
        return `${vendor} ${region} is in Cloudflare's own list of supported regions, and was refused all the same: run again later`;
    const elsewhere = [...regions].filter(([, list]) => list.has(region)).map(([name]) => name);
    const hint = elsewhere.length === 0 ? '' : ` It is a region of ${elsewhere.join(' and ')}: check the vendor.`;
    return `${vendor} has no supported region ${(0,quote/* quote */.h)(region)}.${hint} Nearest supported names of ${vendor}: ${nearest(region, names.keys()).join(', ')}`;
}
/** The words for code 1164: how many mappings exist, how many more were asked for, how many fit, and what to do. */
function limitAdvice(exist, asked, fit) {
    return `The zone holds ${exist} mappings, ${asked} more are asked for, and ${fit} fit: a zone can hold ${mapping/* LIMIT */.uK} (code 1164). ${MAKE_ROOM}`;
}
/** The words for code 1164 when the API says it: it knows the limit better than this program. */
function fullAdvice(exist, asked) {
    return `Cloudflare takes no more mappings in this zone (code 1164): it holds ${exist}, the run asked for ${asked} new ones, and no more fit. ${MAKE_ROOM}`;
}
const MAKE_ROOM = 'Remove mappings that are no longer needed, for example with prune or with state: absent';

// EXTERNAL MODULE: ./build/domain/address.js
var domain_address = __nccwpck_require__(1781);
;// CONCATENATED MODULE: ./build/plan.js



/** Zones with fewer mappings are exempt from a brake that is a share: one of three is a third. */
const SMALL_ZONE = 10;
/**
 * What has to be done so that a zone that holds `current` comes to its goal; pure. Without `current` (nothing but the one
 * PATCH answers) every wanted mapping is an update. Without `regions` nobody but the API can judge a vendor or a region.
 */
function makePlan(goal, current, regions, policy) {
    const there = current ?? new Map();
    const wanted = goal.present.map((entry) => presentStep(entry, current, policy));
    const named = new Set([...goal.present, ...goal.absent, ...goal.takeBack].map(({ ip }) => ip));
    const pruned = pruneSteps(goal.prune, there, named);
    const steps = [
        ...wanted,
        ...goal.absent.map((entry) => absentStep(entry, there)),
        ...goal.takeBack.map((entry) => takeBackStep(entry, there)),
        ...pruned,
    ];
    return {
        steps,
        refusals: [
            ...(regions === undefined ? [] : unsupported(goal.present, there, regions)),
            ...conflictRefusals(wanted, policy),
            ...limitRefusal(steps, there, goal.present),
            ...brakeRefusal(pruned, there, policy.brake),
        ],
    };
}
/** Whether carrying the plan out would write anything. */
function isChange(step) {
    return step.kind === 'create' || step.kind === 'update' || step.kind === 'remove';
}
/** What would become of each entry: the outcomes of a plan that is only shown, or refused as a whole. */
function foreseen({ steps, refusals }) {
    const refused = new Map(refusals.flatMap(({ ips, problem }) => ips.map((ip) => [ip, problem])));
    return steps.map((step) => {
        const problem = refused.get(step.ip);
        if (problem !== undefined)
            return {
                ...entryOf(step),
                outcome: 'failed',
                message: problem.message,
                ...(problem.code === undefined ? {} : { code: problem.code }),
            };
        if (isChange(step) && refusals.length > 0)
            return { ...entryOf(step), outcome: 'failed', message: 'was not attempted: the run was refused as a whole' };
        if (step.kind === 'skip')
            return { ...entryOf(step), outcome: 'skipped', message: step.message };
        return { ...entryOf(step), outcome: DONE[step.kind] };
    });
}
/** The part of a step that its outcome repeats. */
function entryOf(step) {
    return {
        ip: step.ip,
        ...('target' in step && step.target ? { target: step.target } : {}),
        ...('before' in step && step.before ? { before: step.before } : {}),
    };
}
/** What a step is called once it is done. */
const DONE = { create: 'created', update: 'updated', remove: 'removed', unchanged: 'unchanged' };
function presentStep({ ip, target }, current, policy) {
    if (current === undefined)
        return { kind: 'update', ip, target };
    const before = current.get(ip);
    if (before === undefined)
        return { kind: 'create', ip, target };
    if ((0,mapping/* sameTarget */.cS)(before, target))
        return { kind: 'unchanged', ip, target };
    if (policy.onConflict !== 'skip' || policy.own.has(ip))
        return { kind: 'update', ip, target, before: targetOf(before) };
    const message = `The zone maps ${ip} to ${words(before)} already; left as it is (on-conflict: skip)`;
    return { kind: 'skip', ip, target, before: targetOf(before), message };
}
function absentStep({ ip, target }, there) {
    const before = there.get(ip);
    if (before === undefined)
        return { kind: 'unchanged', ip, ...(target ? { target } : {}) };
    if (target === undefined || (0,mapping/* sameTarget */.cS)(before, target))
        return { kind: 'remove', ip, before: targetOf(before) };
    const message = `The zone maps ${ip} to ${words(before)}, not to ${words(target)}; not removed. Leave vendor and region out to remove it wherever it is mapped`;
    return { kind: 'skip', ip, target, before: targetOf(before), message };
}
function takeBackStep({ ip, to }, there) {
    const before = there.get(ip);
    if (to === undefined)
        return before === undefined ? { kind: 'unchanged', ip } : { kind: 'remove', ip, before: targetOf(before) };
    if (before === undefined)
        return { kind: 'create', ip, target: to };
    return (0,mapping/* sameTarget */.cS)(before, to)
        ? { kind: 'unchanged', ip, target: to }
        : { kind: 'update', ip, target: to, before: targetOf(before) };
}
function pruneSteps(prune, there, named) {
    if (prune.kind === 'none')
        return [];
    const pruned = [...there.values()].filter(({ ip }) => !named.has(ip) && (prune.kind === 'all' || prune.earlier.has(ip)));
    return (0,domain_address/* inAddressOrder */.kO)(pruned).map((mapping) => ({ kind: 'remove', ip: mapping.ip, before: targetOf(mapping) }));
}
/** What the zone holds already is not judged: it was supported once, and nothing is written. */
function unsupported(present, there, regions) {
    return present
        .filter(({ ip, target }) => {
        const before = there.get(ip);
        return before === undefined || !(0,mapping/* sameTarget */.cS)(before, target);
    })
        .flatMap((entry) => regionRefusal(entry, regions));
}
function regionRefusal({ ip, target, places }, regions) {
    const names = regions.get(target.vendor);
    if (names?.has(target.region))
        return [];
    const place = names === undefined ? places?.vendor : places?.region;
    const message = `${ip}: ${regionAdvice(target, regions)}`;
    return [{ ips: [ip], problem: { message, code: 1157, ...(place ? { place } : {}) } }];
}
function conflictRefusals(steps, { onConflict, own }) {
    if (onConflict !== 'fail')
        return [];
    return steps.flatMap((step) => step.kind === 'update' && step.before !== undefined && !own.has(step.ip)
        ? [
            {
                ips: [step.ip],
                problem: {
                    message: `${step.ip}: the zone maps it to ${words(step.before)}, and ${words(step.target)} is wanted (on-conflict: fail). Set on-conflict to overwrite or skip, or mend the entry`,
                },
            },
        ]
        : []);
}
function limitRefusal(steps, there, present) {
    const creates = steps.filter(({ kind }) => kind === 'create');
    const removals = steps.filter(({ kind }) => kind === 'remove').length;
    const fit = Math.max(0, mapping/* LIMIT */.uK - there.size + removals);
    const over = creates[fit];
    if (over === undefined)
        return [];
    const place = present.find(({ ip }) => ip === over.ip)?.places?.ip;
    return [
        {
            ips: creates.map(({ ip }) => ip),
            problem: {
                message: `${over.ip} is the first that does not fit: ${limitAdvice(there.size, creates.length, fit)}`,
                code: 1164,
                ...(place ? { place } : {}),
            },
        },
    ];
}
function brakeRefusal(pruned, there, brake) {
    const braked = brake.kind === 'number'
        ? pruned.length > brake.most
        : there.size >= SMALL_ZONE && pruned.length * 100 > brake.percent * there.size;
    if (!braked)
        return [];
    const allowed = brake.kind === 'number' ? `${brake.most}` : `${brake.percent}% of them`;
    return [
        {
            ips: pruned.map(({ ip }) => ip),
            problem: {
                message: `Pruning would remove ${pruned.length} of the zone's ${there.size} mappings, and max-removals allows ${allowed}. If that is intended, raise max-removals for this run; otherwise look whether the list is complete`,
            },
        },
    ];
}
function targetOf({ vendor, region }) {
    return { vendor, region };
}
function words({ vendor, region }) {
    return `${vendor} ${region}`;
}

;// CONCATENATED MODULE: ./build/zone/failure.js
class Failure extends Error {
    name = 'Failure';
    kind;
    /** Cloudflare's error codes, as answered. */
    codes;
    /** Times the request was sent; with 0 it cannot have taken effect. */
    tries = 0;
    constructor(kind, message, codes = [], cause) {
        super(message, { cause });
        this.kind = kind;
        this.codes = codes;
    }
    /** The code that says most about it. */
    get code() {
        return this.codes.find((code) => OWN_CODES(code)) ?? this.codes[0];
    }
    /** No further request makes sense after it. */
    get final() {
        return FINAL.has(this.kind);
    }
    /** The request was sent and no answer told how it ended: it may have taken effect. */
    get unclear() {
        return UNCLEAR.has(this.kind);
    }
}
const FINAL = new Set(['no-route', 'denied', 'out-of-time', 'cancelled']);
const UNCLEAR = new Set(['unanswered', 'out-of-time', 'cancelled']);
/** For a `catch`: hands a failure on and throws everything else, which is a fault of the program. */
function failureOf(error) {
    if (error instanceof Failure)
        return error;
    throw error;
}
/** Error codes of this family of endpoints (Cloudflare's API reference). */
const OWN_CODES = (code) => code >= 1140 && code <= 1164;
const NO_ROUTE_CODES = new Set([7000, 7003]);
const NO_ROUTE_STATUS = new Set([404, 405, 410, 501]);
const GONE_CODES = new Set([1142, 1163]);
const LIMIT_CODE = 1164;
/** Internal errors of the service (1140, 1156) and throttling (971, 10100): worth another try whatever the status. */
const PASSING_CODES = new Set([1140, 1156, 971, 10100]);
const DENIED_CODES = new Set([10000, 9109]);
const MALFORMED_CODES = new Set([6003, 6111, 9103, 9106, 9107]);
/** Reads an answer that is not a success. Source of the rules: Cloudflare's API reference for these endpoints. */
function diagnose({ status, errors }) {
    const codes = errors.map(({ code }) => code);
    const has = (set) => codes.some((code) => set.has(code));
    const words = describe(status, errors);
    const failed = (kind, message = words) => ({
        kind: 'failed',
        failure: new Failure(kind, message, codes),
    });
    if (has(NO_ROUTE_CODES))
        return failed('no-route');
    if (codes.includes(LIMIT_CODE))
        return failed('limit');
    if (has(GONE_CODES))
        return failed('gone');
    if (has(PASSING_CODES) || status === 429 || status === 408)
        return { kind: 'again', words, codes };
    if (NO_ROUTE_STATUS.has(status) && !codes.some(OWN_CODES))
        return failed('no-route');
    if (status >= 500)
        return { kind: 'again', words, codes };
    if (status >= 300 && status < 400)
        return failed('refused', `${words}: a redirect, which is never followed; check api-base-url`);
    if (has(MALFORMED_CODES))
        return failed('denied', `${words}: the credential is malformed. Check that the secret holds the bare API token, or that api-key and api-email belong together`);
    if (has(DENIED_CODES) || ((status === 401 || status === 403) && !codes.some(OWN_CODES)))
        return failed('denied', `${words}: the credential is not accepted for this. Check that the token is valid and has the permission Zone Settings: Edit (plan and check: Read) for this zone`);
    return failed('refused');
}
function describe(status, errors) {
    if (errors.length === 0)
        return `Cloudflare answered HTTP ${status} without an error code`;
    return `Cloudflare answered ${errors.map(({ code, message }) => `${code} (${message})`).join(', ')}`;
}

;// CONCATENATED MODULE: ./build/zone/surface.js
/** The most entries one batch may carry, on either surface. */
const BATCH = 100;

;// CONCATENATED MODULE: ./build/writer.js



/** Batches between two lines of the log: a handful for the longest list. */
const TOLD_EVERY = 10;
/** Failed items of batches that are sent again alone. */
const MOST_LESSONS = 10;
function openWriter({ zone, current, regions, progress }, changes) {
    const creates = changes.filter(({ kind }) => kind === 'create' || zone.kind === 'bare').length;
    const fates = new Map();
    /** What has been sent at least once, and of that what may have taken effect without an answer that said so. */
    const sent = new Set();
    const unseen = new Set();
    let size = current?.size ?? 0;
    let wrote = false;
    let answered;
    let end;
    /** Set once the zone takes no more mappings; the words for it. */
    let full;
    /** The same words, for whatever the API refuses with that code. */
    let advice;
    let batches = zone.kind === 'listed';
    let lessons = 0;
    let batchesSent = 0;
    /** Whether the zone has no mapping of this address; on a bare API only the last answer tells. */
    function isNew({ kind, ip }) {
        return kind === 'create' || (zone.kind === 'bare' && answered !== undefined && !answered.has(ip));
    }
    function written(change) {
        if (change.kind === 'create')
            size += 1;
        if (change.kind === 'remove')
            size -= 1;
        wrote = true;
        fates.set(change.ip, { kind: 'written' });
    }
    function failed(change, failure) {
        if (failure.final)
            end ??= failure;
        if (failure.kind === 'limit' && change.kind !== 'remove') {
            advice ??= fullAdvice(answered?.size ?? size, creates);
            if (isNew(change))
                full = advice;
        }
        // Gone already, and maybe by an earlier try: then it was our own hand.
        if (failure.kind === 'gone' && change.kind === 'remove' && unseen.has(change.ip))
            written(change);
        else
            fates.set(change.ip, fateOf(change, failure));
    }
    function fateOf(change, failure) {
        if (failure.kind === 'gone' && change.kind === 'remove')
            return { kind: 'gone' };
        if (failure.tries === 0)
            return unsent(change, failure);
        const code = failure.code === undefined ? {} : { code: failure.code };
        if (failure.unclear)
            return { kind: 'unclear', message: failure.message, ...code };
        if (failure.kind === 'limit' && advice !== undefined)
            return { kind: 'refused', message: advice, ...code };
        const remedy = code.code === 1157 && change.kind !== 'remove' ? `. ${regionAdvice(change.target, regions)}` : '';
        return { kind: 'refused', message: `${failure.message}${remedy}`, ...code };
    }
    /** What is left undone because of what happened before; it may have been sent already, in another way or round. */
    function unsent({ ip }, cause) {
        const earlier = fates.get(ip);
        if (earlier?.kind === 'refused')
            return earlier;
        return sent.has(ip)
            ? { kind: 'unclear', message: `was not sent again: ${cause.message}` }
            : { kind: 'unsent', message: `was not attempted: ${cause.message}` };
    }
    /** Notes what was sent, whatever became of it; of several tries an earlier one may have taken effect. */
    function note(batch, { tries, unclear = false }) {
        for (const { ip } of batch) {
            if (tries > 0)
                sent.add(ip);
            if (tries > 1 || unclear)
                unseen.add(ip);
        }
    }
    async function alone(change) {
        try {
            if (change.kind === 'remove')
                await zone.remove(change.ip);
            else
                answered = await zone.put({ ip: change.ip, ...change.target });
            sent.add(change.ip);
            written(change);
        }
        catch (error) {
            const failure = failureOf(error);
            note([change], failure);
            // The list that was answered before may not hold what this write did: only a code of the API says that it did nothing.
            if (failure.unclear || failure.tries > 1 || failure.code === undefined)
                answered = undefined;
            failed(change, failure);
        }
    }
    async function learn(change, words) {
        fates.set(change.ip, { kind: 'refused', message: words });
        const closed = end !== undefined || (full !== undefined && isNew(change));
        if (closed || lessons === MOST_LESSONS)
            return;
        await alone(change);
        if (fates.get(change.ip)?.kind !== 'written')
            lessons += 1;
    }
    async function together(batch) {
        // A batch answers no list, and the one that a single write answered before is out of date.
        answered = undefined;
        const { value, tries } = await sendBatch(zone, batch);
        note(batch, { tries });
        const refused = [];
        for (const change of batch) {
            const reason = value.failed.get(change.ip);
            const words = `Cloudflare answered: ${reason}`;
            if (reason === undefined && value.succeeded.has(change.ip))
                written(change);
            else if (reason === undefined)
                fates.set(change.ip, { kind: 'unclear', message: 'Cloudflare did not say what became of it' });
            else if (change.kind === 'remove')
                fates.set(change.ip, { kind: 'disputed', words, ours: unseen.has(change.ip) });
            else
                refused.push({ change, words });
        }
        for (const { change, words } of refused)
            await learn(change, words);
    }
    /** Leaves a change unsent because of what happened before. */
    function closed(change) {
        if (end !== undefined)
            fates.set(change.ip, unsent(change, end));
        else if (full !== undefined && isNew(change))
            fates.set(change.ip, { kind: 'refused', message: full, code: 1164 });
        else
            return false;
        return true;
    }
    return {
        fates,
        learn,
        found: written,
        get wrote() {
            return wrote;
        },
        get answered() {
            return answered;
        },
        get end() {
            return end;
        },
        async write(group) {
            const queue = [...group];
            while (queue.length > 0) {
                const batch = queue.splice(0, batches ? BATCH : 1).filter((change) => !closed(change));
                const [first] = batch;
                if (first === undefined)
                    continue;
                try {
                    if (batch.length === 1)
                        await alone(first);
                    else
                        await together(batch);
                }
                catch (error) {
                    const failure = failureOf(error);
                    note(batch, failure);
                    if (failure.kind === 'no-route') {
                        // Single writes may still be there where batches are not.
                        batches = false;
                        queue.unshift(...batch);
                        continue;
                    }
                    // Which part of a refused batch takes effect is not documented.
                    if (failure.kind === 'refused')
                        for (const { ip } of batch)
                            unseen.add(ip);
                    if (failure.kind === 'refused' || failure.kind === 'gone')
                        for (const change of batch)
                            await learn(change, failure.message);
                    else
                        for (const change of batch)
                            failed(change, failure);
                }
                batchesSent += 1;
                if (batchesSent % TOLD_EVERY === 0)
                    progress(`${fates.size} of ${Math.max(fates.size, changes.length)} sent`);
            }
        },
    };
}
function sendBatch(zone, batch) {
    const removals = batch.filter((change) => change.kind === 'remove');
    return removals.length > 0
        ? zone.removeMany(removals.map(({ ip }) => ip))
        : zone.putMany(batch.filter((change) => change.kind !== 'remove').map(({ ip, target }) => ({ ip, ...target })));
}

;// CONCATENATED MODULE: ./build/apply.js




/** Times that writes which another run's overwrote are written again. */
const MOST_REWRITES = 2;
/**
 * Carries a plan out and verifies it. Updates come first, then creates, then removals; only as many removals as the limit
 * forces come before the creates. An entry that the API refuses stops no other, but 1164 ends the creating.
 */
async function apply(plan, context) {
    const changes = plan.steps.filter(isChange);
    const writer = openWriter(context, changes);
    for (const group of inOrder(changes, context.current?.size ?? 0))
        await writer.write(group);
    const verified = await verify(changes, keptBy(plan, context.current), writer, context);
    return {
        outcomes: plan.steps.map((step) => outcomeOf(step, writer.fates.get(step.ip))),
        changed: writer.wrote,
        ...verified,
    };
}
/** Changes by kind, in the order in which they are sent: make before break. */
function inOrder(changes, size) {
    const creates = changes.filter(({ kind }) => kind === 'create');
    const removals = changes.filter(({ kind }) => kind === 'remove');
    const forced = Math.max(0, size + creates.length - mapping/* LIMIT */.uK);
    return [changes.filter(({ kind }) => kind === 'update'), removals.slice(0, forced), creates, removals.slice(forced)];
}
/** Reads the zone again and writes what is missing once more, until the zone holds it or it has to count as failed. */
async function verify(changes, kept, writer, { zone, current, notice }) {
    if (changes.every(({ ip }) => writer.fates.get(ip)?.kind === 'unsent'))
        return current === undefined ? {} : { list: current };
    if (writer.end?.kind === 'cancelled')
        return { unverified: writer.end };
    for (let rewrites = 0;; rewrites += 1) {
        let list;
        try {
            // A single write on v1 has answered the whole list already, and a bare API has no other.
            list = zone.kind === 'bare' || changes.length === 1 ? writer.answered : undefined;
            if (list === undefined && zone.kind === 'listed')
                list = await zone.list();
        }
        catch (error) {
            return { unverified: failureOf(error) };
        }
        if (list === undefined)
            return {};
        const { lost, disputed } = compare(list, changes, writer);
        lost.push(...upset(list, kept, writer));
        if (lost.length + disputed.length === 0)
            return { list };
        if (rewrites === MOST_REWRITES || writer.end !== undefined) {
            for (const { ip } of lost)
                writer.fates.set(ip, { kind: 'refused', message: lostWords(rewrites, writer.end) });
            return { list };
        }
        if (lost.length > 0)
            notice(`Another run overwrote the zone's record: ${lost.length} of this run's writes are missing and are sent again`);
        for (const group of inOrder(lost, 0))
            await writer.write(group);
        for (const { change, words } of disputed)
            await writer.learn(change, words);
    }
}
/** What is yet to be done, by what the zone holds; on the way every fate is set right that the list contradicts. */
function compare(list, changes, writer) {
    const lost = [];
    const disputed = [];
    for (const change of changes) {
        const fate = writer.fates.get(change.ip);
        if (holds(list, change)) {
            if (fate?.kind === 'unsent' || (fate?.kind === 'disputed' && !fate.ours))
                writer.fates.set(change.ip, { kind: 'gone' });
            else if (fate?.kind !== 'written' && fate?.kind !== 'gone')
                writer.found(change);
        }
        else if (fate?.kind === 'written' || fate?.kind === 'gone')
            lost.push(change);
        else if (fate?.kind === 'disputed')
            disputed.push({ change, words: fate.words });
    }
    return { lost, disputed };
}
function keptBy({ steps }, current) {
    return steps.filter(({ kind }) => kind === 'unchanged').map(({ ip }) => ({ ip, target: current?.get(ip) }));
}
/**
 * What was as wanted and is no more. A mapping that is missing is to be written again, like a write that was lost; one that
 * another run made or changed on purpose is not ours to judge by an old plan: it fails.
 */
function upset(list, kept, { fates }) {
    return kept.flatMap(({ ip, target }) => {
        const there = list.get(ip);
        const fate = fates.get(ip);
        if (target === undefined ? there === undefined : there !== undefined && (0,mapping/* sameTarget */.cS)(there, target))
            fates.delete(ip);
        else if (fate !== undefined && fate.kind !== 'written')
            return [];
        else if (target !== undefined && there === undefined)
            return [{ kind: 'create', ip, target }];
        else
            fates.set(ip, { kind: 'refused', message: OVERTAKEN });
        return [];
    });
}
const OVERTAKEN = 'another run wrote it after this run had read the list. Run this one again, and let one run at a time write to a zone, with a concurrency group per zone';
function lostWords(rewrites, end) {
    const again = end === undefined ? `It was sent ${rewrites + 1} times` : `It was not sent again: ${end.message}`;
    return `another run overwrote the zone's record, and this change with it. ${again}. Let one run at a time write to a zone, with a concurrency group per zone`;
}
function holds(list, change) {
    const there = list.get(change.ip);
    return change.kind === 'remove' ? there === undefined : there !== undefined && (0,mapping/* sameTarget */.cS)(there, change.target);
}
function outcomeOf(step, fate) {
    const entry = entryOf(step);
    if (step.kind === 'skip')
        return { ...entry, outcome: 'skipped', message: step.message };
    if (fate === undefined || fate.kind === 'gone')
        return { ...entry, outcome: 'unchanged' };
    if (fate.kind === 'written')
        return { ...entry, outcome: DONE[step.kind] };
    if (fate.kind === 'disputed')
        return { ...entry, outcome: 'failed', message: fate.words };
    const code = 'code' in fate && fate.code !== undefined ? { code: fate.code } : {};
    return { ...entry, outcome: 'failed', message: fate.message, ...code };
}

// EXTERNAL MODULE: ./build/domain/outcome.js
var outcome = __nccwpck_require__(3153);
;// CONCATENATED MODULE: ./build/domain/wanted.js
function isTargeted(wanted) {
    return wanted.target !== undefined;
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: ./build/event.js

/** Reads the event's payload; one that is missing, broken or larger than 10 MiB tells nothing, and is no error of the user's. */
async function readEvent(env) {
    const name = env.GITHUB_EVENT_NAME ?? '';
    const payload = await readPayload(env.GITHUB_EVENT_PATH);
    const pull = payload.at('pull_request');
    const number = pull.at('number').number();
    const repository = env.GITHUB_REPOSITORY || payload.at('repository', 'full_name').text();
    return {
        name,
        ...optional('actor', env.GITHUB_ACTOR || payload.at('sender', 'login').text()),
        ...optional('repository', repository),
        ...optional('before', payload.at('before').text()),
        ...optional('after', payload.at('after').text()),
        forced: payload.at('forced').boolean() ?? false,
        visibility: visibilityOf(payload.at('repository')),
        ...(number === undefined || !/^pull_request(?:_target)?$/.test(name)
            ? {}
            : {
                pullRequest: {
                    number,
                    closing: payload.at('action').text() === 'closed',
                    fork: pull.at('head', 'repo', 'full_name').text() !==
                        (pull.at('base', 'repo', 'full_name').text() ?? repository),
                    ...optional('author', pull.at('user', 'login').text()),
                    ...optional('baseSha', pull.at('base', 'sha').text()),
                    ...optional('headSha', pull.at('head', 'sha').text()),
                },
            }),
    };
}
/** A value somewhere in the payload, which anything may be. */
class Node {
    #value;
    constructor(value) {
        this.#value = value;
    }
    at(...path) {
        let value = this.#value;
        for (const key of path)
            value =
                typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
        return new Node(value);
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
/** Bytes. What this action has a use for comes in some ten thousand; reading a payload takes a dozen times its size. */
const LARGEST_PAYLOAD = 10 * 1024 * 1024;
async function readPayload(path) {
    if (!path)
        return new Node(undefined);
    try {
        if ((await (0,promises_.stat)(path)).size > LARGEST_PAYLOAD)
            return new Node(undefined);
        return new Node(JSON.parse(await (0,promises_.readFile)(path, 'utf8')));
    }
    catch {
        return new Node(undefined);
    }
}
function visibilityOf(repository) {
    const visibility = repository.at('visibility').text();
    if (visibility !== undefined)
        return visibility === 'private' || visibility === 'internal' ? 'hidden' : 'public';
    const isPrivate = repository.at('private').boolean();
    return isPrivate === undefined ? 'unknown' : isPrivate ? 'hidden' : 'public';
}
function optional(key, value) {
    return value === undefined ? {} : { [key]: value };
}

;// CONCATENATED MODULE: ./build/inputs/reader.js


/** The value of an input, trimmed; one that is empty then counts as not given (the runner does not do this by itself). */
function given(env, input) {
    return env[`INPUT_${input.toUpperCase()}`]?.trim() || undefined;
}
function openReader(env, wrong) {
    return {
        choice(input, choices, fallback) {
            const text = given(env, input);
            const match = choices.find((choice) => choice === text?.toLowerCase());
            if (text === undefined || match !== undefined)
                return match ?? fallback;
            const meant = didYouMean(text, choices);
            wrong(`Input ${input}: ${(0,quote/* quote */.h)(text)} is none of ${choices.join(', ')}${meant === undefined ? '' : `. Did you mean ${meant}?`}`);
            return fallback;
        },
        flag(input, fallback) {
            return this.choice(input, ['true', 'false'], fallback ? 'true' : 'false') === 'true';
        },
        value(input, fallback, parse) {
            const text = given(env, input) ?? fallback;
            const parsed = parse(text);
            if ('value' in parsed)
                return parsed.value;
            wrong(`Input ${input}: ${(0,quote/* quote */.h)(parsed.shown ?? text)} ${parsed.wrong}`);
            const standIn = parse(fallback);
            if ('value' in standIn)
                return standIn.value;
            throw new TypeError(`the default of ${input} is not sound`);
        },
    };
}

;// CONCATENATED MODULE: ./build/inputs/credential.js

/** What an HTTP header can carry of a credential: RFC 6750's characters of a token. */
const TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;
/** The secrets among the inputs, to be masked before anything else is done. */
function secretsOf(env) {
    const { token, key } = parts(env);
    return [token, key].filter((secret) => secret !== undefined);
}
/** The e-mail address that goes with the older key; what is none would hide innocent text. */
function emailOf(env) {
    const { email } = parts(env);
    return email?.includes('@') ? [email] : [];
}
/** The credential, of which a token wins over the older pair of key and e-mail. */
function readCredential(env, event, wrong) {
    const { token, key, email } = parts(env);
    if (token !== undefined) {
        if (TOKEN.test(token))
            return { kind: 'token', token };
        wrong('Input api-token holds characters that no API token has (blanks, line breaks, quotes?): store the bare token as the secret');
        return undefined;
    }
    if (key !== undefined && email !== undefined) {
        if (TOKEN.test(key) && /^[\x21-\x7e]+@[\x21-\x7e]+$/.test(email))
            return { kind: 'key', key, email };
        wrong('Inputs api-key and api-email do not look like an API key and an e-mail address: store them bare, without quotes or line breaks');
        return undefined;
    }
    if (key !== undefined)
        wrong('Input api-key is given without api-email (or CLOUDFLARE_EMAIL): give both, or better an api-token');
    else if (email !== undefined && given(env, 'api-email') !== undefined)
        wrong('Input api-email is given without api-key (or CLOUDFLARE_API_KEY): give both, or better an api-token');
    else
        wrong(missing(event));
    return undefined;
}
function parts(env) {
    const pick = (input, variable) => given(env, input) ?? (env[variable]?.trim() || undefined);
    return {
        // What people copy with it is no part of the secret.
        token: pick('api-token', 'CLOUDFLARE_API_TOKEN')?.replace(/^Bearer\s+/i, ''),
        key: pick('api-key', 'CLOUDFLARE_API_KEY'),
        email: pick('api-email', 'CLOUDFLARE_EMAIL'),
    };
}
function missing({ actor, pullRequest }) {
    const bot = 'dependabot[bot]';
    const skip = (condition) => `Skip the step for such runs with: if: ${condition}. Nothing was registered`;
    if (actor === bot || pullRequest?.author === bot)
        return `No API token is given: runs started by Dependabot do not get the repository's secrets. ${skip("github.actor != 'dependabot[bot]'")}`;
    if (pullRequest?.fork)
        return `No API token is given: runs of a pull request from a fork get no secrets. ${skip('github.event.pull_request.head.repo.full_name == github.repository')}`;
    return 'No API token is given: set the input api-token (or CLOUDFLARE_API_TOKEN). If it is set from a secret, the name of the secret may be misspelled, or the secret may live in an environment that the job does not name (jobs.<job>.environment)';
}

;// CONCATENATED MODULE: ./build/inputs/source.js

function readSource(env, aim, wrong) {
    const ip = given(env, 'ip');
    // Not trimmed: lines and columns are told of the text as it was written.
    const text = given(env, 'mappings') && env.INPUT_MAPPINGS;
    const path = given(env, 'mappings-file');
    if (aim === 'take-back' || aim === 'clean-up') {
        const named = text ? { kind: 'inline', text } : path && { kind: 'file', path };
        return { kind: 'record', ...(named ? { named } : {}) };
    }
    const vendor = given(env, 'vendor');
    const region = given(env, 'region');
    const names = [ip && 'ip', text && 'mappings', path && 'mappings-file'].filter(Boolean);
    if (names.length > 1) {
        wrong(`${names.join(' and ')} are given together: give exactly one of ip (with vendor and region), mappings and mappings-file`);
        return undefined;
    }
    if (ip === undefined && (vendor ?? region) !== undefined)
        wrong(`${[vendor && 'vendor', region && 'region'].filter(Boolean).join(' and ')} given without ip: they belong to ip; a list names them itself, for each entry or once under "defaults"`);
    if (ip !== undefined)
        return {
            kind: 'entry',
            ip,
            ...(vendor === undefined ? {} : { vendor }),
            ...(region === undefined ? {} : { region }),
        };
    if (text)
        return { kind: 'inline', text };
    if (path !== undefined)
        return { kind: 'file', path };
    wrong('No mappings are given: give exactly one of ip (with vendor and region), mappings and mappings-file. An input that is set from an empty output or variable counts as not given');
    return undefined;
}

// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __nccwpck_require__(3136);
// EXTERNAL MODULE: external "node:diagnostics_channel"
var external_node_diagnostics_channel_ = __nccwpck_require__(3053);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __nccwpck_require__(7075);
;// CONCATENATED MODULE: ./build/zone/direct.js


/** Told whenever all requests that were begun have a connection and are written to it, or have failed. */
const WRITTEN = 'origin-cloud-regions:request-written';
/**
 * Sends requests without a proxy, over connections that are kept. By Node's own client and not by the global `fetch`, which
 * takes longer to load than all that this action does before its first request.
 */
function openDirect({ protocol }) {
    const secure = protocol === 'https:';
    let wire;
    const unwritten = new Set();
    return async (url, { method, headers, body, signal }) => {
        wire ??= openWire(secure);
        const { request, agent } = await wire;
        const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
        const message = await new Promise((answered, failed) => {
            const options = { method, agent, signal, headers: { ...headers, ...length, 'accept-encoding': 'gzip' } };
            const sent = request(url, options, answered);
            unwritten.add(sent);
            const written = () => {
                if (unwritten.delete(sent) && unwritten.size === 0)
                    (0,external_node_diagnostics_channel_.channel)(WRITTEN).publish(undefined);
            };
            sent.on('error', (error) => {
                written();
                failed(error);
            });
            sent.on('socket', (socket) => {
                if (socket.connecting)
                    socket.once(secure ? 'secureConnect' : 'connect', written);
                else
                    written();
            });
            sent.end(body);
        });
        return {
            status: Number(message.statusCode),
            headers: { get: (name) => message.headers[name]?.toString() ?? null },
            body: await unpacked(message),
        };
    };
}
/** The agent of its own knows no proxy, whatever NODE_USE_ENV_PROXY says. */
async function openWire(secure) {
    const { Agent, request } = await (secure ? Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 4708, 19)) : Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 7067, 19)));
    return { request, agent: new Agent({ keepAlive: true }) };
}
async function unpacked(message) {
    if (message.headers['content-encoding'] !== 'gzip')
        return message;
    const { createGunzip } = await Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 8522, 19));
    // What goes wrong on the way is thrown to the reader of what comes out.
    return (0,external_node_stream_.pipeline)(message, createGunzip(), () => undefined);
}

;// CONCATENATED MODULE: ./build/zone/transport.js




/**
 * The way to a server: `direct`, or through a proxy where HTTPS_PROXY, HTTP_PROXY and NO_PROXY (in either letter
 * case) say so. Node's own `fetch` reads those only from 24.14 on, so the proxy comes from undici, loaded only then.
 */
async function openTransport(base, env, direct) {
    const setting = proxyFor(base, env);
    if (setting === undefined)
        return { fetch: direct };
    const { name, value } = setting;
    const proxy = URL.parse(value.includes('://') ? value : `http://${value}`);
    if (proxy === null || !/^https?:$/.test(proxy.protocol) || proxy.hostname === '')
        throw new Failure('unanswered', `The proxy in ${name}, ${(0,quote/* quote */.h)(withoutPassword(value))}, is not a URL of the form http://host:port; mend it, or name the API's host in NO_PROXY`);
    const { ProxyAgent, fetch: proxiedFetch } = await __nccwpck_require__.e(/* import() */ 752).then(__nccwpck_require__.t.bind(__nccwpck_require__, 6752, 19));
    let dispatcher;
    try {
        dispatcher = new ProxyAgent({ uri: proxy.href });
    }
    catch (error) {
        throw new Failure('unanswered', `The proxy in ${name}, ${proxy.protocol}//${proxy.host}, cannot be used: write it as http://user:password@host:port without a path, and special characters in the password percent-encoded`, [], error);
    }
    return {
        proxy: `${proxy.protocol}//${proxy.host}`,
        fetch: (url, init) => proxiedFetch(url, { ...init, dispatcher }),
    };
}
/** Resolves when the next HTTP request of this process has been written: what takes time can be done while it is answered. */
function requestWritten() {
    return new Promise((resolve) => {
        const channels = [WRITTEN, 'undici:client:sendHeaders'];
        const written = () => {
            for (const channel of channels)
                (0,external_node_diagnostics_channel_.unsubscribe)(channel, written);
            resolve();
        };
        for (const channel of channels)
            (0,external_node_diagnostics_channel_.subscribe)(channel, written);
    });
}
/** What can be shown of a proxy that is no URL: its scheme, host and port. Whatever else stands there may be a password. */
function withoutPassword(proxy) {
    const [, scheme = '', rest = ''] = /^([a-z][\w+.-]*:\/\/)?(?:.*@)?(.*)$/is.exec(proxy) ?? [];
    const [host = ''] = /^[^:/?#\s]*(?::\d+(?=[/?#]|$))?/.exec(rest) ?? [];
    const shown = `${scheme}${host}`;
    return shown === proxy || (host !== '' && host === rest) ? shown : `${shown}…`;
}
function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
function proxyFor(base, env) {
    if (isLoopback(base.hostname))
        return undefined;
    const pick = (upper) => {
        for (const name of [upper.toLowerCase(), upper]) {
            const value = env[name]?.trim();
            if (value)
                return { name, value };
        }
        return undefined;
    };
    const excepted = (pick('NO_PROXY')?.value ?? '').toLowerCase().split(/[\s,]+/);
    const host = base.hostname.toLowerCase();
    const port = base.port || (base.protocol === 'https:' ? '443' : '80');
    for (const entry of excepted) {
        if (entry === '*')
            return undefined;
        const name = entry.replace(/^\*?\.?/, '').replace(new RegExp(`:${port}$`), '');
        if (name !== '' && (host === name || host.endsWith(`.${name}`)))
            return undefined;
    }
    return base.protocol === 'https:' ? pick('HTTPS_PROXY') : pick('HTTP_PROXY');
}

;// CONCATENATED MODULE: ./build/inputs/values.js


/** A zone ID, or a domain name in its ASCII form. */
function parseZone(text) {
    const lower = text.trim().toLowerCase();
    if (/^[0-9a-f]{32}$/.test(lower))
        return { value: { kind: 'id', id: lower } };
    const name = (0,external_node_url_.domainToASCII)(lower.replace(/\.$/, ''));
    if (/^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/.test(name))
        return { value: { kind: 'name', name } };
    return {
        wrong: 'is no zone: give the zone ID (32 hex digits, on the overview page of the zone) or the domain name, such as example.com',
    };
}
/** `30%` of the zone's mappings, or `25` mappings. */
function parseBrake(text) {
    const [, digits, share] = /^(\d{1,9}(?:\.\d{1,6})?)\s*(%?)$/.exec(text) ?? [];
    const number = Number(digits);
    if (share === '%' && number <= 100)
        return { value: { kind: 'share', percent: number } };
    if (share === '' && Number.isInteger(number))
        return { value: { kind: 'number', most: number } };
    return { wrong: 'is neither a share from 0% to 100% nor a whole number, such as 30% or 25' };
}
/** The API's endpoint. The credential is sent there, so it must be encrypted, or never leave the machine. */
function parseApiBase(text) {
    const url = URL.parse(text);
    // A password stands before the last "@", in whatever is meant to be a URL.
    const shown = text.replace(/^.*@/s, '…@');
    if (url === null)
        return { wrong: 'is not a URL, such as https://api.cloudflare.com/client/v4', shown };
    const wrong = apiBaseFault(url);
    return wrong === undefined ? { value: url } : { wrong, shown };
}
function apiBaseFault({ username, password, search, hash, protocol, hostname }) {
    if (username !== '' || password !== '')
        return 'holds a user name or password; give it without';
    if (search !== '' || hash !== '')
        return 'has a query or a fragment; end it with the path';
    if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)))
        return undefined;
    return 'is not https; the credential would travel in the clear (http is allowed to loopback addresses only)';
}
/** Seconds, given in milliseconds. A day is far beyond what any job may take. */
function parseBudget(text) {
    const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (seconds >= 1 && seconds <= 86_400)
        return { value: seconds * 1000 };
    return { wrong: 'is no number of seconds from 1 to 86400' };
}

;// CONCATENATED MODULE: ./build/inputs/inputs.js





function readInputs(env, event) {
    const problems = [];
    const wrong = (message) => {
        problems.push({ message });
    };
    const reader = openReader(env, wrong);
    const mode = reader.choice('mode', ['apply', 'plan', 'check'], 'apply');
    const comment = reader.flag('comment', false);
    const redact = reader.choice('redact-ips', ['auto', 'true', 'false'], 'auto');
    const telling = {
        mode,
        summary: reader.flag('summary', true),
        hide: redact === 'auto' ? event.visibility !== 'hidden' : redact === 'true',
    };
    const before = problems.length;
    const state = reader.choice('state', ['present', 'absent', 'auto'], 'present');
    const stateIsSound = problems.length === before;
    const aim = aimOf(state, comment, event);
    const source = readSource(env, aim, wrong);
    const credential = readCredential(env, event, wrong);
    const zone = readZone(env, source, wrong);
    const githubToken = given(env, 'github-token');
    const rest = {
        aim,
        mode,
        comment,
        prune: readPrune(env, reader.choice('prune', ['none', 'removed', 'all'], 'none'), aim, source, wrong),
        policy: {
            onConflict: reader.choice('on-conflict', ['overwrite', 'skip', 'fail'], 'overwrite'),
            brake: reader.value('max-removals', '30%', parseBrake),
        },
        apiVersion: reader.choice('api-version', ['auto', 'v1', 'v2'], 'auto'),
        apiBase: reader.value('api-base-url', 'https://api.cloudflare.com/client/v4', parseApiBase),
        budget: reader.value('timeout-seconds', '300', parseBudget),
        ...(githubToken === undefined ? {} : { githubToken }),
    };
    if (problems.length === 0 && source !== undefined && credential !== undefined && zone !== 'wrong')
        return { telling, inputs: { ...rest, source, credential, ...(zone === undefined ? {} : { zone }) } };
    if (source === undefined)
        return { telling, problems };
    // With a state that is not sound, nobody knows whether vendor and region are missing.
    return {
        telling,
        problems,
        asked: { aim: stateIsSound ? aim : 'absent', source, ...(zone === undefined ? {} : { zone }) },
    };
}
function aimOf(state, comment, { name, pullRequest }) {
    if (state !== 'auto')
        return state;
    if (pullRequest?.closing)
        return comment ? 'take-back' : 'absent';
    return comment && name === 'schedule' ? 'clean-up' : 'present';
}
function readZone(env, source, wrong) {
    const text = given(env, 'zone') ?? env.CLOUDFLARE_ZONE_ID?.trim();
    if (text) {
        const parsed = parseZone(text);
        if ('value' in parsed)
            return parsed.value;
        wrong(`Input zone: ${(0,quote/* quote */.h)(text)} ${parsed.wrong}`);
    }
    else if (source?.kind === 'file' || source?.kind === 'inline' || (source?.kind === 'record' && source.named))
        return undefined;
    else
        wrong(`No zone is given: ${ZONE_REMEDY}`);
    return 'wrong';
}
const ZONE_REMEDY = 'set the input zone (or CLOUDFLARE_ZONE_ID) to the zone ID, 32 hex digits, or to the domain name';
function readPrune(env, prune, aim, source, wrong) {
    const base = given(env, 'prune-base');
    if (prune === 'none' || aim === 'take-back' || aim === 'clean-up')
        return { kind: 'none' };
    if (aim === 'absent')
        wrong(`prune: ${prune} does not go with state: absent: pruning needs a list of what shall exist`);
    else if (prune === 'removed' && source !== undefined && source.kind !== 'file')
        wrong('prune: removed needs a mappings-file: it compares the file with its earlier version in git');
    else if (prune === 'all' && source?.kind === 'entry')
        wrong('prune: all needs a list that can be the whole truth: give mappings-file or mappings, not ip');
    if (prune === 'all')
        return { kind: 'all' };
    return { kind: 'removed', ...(base === undefined ? {} : { base }) };
}

;// CONCATENATED MODULE: ./build/ledger.js



function openLedger() {
    const problems = [];
    return {
        problems,
        warnings: [],
        notices: [],
        wanted: [],
        outcomes: undefined,
        zoneId: undefined,
        apiVersion: undefined,
        list: undefined,
        regions: undefined,
        changed: false,
        stopped(error) {
            problems.push(problemOf(error));
        },
        result(mode, requests, duration) {
            const { zoneId, apiVersion, list, regions } = this;
            return {
                mode,
                problems,
                warnings: this.warnings,
                notices: this.notices,
                outcomes: (0,domain_address/* inAddressOrder */.kO)(this.outcomes ?? notAttempted(this.wanted, problems)),
                changed: this.changed,
                requests,
                duration,
                ...(zoneId === undefined ? {} : { zoneId }),
                ...(apiVersion === undefined ? {} : { apiVersion }),
                ...(list === undefined ? {} : { list: (0,mapping/* sorted */.IP)(list) }),
                ...(regions === undefined ? {} : { regions }),
            };
        },
    };
}
/**
 * The problems of failed entries: one each, at its place in the file where the file is at fault; those that share one
 * cause that is none of theirs are told together.
 */
function entryProblems(outcomes, wanted) {
    const places = new Map(wanted.map(({ ip, places: at }) => [ip, at]));
    const shared = new Map();
    const problems = [];
    for (const outcome of outcomes) {
        if (outcome.outcome !== 'failed')
            continue;
        const { ip, message, code } = outcome;
        const at = places.get(ip);
        const place = at?.region ?? at?.ip;
        const alike = shared.get(message);
        if (alike !== undefined)
            alike.push(ip);
        else {
            const ips = [ip];
            shared.set(message, ips);
            problems.push({
                get message() {
                    return `${ips.length === 1 ? ip : `${ips.length} entries, ${ip} first`}: ${message}`;
                },
                ...(code === undefined ? {} : { code }),
                ...(place === undefined ? {} : { place }),
            });
        }
    }
    return problems;
}
function notAttempted(wanted, problems) {
    const cause = problems[0]?.message ?? 'the run ended before';
    return wanted.map(({ ip, target }) => ({
        ip,
        ...(target === undefined ? {} : { target }),
        outcome: 'failed',
        message: `was not attempted: ${cause}`,
    }));
}
function problemOf(error) {
    if (error instanceof Failure)
        return { message: error.message, ...(error.code === undefined ? {} : { code: error.code }) };
    return {
        message: `An unexpected error, which is a fault of this action: ${error instanceof Error ? error.message : String(error)}. Please report it; a run with debug logging shows where it happened`,
    };
}

;// CONCATENATED MODULE: ./build/log.js
/** @param debugging whether debug lines are wanted at all: the runner would hide them, other readers of the log would not */
function openLog(debugging) {
    let waiting = [];
    let deliver = (entry) => waiting?.push(entry);
    let open = false;
    const close = () => {
        if (open)
            deliver((runner) => runner.endGroup());
        open = false;
    };
    return {
        close,
        group(title, lines = []) {
            close();
            open = true;
            deliver((runner) => runner.group(title));
            for (const text of lines)
                this.line(text);
        },
        line: (text) => deliver((runner) => runner.line(text)),
        debug(text) {
            if (debugging)
                deliver((runner) => runner.debug(text));
        },
        attach(runner) {
            for (const entry of waiting ?? [])
                entry(runner);
            waiting = undefined;
            deliver = (entry) => entry(runner);
        },
    };
}

// EXTERNAL MODULE: ./build/preview/preview.js
var preview = __nccwpck_require__(1235);
;// CONCATENATED MODULE: external "node:v8"
const external_node_v8_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:v8");
;// CONCATENATED MODULE: ./build/wanted/members.js

/**
 * The members of a map by key, in its known spelling. A key that is not known, or that comes twice, is a finding at
 * the key; of two, the first counts.
 */
function membersOf(map, name, keys, findings) {
    const members = new Map();
    for (const member of map.members) {
        const key = keys.spellings?.get(member.key) ?? member.key;
        if (!keys.known.includes(key)) {
            if (!keys.ignored?.includes(key))
                findings.push(unknownKey(member, name, keys.known));
            continue;
        }
        const first = members.get(key);
        if (first === undefined)
            members.set(key, member);
        else
            findings.push(secondKey(member, first, name));
    }
    return members;
}
function unknownKey({ key, keySpan }, name, known) {
    return {
        message: `${name}: the key ${(0,quote/* quote */.h)(key)} is not known; the keys are ${known.join(', ')}`,
        span: keySpan,
        typed: { word: key, among: known },
    };
}
function secondKey({ key, keySpan }, first, name) {
    const again = key === first.key ? 'is there twice' : `says the same as ${(0,quote/* quote */.h)(first.key)}, which is there too`;
    return { message: `${name}: the key ${(0,quote/* quote */.h)(key)} ${again}; keep one of them`, span: keySpan };
}

;// CONCATENATED MODULE: ./build/wanted/target.js


/** Unknown vendor or region. Source: Cloudflare's API reference. */
const UNKNOWN_VENDOR = 1157;
/** How vendors are called elsewhere, by the first word. */
const OTHER_NAMES = new Map([
    ['amazon', 'aws'],
    ['google', 'gcp'],
    ['microsoft', 'azure'],
    ['oracle', 'oci'],
]);
const LONGEST_REGION = 100;
/** The vendor that a text names, in any letter case. */
function vendorNamed(text) {
    const name = text.trim().toLowerCase();
    const vendor = mapping/* VENDORS */.cL.find((known) => known === name);
    if (vendor !== undefined)
        return vendor;
    if (name === '')
        return { fault: 'is empty', remedy: `give one of ${mapping/* VENDORS */.cL.join(', ')}` };
    const unknown = { fault: `${(0,quote/* quote */.h)(text)} is not known`, code: UNKNOWN_VENDOR };
    const meant = OTHER_NAMES.get(/^[a-z]*/.exec(name)?.[0] ?? '');
    if (meant !== undefined)
        return { ...unknown, remedy: `Cloudflare's name for it is ${meant}` };
    return { ...unknown, remedy: `use one of ${mapping/* VENDORS */.cL.join(', ')}`, typed: { word: name, among: mapping/* VENDORS */.cL } };
}
/** The region that a text names. Whether the vendor has it, only the API knows. */
function regionNamed(text) {
    const name = text.trim();
    const remedy = 'give the name that Cloudflare lists for the vendor, such as us-east-1';
    if (name === '')
        return { fault: 'is empty', remedy };
    if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name))
        return { fault: `${(0,quote/* quote */.h)(text)} holds an invisible character`, remedy };
    if (name.length > LONGEST_REGION)
        return { fault: `${(0,quote/* quote */.h)(text)} has more than ${LONGEST_REGION} characters`, remedy };
    return name;
}

;// CONCATENATED MODULE: ./build/wanted/tree.js

/** The most values of a text. A list of 3,500 mappings has 17,500 at most; one of many more takes memory that runners lack. */
const MOST_VALUES = 50_000;
const TOO_MANY = 'this is too much for a list of mappings: a zone holds at most 3,500; split the list or mend it';
/** The most levels of lists and maps. The deepest list that can be fed back, an answer of the API, has four. */
const DEEPEST = 20;
const TOO_DEEP = `this is nested too deeply (over ${DEEPEST} levels) for a list of mappings; mend the brackets or indentation`;
/** Words for what stands at a place, such as `the number "5"` or `a list`. */
function described(tree) {
    switch (tree.kind) {
        case 'text':
            return `the text ${(0,quote/* quote */.h)(tree.text)}`;
        case 'list':
            return 'a list';
        case 'map':
            return 'a map of keys and values';
        case 'other':
            return tree.type === 'null' ? 'null' : `the ${tree.type} ${(0,quote/* quote */.h)(tree.written)}`;
        default:
            return 'empty';
    }
}

;// CONCATENATED MODULE: ./build/wanted/entry.js




/** Keys of an entry: the API's own spellings count as `ip`, and it writes `modified_on`. */
const ENTRY_KEYS = {
    known: ['ip', 'vendor', 'region'],
    spellings: new Map([
        ['origin-ip', 'ip'],
        ['origin_ip', 'ip'],
    ]),
    ignored: ['modified_on'],
};
/** One entry of a list, every problem of it reported. The addresses are not judged yet. */
function entry_entryOf(tree, name, defaults, rule, findings) {
    if (tree.kind !== 'map') {
        if (tree.kind !== 'unknown')
            findings.push({
                message: `${name} is ${described(tree)}, not a mapping; write it with the keys ip, vendor and region`,
                span: tree.span,
            });
        return { addresses: [], sound: false };
    }
    const unknown = [];
    const members = membersOf(tree, name, ENTRY_KEYS, unknown);
    findings.push(...unknown);
    // A key that is misspelt is told at the key: that it is missing says no more.
    const misspelt = unknown.flatMap(({ typed }) => (typed && didYouMean(typed.word, typed.among)) ?? []);
    const ip = entry_given(members.get('ip'));
    const { vendor, region } = { ...defaults, ...partsOf(members, name, findings) };
    const missing = rule === 'required' ? { ip, vendor, region } : { ip };
    const absent = Object.entries(missing).flatMap(([key, part]) => part === undefined && !misspelt.includes(key) ? [key] : []);
    if (absent.length > 0)
        findings.push({
            message: `${name} has no ${absent.join(' and no ')}; add ${absent.length > 1 ? 'them' : 'it'}`,
            span: tree.span,
        });
    const addresses = ip ? addressesOf(ip, tree.span, name, findings) : [];
    if (vendor === 'unknown' || region === 'unknown')
        return { addresses, sound: false };
    if (vendor && region)
        return { addresses, target: { vendor, region }, sound: true };
    if (rule === 'optional' && (vendor || region) && misspelt.length === 0) {
        const [one, other] = vendor ? ['vendor', 'region'] : ['region', 'vendor'];
        findings.push({
            message: `${name} has a ${one} but no ${other}; give both, or neither to mean the address wherever it is mapped`,
            span: tree.span,
        });
        return { addresses, sound: false };
    }
    return { addresses, sound: rule === 'optional' && misspelt.length === 0 };
}
/** Vendor and region as an entry or `defaults` gives them. */
function partsOf(members, name, findings) {
    const vendor = partOf('vendor', entry_given(members.get('vendor')), vendorNamed, name, findings);
    const region = partOf('region', entry_given(members.get('region')), regionNamed, name, findings);
    return { ...(vendor && { vendor }), ...(region && { region }) };
}
function partOf(key, tree, named, name, findings) {
    if (tree === undefined)
        return undefined;
    if (tree.kind !== 'text') {
        if (tree.kind !== 'unknown')
            findings.push(notText(tree, key, name));
        return 'unknown';
    }
    const value = named(tree.text);
    if (typeof value === 'string')
        return { value, span: tree.span };
    const { fault, remedy, ...more } = value;
    findings.push({ message: `${name}: ${key} ${fault}; ${remedy}`, span: tree.span, ...more });
    return 'unknown';
}
function addressesOf(ip, entry, name, findings) {
    if (ip.kind === 'list' && ip.items.length === 0)
        findings.push({ message: `${name}: ip is an empty list; give at least one address`, span: ip.span });
    return (ip.kind === 'list' ? ip.items : [ip]).flatMap((item) => {
        if (item.kind === 'text')
            return [{ text: item.text.trim(), span: within(entry, item.span) }];
        if (item.kind !== 'unknown')
            findings.push(notText(item, 'ip', name));
        return [];
    });
}
function notText(tree, key, name) {
    const quotes = tree.kind === 'other' && tree.type !== 'null';
    const remedy = quotes ? 'put it in quotes' : `give ${key === 'ip' ? 'an address' : 'a name'} as text`;
    return { message: `${name}: ${key} is ${described(tree)}, not text; ${remedy}`, span: tree.span };
}
/** A key without a value is as good as no key. */
function entry_given(member) {
    return member?.value.kind === 'nothing' ? undefined : member?.value;
}
/** An address that comes from elsewhere by a YAML alias is placed at the entry that uses it. */
function within(entry, span) {
    return span.start >= entry.start && span.end <= entry.end ? span : entry;
}

;// CONCATENATED MODULE: ./build/wanted/entries.js





/** Judges every entry of a list, and gathers them to one wanted mapping an address. */
function entriesOf(shape, rule, placeOf) {
    const wanted = new Map();
    const problems = [];
    const notices = [];
    const known = { known: ['vendor', 'region'] };
    const defaults = shape.defaults
        ? partsOf(membersOf(shape.defaults, 'defaults', known, problems), 'defaults', problems)
        : {};
    for (const [index, tree] of shape.entries.entries()) {
        const name = shape.nameOf(index, tree);
        const entry = entry_entryOf(tree, name, defaults, rule, problems);
        for (const { text, span } of entry.addresses) {
            const ip = (0,domain_address/* originAddress */.Jg)(text);
            if ((0,domain_address/* isFault */.Zh)(ip))
                problems.push({ message: `${name}: ip ${(0,quote/* quote */.h)(text)} ${ip.fault}; ${ip.remedy}`, span });
            else if (entry.sound)
                add({ ip, ...placed(entry, span) }, name, span);
        }
    }
    return { wanted: [...wanted.values()], problems, notices };
    function placed({ target }, span) {
        const ip = placeOf(span);
        if (target === undefined)
            return { places: { ip } };
        const { vendor, region } = target;
        const places = { ip, vendor: placeOf(vendor.span), region: placeOf(region.span) };
        return { target: { vendor: vendor.value, region: region.value }, places };
    }
    function add(listing, name, span) {
        const first = wanted.get(listing.ip);
        if (first === undefined) {
            wanted.set(listing.ip, listing);
            return;
        }
        const there = `line ${first.places?.ip.line}`;
        const here = `line ${listing.places?.ip.line}`;
        if (agree(first.target, listing.target))
            notices.push({
                message: `${name}: ${listing.ip} is listed twice with the same target, in ${there} and in ${here}; it counts once`,
                span,
            });
        else
            problems.push({
                message: `${name}: ${listing.ip} has the target ${worded(listing.target)} here in ${here}, but ${worded(first.target)} in ${there}; keep one of them`,
                span,
            });
    }
}
function agree(a, b) {
    return a && b ? (0,mapping/* sameTarget */.cS)(a, b) : a === b;
}
function worded(target) {
    return target ? (0,quote/* quote */.h)(`${target.vendor} ${target.region}`) : 'none';
}

;// CONCATENATED MODULE: ./build/wanted/finding.js

/** A longer word is no mistyped one, and costs time to compare. */
const LONGEST_WORD = 40;
/** More than these are counted, not listed: nobody reads them, and a wrong file can hold a hundred thousand. */
const MOST = 200;
/** Findings as problems or notices in the order of the text, at most 200 and one more that counts the rest. */
function settled(findings, placeOf) {
    const inOrder = findings.toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
    const listed = inOrder.slice(0, MOST);
    const unlisted = inOrder[MOST];
    if (unlisted !== undefined)
        listed.push({
            message: `${findings.length - MOST} more like these, from here on, are not listed`,
            ...(unlisted.span && { span: unlisted.span }),
        });
    return listed.map(({ message, span, code, typed }) => ({
        message: typed ? message + suggestion(typed.word, typed.among) : message,
        ...(span && placeOf && { place: placeOf(span) }),
        ...(code !== undefined && { code }),
    }));
}
function suggestion(word, among) {
    const meant = word.length > LONGEST_WORD ? undefined : didYouMean(word, among);
    return meant === undefined ? '' : `; did you mean "${meant}"?`;
}

;// CONCATENATED MODULE: ./build/wanted/format.js
/** The format of a list: what the file's extension says, else what its first line looks like. */
function formatOf(text, file) {
    const extension = /\.(ya?ml|json|csv)$/i.exec(file ?? '')?.[1]?.toLowerCase();
    if (extension !== undefined)
        return extension === 'json' || extension === 'csv' ? extension : 'yaml';
    const [line] = /^(?![^\S\r\n]*(?:#|$)).+$/m.exec(text) ?? [''];
    if (/^\s*[[{]/.test(line))
        return 'flow';
    return looksLikeCsv(line) ? 'csv' : 'yaml';
}
/** A header has no key with a colon and no dash before it; without a comma it is the one column `ip`. */
function looksLikeCsv(line) {
    if (/^\s*(?:-(?:\s|$)|---|%)|:(?:\s|$)/.test(line))
        return false;
    return line.includes(',') || /^\s*"?(?:ip|origin[-_]ip)"?\s*$/.test(line);
}

;// CONCATENATED MODULE: ./build/wanted/json.js


const BLANKS = /[ \t\r\n]*/y;
/** Everything but control characters, the quote and the backslash. */
const PLAIN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;
const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const WORD = /[\p{L}\p{N}_.-]{1,40}|./suy;
/**
 * Reads JSON as `JSON.parse` takes it, with the place of each value. (JSON.parse tells no places, and the YAML
 * library takes seconds for what the size of a file allows.) The first mistake ends it.
 */
function readJson(text) {
    return new Scanner(text).read();
}
/** Every method reads what its name says from the current offset on; undefined after a mistake. */
class Scanner {
    #text;
    #findings = [];
    #at = 0;
    #values = 0;
    constructor(text) {
        this.#text = text;
    }
    read() {
        const tree = this.#value(0);
        this.#skip(BLANKS);
        if (tree && this.#at < this.#text.length)
            this.#unexpected('nothing more');
        return { findings: this.#findings, ...(tree && this.#findings.length === 0 && { tree }) };
    }
    #value(depth) {
        this.#skip(BLANKS);
        this.#values += 1;
        if (depth > DEEPEST)
            return this.#refuse(TOO_DEEP);
        if (this.#values > MOST_VALUES)
            return this.#refuse(TOO_MANY);
        switch (this.#text[this.#at]) {
            case '[':
                return this.#list(depth);
            case '{':
                return this.#map(depth);
            case '"':
                return this.#textValue();
            default:
                return this.#literal();
        }
    }
    #list(depth) {
        const start = this.#at;
        const items = [];
        for (let more = !this.#opensEmpty(']'); more; more = this.#continues(']')) {
            const item = this.#value(depth + 1);
            if (item === undefined)
                return undefined;
            items.push(item);
        }
        return { kind: 'list', items, span: { start, end: this.#at } };
    }
    #map(depth) {
        const start = this.#at;
        const members = [];
        for (let more = !this.#opensEmpty('}'); more; more = this.#continues('}')) {
            const member = this.#member(depth);
            if (member === undefined)
                return undefined;
            members.push(member);
        }
        return { kind: 'map', members, span: { start, end: this.#at } };
    }
    #member(depth) {
        this.#skip(BLANKS);
        const start = this.#at;
        if (this.#text[start] !== '"')
            return this.#unexpected('a key in double quotes');
        const key = this.#string();
        if (key === undefined)
            return undefined;
        const keySpan = { start, end: this.#at };
        this.#skip(BLANKS);
        if (this.#text[this.#at] !== ':')
            return this.#unexpected('a colon after the key');
        this.#at += 1;
        const value = this.#value(depth + 1);
        return value && { key, keySpan, value };
    }
    #textValue() {
        const start = this.#at;
        const text = this.#string();
        return text === undefined ? undefined : { kind: 'text', text, span: { start, end: this.#at } };
    }
    #string() {
        const start = this.#at;
        this.#at += 1;
        do
            this.#skip(PLAIN);
        while (this.#skip(ESCAPE));
        const next = this.#text[this.#at];
        if (next === '"') {
            this.#at += 1;
            return JSON.parse(this.#text.slice(start, this.#at));
        }
        if (next === '\\')
            return this.#fail('the backslash starts no escape that JSON knows; write two for one backslash');
        this.#at = start;
        return this.#fail('the quote is not closed on its line; add the closing quote, and write a line break as \\n');
    }
    #literal() {
        const start = this.#at;
        if (!this.#skip(LITERAL))
            return this.#unexpected('a value');
        const written = this.#text.slice(start, this.#at);
        const type = written === 'null' ? 'null' : /^[tf]/.test(written) ? 'boolean' : 'number';
        return { kind: 'other', type, written, span: { start, end: this.#at } };
    }
    /** Steps over the opening bracket; true if the closing one follows, which is stepped over too. */
    #opensEmpty(close) {
        this.#at += 1;
        this.#skip(BLANKS);
        if (this.#text[this.#at] !== close)
            return false;
        this.#at += 1;
        return true;
    }
    /** Steps over what follows an item: true after a comma; false after the closing bracket, or a mistake. */
    #continues(close) {
        this.#skip(BLANKS);
        const next = this.#text[this.#at];
        if (next === ',' || next === close)
            this.#at += 1;
        else
            this.#unexpected(`"," or "${close}"`);
        return next === ',';
    }
    /** Steps over what a pattern finds here; false where it finds nothing. */
    #skip(pattern) {
        pattern.lastIndex = this.#at;
        const found = pattern.test(this.#text);
        if (found)
            this.#at = pattern.lastIndex;
        return found;
    }
    #unexpected(wanted) {
        WORD.lastIndex = this.#at;
        const [piece = ''] = WORD.exec(this.#text) ?? [];
        if (piece === '')
            return this.#fail('the text ends too early; a closing bracket or quote is missing');
        const before = this.#text.slice(0, this.#at).trimEnd();
        if (/[\]}]/.test(piece) && before.endsWith(','))
            return this.#fail(`a comma stands before the closing ${(0,quote/* quote */.h)(piece)}; take the comma away`, piece.length);
        return this.#fail(`${(0,quote/* quote */.h)(piece)} is not expected here; JSON wants ${wanted}`, piece.length);
    }
    #fail(fault, length = 0) {
        this.#refuse(`this is not valid JSON: ${fault}`, length);
    }
    /** Only the first mistake is told: what is read after it is read out of step. */
    #refuse(message, length = 0) {
        const span = { start: this.#at, end: this.#at + length };
        if (this.#findings.length === 0)
            this.#findings.push({ message, span });
    }
}

;// CONCATENATED MODULE: ./build/wanted/placing.js
const LF = 10;
const CR = 13;
/**
 * Turns offsets into lines and columns, both from 1. Lines end in LF, CRLF or CR; columns count characters, a pair of
 * surrogates being one. The text is read only as far as it is asked for, and once.
 */
function placer(text, file) {
    const lineStarts = [0];
    const pairs = [];
    let read = 0;
    function readTo(offset) {
        for (; read < offset; read += 1) {
            const unit = text.charCodeAt(read);
            if (unit === LF || (unit === CR && text.charCodeAt(read + 1) !== LF))
                lineStarts.push(read + 1);
            else if (unit >= 0xdc00 && unit <= 0xdfff)
                pairs.push(read);
        }
    }
    return ({ start, end }) => {
        readTo(end);
        const line = countUpTo(lineStarts, start);
        const lineStart = lineStarts[line - 1];
        const column = (offset) => offset - lineStart - (countUpTo(pairs, offset - 1) - countUpTo(pairs, lineStart - 1)) + 1;
        const onOneLine = end > start && countUpTo(lineStarts, end) === line;
        return {
            ...(file !== undefined && { file }),
            line,
            column: column(start),
            ...(onOneLine && { endColumn: column(end) }),
        };
    };
}
/** How many of the ascending numbers are at most `limit`. */
function countUpTo(ascending, limit) {
    let low = 0;
    let high = ascending.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (ascending[middle] <= limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

;// CONCATENATED MODULE: ./build/wanted/shape.js


const ENVELOPE = ['success', 'errors', 'messages', 'result', 'result_info'];
const SETTING = ['id', 'editable', 'modified_on', 'value'];
const REMEDY = 'write a list of entries with ip, vendor and region, or a map with the key mappings that holds one';
/**
 * Finds the list: the root itself, under `mappings` (this action's file or its result file), or in an answer of the
 * API, whole or its `result` alone. `nameOf` names the entries of a root that is the list.
 */
function shapeOf(root, nameOf, findings) {
    if (root.kind === 'list')
        return listed(root, nameOf, root.span, findings);
    if (root.kind === 'nothing')
        return emptyList(root.span, findings);
    if (root.kind !== 'map') {
        findings.push({ message: `this is ${described(root)}, not a list of mappings; ${REMEDY}`, span: root.span });
        return undefined;
    }
    if (has(root, 'mappings'))
        return has(root, 'entries') ? resultFile(root, findings) : mappingsFile(root, findings);
    const result = root.members.find(({ key }) => key === 'result');
    if (result && has(root, 'success'))
        return answer(root, result, findings);
    if (has(root, 'id') && has(root, 'value'))
        return setting(root, '', findings);
    if (has(root, 'ip') || has(root, 'origin-ip') || has(root, 'origin_ip')) {
        findings.push({ message: `this is one entry, not a list of mappings; ${REMEDY}`, span: root.span });
        return undefined;
    }
    return mappingsFile(root, findings);
}
function mappingsFile(root, findings) {
    const before = findings.length;
    const members = membersOf(root, 'the list', { known: ['zone', 'defaults', 'mappings'] }, findings);
    const mappings = members.get('mappings');
    // An unknown key is likely the misspelt `mappings`: then its finding says it all.
    if (mappings === undefined && findings.length === before)
        emptyList(root.span, findings);
    const shape = under(mappings, 'mappings', findings);
    const zone = zoneOf(members.get('zone'), findings);
    const defaults = defaultsOf(members.get('defaults'), findings);
    return { entries: [], nameOf: String, ...shape, ...(zone && { zone }), ...(defaults && { defaults }) };
}
/** Whether the API's answer is a page of a longer list: taken for the whole, it would prune what is on the others. */
function isPartial(root, result) {
    const info = root.members.find(({ key }) => key === 'result_info')?.value;
    if (info?.kind !== 'map' || result.value.kind !== 'list')
        return false;
    const total = info.members.find(({ key }) => key === 'total_count')?.value;
    return total?.kind === 'other' && Number(total.written) > result.value.items.length;
}
/** The action's own result file: the zone's list is under `mappings`, everything else is a report. */
function resultFile(root, findings) {
    const own = { ...root, members: root.members.filter(({ key }) => key === 'mappings') };
    const mappings = membersOf(own, 'the result file', { known: ['mappings'] }, findings).get('mappings');
    return under(mappings, 'mappings', findings);
}
function answer(root, result, findings) {
    membersOf(root, "the API's answer", { known: ENVELOPE }, findings);
    if (isPartial(root, result)) {
        findings.push({
            message: 'this is one page of several of the API\'s answer, and the list is not whole; fetch every page (per_page=100), or take the output "mappings" or the result file of this action',
            span: result.value.span,
        });
        return undefined;
    }
    if (result.value.kind === 'map' && has(result.value, 'value'))
        return setting(result.value, 'result.', findings);
    return under(result, 'result', findings);
}
function setting(root, path, findings) {
    const value = membersOf(root, "the API's answer", { known: SETTING }, findings).get('value');
    return under(value, `${path}value`, findings);
}
function under(member, path, findings) {
    if (member === undefined)
        return undefined;
    const { key, keySpan, value } = member;
    if (value.kind === 'nothing')
        return emptyList(keySpan, findings);
    if (value.kind === 'list')
        return listed(value, (index) => `${path}[${index}]`, keySpan, findings);
    if (value.kind !== 'unknown')
        findings.push({
            message: `${path} is ${described(value)}, not a list; write the entries as a list under ${key}`,
            span: value.span,
        });
    return undefined;
}
function listed(list, nameOf, span, findings) {
    return list.items.length === 0 ? emptyList(span, findings) : { entries: list.items, nameOf };
}
function emptyList(span, findings) {
    findings.push({
        message: 'the list holds no mappings, and an empty list never means "delete everything"; list at least one mapping',
        span,
    });
}
function zoneOf(member, findings) {
    if (member === undefined || member.value.kind === 'unknown')
        return undefined;
    const { keySpan, value } = member;
    const zone = value.kind === 'text' ? value.text.trim() : '';
    if (zone !== '')
        return { value: zone, span: value.span };
    const what = value.kind === 'text' ? 'empty' : described(value);
    const remedy = 'give the zone ID or the domain name as text, in quotes if it is a number';
    findings.push({ message: `zone is ${what}; ${remedy}`, span: value.kind === 'nothing' ? keySpan : value.span });
    return undefined;
}
function defaultsOf(member, findings) {
    const value = member?.value;
    if (value === undefined || value.kind === 'unknown' || value.kind === 'nothing')
        return undefined;
    if (value.kind === 'map')
        return value;
    const message = `defaults is ${described(value)}; write it as a map that gives vendor, region or both`;
    findings.push({ message, span: value.span });
    return undefined;
}
function has(map, key) {
    return map.members.some((member) => member.key === key);
}

;// CONCATENATED MODULE: ./build/wanted/csv.js

/** No row of a list is that long; after an unclosed quote, all that follows is one row. */
const LONGEST_ROW = 100_000;
/** Reads comma-separated values (RFC 4180), with blanks around cells, empty lines and `#` comment lines allowed. */
async function readRows(text) {
    const { parse } = await __nccwpck_require__.e(/* import() */ 175).then(__nccwpck_require__.bind(__nccwpck_require__, 5175));
    const bytes = Buffer.from(text);
    const rows = [];
    let cells = [];
    let count = 0;
    let bytesRead = 0;
    let end = 0;
    try {
        parse(bytes, {
            trim: true,
            comment: '#',
            comment_no_infix: true,
            skip_empty_lines: true,
            relax_column_count: true,
            max_record_size: LONGEST_ROW,
            record_delimiter: ['\r\n', '\n', '\r'],
            cast(value, { bytes: cellEnd, quoting }) {
                count += 1;
                if (count > MOST_VALUES)
                    throw new RangeError(TOO_MANY);
                // The library counts bytes, and says only where a cell ends: at its comma or line end.
                end += bytes.toString('utf8', bytesRead, cellEnd).length;
                bytesRead = cellEnd;
                cells.push({ text: value.trim(), span: cellSpan(text, end, value, quoting) });
            },
            on_record() {
                if (cells.some((cell) => cell.text !== ''))
                    rows.push(cells);
                cells = [];
                return null;
            },
        });
        return { rows, findings: [] };
    }
    catch (error) {
        return { rows, findings: [syntaxFinding(error, text, end)] };
    }
}
/** A cell is as long as its value; in quotes, two characters longer, and one for each quote that it holds. */
function cellSpan(text, delimiter, value, quoted) {
    let end = delimiter;
    while (/[^\S\r\n]/.test(text.charAt(end - 1)))
        end -= 1;
    const length = quoted ? value.length + value.split('"').length + 1 : value.length;
    return { start: end - length, end };
}
function syntaxFinding(error, text, lastEnd) {
    if (error instanceof RangeError)
        return { message: error.message, span: { start: 0, end: 0 } };
    // The broken cell starts after the comma, or after the line end and the comments and empty lines that follow it.
    const before = /,?(?:[^\S\r\n]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*[^\S\r\n]*/y;
    before.lastIndex = lastEnd;
    before.test(text);
    const span = { start: before.lastIndex, end: before.lastIndex };
    const why = REASONS[error.code] ?? 'a quote stands inside this cell; put the cell in quotes, and write each quote in it twice';
    return { message: `this is not valid CSV: ${why}`, span };
}
const REASONS = {
    CSV_QUOTE_NOT_CLOSED: 'the quote that starts this cell is not closed; add the closing quote',
    CSV_MAX_RECORD_SIZE: `this row has more than ${LONGEST_ROW} characters; is the quote of a cell not closed?`,
};

;// CONCATENATED MODULE: ./build/wanted/table.js



const NOWHERE = { start: 0, end: 0 };
/** Reads a CSV text with a header line into a list of maps, as the other formats give them. */
async function readTable(text, rule) {
    const { rows, findings } = await readRows(text);
    const [first, ...rest] = rows;
    if (first === undefined)
        return findings.length > 0 ? { findings } : { tree: { kind: 'nothing', span: NOWHERE }, findings };
    const header = headerOf(first, rule);
    const all = [...header.findings, ...findings];
    const items = header.columns.size === 0 ? [] : rest.flatMap((row) => entry(row, header, all) ?? []);
    // A list that is empty because its rows are broken is not the user's empty list.
    if (items.length === 0 && all.length > 0)
        return { findings: all };
    return { tree: { kind: 'list', items, span: spanOf(first) }, findings: all };
}
function headerOf(cells, rule) {
    const span = spanOf(cells);
    const members = cells.map((cell) => ({ key: cell.text, keySpan: cell.span, value: { kind: 'unknown', span } }));
    const findings = [];
    const known = membersOf({ kind: 'map', members, span }, 'the CSV header', ENTRY_KEYS, findings);
    const columns = new Map([...known].map(([key, member]) => [key, members.indexOf(member)]));
    if (columns.size === 0) {
        const message = 'the first line is no CSV header; begin with the line ip,vendor,region, its columns separated by commas';
        return { cells, columns, missed: [], findings: [{ message, span }] };
    }
    const targetWanted = rule === 'required' || columns.has('vendor') || columns.has('region');
    const missed = (targetWanted ? ENTRY_KEYS.known : ['ip']).filter((key) => !columns.has(key));
    // With an unknown column, the missed one is likely misspelt: then that finding says it all.
    if (missed.length > 0 && findings.length === 0)
        findings.push({
            message: `the CSV header has no column ${missed.join(' and no ')}; add it, and its cell in every row`,
            span,
        });
    return { cells, columns, missed, findings };
}
function entry(row, { cells, columns, missed }, findings) {
    const span = spanOf(row);
    if (row.length !== cells.length) {
        findings.push({
            message: `this row has ${row.length} cells, the CSV header has ${cells.length}; give each column a cell, and put a cell with a comma in quotes`,
            span: row[cells.length]?.span ?? span,
        });
        return undefined;
    }
    const members = [...columns].map(([key, index]) => {
        const { text, span } = row[index];
        return { key, keySpan: span, value: text === '' ? { kind: 'nothing', span } : { kind: 'text', text, span } };
    });
    const unknown = missed.map((key) => ({ key, keySpan: span, value: { kind: 'unknown', span } }));
    return { kind: 'map', members: [...members, ...unknown], span };
}
function spanOf(row) {
    // A row without cells is no row.
    return { start: row[0].span.start, end: row.at(-1).span.end };
}

;// CONCATENATED MODULE: ./build/wanted/unfold.js


/** The tree of a YAML document, with its aliases and merge keys (`<<`) resolved, as far as it stays small. */
function unfold(root, yaml) {
    const unfolding = new Unfolding(yaml);
    const tree = unfolding.tree(root, { start: 0, end: 0 });
    return { tree, findings: unfolding.findings };
}
class Unfolding {
    findings = [];
    #yaml;
    /** What each anchor stands for at this point of the text, and how many values that is with its aliases unfolded. */
    #anchors = new Map();
    #size = 0;
    constructor(yaml) {
        this.#yaml = yaml;
    }
    /** `nowhere` is the place of a value that is not written. */
    tree(node, nowhere) {
        const before = this.#size;
        if (this.#outgrown(1, nowhere))
            return { kind: 'unknown', span: nowhere };
        if (node === null)
            return { kind: 'nothing', span: nowhere };
        const span = unfold_spanOf(node);
        if (this.#yaml.isAlias(node))
            return this.#aliased(node.source, span);
        const tree = this.#written(node, span);
        if (node.anchor)
            this.#anchors.set(node.anchor, { tree, size: this.#size - before });
        return tree;
    }
    #written(node, span) {
        if (this.#yaml.isMap(node))
            return { kind: 'map', members: this.#members(node), span };
        if (this.#yaml.isSeq(node))
            return { kind: 'list', items: node.items.map((item) => this.tree(item, span)), span };
        return scalar(node, span);
    }
    #aliased(name, span) {
        const anchor = this.#anchors.get(name);
        if (anchor === undefined)
            this.findings.push({
                message: `the alias ${(0,quote/* quote */.h)(`*${name}`)} has no anchor; name its value with "&" somewhere before`,
                span,
            });
        else if (!this.#outgrown(anchor.size, span))
            return { ...anchor.tree, span };
        return { kind: 'unknown', span };
    }
    /** Counts more values; true where they are too many, which is told once. */
    #outgrown(more, span) {
        const before = this.#size;
        this.#size += more;
        if (before <= MOST_VALUES && this.#size > MOST_VALUES)
            this.findings.push({ message: TOO_MANY, span });
        return this.#size > MOST_VALUES;
    }
    #members(map) {
        const own = [];
        const merges = [];
        for (const { key, value } of map.items) {
            // With `stringKeys` every key of a sound document is a scalar.
            const { type, value: name } = key;
            const keySpan = unfold_spanOf(key);
            const tree = this.tree(value, keySpan);
            if (name === '<<' && type === 'PLAIN')
                merges.push(tree);
            else
                own.push({ key: String(name), keySpan, value: tree });
        }
        const keys = new Set(own.map(({ key }) => key));
        const merged = merges
            .flatMap((tree) => (tree.kind === 'list' ? tree.items : [tree]))
            .flatMap((tree) => this.#mergeable(tree))
            .filter(({ key }) => !keys.has(key) && keys.add(key));
        return [...own, ...merged];
    }
    #mergeable(tree) {
        if (tree.kind === 'map')
            return tree.members;
        if (tree.kind !== 'unknown')
            this.findings.push({ message: '"<<" takes in a map; give it an alias such as *common', span: tree.span });
        return [];
    }
}
function scalar({ value, source }, span) {
    if (typeof value === 'string')
        return { kind: 'text', text: value, span };
    if (value === null)
        return source === '' ? { kind: 'nothing', span } : { kind: 'other', type: 'null', written: source, span };
    return { kind: 'other', type: typeof value === 'boolean' ? 'boolean' : 'number', written: source, span };
}
function unfold_spanOf({ range: [start, end] }) {
    return { start, end };
}

;// CONCATENATED MODULE: ./build/wanted/yaml.js



/** All in one schema, whatever a `%YAML` line asks for; keys are judged by us, in all formats alike. */
const OPTIONS = {
    schema: 'core',
    resolveKnownTags: false,
    stringKeys: true,
    uniqueKeys: false,
    prettyErrors: false,
};
/** Parts of a stream of which a list has one or none; another text may have a hundred thousand, and each is slow. */
const STRAYS = new Set(['document', 'directive', 'error']);
const MOST_STRAYS = 200;
/** Pieces that the library cuts a text into. A list of 3,500 mappings has 84,000; in braces and with comments in every line 137,000. */
const MOST_LEXEMES = 150_000;
/** Characters of one of them; a longer value or comment takes the library forty times its length. */
const LONGEST_LEXEME = 100_000;
/** Reads one YAML document. Size and depth are counted while reading: the library bounds neither. */
async function readYaml(text) {
    const yaml = await __nccwpck_require__.e(/* import() */ 815).then(__nccwpck_require__.t.bind(__nccwpck_require__, 8815, 19));
    // The library makes an error with its stack for every mistake of a text, of which there may be tens of thousands; nobody reads them.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
        return read(text, yaml);
    }
    finally {
        Error.stackTraceLimit = limit;
    }
}
function read(text, yaml) {
    const parser = new yaml.Parser();
    const composer = new yaml.Composer(OPTIONS);
    const documents = [];
    let lexemes = 0;
    let strays = 0;
    for (const lexeme of new yaml.Lexer().lex(text)) {
        lexemes += 1;
        if (lexemes > MOST_LEXEMES)
            return refused(TOO_MANY);
        if (lexeme.length > LONGEST_LEXEME)
            return refused(TOO_MANY, parser.offset);
        for (const token of parser.next(lexeme)) {
            if (STRAYS.has(token.type))
                strays += 1;
            documents.push(...composer.next(token));
        }
        if (strays > MOST_STRAYS)
            break;
        if (parser.stack.length > DEEPEST)
            return refused(TOO_DEEP, parser.offset);
    }
    for (const token of parser.end())
        documents.push(...composer.next(token));
    documents.push(...composer.end(true, text.length));
    const errors = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]);
    const [document, second] = documents;
    if (errors.length > 0)
        return { findings: syntaxFindings(errors, text) };
    if (second !== undefined)
        return refused('a second YAML document starts here; keep one document, without a "---" after its start', second.range[0]);
    if (strays > MOST_STRAYS)
        return refused(TOO_MANY);
    return unfold(document?.contents ?? null, yaml);
}
function refused(message, offset = 0) {
    return { findings: [{ message, span: { start: offset, end: offset } }] };
}
/** One finding a line: the library's further errors on a line follow from the first. */
function syntaxFindings(errors, text) {
    const byLine = new Map();
    for (const { code, pos } of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
        const [start] = pos;
        const line = text.lastIndexOf('\n', start - 1);
        if (byLine.has(line))
            continue;
        const piece = text.slice(start, start + 80).replace(/\s.*$/s, '');
        const at = piece === '' ? '' : ` at ${(0,quote/* quote */.h)(piece)}`;
        const why = yaml_REASONS[code] ?? 'check the indentation and the brackets';
        const span = { start, end: start + piece.length };
        byLine.set(line, { message: `this is not valid YAML${at}: ${why}`, span });
    }
    return [...byLine.values()];
}
const QUOTES = 'put a value with ":" and a blank in it, or with ":" at its end, in quotes; or mend the indentation';
/** The library's codes in plain words; its own messages show whole pieces of the text. */
const yaml_REASONS = {
    BAD_DQ_ESCAPE: 'the backslash starts no escape that YAML knows; use single quotes',
    BAD_SCALAR_START: 'put a value that starts with this character in quotes',
    BLOCK_AS_IMPLICIT_KEY: QUOTES,
    MISSING_CHAR: 'a quote, bracket, comma, colon or dash is missing',
    MULTILINE_IMPLICIT_KEY: QUOTES,
    NON_STRING_KEY: 'a key must be plain text',
    TAB_AS_INDENT: 'indent with blanks, not with tabs',
    TAG_RESOLVE_FAILED: 'the tag is not known here; take it away',
};

;// CONCATENATED MODULE: ./build/wanted/mappings.js









/** Characters; below this no tree needs much space. */
const LONG = 50_000;
/**
 * Reads a list of mappings in YAML, JSON or CSV: by the file's extension, else by what the text looks like. Every
 * problem has its place; lines and columns count from 1, without a byte order mark.
 */
async function parseMappings(text, { file, target }) {
    // The tree of a long list is short-lived, and V8 would let the space for young objects grow by 60 MiB for it.
    if (text.length > LONG)
        (0,external_node_v8_namespaceObject.setFlagsFromString)('--semi-space-growth-factor=1');
    const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
    const placeOf = placer(source, file);
    const format = formatOf(source, file);
    const { tree, findings } = await mappings_read(source, format, target);
    const problems = [...findings];
    const rowName = (index, { span }) => format === 'csv' ? `row ${placeOf(span).line}` : `entry ${index + 1}`;
    const shape = tree && shapeOf(tree, rowName, problems);
    const entries = shape && entriesOf(shape, target, placeOf);
    return {
        wanted: entries?.wanted ?? [],
        ...(shape?.zone && { zone: { value: shape.zone.value, place: placeOf(shape.zone.span) } }),
        problems: settled([...problems, ...(entries?.problems ?? [])], placeOf),
        notices: settled(entries?.notices ?? [], placeOf),
    };
}
async function mappings_read(text, format, target) {
    const nul = text.indexOf('\0');
    if (nul >= 0) {
        const message = 'this holds a NUL character, so it is no text in UTF-8; save it as UTF-8 text';
        return { findings: [{ message, span: { start: nul, end: nul + 1 } }] };
    }
    if (/^\s*$/.test(text))
        return { tree: { kind: 'nothing', span: { start: 0, end: 0 } }, findings: [] };
    switch (format) {
        case 'csv':
            return readTable(text, target);
        case 'json':
            return readJson(text);
        case 'flow': {
            const json = readJson(text);
            return json.tree ? json : readYaml(text);
        }
        default:
            return readYaml(text);
    }
}

;// CONCATENATED MODULE: ./build/keeper.js


/** Keeps no record. */
const SILENT = {
    prepare: async () => preview/* NOTHING */.K,
    draft: () => [],
    save: async () => ({ problems: [], warnings: [] }),
};
const NOBODY = { kind: 'none', warnings: [] };
/** Finds the comment that holds the record of this pull request, or (to clean up) those of the closed ones. */
async function openKeeper({ aim, comment, mode, credential }, { pullRequest }, github, options) {
    const needed = aim === 'clean-up' || (comment && pullRequest !== undefined);
    if (!needed)
        return NOBODY;
    if (github === undefined) {
        const missing = 'github-token is empty (or GITHUB_REPOSITORY is), so there is no comment and no record';
        if (aim === 'take-back' || aim === 'clean-up')
            return { kind: 'refused', problem: { message: `${missing} of what was registered. Nothing was touched` } };
        return {
            kind: 'none',
            warnings: [
                {
                    message: `${missing}: nothing will take this registration away by itself. Give github-token, or comment: false`,
                },
            ],
        };
    }
    const all = {
        ...options,
        github,
        // What is taken away by name is told in the comment, and leaves the record to the run that closes it.
        mode: aim === 'absent' ? 'plan' : mode,
        credential: credential.kind === 'token' ? credential.token : `${credential.email}:${credential.key}`,
        intent: aim === 'take-back' ? 'withdraw' : 'register',
        pull: pullRequest?.number ?? 0,
    };
    if (aim !== 'clean-up') {
        const { openPreview } = await Promise.all(/* import() */[__nccwpck_require__.e(807), __nccwpck_require__.e(659)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3659));
        const opening = await openPreview(all);
        if (opening.kind !== 'open')
            return opening;
        const keeper = aim === 'absent' ? { ...SILENT, publish: opening.preview.publish } : opening.preview;
        return { ...opening, kind: 'kept', keeper };
    }
    const { openCleanup } = await Promise.all(/* import() */[__nccwpck_require__.e(807), __nccwpck_require__.e(344)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3344));
    const cleanup = openCleanup(all);
    return {
        kind: 'kept',
        warnings: [],
        keeper: {
            ...SILENT,
            prepare: (current, wanted) => cleanup.prepare(current ?? new Map(), wanted),
            publish: cleanup.publish,
        },
    };
}
async function readEarlier(base, file, event, env, github) {
    const unknown = (reason) => ({
        kind: 'unknown',
        notice: { message: `Nothing is pruned: ${reason}` },
    });
    const { earlierVersion } = await __nccwpck_require__.e(/* import() */ 931).then(__nccwpck_require__.bind(__nccwpck_require__, 1931));
    const earlier = await earlierVersion(earlierBase(base, event, env), file, github);
    if (earlier.kind === 'none')
        return unknown(earlier.reason);
    const { wanted, problems } = await parseMappings(earlier.text, { file: earlier.path, target: 'optional' });
    const [problem] = problems;
    if (problem !== undefined)
        return unknown(`the earlier version of ${file} is not sound itself (${problem.message})`);
    return { kind: 'listed', ips: new Set(wanted.map(({ ip }) => ip)) };
}
function earlierBase(base, event, env) {
    const { name, before, after, forced, pullRequest } = event;
    if (base !== undefined)
        return { kind: 'ref', ref: base, head: env.GITHUB_SHA || 'HEAD' };
    if (name === 'push' && before !== undefined && after !== undefined)
        return { kind: 'push', before, after, forced };
    if (pullRequest?.baseSha !== undefined && pullRequest.headSha !== undefined)
        return { kind: 'pull-request', base: pullRequest.baseSha, head: pullRequest.headSha };
    return { kind: 'other', event: name };
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ./build/zone/api.js


const MOST_TRIES = 5;
const LONGEST_TRY = 15_000;
const FIRST_WAIT = 500;
/** The longest list (3,500 mappings) is about half a MiB. */
const LARGEST_ANSWER = 1.5 * 1024 * 1024;
function openApi(options) {
    const { pace, clock, trace } = options;
    return {
        async call(request, shape) {
            let tries = 0;
            try {
                for (;;) {
                    await pace.turn();
                    tries += 1;
                    const attempt = await send(options, request, shape);
                    if (attempt.kind === 'reply')
                        return { value: attempt.value, tries };
                    trace(`${request.method} ${request.path}, try ${tries}: ${attempt.words}`);
                    if (tries === MOST_TRIES)
                        throw new Failure('unanswered', `${attempt.words}, after ${MOST_TRIES} tries`, attempt.codes);
                    const backoff = FIRST_WAIT * 2 ** (tries - 1) * (0.5 + clock.random() / 2);
                    await pace.wait(attempt.after || backoff, Boolean(attempt.after), request.signal).catch((error) => {
                        // Why there was to be another try is the cause; that there is no time for it comes second.
                        throw error instanceof Failure && error.kind === 'out-of-time'
                            ? new Failure(error.kind, `${attempt.words}. ${error.message}`, attempt.codes, error)
                            : error;
                    });
                }
            }
            catch (error) {
                if (error instanceof Failure) {
                    error.tries = tries;
                    trace(`${request.method} ${request.path}: ${error.message}`);
                }
                throw error;
            }
        },
    };
}
async function send({ base, credential, transport, pace, clock, abandon }, { method, path, body, signal }, shape) {
    const span = Math.ceil(Math.min(LONGEST_TRY, Math.max(0, pace.left())));
    const giveUp = AbortSignal.any([abandon, clock.timeout(span), ...(signal ? [signal] : [])]);
    let response;
    let text;
    try {
        response = await transport.fetch(base.href.replace(/\/$/, '') + path, {
            method,
            headers: {
                ...(credential.kind === 'token'
                    ? { authorization: `Bearer ${credential.token}` }
                    : { 'x-auth-key': credential.key, 'x-auth-email': credential.email }),
                accept: 'application/json',
                'user-agent': 'cloudflare-origin-cloud-regions',
                ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
            redirect: 'manual',
            signal: giveUp,
        });
        text = await readBody(response);
    }
    catch (error) {
        if (abandon.aborted)
            throw new Failure('cancelled', 'The run was cancelled before an answer came');
        if (signal?.aborted)
            throw new Failure('cancelled', 'The request was given up');
        if (giveUp.aborted)
            return { kind: 'again', words: `${base.host} did not answer within ${Math.round(span / 1000)} s`, codes: [] };
        return unreachable(error, base, transport);
    }
    // Loaded only now: the schemas cost more to load than a request costs to send.
    const { readEnvelope, readers } = await Promise.all(/* import() */[__nccwpck_require__.e(619), __nccwpck_require__.e(496)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8496));
    const envelope = readEnvelope(text);
    const ok = response.status >= 200 && response.status < 300;
    if (ok && envelope?.success) {
        const value = readers[shape](envelope);
        if (value !== undefined)
            return { kind: 'reply', value };
    }
    const after = retryAfter(response.headers, clock);
    if (ok && envelope?.success !== false)
        return {
            kind: 'again',
            words: `${base.host} answered HTTP ${response.status} with something that is not the API's`,
            codes: [],
            ...after,
        };
    const diagnosis = diagnose({ status: response.status, errors: envelope?.errors ?? [] });
    if (diagnosis.kind === 'failed')
        throw diagnosis.failure;
    return { ...diagnosis, ...after };
}
async function readBody(response) {
    if (response.body === null)
        return '';
    const decoder = new TextDecoder();
    let text = '';
    let size = 0;
    for await (const chunk of response.body) {
        size += chunk.byteLength;
        if (size > LARGEST_ANSWER)
            throw new Error(`an answer of more than ${LARGEST_ANSWER / 1024 / 1024} MiB`);
        text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
}
/** `Retry-After` in milliseconds, given in seconds or as a date; a date is read by the server's own clock where it tells it. */
function retryAfter(headers, clock) {
    const value = headers.get('retry-after')?.trim();
    if (!value)
        return {};
    const span = /^\d+(?:\.\d+)?$/.test(value)
        ? Number(value) * 1000
        : Date.parse(value) - (Date.parse(headers.get('date') ?? '') || clock.date());
    return span > 0 ? { after: span } : {};
}
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;
/** No answer at all. A certificate that is not trusted will not be on the next try either. */
function unreachable(error, { host }, { proxy }) {
    const code = errorCode(error);
    const way = proxy === undefined ? '' : ` through the proxy ${proxy}`;
    if (CERTIFICATE.test(code))
        throw new Failure('unanswered', `The certificate of ${host}${way} is not trusted (${code}). Behind a proxy that opens TLS, name its root certificate in NODE_EXTRA_CA_CERTS`, [], error);
    return { kind: 'again', words: `${host} cannot be reached${way} (${code})`, codes: [] };
}
/** The system's code for a failed request (ECONNREFUSED, ENOTFOUND …), from wherever in the chain of causes it stands. */
function errorCode(error) {
    let code = 'connection broken';
    for (let at = error; external_node_util_.types.isNativeError(at); at = at.cause) {
        const { code: own, errors } = at;
        if (/^(?:an answer of|Proxy response)/.test(at.message))
            code = at.message;
        else if (errors !== undefined)
            code = errorCode(errors[0]);
        else if (own !== undefined)
            code = own;
    }
    return code;
}

;// CONCATENATED MODULE: ./build/zone/list.js

/** A zone without any mapping has no record, and some answers say so with "does not exist" (1142): an empty list. */
async function emptyIfGone(reply, empty) {
    try {
        return (await reply).value;
    }
    catch (error) {
        if (error instanceof Failure && error.kind === 'gone')
            return empty;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/zone/v1.js

/** `/cache/origin_cloud_regions`: the older surface, whose PATCH answers the complete list. */
function v1(api, zoneId) {
    const path = `/zones/${zoneId}/cache/origin_cloud_regions`;
    return {
        version: 'v1',
        async openList() {
            const list = await emptyIfGone(api.call({ method: 'GET', path }, 'v1List'), new Map());
            return async () => list;
        },
        regions: async () => (await api.call({ method: 'GET', path: `${path}/supported_regions` }, 'regions')).value,
        put: async ({ ip, vendor, region }) => (await api.call({ method: 'PATCH', path, body: { ip, vendor, region } }, 'v1List')).value,
        putMany: (mappings) => api.call({
            method: 'PATCH',
            path: `${path}/batch`,
            body: mappings.map(({ ip, vendor, region }) => ({ ip, vendor, region })),
        }, 'v1Batch'),
        remove: (ip) => api.call({ method: 'DELETE', path: `${path}/${ip}` }, 'done'),
        removeMany: (ips) => api.call({ method: 'DELETE', path: `${path}/batch`, body: ips }, 'v1Batch'),
    };
}

;// CONCATENATED MODULE: ./build/zone/v2.js


const PER_PAGE = 100;
/** Pages asked for at once: enough to hide the latency, few enough to be a polite client. */
const AT_ONCE = 12;
/** Readings of a list that changes between its pages, before giving up on it. */
const MOST_READINGS = 3;
/** `/origin/cloud_regions`: the surface that Cloudflare announced as the successor, with a paged list. */
function v2(api, zoneId) {
    const path = `/zones/${zoneId}/origin/cloud_regions`;
    const page = (number, signal) => emptyIfGone(api.call({ method: 'GET', path: `${path}?page=${number}&per_page=${PER_PAGE}`, ...(signal ? { signal } : {}) }, 'v2Page'), { mappings: [], perPage: PER_PAGE, total: 0 });
    async function rest(first) {
        let start = first;
        for (let reading = 1;; reading += 1) {
            const pages = [start, ...(await pagesAfter(start, page))];
            const list = new Map(pages.flatMap(({ mappings }) => mappings).map((entry) => [entry.ip, entry]));
            // Another writer may shift entries from page to page while they are read.
            if (list.size === start.total && pages.every(({ total }) => total === start.total))
                return list;
            if (reading === MOST_READINGS)
                throw new Failure('unanswered', `The list of mappings changed between its pages ${MOST_READINGS} times in a row`);
            start = await page(1);
        }
    }
    return {
        version: 'v2',
        async openList(signal) {
            const first = await page(1, signal);
            return () => rest(first);
        },
        regions: async () => (await api.call({ method: 'GET', path: `${path}/supported_regions` }, 'regions')).value,
        async put(mapping) {
            await api.call({ method: 'PUT', path: `${path}/${mapping.ip}`, body: bodyOf(mapping) }, 'done');
            return undefined;
        },
        putMany: (mappings) => api.call({ method: 'PUT', path: `${path}/batch`, body: mappings.map(bodyOf) }, 'v2Batch'),
        remove: (ip) => api.call({ method: 'DELETE', path: `${path}/${ip}` }, 'done'),
        removeMany: (ips) => api.call({ method: 'DELETE', path: `${path}/batch`, body: ips }, 'v2Batch'),
    };
}
function bodyOf({ ip, vendor, region }) {
    return { origin_ip: ip, vendor, region };
}
async function pagesAfter(first, page) {
    const size = Math.max(1, Math.min(first.perPage, PER_PAGE));
    const numbers = Array.from({ length: Math.max(0, Math.ceil(first.total / size) - 1) }, (_, index) => index + 2);
    const pages = [];
    const queue = numbers.values();
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
        for (const number of queue)
            pages.push(await page(number));
    }));
    return pages;
}

;// CONCATENATED MODULE: ./build/zone/connect.js



const NO_ROUTE_REMEDY = 'This can mean a wrong zone ID, a credential without access to the zone, or an API without these endpoints. Check the zone ID on the overview page of the zone, and that the token covers this zone';
/**
 * Finds out which surface a zone answers and reads its list and its supported regions.
 *
 * `auto` asks both lists at once. v1 is used where it answers, since its writes answer the whole list; else v2. The regions
 * are asked for once, where the list answered: no request is spent on a surface that is not there.
 */
async function connect(api, zoneId, wish, notice) {
    const surfaces = { v1: v1(api, zoneId), v2: v2(api, zoneId) };
    if (wish !== 'auto') {
        const surface = surfaces[wish];
        const [list, regions] = await Promise.all([
            surface
                .openList()
                .then((rest) => rest())
                .catch(failureOf),
            surface.regions().catch(failureOf),
        ]);
        if (!(list instanceof Failure))
            return { zone: fixed(surface, 'listed'), list, regions };
        if (list.kind === 'no-route' && wish === 'v1')
            return { zone: fixed(surface, 'bare'), regions };
        throw explained(list);
    }
    const secondNoLongerWanted = new AbortController();
    const asked = {
        v1: surfaces.v1.openList().catch(failureOf),
        v2: surfaces.v2.openList(secondNoLongerWanted.signal).catch(failureOf),
    };
    // It is looked at only if the first brings nothing; until then a fault in it must not end the process.
    asked.v2.catch(() => { });
    const first = await asked.v1;
    if (!(first instanceof Failure)) {
        secondNoLongerWanted.abort();
        return { zone: changeable(surfaces.v1, surfaces.v2, notice), ...(await listAndRegions(surfaces.v1, first)) };
    }
    const second = await asked.v2;
    if (!(second instanceof Failure))
        return { zone: changeable(surfaces.v2, surfaces.v1, notice), ...(await listAndRegions(surfaces.v2, second)) };
    if (first.kind !== 'no-route')
        throw first;
    if (second.kind !== 'no-route')
        throw second;
    return { zone: fixed(surfaces.v1, 'bare'), regions: await surfaces.v1.regions().catch(failureOf) };
}
async function listAndRegions(surface, rest) {
    const [list, regions] = await Promise.all([rest(), surface.regions().catch(failureOf)]);
    return { list, regions };
}
/** A forced surface, or the only one there: it is never changed. */
function fixed(surface, kind) {
    const explain = (call) => (...input) => call(...input).catch((error) => {
        throw explained(error);
    });
    return {
        kind,
        version: surface.version,
        list: explain(async () => (await surface.openList())()),
        regions: surface.regions,
        put: explain(surface.put),
        putMany: explain(surface.putMany),
        remove: explain(surface.remove),
        removeMany: explain(surface.removeMany),
    };
}
/** A surface that may be taken away while the run goes on: then the run changes over to the other, once. */
function changeable(surface, other, notice) {
    let now = surface;
    async function over(call) {
        let earlier = 0;
        let sent = 0;
        try {
            return await call(now, earlier);
        }
        catch (error) {
            if (!(error instanceof Failure) || error.kind !== 'no-route')
                throw error;
            if (now === other)
                throw explained(error);
            // A try before the one that was told "no such route" may have taken effect.
            earlier = error.tries - 1;
            sent = error.tries;
        }
        const value = await call(other, earlier).catch((error) => {
            // Where the other cannot be asked any more, the one request that was sent must not be told as never sent.
            if (error instanceof Failure)
                error.tries = error.tries === 0 ? sent : error.tries + earlier;
            throw explained(error);
        });
        now = other;
        notice(`The API ${surface.version} no longer answers for this zone; the run goes on with ${other.version}`);
        return value;
    }
    return {
        kind: 'listed',
        get version() {
            return now.version;
        },
        list: () => over(async (to) => (await to.openList())()),
        regions: () => over((to) => to.regions()),
        put: (mapping) => over((to) => to.put(mapping)),
        putMany: (mappings) => over((to) => to.putMany(mappings)),
        remove: (ip) => over((to) => to.remove(ip)),
        removeMany: (ips) => over(async (to, earlier) => {
            const reply = await to.removeMany(ips);
            return { ...reply, tries: reply.tries + earlier };
        }),
    };
}
/** With the causes to look for where the failure is "no such route". */
function explained(error) {
    if (!(error instanceof Failure) || error.kind !== 'no-route')
        return error;
    const told = new Failure('no-route', `${error.message}. ${NO_ROUTE_REMEDY}`, error.codes, error);
    told.tries = error.tries;
    return told;
}

;// CONCATENATED MODULE: ./build/zone/lookup.js


/** A name is looked up, which asks the credential for the permission Zone: Read. */
async function zoneIdOf(zone, api) {
    if (zone.kind === 'id')
        return zone.id;
    const found = await look(zone.name, api);
    const match = found.find(({ name }) => name.toLowerCase() === zone.name);
    if (match !== undefined && /^[0-9a-f]{32}$/.test(match.id))
        return match.id;
    throw new Failure('refused', `No zone named ${(0,quote/* quote */.h)(zone.name)} is visible to this credential. Check the spelling (a zone is the registered domain, not a host below it), give the credential the permission Zone: Read, or set zone to the zone's ID`);
}
async function look(name, api) {
    try {
        return (await api.call({ method: 'GET', path: `/zones?name=${encodeURIComponent(name)}` }, 'zones')).value;
    }
    catch (error) {
        const failure = failureOf(error);
        if (failure.kind !== 'denied' && failure.kind !== 'no-route')
            throw failure;
        throw new Failure(failure.kind, `The zone ${(0,quote/* quote */.h)(name)} cannot be looked up: ${failure.message}. A look-up by name needs the permission Zone: Read as well; or set zone to the zone's ID`, failure.codes, failure);
    }
}
/** The ID of the one zone that all names mean. */
async function oneZoneIdOf(zones, api) {
    const [id, ...others] = await Promise.all(zones.map((zone) => zoneIdOf(zone, api)));
    if (id === undefined)
        throw new TypeError('no zone is named');
    const other = others.find((candidate) => candidate !== id);
    if (other === undefined)
        return id;
    throw new Failure('refused', `The input zone (or CLOUDFLARE_ZONE_ID) means the zone ${id}, and the mappings name the zone ${other}: give one of them, or the same`);
}

;// CONCATENATED MODULE: ./build/observe.js








/** Looks at everything there is before it is planned: the zone, and on GitHub the record and the earlier file. */
async function observe(inputs, order, run) {
    const { ledger, log, env, event, given: known } = run;
    const api = openApi({
        base: inputs.apiBase,
        credential: inputs.credential,
        transport: await openTransport(inputs.apiBase, env, openDirect(inputs.apiBase)),
        pace: run.pace,
        clock: run.clock,
        abandon: run.abandon,
        trace: log.debug,
    });
    const github = inputs.comment || inputs.prune.kind === 'removed' ? await reachGitHub(inputs, run) : undefined;
    const zone = async () => {
        const zoneId = await oneZoneIdOf(order.zones, api);
        ledger.zoneId = zoneId;
        return await Promise.all([
            connect(api, zoneId, inputs.apiVersion, (message) => ledger.notices.push({ message })),
            openKeeper(inputs, event, github, { zoneId, hidden: run.hide, veil: run.show, runUrl: runUrlOf(env, run.show) }),
        ]);
    };
    const earlierList = async () => inputs.prune.kind === 'removed' && order.file !== undefined
        ? readEarlier(inputs.prune.base, order.file, event, env, github)
        : undefined;
    const [[observed, keeping], earlier] = await Promise.all([zone(), earlierList()]);
    ledger.apiVersion = observed.zone.version;
    ledger.list = observed.list;
    if (!(observed.regions instanceof Failure))
        ledger.regions = observed.regions;
    else
        ledger.warnings.push({
            message: `The supported regions could not be had (${observed.regions.message}), so it is left to the API to judge vendors and regions. They need Tiered Cache: region hints act only while Smart Tiered Cache is on in the zone (Caching > Tiered Cache)`,
        });
    if (earlier?.kind !== 'listed') {
        if (earlier !== undefined)
            ledger.notices.push(earlier.notice);
        return { ...observed, keeping };
    }
    for (const ip of earlier.ips)
        known.add(ip);
    return { ...observed, keeping, earlier: earlier.ips };
}
/** The client for GitHub, if there is a token to speak to it with. */
async function reachGitHub({ githubToken: token }, { env, event, clock, stop, log, pace, abandon }) {
    if (token === undefined || event.repository === undefined)
        return undefined;
    const apiUrl = env.GITHUB_API_URL || 'https://api.github.com';
    const parsed = URL.parse(apiUrl);
    if (parsed === null)
        throw new Failure('refused', `GITHUB_API_URL, ${(0,quote/* quote */.h)(apiUrl)}, is not a URL: the runner sets it itself; take it out of env, or give one such as https://api.github.com`);
    const { openGitHub } = await Promise.all(/* import() */[__nccwpck_require__.e(619), __nccwpck_require__.e(177)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1177));
    const transport = await openTransport(parsed, env, (url, init) => fetch(url, init));
    const signal = AbortSignal.any([stop, abandon, clock.timeout(Math.max(0, Math.ceil(pace.left())))]);
    return openGitHub({ token, apiUrl, repository: event.repository, transport, clock, signal, trace: log.debug });
}
/** Where this run is to be seen; nothing where that would show what `show` hides. */
function runUrlOf(env, show) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
    const url = `${server}/${repository}/actions/runs/${id}`;
    return server && repository && id && show(url) === url ? url : undefined;
}

// EXTERNAL MODULE: ./build/report/addresses.js
var addresses = __nccwpck_require__(6039);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __nccwpck_require__(4573);
;// CONCATENATED MODULE: ./build/wanted/decode.js


const UTF16 = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];
/** What decoding leaves for bytes that are no UTF-8; the character may also be there in its own right. */
const REPLACEMENT = '\uFFFD';
/** The text of bytes in UTF-8, without a byte order mark; or what is wrong with them, and where. */
function decode(bytes, file) {
    const mark = bytes.toString('utf8', 0, 3) === '\uFEFF' ? 3 : 0;
    const content = bytes.subarray(mark);
    const text = content.toString();
    if ((0,external_node_buffer_.isUtf8)(content))
        return text;
    const remedy = 'save the file as UTF-8';
    if (UTF16.some((start) => bytes.subarray(0, 2).equals(start)))
        return { message: `this is UTF-16, not UTF-8; ${remedy}`, place: { file, line: 1, column: 1 } };
    const { start, byte } = firstWrong(content, text);
    const value = content.readUInt8(byte).toString(16);
    return {
        message: `this is not UTF-8 (byte 0x${value}); ${remedy}`,
        place: placer(text, file)({ start, end: start }),
    };
}
/** Offset in the text, and in the bytes, of the first byte that is no UTF-8. */
function firstWrong(bytes, text) {
    let start = text.indexOf(REPLACEMENT);
    let byte = Buffer.byteLength(text.slice(0, start));
    while (bytes.toString('utf8', byte, byte + 3) === REPLACEMENT && (0,external_node_buffer_.isUtf8)(bytes.subarray(byte, byte + 3))) {
        const next = text.indexOf(REPLACEMENT, start + 1);
        byte += Buffer.byteLength(text.slice(start, next));
        start = next;
    }
    return { start, byte };
}

;// CONCATENATED MODULE: ./build/wanted/file.js






/** Bytes of a file. */
const LARGEST = 5 * 1024 * 1024;
const OUTSIDE = 'is outside of the workspace and of RUNNER_TEMP, links resolved; move the file into the repository';
/**
 * Reads a mappings file: a regular file of at most 5 MiB, in UTF-8, that is under the workspace or the runner's
 * temporary directory once links are resolved. A relative path starts at the workspace.
 */
async function readMappingsFile(path, { workspace, temp }) {
    const named = (fault) => ({ message: `Input mappings-file: ${(0,quote/* quote */.h)(path)} ${fault}` });
    const asked = (0,external_node_path_.resolve)(workspace, path);
    const home = await resolved(workspace);
    const roots = temp === undefined ? [home] : [home, await resolved(temp)];
    const read = await bytesOf(asked, roots).catch(async (error) => {
        if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR')
            return named(`cannot be read (${error.code})`);
        return (await isWithin(asked, roots)) ? { ...named(await file_missing(asked)), missing: true } : named(OUTSIDE);
    });
    if (typeof read === 'string')
        return named(read);
    if ('message' in read)
        return read;
    const file = (0,external_node_path_.relative)(home, read.path).split(external_node_path_.sep).join('/');
    const text = decode(read.bytes, file);
    return typeof text === 'string' ? { text, file } : text;
}
/** The bytes of a file and its path without links, or what is wrong with the file. */
async function bytesOf(asked, roots) {
    const path = await (0,promises_.realpath)(asked);
    if (!roots.some((root) => contains(root, path)))
        return OUTSIDE;
    const before = faultOf(await (0,promises_.stat)(path));
    if (before !== undefined)
        return before;
    // What is opened may be another thing than was looked at: it is not waited for, and looked at again.
    const handle = await (0,promises_.open)(path, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NONBLOCK | external_node_fs_.constants.O_NOFOLLOW);
    try {
        const stats = await handle.stat();
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(stats.size, LARGEST) + 1));
        // Half a list must not pass for the list.
        const changed = bytesRead === stats.size ? undefined : 'changed while it was read; run the step again';
        return faultOf(stats) ?? changed ?? { bytes: buffer.subarray(0, bytesRead), path };
    }
    finally {
        await handle.close();
    }
}
function faultOf(stats) {
    if (stats.isDirectory())
        return 'is a directory; give the path of a file';
    if (!stats.isFile())
        return 'is not a regular file; give the path of a file';
    if (stats.size > LARGEST)
        return 'is larger than 5 MiB; a list of 3,500 mappings takes less than 1 MiB';
    return undefined;
}
async function file_missing(asked) {
    const names = await (0,promises_.readdir)((0,external_node_path_.dirname)(asked)).catch(() => []);
    if (names.includes((0,external_node_path_.basename)(asked)))
        return 'is a link that leads nowhere; mend the link';
    const meant = didYouMean((0,external_node_path_.basename)(asked), names);
    const remedy = 'check the path, and that actions/checkout runs before this step';
    return `does not exist; ${meant === undefined ? remedy : `did you mean ${(0,quote/* quote */.h)(meant)}?`}`;
}
/** Whether a path that does not exist would be in one of the roots: whether the part of it that exists is. */
async function isWithin(asked, roots) {
    const parent = (0,external_node_path_.dirname)(asked);
    const existing = await (0,promises_.realpath)(parent).catch(() => undefined);
    if (existing !== undefined)
        return roots.some((root) => contains(root, existing));
    return parent !== asked && isWithin(parent, roots);
}
function contains(root, path) {
    const way = (0,external_node_path_.relative)(root, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}
/** A root that does not exist holds no file; it needs no error of its own. */
function resolved(root) {
    return (0,promises_.realpath)(root).catch(() => (0,external_node_path_.resolve)(root));
}

;// CONCATENATED MODULE: ./build/wanted/inputs.js




/**
 * The mappings that the inputs `ip`, `vendor` and `region` name: the addresses in `ip`, separated by commas, blanks or
 * new lines, share the target. `undefined` is an input that is not given.
 */
function listMappings(ip, vendor, region, rule) {
    const problems = [];
    const notices = [];
    const target = inputs_targetOf(vendor, region, rule, problems);
    const wanted = new Map();
    const texts = ip.split(/[\s,]+/).filter((text) => text !== '');
    if (texts.length === 0)
        problems.push({ message: 'Input ip holds no address; give at least one' });
    for (const text of texts) {
        const address = (0,domain_address/* originAddress */.Jg)(text);
        if ((0,domain_address/* isFault */.Zh)(address))
            problems.push({ message: `Input ip: ${(0,quote/* quote */.h)(text)} ${address.fault}; ${address.remedy}` });
        else if (wanted.has(address))
            notices.push({ message: `Input ip lists ${address} twice; it counts once` });
        else
            wanted.set(address, { ip: address, ...(target && { target }) });
    }
    return {
        wanted: [...wanted.values()],
        problems: settled(problems),
        notices: settled(notices),
    };
}
function inputs_targetOf(vendor, region, rule, problems) {
    if (rule === 'optional' && vendor === undefined && region === undefined)
        return undefined;
    const vendorName = part('vendor', vendor, vendorNamed, rule, problems);
    const regionName = part('region', region, regionNamed, rule, problems);
    return vendorName && regionName ? { vendor: vendorName, region: regionName } : undefined;
}
function part(key, text, named, rule, problems) {
    if (text === undefined) {
        const remedy = rule === 'required' ? 'give it' : 'give vendor and region, or neither to mean the address wherever it is mapped';
        problems.push({ message: `Input ${key} is missing; ${remedy}` });
        return undefined;
    }
    const value = named(text);
    if (typeof value === 'string')
        return value;
    const { fault, remedy, ...more } = value;
    problems.push({ message: `Input ${key} ${fault}; ${remedy}`, ...more });
    return undefined;
}

;// CONCATENATED MODULE: ./build/order.js







/** Reads the source of mappings that the inputs name. */
async function readOrder({ source, aim, zone: named }, env) {
    const target = aim === 'present' ? 'required' : 'optional';
    if (source.kind === 'record') {
        const zone = named === undefined && source.named ? await zoneIn(source.named, env) : undefined;
        return orderOf({ wanted: [], problems: [], notices: [], ...(zone ? { zone } : {}) }, named, '');
    }
    if (source.kind === 'entry')
        return orderOf(await listMappings(source.ip, source.vendor, source.region, target), named, source.ip);
    if (source.kind === 'inline')
        return orderOf(await parseMappings(source.text, { target }), named, source.text);
    const file = await readMappingsFile(source.path, rootsOf(env));
    if (!('text' in file))
        return { wanted: [], given: [], zones: [], problems: [file], notices: [] };
    const list = await parseMappings(file.text, { file: file.file, target });
    return { ...orderOf(list, named, file.text), file: file.file };
}
/** The zone that a list names, whatever else is the matter with it. */
async function zoneIn(list, env) {
    if (list.kind === 'inline')
        return (await parseMappings(list.text, { target: 'optional' })).zone;
    const file = await readMappingsFile(list.path, rootsOf(env));
    return 'text' in file ? (await parseMappings(file.text, { file: file.file, target: 'optional' })).zone : undefined;
}
function rootsOf(env) {
    return {
        workspace: env.GITHUB_WORKSPACE || process.cwd(),
        ...(env.RUNNER_TEMP ? { temp: env.RUNNER_TEMP } : {}),
    };
}
/** Characters. A list of 3,500 mappings takes less; to search 5 MiB of colons takes seconds. */
const MOST_SEARCHED = 1_000_000;
/** The addresses that stand in a text, in canonical form; in a very long one, in its first part. */
function addressesIn(text) {
    let end = Math.min(text.length, MOST_SEARCHED);
    // The beginning of an address may be another address.
    if (end < text.length)
        while (/[\da-f:.]/i.test(text.charAt(end - 1)))
            end -= 1;
    return (0,addresses/* pieces */.I)(text.slice(0, end)).flatMap(({ address }) => address ?? []);
}
function orderOf(list, named, text) {
    const { wanted, zone, notices } = list;
    const own = named === undefined || named === 'wrong' ? undefined : named;
    const inList = zone && parseZone(zone.value);
    const problems = [...list.problems, ...zoneProblems(list, named)];
    return {
        wanted,
        given: problems.length === 0 ? wanted.map(({ ip }) => ip) : addressesIn(text),
        zones: [...(own ? [own] : []), ...(inList && 'value' in inList ? [inList.value] : [])],
        notices,
        problems,
    };
}
function zoneProblems({ zone }, named) {
    if (zone === undefined)
        return named === undefined
            ? [{ message: `No zone is given: ${ZONE_REMEDY}, or name it in the mappings as "zone"` }]
            : [];
    const parsed = parseZone(zone.value);
    if ('wrong' in parsed)
        return [{ message: `zone: ${(0,quote/* quote */.h)(zone.value)} ${parsed.wrong}`, place: zone.place }];
    if (named === undefined || named === 'wrong')
        return [];
    // An ID and a name may mean the same zone: only a look-up can tell.
    if (named.kind !== parsed.value.kind || nameOf(named) === nameOf(parsed.value))
        return [];
    return [
        {
            message: `zone: ${(0,quote/* quote */.h)(zone.value)} is not the zone of the input zone or CLOUDFLARE_ZONE_ID, ${(0,quote/* quote */.h)(nameOf(named))}: give one of them, or the same`,
            place: zone.place,
        },
    ];
}
function nameOf(zone) {
    return zone.kind === 'id' ? zone.id : zone.name;
}

;// CONCATENATED MODULE: ./build/report/mask.js
/**
 * The command that makes the runner hide a secret in everything printed after it. Written by hand rather than with
 * `@actions/core`, which is loaded only once the first requests are under way: the mask has to come before anything else.
 */
function maskCommand(secret) {
    const escaped = secret.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
    return `::add-mask::${escaped}\n`;
}

// EXTERNAL MODULE: ./build/report/text.js
var report_text = __nccwpck_require__(3920);
;// CONCATENATED MODULE: ./build/report/veil.js


/** Shorter forms of a secret than this would hit innocent text. */
const SHORTEST_FORM = 8;
/** A pattern of a hundred thousand characters is more than the engine takes; GitHub's secrets may be that long. */
const LONGEST_IN_PATTERN = 1000;
/**
 * Makes the veil of a run: secrets, also inside JSON, URLs and base64, become `***`; an address that is to be hidden
 * keeps only its beginning (`203.0.113.x`, `2001:db8:…`).
 */
function veil({ secrets, hide, given }) {
    const scrub = scrubber(secrets);
    return hide ? (text) => hideAddresses(scrub(text), given) : scrub;
}
function scrubber(secrets) {
    const forms = new Set(secrets.filter((secret) => secret !== '').flatMap(formsOf));
    if (forms.size === 0)
        return (text) => text;
    const longestFirst = [...forms].sort((a, b) => b.length - a.length);
    const long = longestFirst.filter((form) => form.length > LONGEST_IN_PATTERN);
    const whole = longestFirst.slice(long.length).map(literal);
    const pattern = new RegExp([...whole, ...new Set(longestFirst.flatMap(beginning))].join('|'), 'g');
    return (text) => long.reduce((shown, form) => shown.replaceAll(form, '***'), text).replace(pattern, '***');
}
function formsOf(secret) {
    const wellFormed = secret.toWellFormed();
    const url = [encodeURIComponent(wellFormed), `${new URLSearchParams([['', wellFormed]])}`.slice(1)];
    const derived = [
        JSON.stringify(secret).slice(1, -1),
        ...url,
        ...url.map((form) => form.replace(/%../g, (byte) => byte.toLowerCase())),
        ...base64Forms(secret),
    ];
    return [secret, ...derived.filter((form) => form.length >= SHORTEST_FORM)];
}
/**
 * Alone, and as part of a longer text: there it has three forms, by where it begins, and digits at its ends that depend
 * on its neighbours.
 */
function base64Forms(secret) {
    const bytes = external_node_buffer_.Buffer.from(secret);
    const inside = [0, 1, 2].map((before) => external_node_buffer_.Buffer.concat([external_node_buffer_.Buffer.alloc(before), bytes])
        .toString('base64')
        .slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3)));
    const whole = bytes.toString('base64');
    return [whole, whole.replace(/=+$/, ''), ...inside].flatMap((form) => [
        form,
        form.replaceAll('+', '-').replaceAll('/', '_'),
    ]);
}
function hideAddresses(text, given) {
    return (0,addresses/* pieces */.I)(text)
        .map((piece) => (piece.address === undefined || given.has(piece.address) ? piece.text : veil_hidden(piece.address)))
        .join('');
}
function veil_hidden(address) {
    if (!address.includes(':'))
        return address.replace(/\d+$/, 'x');
    const [first, second] = address.split(':');
    return `${first || '0'}:${second || '0'}:…`;
}
function literal(text) {
    return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
/** What a quoted piece may still show of a secret that it cuts. */
function beginning(secret) {
    if (secret.length <= 12)
        return [];
    const rest = [...secret.slice(12, 64)].reduceRight((after, character) => `(?:${literal(character)}${after})?`, '');
    return [`${literal(secret.slice(0, 12))}${rest}…?`];
}

;// CONCATENATED MODULE: ./build/zone/pace.js

const WINDOW = 300_000;
const MOST_IN_WINDOW = 1200;
/**
 * @param started when the run began, by the clock
 * @param budget milliseconds for the whole run
 * @param stop aborted when the run is told to end
 */
function keepPace(clock, started, budget, stop) {
    const deadline = started + budget;
    const recent = [];
    let heldUntil = 0;
    let sent = 0;
    const left = () => deadline - clock.now();
    const outOfTime = (words) => new Failure('out-of-time', `${words} (timeout-seconds allows ${Math.round(budget / 1000)} s for the run)`);
    async function pause(span, words, signal) {
        if (span > left())
            throw outOfTime(`${words}, and ${seconds(Math.max(0, left()))} of the run are left`);
        try {
            await clock.sleep(span, signal === undefined ? stop : AbortSignal.any([stop, signal]));
        }
        catch {
            throw cancelled();
        }
    }
    return {
        left,
        get sent() {
            return sent;
        },
        async turn() {
            for (;;) {
                if (stop.aborted)
                    throw cancelled();
                const now = clock.now();
                if (now >= deadline)
                    throw outOfTime('The time for the run is used up');
                while (recent[0] !== undefined && recent[0] <= now - WINDOW)
                    recent.shift();
                const [oldest] = recent;
                if (heldUntil > now)
                    await pause(heldUntil - now, `Cloudflare asks to wait ${seconds(heldUntil - now)}`);
                else if (oldest !== undefined && recent.length >= MOST_IN_WINDOW)
                    await pause(oldest + WINDOW - now, 'Cloudflare takes 1,200 requests in 5 minutes, and they have been sent');
                else
                    break;
            }
            recent.push(clock.now());
            sent += 1;
        },
        async wait(span, asked, signal) {
            if (asked)
                heldUntil = Math.max(heldUntil, clock.now() + span);
            await pause(span, asked ? `Cloudflare asks to wait ${seconds(span)} (Retry-After)` : `The next try is due in ${seconds(span)}`, signal);
        },
    };
}
function cancelled() {
    return new Failure('cancelled', 'The run was cancelled');
}
function seconds(span) {
    return `${Math.ceil(span / 100) / 10} s`;
}

;// CONCATENATED MODULE: ./build/run.js




















/** How long a request under way may still take once the run was told to end: its answer tells what was done. */
const GRACE = 2500;
/** Runs the action, from its inputs to its report. The exit code is set on the process; it never throws. */
async function run(world) {
    const { env, clock, stop, write } = world;
    const started = clock.now();
    const secrets = secretsOf(env);
    for (const secret of secrets)
        write(maskCommand(secret));
    const event = await readEvent(env);
    const reading = readInputs(env, event);
    const { mode, summary, hide } = reading.telling;
    const known = new Set(addressesIn(givenTexts(env).join(' ')));
    // The e-mail of the older pair is no secret to be masked, and still nothing to be shown.
    const hidden = [...secrets, ...emailOf(env), given(env, 'github-token') ?? ''];
    const show = veil({ secrets: hidden, hide, given: known });
    const abandon = new AbortController();
    stop.addEventListener('abort', () => setTimeout(() => abandon.abort(), GRACE).unref());
    const ledger = openLedger();
    const log = openLog(env.RUNNER_DEBUG === '1');
    const budget = 'inputs' in reading ? reading.inputs.budget : 0;
    const pace = keepPace(clock, started, budget, stop);
    const result = () => ledger.result(mode, pace.sent, clock.now() - started);
    let keeper;
    try {
        if ('problems' in reading) {
            ledger.problems.push(...reading.problems);
            if (reading.asked !== undefined) {
                const order = await readOrder(reading.asked, env);
                for (const ip of order.given)
                    known.add(ip);
                ledger.problems.push(...order.problems);
            }
        }
        else {
            const run = { ...world, event, pace, ledger, log, show, hide, given: known, abandon: abandon.signal };
            await carryOut(reading.inputs, run, (found) => {
                keeper = found;
            });
        }
    }
    catch (error) {
        ledger.stopped(error);
        log.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    // Told to stop while the last answer was awaited: nothing is missing, and still this is no run that went its way.
    if (stop.aborted && ledger.problems.length === 0)
        ledger.problems.push({ message: 'The run was cancelled; what it had done by then is told above' });
    // After a cancel there is no time for it: the record that was saved before the writing covers what came of it.
    if (keeper !== undefined && !stop.aborted)
        await keeper.publish(result()).then(({ warnings }) => ledger.warnings.push(...warnings), ledger.stopped);
    abandon.abort();
    const [runner, { report }] = await Promise.all([attachRunner(log, show), __nccwpck_require__.e(/* import() */ 897).then(__nccwpck_require__.bind(__nccwpck_require__, 9897))]);
    log.close();
    await report(result(), {
        runner,
        veil: show,
        scrub: veil({ secrets: hidden, hide: false, given: known }),
        temp: env.RUNNER_TEMP || undefined,
        summary,
        runUrl: runUrlOf(env, show),
    });
}
/** Read, observe, plan, apply: each stage leaves what it found in the ledger, and the run ends where one finds a mistake. */
async function carryOut(inputs, run, keptBy) {
    const { ledger, log, given: known } = run;
    const order = await readOrder(inputs, run.env);
    for (const ip of order.given)
        known.add(ip);
    ledger.notices.push(...order.notices);
    ledger.problems.push(...order.problems);
    if (order.problems.length > 0)
        return;
    ledger.wanted = order.wanted;
    log.group('Read', [`${sourceWords(inputs, order.wanted.length, order.file)}, mode ${inputs.mode}`]);
    const written = requestWritten();
    const observing = observe(inputs, order, run);
    const [observed] = await Promise.all([
        observing,
        // What reads the answer and what speaks to the runner take longer to load than a request to send: they load meanwhile.
        Promise.race([written, observing.then(() => { })]).then(async () => {
            await Promise.all(/* import() */[__nccwpck_require__.e(619), __nccwpck_require__.e(496)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8496));
            await attachRunner(log, run.show);
        }),
    ]);
    const { zone, list, keeping, earlier } = observed;
    log.group('Observe', [`Zone ${ledger.zoneId}, API ${zone.version}`, holdings(ledger)]);
    if (zone.kind === 'bare')
        assertBareWillDo(inputs);
    if (keeping.kind === 'refused') {
        ledger.problems.push(keeping.problem);
        return;
    }
    ledger.warnings.push(...keeping.warnings);
    const keeper = keeping.kind === 'kept' ? keeping.keeper : undefined;
    if (keeper !== undefined)
        keptBy(keeper);
    const wanted = new Set(order.wanted.map(({ ip }) => ip));
    const { takeBack, own, ...said } = (await keeper?.prepare(list, wanted)) ?? preview/* NOTHING */.K;
    ledger.notices.push(...said.notices);
    ledger.warnings.push(...said.warnings);
    ledger.problems.push(...said.problems);
    // Cleaning up goes on with the records that can be read; a pull request's own must be whole.
    if (said.problems.length > 0 && inputs.aim !== 'clean-up')
        return;
    const plan = makePlan({
        present: inputs.aim === 'present' ? order.wanted.filter(isTargeted) : [],
        absent: inputs.aim === 'absent' ? order.wanted : [],
        takeBack,
        prune: earlier === undefined ? { kind: inputs.prune.kind === 'all' ? 'all' : 'none' } : { kind: 'removed', earlier },
    }, list, ledger.regions, { ...inputs.policy, own });
    const foreseeable = foreseen(plan);
    log.group('Plan', [tally(foreseeable)]);
    ledger.outcomes = foreseeable;
    ledger.notices.push(...skips(plan));
    ledger.problems.push(...plan.refusals.map(({ problem }) => problem));
    if (plan.refusals.length > 0)
        return;
    ledger.problems.push(...(keeper?.draft(registrations(plan, wanted)) ?? []));
    if (ledger.problems.length > 0 && inputs.aim !== 'clean-up') {
        ledger.outcomes = undefined;
        return;
    }
    const changes = plan.steps.filter(isChange).length;
    if (inputs.mode !== 'apply') {
        ledger.changed = changes > 0;
        if (inputs.mode === 'check' && ledger.changed)
            ledger.problems.push({
                message: `The zone has drifted from what is wanted: ${tally(foreseeable)}. A run with mode: apply brings it back`,
            });
        return;
    }
    const saved = await keeper?.save();
    ledger.warnings.push(...(saved?.warnings ?? []));
    if (saved !== undefined && saved.problems.length > 0) {
        ledger.problems.push(...saved.problems);
        ledger.outcomes = undefined;
        return;
    }
    if (changes === 0)
        return;
    log.group('Apply');
    // Until the zone has been read again nothing of this is known.
    ledger.outcomes = undefined;
    ledger.list = undefined;
    const applied = await apply(plan, {
        zone,
        current: list,
        regions: ledger.regions,
        notice: (message) => ledger.notices.push({ message }),
        progress: log.line,
    });
    ledger.outcomes = applied.outcomes;
    ledger.list = applied.list;
    ledger.changed = applied.changed;
    ledger.apiVersion = zone.version;
    ledger.problems.push(...entryProblems(applied.outcomes, order.wanted));
    if (applied.unverified !== undefined)
        ledger.problems.push({ message: `What was written could not be verified: ${applied.unverified.message}` });
    log.line(`${sentWords(applied.outcomes)}; ${applied.list === undefined ? 'the zone could not be read again' : 'the zone was read again'}`);
}
/** What a plan registers, for the record: what is so already belongs to it too. */
function registrations({ steps }, wanted) {
    return new Map(steps.flatMap((step) => wanted.has(step.ip) && step.kind !== 'skip' && 'target' in step && step.target
        ? [[step.ip, step.target]]
        : []));
}
function holdings({ list, regions }) {
    const names = [...(regions?.values() ?? [])].reduce((sum, { size }) => sum + size, 0);
    return `${list === undefined ? 'Its list cannot be read' : `${(0,report_text/* counted */.hS)(list.size, 'mapping')} in the zone`}; ${regions === undefined ? 'the supported regions are not known' : `${names} supported regions`}`;
}
/** A server that has nothing but the one PATCH can register, and nothing else. */
function assertBareWillDo({ mode, aim, prune, policy }) {
    // What a pull request's record holds is judged where the record is read: an empty one is nothing to do.
    if (aim === 'take-back')
        return;
    if (mode !== 'apply')
        throw new Failure('no-route', `The zone's list of mappings cannot be read, so mode: ${mode} has nothing to compare with. ${NO_ROUTE_REMEDY}`);
    if (policy.onConflict !== 'overwrite')
        throw new Failure('no-route', `The zone's list of mappings cannot be read, so on-conflict: ${policy.onConflict} cannot be kept. ${NO_ROUTE_REMEDY}`);
    if (aim !== 'present' || prune.kind !== 'none')
        throw new Failure('no-route', `The zone's list of mappings cannot be read, so nothing can be removed. ${NO_ROUTE_REMEDY}`);
}
function sourceWords({ aim }, count, file) {
    if (aim === 'take-back')
        return 'What this pull request registered';
    if (aim === 'clean-up')
        return 'What closed pull requests registered';
    return `${(0,report_text/* counted */.hS)(count, 'mapping')} from ${file ?? 'the inputs'}`;
}
/** What the writing came to, in words that fit a failure too. */
function sentWords(outcomes) {
    const { created, updated, removed, failed } = (0,outcome/* countOutcomes */.X)(outcomes);
    return `${created + updated + removed} written${failed === 0 ? '' : `, ${failed} failed`}`;
}
function skips({ steps }) {
    return steps.flatMap((step) => (step.kind === 'skip' ? [{ message: step.message }] : []));
}
function tally(outcomes) {
    const counts = (0,outcome/* countOutcomes */.X)(outcomes);
    const words = {
        created: 'to create',
        updated: 'to update',
        removed: 'to remove',
        unchanged: 'unchanged',
        skipped: 'skipped',
        failed: 'refused',
    };
    return outcome/* OUTCOMES */.i.filter((kind) => counts[kind] > 0)
        .map((kind) => `${counts[kind]} ${words[kind]}`)
        .join(', ');
}
/** Loads what speaks to the runner, and hands it the log. */
async function attachRunner(log, show) {
    const { openRunner } = await Promise.all(/* import() */[__nccwpck_require__.e(421), __nccwpck_require__.e(881)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9881));
    const runner = openRunner(show);
    log.attach(runner);
    return runner;
}
/** What the run was itself given, as far as it stands in its environment. */
function givenTexts(env) {
    const own = /^INPUT_|^(?:https?|no)_proxy$|^GITHUB_(?:API|SERVER)_URL$/i;
    return Object.entries(env).flatMap(([name, value]) => (own.test(name) && value ? [value] : []));
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		id: moduleId,
/******/ 		loaded: false,
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Flag the module as loaded
/******/ 	module.loaded = true;
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/node module decorator */
/******/ (() => {
/******/ 	__nccwpck_require__.nmd = (module) => {
/******/ 		module.paths = [];
/******/ 		if (!module.children) module.children = [];
/******/ 		return module;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(1296);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
