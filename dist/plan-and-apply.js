export const id = 518;
export const ids = [518];
export const modules = {
  /***/6518: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.r(__webpack_exports__);
    __webpack_require__.d(__webpack_exports__, {
      planAndApply: () => (planAndApply)
    });
    var domain_text = __webpack_require__(6418);
    ; // CONCATENATED MODULE: ./build/reconcile/change.js

    function isChange(entry) {
      return entry.kind === 'create' || entry.kind === 'update' || entry.kind === 'remove';
    }
    const DONE = {
      create: 'created',
      update: 'updated',
      remove: 'removed',
      unchanged: 'unchanged'
    };
    function expectedOutcomes({
      entries,
      refusals
    }) {
      const refused = new Map();
      for (const {
        ips,
        problem
      } of refusals) for (const ip of ips) if (!refused.has(ip)) refused.set(ip, problem);
      const stopped = `was not attempted: ${(0, domain_text.hS)(refusals.length, 'error')} elsewhere in the plan stopped the run before any write`;
      return entries.map(entry => {
        const problem = refused.get(entry.ip);
        if (problem !== undefined) return failed(entry, problem);
        if (isChange(entry) && refusals.length > 0) return failed(entry, {
          message: stopped
        });
        if (entry.kind === 'skip') return {
          ...outcomeEntry(entry),
          outcome: 'skipped',
          message: entry.message
        };
        return {
          ...outcomeEntry(entry),
          outcome: DONE[entry.kind]
        };
      });
    }
    function failed(entry, {
      message,
      code,
      codes
    }) {
      return {
        ...outcomeEntry(entry),
        outcome: 'failed',
        message,
        ...(code === undefined ? {} : {
          code
        }),
        ...(codes === undefined ? {} : {
          codes
        })
      };
    }
    function outcomeEntry(entry) {
      return {
        ip: entry.ip,
        ...(entry.hosts === undefined ? {} : {
          hosts: entry.hosts
        }),
        ...('target' in entry && entry.target !== undefined ? {
          target: entry.target
        } : {}),
        ...('before' in entry && entry.before !== undefined ? {
          before: entry.before
        } : {}),
        ...(entry.evidence === undefined ? {} : {
          evidence: entry.evidence
        })
      };
    }
    var address = __webpack_require__(1781);
    var domain_mapping = __webpack_require__(8595);
    ; // CONCATENATED MODULE: ./build/reconcile/aws-region-names.js
    const NAMES = {
      'us-east-1': ['US East (N. Virginia)', 'US East (Northern Virginia)', 'US East (Virginia)'],
      'us-east-2': ['US East (Ohio)'],
      'us-west-1': ['US West (N. California)', 'US West (Northern California)', 'US West (California)'],
      'us-west-2': ['US West (Oregon)'],
      'us-gov-east-1': ['AWS GovCloud (US-East)'],
      'us-gov-west-1': ['AWS GovCloud (US-West)'],
      'af-south-1': ['Africa (Cape Town)'],
      'ap-east-1': ['Asia Pacific (Hong Kong)'],
      'ap-east-2': ['Asia Pacific (Taipei)'],
      'ap-northeast-1': ['Asia Pacific (Tokyo)'],
      'ap-northeast-2': ['Asia Pacific (Seoul)'],
      'ap-northeast-3': ['Asia Pacific (Osaka)'],
      'ap-south-1': ['Asia Pacific (Mumbai)'],
      'ap-south-2': ['Asia Pacific (Hyderabad)'],
      'ap-southeast-1': ['Asia Pacific (Singapore)'],
      'ap-southeast-2': ['Asia Pacific (Sydney)'],
      'ap-southeast-3': ['Asia Pacific (Jakarta)'],
      'ap-southeast-4': ['Asia Pacific (Melbourne)'],
      'ap-southeast-5': ['Asia Pacific (Malaysia)'],
      'ap-southeast-6': ['Asia Pacific (New Zealand)'],
      'ap-southeast-7': ['Asia Pacific (Thailand)'],
      'ca-central-1': ['Canada (Central)'],
      'ca-west-1': ['Canada West (Calgary)'],
      'cn-north-1': ['China (Beijing)'],
      'cn-northwest-1': ['China (Ningxia)'],
      'eu-central-1': ['Europe (Frankfurt)', 'EU (Frankfurt)'],
      'eu-central-2': ['Europe (Zurich)', 'EU (Zurich)'],
      'eu-north-1': ['Europe (Stockholm)', 'EU (Stockholm)'],
      'eu-south-1': ['Europe (Milan)', 'EU (Milan)'],
      'eu-south-2': ['Europe (Spain)', 'EU (Spain)'],
      'eu-west-1': ['Europe (Ireland)', 'EU (Ireland)'],
      'eu-west-2': ['Europe (London)', 'EU (London)'],
      'eu-west-3': ['Europe (Paris)', 'EU (Paris)'],
      'il-central-1': ['Israel (Tel Aviv)'],
      'me-central-1': ['Middle East (UAE)'],
      'me-south-1': ['Middle East (Bahrain)'],
      'mx-central-1': ['Mexico (Central)'],
      'sa-east-1': ['South America (São Paulo)']
    };
    const NO_PLACES = /^(?:Central|US-East|US-West)$/;
    const byName = new Map();
    for (const [region, names] of Object.entries(NAMES)) for (const name of names) {
      const place = name.slice(name.indexOf('(') + 1, -1);
      byName.set(lettersOf(name), region);
      byName.set(lettersOf(`${name} ${region}`), region);
      if (!NO_PLACES.test(place)) byName.set(lettersOf(place), region);
    }
    function awsRegionNamed(name) {
      return byName.get(lettersOf(name));
    }
    function awsNameOf(region) {
      return Object.hasOwn(NAMES, region) ? NAMES[region]?.[0] : undefined;
    }
    function lettersOf(name) {
      return name.normalize('NFD').toLowerCase().replace(/[^a-z0-9]/g, '');
    }
    ; // CONCATENATED MODULE: ./build/reconcile/unsupported-region.js

    const MOST_LISTED = 12;
    const MOST_OF_VENDOR = 40;
    const MOST_COMPARED = 500;
    const LONGEST_NAME = 60;
    function regionSuggestions(regions) {
      const directory = openDirectory(regions ?? new Map());
      const messages = new Map();
      return target => {
        const key = JSON.stringify([target.vendor, target.region]);
        const message = messages.get(key) ?? messageFor(target, directory);
        messages.set(key, message);
        return message;
      };
    }
    function openDirectory(regions) {
      const vendorsOf = new Map();
      for (const [vendor, names] of regions) for (const name of names.keys()) vendorsOf.set(name, [...(vendorsOf.get(name) ?? []), vendor]);
      const read = new Map();
      return {
        regions,
        vendors: listed([...regions.keys()].filter(vendor => regions.get(vendor)?.size !== 0).sort()),
        vendorsOf,
        namesOf(vendor) {
          let names = read.get(vendor);
          if (names === undefined) {
            const sorted = [...vendorsOf.keys()].filter(name => regions.get(vendor)?.has(name)).sort();
            const candidates = sorted.slice(0, MOST_COMPARED).map(name => ({
              name,
              ...spellingOf(name)
            }));
            names = {
              sorted,
              candidates
            };
            read.set(vendor, names);
          }
          return names;
        }
      };
    }
    function messageFor(target, directory) {
      const {
        vendor,
        region
      } = target;
      const names = directory.regions.get(vendor);
      if (names?.has(region)) return `${vendor} ${region} is in Cloudflare's own list of supported regions, and was refused all the same: run again later`;
      if (directory.vendors === '' || names?.size === 0) {
        const named = vendor === 'aws' ? awsRegionNamed(region) : undefined;
        const remedy = named === undefined ? "Check the spelling in the vendor's own list of regions" : displayName(named);
        return `Cloudflare knows no region ${(0, domain_text.hD)(region)} of ${(0, domain_text.hD)(vendor)}. ${remedy}`;
      }
      if (names === undefined) return `Cloudflare supports no vendor ${(0, domain_text.hD)(vendor)} here. Supported: ${directory.vendors}`;
      const remedy = region.length > LONGEST_NAME ? allOf(vendor, directory.namesOf(vendor).sorted) : remedyFor(target, directory);
      return `${vendor} has no supported region ${(0, domain_text.hD)(region)}. ${remedy}`;
    }
    function remedyFor({
      vendor,
      region
    }, {
      vendorsOf,
      namesOf
    }) {
      const {
        sorted,
        candidates
      } = namesOf(vendor);
      const all = allOf(vendor, sorted);
      const isOurs = name => name !== undefined && vendorsOf.get(name)?.includes(vendor) === true;
      const zoneRegion = regionOfAvailabilityZone(vendor, region);
      if (isOurs(zoneRegion)) return `It is an availability zone of ${zoneRegion}: give ${zoneRegion}`;
      const named = vendor === 'aws' ? awsRegionNamed(region) : undefined;
      if (isOurs(named)) return displayName(named);
      if (named !== undefined) return `It is AWS's name for ${named}, which Cloudflare does not support. ${all}`;
      const elsewhere = vendorsOf.get(region) ?? vendorsOfAvailabilityZone(region, vendorsOf);
      if (elsewhere.length > 0) return `It is a region of ${listed(elsewhere, 'and')}: check the vendor. ${all}`;
      const awsName = vendor === 'aws' ? awsNameOf(region) : undefined;
      if (awsName !== undefined) return `It is AWS's region ${awsName}, which Cloudflare does not support. ${all}`;
      const spellings = otherSpellings(vendor, region, candidates);
      if (spellings.length > 0) return `The name is written ${listed(spellings, 'or')}`;
      const written = spellingOf(region);
      const near = candidates.filter(candidate => isMisspelling(region, written, candidate));
      if (near.length > 0) return `Nearest supported names of ${vendor}: ${listed(near.map(({
        name
      }) => name))}`;
      const siblings = candidates.filter(({
        letters
      }) => letters === written.letters).map(({
        name
      }) => name);
      if (siblings.length === 0) return all;
      return `A name with another number is another region. ${allOf(vendor, [...new Set([...siblings, ...sorted])])}`;
    }
    function allOf(vendor, names) {
      return `Supported regions of ${vendor}: ${listed(names, '', MOST_OF_VENDOR)}`;
    }
    function spellingOf(name) {
      const whole = lettersOf(name);
      return {
        whole,
        letters: whole.replace(/\d/g, ''),
        numbers: whole.replace(/\D/g, '')
      };
    }
    function displayName(region) {
      return `It is AWS's name for ${region}: give ${region}`;
    }
    const AVAILABILITY_ZONES = {
      aws: /^(.+?-\d+)(?:-[a-z]+-\d+)?[a-z]$/,
      gcp: /^(.+\d)-[a-z]$/,
      oci: /^(?:.*:)?(.+-\d+)-ad-\d$/
    };
    function regionOfAvailabilityZone(vendor, zone) {
      return Object.hasOwn(AVAILABILITY_ZONES, vendor) ? AVAILABILITY_ZONES[vendor]?.exec(zone)?.[1] : undefined;
    }
    function vendorsOfAvailabilityZone(zone, vendorsOf) {
      return Object.keys(AVAILABILITY_ZONES).filter(vendor => vendorsOf.get(regionOfAvailabilityZone(vendor, zone) ?? '')?.includes(vendor));
    }
    function otherSpellings(vendor, region, candidates) {
      const whole = lettersOf(vendor === 'azure' ? region.replace(/^\([^)]*\)/, '') : region);
      const place = vendor === 'oci' ? lettersOf(/\(([^)]+)\)$/.exec(region)?.[1] ?? region) : undefined;
      return candidates.filter(one => one.whole === whole || place !== undefined && one.name.split('-')[1] === place).map(({
        name
      }) => name);
    }
    function isMisspelling(region, {
      whole: written,
      numbers
    }, candidate) {
      const {
        name,
        whole
      } = candidate;
      if (numbers !== candidate.numbers) return false;
      if (Math.abs(written.length - whole.length) > 1) return false;
      if (name[2] === '-' && !region.startsWith(name.slice(0, 2))) return false;
      let same = 0;
      while (same < whole.length && written[same] === whole[same]) same += 1;
      const [a, b] = [written.slice(same), whole.slice(same)];
      const swapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
      return swapped || a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1);
    }
    function listed(names, conjunction = '', most = MOST_LISTED) {
      const shown = names.slice(0, most).map(name => (0, domain_text.$Q)(name, LONGEST_NAME));
      if (names.length > shown.length) return `${shown.join(', ')} and ${names.length - shown.length} more`;
      return shown.join(conjunction === '' ? ', ' : ` ${conjunction} `);
    }
    ; // CONCATENATED MODULE: ./build/reconcile/refusals.js

    const SMALL_ZONE = 10;
    function refusalsOf({
      present,
      entries,
      pruned,
      existing,
      regions,
      policy
    }) {
      const count = existing === undefined ? 0 : (0, domain_mapping.Nd)(existing);
      return [...present.flatMap(({
        desired,
        refusal
      }) => refusal === undefined ? [] : [refused(desired, refusal, desired.places?.origin)]), ...unsupported(present, regions), ...conflicts(present, policy), ...overLimit(present, entries, count), ...tooManyRemovals(pruned.map(({
        ip
      }) => ip), count, policy.maxRemovals)];
    }
    function unsupported(present, regions) {
      if (regions === undefined) return [];
      const suggest = regionSuggestions(regions);
      return present.flatMap(({
        desired,
        entry
      }) => {
        const {
          ip,
          location,
          places
        } = desired;
        if (entry.kind === 'unchanged' || location.kind !== 'known' || (0, domain_mapping.TT)(location.target, regions)) return [];
        const {
          target
        } = location;
        const place = (regions.has(target.vendor) ? places?.region : places?.vendor) ?? places?.origin;
        const {
          evidence
        } = location;
        const message = evidence === undefined ? `${ip}: ${suggest(target)}` : `${ip}: the region that was found, ${(0, domain_mapping.je)(target)} (${evidence.words}), is not among those that Cloudflare supports. Give the vendor and the supported region nearest to it`;
        return [refused(desired, message, place, 1157)];
      });
    }
    function conflicts(present, {
      onConflict,
      own
    }) {
      if (onConflict !== 'fail') return [];
      return present.flatMap(({
        desired,
        entry
      }) => entry.kind === 'update' && entry.before !== undefined && !own.has(entry.ip) ? [refused(desired, `${entry.ip}: the zone maps it to ${(0, domain_mapping.je)(entry.before)}, and ${(0, domain_mapping.je)(entry.target)} is desired (on-conflict: fail). Set on-conflict to overwrite or skip, or fix the entry`, desired.places?.origin)] : []);
    }
    function overLimit(present, entries, existing) {
      const creates = entries.filter(({
        kind
      }) => kind === 'create');
      const removals = entries.filter(({
        kind
      }) => kind === 'remove').length;
      const fit = Math.max(0, domain_mapping.uK - existing + removals);
      const over = creates[fit];
      if (over === undefined) return [];
      const place = present.find(({
        entry
      }) => entry === over)?.desired.places?.origin;
      const message = `${over.ip} is the first that does not fit: ${limitMessage({
        existing,
        requested: creates.length,
        removals,
        fit
      })}`;
      return [{
        ips: creates.map(({
          ip
        }) => ip),
        problem: {
          message,
          code: 1164,
          ...(place ? {
            place
          } : {})
        }
      }];
    }
    function tooManyRemovals(ips, existing, allowed) {
      const exempt = allowed.kind === 'share' && allowed.percent > 0 && existing < SMALL_ZONE;
      const most = allowed.kind === 'number' ? allowed.most : allowed.percent * existing / 100;
      if (exempt || ips.length <= most) return [];
      const words = allowed.kind === 'number' ? `${allowed.most}` : `${allowed.percent}% of them`;
      const message = `Pruning would remove ${ips.length} of the zone's ${existing} mappings, and max-removals allows ${words}. If that is intended, raise max-removals for this run; otherwise check that the list is complete`;
      return [{
        ips,
        problem: {
          message
        }
      }];
    }
    function refused({
      ip
    }, message, place, code) {
      return {
        ips: [ip],
        problem: {
          message,
          ...(code === undefined ? {} : {
            code
          }),
          ...(place === undefined ? {} : {
            place
          })
        }
      };
    }
    function limitMessage({
      existing,
      requested,
      removals,
      fit
    }) {
      return `the zone holds ${(0, domain_text.hS)(existing, 'mapping')}, ${moreOf(requested, 'are', 'is')} requested, and ${(0, domain_text.zD)(fit)} ${fit === 1 ? 'fits' : 'fit'}${roomMade(removals)}: the limit is ${(0, domain_text.zD)(domain_mapping.uK)} mappings a zone (code 1164). ${MAKE_ROOM}`;
    }
    function fullMessage({
      before,
      requested,
      removals,
      now
    }) {
      const start = `Cloudflare takes no more mappings in this zone (code 1164): the limit is ${(0, domain_text.zD)(domain_mapping.uK)}`;
      const last = now === undefined ? 'how many it holds now could not be read' : `it holds ${(0, domain_text.zD)(now)} now`;
      if (before === undefined) return `${start}, ${last}, ${(0, domain_text.zD)(requested)} ${requested === 1 ? 'was' : 'were'} requested, and 0 more fit. ${MAKE_ROOM}`;
      const fit = `${(0, domain_text.zD)(Math.max(0, domain_mapping.uK - before + removals))} fitted${roomMade(removals)}`;
      const cause = now === undefined || now >= domain_mapping.uK ? 'another writer has filled the zone meanwhile' : 'another writer has filled the zone meanwhile, or Cloudflare allows this zone fewer';
      return `${start}. The zone held ${(0, domain_text.zD)(before)} when this run read it, ${moreOf(requested, 'were', 'was')} requested, and ${fit}; ${last}: ${cause}. ${MAKE_ROOM}, and run again`;
    }
    const MAKE_ROOM = 'Remove mappings that are no longer needed, for example in a run that lists them with state: absent';
    function moreOf(count, many, one) {
      return `${(0, domain_text.zD)(count)} more ${count === 1 ? one : many}`;
    }
    function roomMade(removals) {
      return removals === 0 ? '' : ` (with room made by ${(0, domain_text.hS)(removals, 'removal')})`;
    }
    ; // CONCATENATED MODULE: ./build/reconcile/plan.js

    function makePlan(input, existing, regions, policy) {
      const present = input.present.map(desired => planPresent(desired, existing, policy));
      const absent = input.absent.map(desired => planAbsent(desired, existing));
      const revert = input.revert.map(({
        ip,
        to
      }) => planRevert({
        ip
      }, to, targetAt(existing, ip)));
      const named = new Set([...input.present, ...input.absent, ...input.revert].map(({
        ip
      }) => ip));
      const pruned = existing === undefined ? NOTHING_PRUNED : prune(input.prune, existing, named);
      const entries = [...present, ...absent].map(({
        entry
      }) => entry).concat(revert, pruned.removals);
      return {
        entries,
        refusals: refusalsOf({
          present,
          entries,
          pruned: pruned.removals,
          existing,
          regions,
          policy
        }),
        notices: [...[...present, ...absent].flatMap(noticesOf), ...pruned.notices]
      };
    }
    function changesOf(plan) {
      return plan.entries.filter(isChange);
    }
    function restsOnAbsence({
      entries
    }, {
      onConflict
    }, recorded) {
      return entries.filter(entry => entry.kind === 'unchanged' && entry.absent || entry.kind === 'create' && (onConflict !== 'overwrite' || recorded.has(entry.ip))).map(({
        ip
      }) => ip);
    }
    const NOTHING_PRUNED = {
      removals: [],
      notices: []
    };
    function prune(rule, existing, named) {
      if (rule.kind === 'none') return NOTHING_PRUNED;
      return rule.kind === 'all' ? pruneAll(existing, named) : pruneRemoved(rule.earlier, existing, named);
    }
    function planPresent(desired, existing, policy) {
      const {
        ip,
        location
      } = desired;
      const origin = originOf(desired);
      const before = targetAt(existing, ip);
      if (location.kind === 'skip') {
        const {
          reason
        } = location;
        const entry = {
          ...origin,
          kind: 'skip',
          ...(before === undefined ? {} : {
            before
          }),
          message: reason
        };
        return {
          desired,
          entry,
          notice: `${ip}: ${reason}`
        };
      }
      if (location.kind !== 'known') {
        const {
          reason,
          otherwise
        } = location.kind === 'unknown' ? location : NO_TARGET;
        if (before === undefined) return {
          desired,
          entry: {
            ...origin,
            kind: 'skip',
            message: reason
          },
          ...(otherwise === 'fail' ? {
            refusal: `${ip}: no region is known: ${reason}. Give vendor and region`
          } : {
            notice: `${ip}: ${reason}`
          })
        };
        const notice = `${ip}: ${reason}. The zone maps it to ${(0, domain_mapping.je)(before)}; left as it is`;
        return {
          desired,
          entry: {
            ...origin,
            kind: 'unchanged',
            target: before
          },
          notice
        };
      }
      const {
        target,
        evidence
      } = location;
      if (existing === undefined) return {
        desired,
        entry: {
          ...origin,
          kind: 'update',
          target
        }
      };
      if (before === undefined) return {
        desired,
        entry: {
          ...origin,
          kind: 'create',
          target
        }
      };
      if ((0, domain_mapping.cS)(before, target)) return {
        desired,
        entry: {
          ...origin,
          kind: 'unchanged',
          target
        }
      };
      if (evidence?.unread !== undefined) {
        const notice = `${ip}: ${evidence.words} says ${(0, domain_mapping.je)(target)}, but the published ranges of ${evidence.unread} could not be read. The zone maps it to ${(0, domain_mapping.je)(before)}; left as it is`;
        const {
          evidence: _,
          ...plain
        } = origin;
        return {
          desired,
          entry: {
            ...plain,
            kind: 'unchanged',
            target: before
          },
          notice
        };
      }
      if (policy.onConflict !== 'skip' || policy.own.has(ip)) return {
        desired,
        entry: {
          ...origin,
          kind: 'update',
          target,
          before
        }
      };
      const message = `The zone maps ${ip} to ${(0, domain_mapping.je)(before)} already; left as it is (on-conflict: skip)`;
      return {
        desired,
        entry: {
          ...origin,
          kind: 'skip',
          target,
          before,
          message
        },
        notice: message
      };
    }
    const NO_TARGET = {
      reason: 'vendor and region are not given',
      otherwise: 'fail'
    };
    function planAbsent(desired, existing) {
      const {
        ip,
        location
      } = desired;
      const origin = originOf(desired);
      const before = targetAt(existing, ip);
      const target = location.kind === 'known' ? location.target : undefined;
      if (before === undefined) return {
        desired,
        entry: {
          ...origin,
          kind: 'unchanged',
          absent: true,
          ...(target === undefined ? {} : {
            target
          })
        }
      };
      if (location.kind === 'any' && location.vendor !== undefined && location.vendor !== before.vendor) {
        const message = `The zone maps ${ip} to ${(0, domain_mapping.je)(before)}, not to a region of ${location.vendor}; not removed`;
        return {
          desired,
          entry: {
            ...origin,
            kind: 'skip',
            before,
            message
          },
          notice: message
        };
      }
      if (target === undefined || (0, domain_mapping.cS)(before, target)) return {
        desired,
        entry: {
          ...origin,
          kind: 'remove',
          before
        }
      };
      const message = `The zone maps ${ip} to ${(0, domain_mapping.je)(before)}, not to ${(0, domain_mapping.je)(target)}; not removed. Leave vendor and region out to remove it wherever it is mapped`;
      return {
        desired,
        entry: {
          ...origin,
          kind: 'skip',
          target,
          before,
          message
        },
        notice: message
      };
    }
    function planRevert(origin, to, before) {
      if (to === undefined) return before === undefined ? {
        ...origin,
        kind: 'unchanged',
        absent: true
      } : {
        ...origin,
        kind: 'remove',
        before
      };
      if (before === undefined) return {
        ...origin,
        kind: 'create',
        target: to
      };
      return (0, domain_mapping.cS)(before, to) ? {
        ...origin,
        kind: 'unchanged',
        target: to
      } : {
        ...origin,
        kind: 'update',
        target: to,
        before
      };
    }
    function originOf({
      ip,
      hosts,
      location
    }) {
      const evidence = location.kind === 'known' ? location.evidence : undefined;
      return {
        ip,
        ...(hosts.length === 0 ? {} : {
          hosts
        }),
        ...(evidence === undefined ? {} : {
          evidence
        })
      };
    }
    function targetAt(existing, ip) {
      const mapping = existing?.mappings.get(ip);
      return mapping && (0, domain_mapping.$r)(mapping);
    }
    function noticesOf({
      desired: {
        places
      },
      notice
    }) {
      return notice === undefined ? [] : [{
        message: notice,
        ...(places === undefined ? {} : {
          place: places.origin
        })
      }];
    }
    function pruneAll({
      mappings,
      unreadable
    }, named) {
      const [first] = unreadable;
      return {
        removals: (0, address.kO)([...mappings.values()].filter(({
          ip
        }) => !named.has(ip))).map(removal),
        notices: first === undefined ? [] : [{
          message: `prune: all leaves ${(0, domain_text.hS)(unreadable.length, 'row')} of the zone's list whose address cannot be read, ${(0, domain_text.hD)(first.ip)} first. Remove what is not needed by hand`
        }]
      };
    }
    function pruneRemoved(earlier, {
      mappings
    }, named) {
      const dropped = (0, address.kO)([...mappings.values()].filter(({
        ip
      }) => earlier.has(ip) && !named.has(ip)));
      const isOurs = mapping => {
        const target = earlier.get(mapping.ip);
        return target !== undefined && (0, domain_mapping.cS)(mapping, target);
      };
      return {
        removals: dropped.filter(isOurs).map(removal),
        notices: dropped.filter(mapping => !isOurs(mapping)).map(mapping => ({
          message: leftMessage(mapping, earlier.get(mapping.ip))
        }))
      };
    }
    function leftMessage(mapping, target) {
      const said = target === undefined ? 'where the earlier version of the mappings file mapped it is not known' : `the earlier version of the mappings file said ${(0, domain_mapping.je)(target)}`;
      return `${mapping.ip} is no longer listed and is left: the zone maps it to ${(0, domain_mapping.je)(mapping)}, and ${said}. Remove it with state: absent if it is not needed`;
    }
    function removal(mapping) {
      return {
        ip: mapping.ip,
        kind: 'remove',
        before: (0, domain_mapping.$r)(mapping)
      };
    }
    var report_log = __webpack_require__(6945);
    var cloudflare_error = __webpack_require__(5960);
    var result = __webpack_require__(4424);
    ; // CONCATENATED MODULE: ./build/reconcile/classify.js

    function standingOf(change, now) {
      if ((0, domain_mapping.yY)(now, change.kind === 'remove' ? undefined : change.target)) return 'done';
      return (0, domain_mapping.yY)(now, 'before' in change ? change.before : undefined) ? 'as before' : 'changed';
    }
    function isToRepeat(change, {
      answer
    }, now) {
      return ['accepted', 'missing', 'not removed'].includes(answer.kind) && standingOf(change, now) === 'as before';
    }
    function outcomeInZone(change, attempt, now, messages) {
      const standing = standingOf(change, now);
      if (standing === 'done') return outcomeDone(change, attempt);
      const failure = failureOf(attempt, messages);
      if (standing === 'as before') return failed(change, failure);
      const changed = changedMessage(now);
      return failed(change, {
        ...failure,
        message: isTaken(attempt) ? changed : `${failure.message}; and ${changed}`
      });
    }
    function outcomeByAnswer(change, attempt, messages) {
      if (isTaken(attempt)) return outcomeDone(change, attempt);
      return failed(change, failureOf(attempt, messages));
    }
    function changedMessage(now) {
      const state = now === undefined ? 'holds no mapping of it' : `maps it to ${(0, domain_mapping.je)(now)}`;
      return `somebody changed it meanwhile: the zone ${state} now, and that was left as it is. Run again if the list is right, and let one run at a time write to a zone, with a concurrency group per zone`;
    }
    function isTaken({
      answer
    }) {
      return answer.kind === 'accepted' || answer.kind === 'missing';
    }
    function outcomeDone(change, {
      answer,
      sent,
      mayHaveActed
    }) {
      const wasGone = (answer.kind === 'missing' || answer.kind === 'not removed') && !mayHaveActed;
      return {
        ...outcomeEntry(change),
        outcome: sent && !wasGone ? DONE[change.kind] : 'unchanged'
      };
    }
    function failureOf({
      answer,
      sent
    }, messages) {
      switch (answer.kind) {
        case 'accepted':
          return {
            message: messages.lost
          };
        case 'missing':
          return {
            message: 'Cloudflare answers that there is no such mapping, and lists it all the same. Run again later'
          };
        case 'full':
          {
            const {
              kind: _,
              ...codes
            } = answer;
            return {
              code: 1164,
              ...codes,
              message: messages.full
            };
          }
        case 'not sent':
          return {
            message: `was not ${sent ? 'sent again' : 'attempted'}: ${answer.reason}`
          };
        default:
          return answer;
      }
    }
    const MOST_READINGS = 3;
    async function readUntilCertain(zone, plan, before, attempts) {
      let earlier;
      for (let reading = 1;; reading += 1) {
        const existing = await zone.list();
        const doubtful = plan.entries.filter(entry => !existing.mappings.has(entry.ip) && isExpected(entry, before, attempts.get(entry.ip)));
        const agree = doubtful.every(({
          ip
        }) => earlier !== undefined && !earlier.mappings.has(ip));
        if (existing.pages < 2 || agree || reading === MOST_READINGS) return existing;
        earlier = existing;
      }
    }
    function isExpected(entry, before, attempt) {
      if (!isChange(entry)) return entry.kind === 'unchanged' && before?.mappings.has(entry.ip) === true;
      if (entry.kind === 'remove') return attempt !== undefined && !isTaken(attempt);
      return entry.kind === 'update' || attempt?.mayHaveActed === true;
    }
    ; // CONCATENATED MODULE: ./build/reconcile/round.js

    const NOTHING_SENT = {
      attempts: new Map(),
      accepted: false,
      list: undefined,
      full: false,
      failedAlone: 0,
      parts: 0,
      end: undefined
    };
    function isNew({
      kind,
      ip
    }, {
      zone,
      list
    }) {
      return kind === 'create' || zone.access === 'patch-only' && list !== undefined && !list.mappings.has(ip);
    }
    function fail(change, failure, round) {
      const answer = answerFor(change, failure, round);
      if (failure.final) round.end ??= failure;
      if (answer.kind === 'full' && isNew(change, round)) round.full = true;
      note(change, answer, failure.tries, round, failure.unclear && failure.tries > 0);
    }
    function answerFor(change, failure, {
      suggest
    }) {
      const isPut = change.kind !== 'remove';
      const words = wordsOf(failure);
      if (failure.tries === 0) return {
        kind: 'not sent',
        reason: failure.message
      };
      if (failure.kind === 'missing' && !isPut) return {
        kind: 'missing'
      };
      if (failure.unclear) return {
        kind: 'unanswered',
        ...words
      };
      if (failure.kind === 'limit' && isPut) return {
        kind: 'full',
        ...(0, cloudflare_error.Od)(failure)
      };
      if (words.code !== 1157 || !isPut) return {
        kind: 'refused',
        ...words
      };
      return {
        kind: 'refused',
        ...words,
        message: `${words.message}. ${suggest(change.target)}`
      };
    }
    function wordsOf(failure) {
      return {
        message: failure.message,
        ...(0, cloudflare_error.Od)(failure)
      };
    }
    function note({
      ip
    }, answer, tries, round, acted = false) {
      const {
        attempts
      } = round;
      if (answer.kind === 'accepted') round.accepted = true;
      const earlier = attempts.get(ip);
      const isAnswer = answer.kind === 'accepted' || answer.kind === 'unanswered';
      const keeps = answer.kind === 'not sent' && (earlier?.answer.kind === 'refused' || earlier?.answer.kind === 'not removed');
      attempts.set(ip, {
        answer: keeps ? earlier.answer : answer,
        sent: tries > 0 || earlier?.sent === true,
        mayHaveActed: acted || isAnswer || tries > 1 || earlier?.mayHaveActed === true
      });
    }
    var choose_version = __webpack_require__(6375);
    ; // CONCATENATED MODULE: ./build/reconcile/send.js

    const PROGRESS_EVERY = 10;
    async function send(changes, options, earlier) {
      const round = {
        ...options,
        ...earlier,
        attempts: new Map(earlier.attempts),
        batches: options.zone.access === 'full'
      };
      const isSingle = ({
        ip
      }) => earlier.attempts.get(ip)?.answer.kind === 'not removed';
      let requests = 0;
      let done = 0;
      const batched = changes.filter(change => !isSingle(change));
      for (const group of inOrder(batched, options.count)) {
        const queue = [...group];
        while (queue.length > 0) {
          const batch = queue.splice(0, round.batches ? choose_version.BU : 1);
          const open = batch.filter(change => isOpen(change, round));
          const [first] = open;
          if (first === undefined) continue;
          if (open.length === 1) await sendAlone(first, round);else if (!(await sendBatch(open, round))) {
            queue.unshift(...open);
            continue;
          }
          done += batch.length;
          requests += 1;
          if (requests % PROGRESS_EVERY === 0) options.progress(`${done} of ${changes.length} sent`);
        }
      }
      for (const change of changes.filter(isSingle)) await sendOnceMore(change, round);
      const {
        attempts,
        accepted,
        list,
        full,
        failedAlone,
        parts,
        end
      } = round;
      return {
        attempts,
        accepted,
        list,
        full,
        failedAlone,
        parts,
        end
      };
    }
    function inOrder(changes, count) {
      const creates = changes.filter(({
        kind
      }) => kind === 'create');
      const removals = changes.filter(({
        kind
      }) => kind === 'remove');
      const forced = Math.max(0, count + creates.length - domain_mapping.uK);
      return [changes.filter(({
        kind
      }) => kind === 'update'), removals.slice(0, forced), creates, removals.slice(forced)];
    }
    function isOpen(change, round) {
      if (round.end !== undefined) note(change, {
        kind: 'not sent',
        reason: round.end.message
      }, 0, round);else if (round.full && isNew(change, round)) note(change, {
        kind: 'full'
      }, 0, round);else return true;
      return false;
    }
    const MOST_FAILED_ALONE = 10;
    async function sendAlone(change, round) {
      const {
        zone
      } = round;
      try {
        const {
          value,
          tries
        } = change.kind === 'remove' ? await zone.remove(change.ip) : await zone.put({
          ip: change.ip,
          ...change.target
        });
        round.list = value;
        note(change, {
          kind: 'accepted'
        }, tries, round);
      } catch (error) {
        const failure = (0, cloudflare_error.ZC)(error);
        const isFirst = round.attempts.size === 0 && failure.tries === 1;
        if (failure.kind === 'no-route' && zone.access === 'patch-only' && isFirst) throw failure;
        if (zone.access === 'full' || !leavesZone(failure)) round.list = undefined;
        fail(change, failure, round);
      }
    }
    function leavesZone({
      tries,
      unclear,
      code
    }) {
      return tries === 0 || tries === 1 && !unclear && code !== undefined;
    }
    async function sendOnceMore(change, round) {
      if (round.end !== undefined || round.full && isNew(change, round)) return false;
      if (round.failedAlone === MOST_FAILED_ALONE) return false;
      await sendAlone(change, round);
      if (round.attempts.get(change.ip)?.answer.kind !== 'accepted') round.failedAlone += 1;
      return true;
    }
    const MOST_PARTS = 40;
    async function sendBatch(batch, round) {
      let reply;
      try {
        reply = await requestBatch(batch, round);
      } catch (error) {
        return await failBatch(batch, (0, cloudflare_error.ZC)(error), round);
      }
      const {
        value,
        tries
      } = reply;
      for (const change of batch) note(change, answerIn(value, change), tries, round);
      for (const change of batch) if (round.attempts.get(change.ip)?.answer.kind === 'refused') await sendOnceMore(change, round);
      return true;
    }
    function requestBatch(batch, round) {
      const {
        zone
      } = round;
      round.list = undefined;
      const mappings = batch.flatMap(change => change.kind === 'remove' ? [] : [{
        ip: change.ip,
        ...change.target
      }]);
      return mappings.length > 0 ? zone.putBatch(mappings) : zone.removeBatch(batch.map(({
        ip
      }) => ip));
    }
    function answerIn(result, {
      kind,
      ip
    }) {
      const reason = result?.failed.get(ip);
      if (reason !== undefined) return {
        kind: kind === 'remove' ? 'not removed' : 'refused',
        message: `Cloudflare answered: ${reason}`
      };
      if (result === undefined || result.succeeded.has(ip)) return {
        kind: 'accepted'
      };
      return {
        kind: 'unanswered',
        message: 'Cloudflare did not say what became of it'
      };
    }
    async function failBatch(batch, failure, round) {
      if (failure.kind === 'no-route') {
        for (const change of batch) note(change, {
          kind: 'not sent',
          reason: failure.message
        }, failure.tries, round);
        round.batches = false;
        return false;
      }
      if (failBatchAtOnce(batch, failure, round)) return true;
      const rest = [];
      for (const change of batch) if (!(await sendOnceMore(change, round))) rest.push(change);
      const parts = rest.length === batch.length ? halvesOf(rest) : [rest];
      for (let part = parts.shift(); part !== undefined; part = parts.shift()) if (await isRefused(part, round)) parts.push(...halvesOf(part));
      return true;
    }
    function failBatchAtOnce(batch, failure, round) {
      const isWhole = failure.kind === 'refused' || failure.kind === 'missing';
      for (const change of batch) if (isWhole) note(change, {
        kind: 'refused',
        ...wordsOf(failure)
      }, failure.tries, round, failure.kind === 'refused');else fail(change, failure, round);
      return !isWhole;
    }
    async function isRefused(part, round) {
      const open = part.filter(change => !(round.full && isNew(change, round)));
      const [first, second] = open;
      if (first === undefined || round.end !== undefined || round.parts === MOST_PARTS) return false;
      round.parts += 1;
      if (second === undefined) {
        await sendAlone(first, round);
        return false;
      }
      try {
        const {
          value,
          tries
        } = await requestBatch(open, round);
        for (const change of open) note(change, answerIn(value, change), tries, round);
        return false;
      } catch (error) {
        return !failBatchAtOnce(open, (0, cloudflare_error.ZC)(error), round);
      }
    }
    function halvesOf(changes) {
      const middle = Math.ceil(changes.length / 2);
      return [changes.slice(0, middle), changes.slice(middle)];
    }
    ; // CONCATENATED MODULE: ./build/reconcile/apply.js

    const MOST_ROUNDS = 3;
    async function apply(plan, options) {
      const {
        zone,
        existing: before,
        regions,
        notice,
        progress
      } = options;
      const suggest = regionSuggestions(regions);
      let todo = changesOf(plan);
      let sent = NOTHING_SENT;
      let reading = before === undefined ? {} : {
        existing: before
      };
      for (let round = 1;; round += 1) {
        const count = reading.existing === undefined ? 0 : (0, domain_mapping.Nd)(reading.existing);
        sent = await send(todo, {
          zone,
          count,
          suggest,
          progress
        }, sent);
        reading = await readAgain(plan, sent, options);
        const {
          existing
        } = reading;
        todo = existing === undefined ? [] : toRepeat(changesOf(plan), sent, existing);
        if (todo.length === 0 || sent.end !== undefined || round === MOST_ROUNDS) return conclude(plan, {
          before,
          sent,
          reading,
          rounds: round
        });
        const lost = todo.filter(({
          ip
        }) => sent.attempts.get(ip)?.answer.kind === 'accepted').length;
        if (lost > 0) notice(`Another run overwrote the zone's record: ${lost} of this run's writes are missing and are sent again`);
      }
    }
    const NO_LIST = 'the API has no list to be read, and its last answer did not hold one';
    async function readAgain(plan, sent, {
      zone,
      existing
    }) {
      const {
        attempts,
        list,
        end
      } = sent;
      if (![...attempts.values()].some(({
        sent
      }) => sent)) return existing === undefined ? {} : {
        existing
      };
      if (end?.kind === 'cancelled') return {
        unverified: end
      };
      const isWhole = zone.access === 'patch-only' || changesOf(plan).length === 1 && holdsAllOf(existing, list);
      if (list !== undefined && isWhole) return {
        existing: list
      };
      if (zone.access === 'patch-only') {
        const accepted = [...attempts.values()].some(({
          answer
        }) => answer.kind === 'accepted');
        return accepted ? {
          unverified: new cloudflare_error.Oi('unanswered', NO_LIST)
        } : {};
      }
      try {
        return {
          existing: await readUntilCertain(zone, plan, existing, attempts)
        };
      } catch (error) {
        return {
          unverified: (0, cloudflare_error.ZC)(error)
        };
      }
    }
    function holdsAllOf(before, list) {
      if (before === undefined || list === undefined) return false;
      return before.unreadable.length <= list.unreadable.length && [...before.mappings.keys()].every(ip => list.mappings.has(ip));
    }
    function toRepeat(changes, {
      attempts
    }, {
      mappings
    }) {
      return changes.filter(change => isToRepeat(change, attemptOf(change.ip, attempts), mappings.get(change.ip)));
    }
    function conclude(plan, conclusion) {
      const {
        sent,
        reading
      } = conclusion;
      const messages = messagesFor(plan, conclusion);
      const outcomes = plan.entries.map(entry => outcomeOf(entry, conclusion, messages));
      const written = outcomes.some(({
        outcome
      }) => ['created', 'updated', 'removed'].includes(outcome));
      return {
        outcomes,
        changed: written || sent.accepted,
        ...reading
      };
    }
    function outcomeOf(entry, {
      before,
      sent,
      reading: {
        existing
      }
    }, messages) {
      const now = existing?.mappings.get(entry.ip);
      if (isChange(entry)) {
        const attempt = attemptOf(entry.ip, sent.attempts);
        return existing === undefined ? outcomeByAnswer(entry, attempt, messages) : outcomeInZone(entry, attempt, now, messages);
      }
      if (entry.kind === 'skip') return {
        ...outcomeEntry(entry),
        outcome: 'skipped',
        message: entry.message
      };
      if (before !== undefined && existing !== undefined && !(0, domain_mapping.yY)(now, before.mappings.get(entry.ip))) return failed(entry, {
        message: changedMessage(now)
      });
      return {
        ...outcomeEntry(entry),
        outcome: DONE.unchanged
      };
    }
    function messagesFor(plan, {
      before,
      sent,
      reading: {
        existing
      },
      rounds
    }) {
      const changes = changesOf(plan);
      const removals = changes.filter(({
        kind
      }) => kind === 'remove').length;
      const again = sent.end === undefined ? `It was sent ${(0, domain_text.hS)(rounds, 'time')}` : `It was not sent again: ${sent.end.message}`;
      return {
        full: fullMessage({
          before: before && (0, domain_mapping.Nd)(before),
          requested: before === undefined ? changes.length : changes.filter(({
            kind
          }) => kind === 'create').length,
          removals,
          now: existing && (0, domain_mapping.Nd)(existing)
        }),
        lost: `another run overwrote the zone's record, and this change with it. ${again}. Let one run at a time write to a zone, with a concurrency group per zone`
      };
    }
    function attemptOf(ip, attempts) {
      return attempts.get(ip);
    }
    var observe = __webpack_require__(9218);
    ; // CONCATENATED MODULE: ./build/stages/apply-stage.js

    const UNRECORDED = {
      problems: [],
      warnings: [],
      notices: [],
      deferred: new Set()
    };
    async function* applyPlan(application) {
      const {
        inputs,
        context,
        opened,
        existing,
        regions,
        preview,
        desired,
        expected,
        switched,
        zoneNotices
      } = application;
      const {
        log
      } = context;
      const {
        zone
      } = opened;
      const {
        plan: decided
      } = application;
      const changes = changesOf(decided);
      if (inputs.mode !== 'apply') {
        const changed = changes.length > 0 || switched;
        yield {
          changed
        };
        if (inputs.mode === 'check' && changed) yield {
          problems: [{
            message: `The zone has drifted from the desired state: ${[...(changes.length > 0 ? [(0, report_log.cD)(expected)] : []), ...(switched ? ['Smart Tiered Cache is off'] : [])].join('; ')}. A run with mode: apply corrects it`
          }]
        };
        return;
      }
      const {
        deferred,
        ...saved
      } = preview === undefined ? UNRECORDED : await preview.save();
      yield saved;
      if (saved.problems.length > 0) {
        if (changes.length > 0) yield {
          outcomes: undefined
        };
        return;
      }
      const plan = {
        ...decided,
        entries: decided.entries.map(entry => isChange(entry) && deferred.has(entry.ip) ? waiting(entry) : entry)
      };
      if (changesOf(plan).length === 0) {
        yield {
          outcomes: expectedOutcomes(plan)
        };
        return;
      }
      if (zone.access === 'full') log.group('Apply');
      yield {
        outcomes: undefined,
        existing: undefined
      };
      const notices = [];
      const applied = await apply(plan, {
        zone,
        existing,
        regions,
        notice: message => notices.push({
          message
        }),
        progress: log.line
      });
      if (zone.access === 'patch-only') log.group('Apply', [`API ${zone.version}, of which only the PATCH of one mapping answers`]);
      yield {
        outcomes: applied.outcomes,
        existing: applied.existing,
        ...(applied.changed ? {
          changed: true
        } : {}),
        apiVersion: zone.version,
        notices: [...zoneNotices.splice(0), ...notices],
        problems: [...entryProblems(applied.outcomes, desired), ...(applied.unverified === undefined ? [] : [{
          message: `What was written could not be verified: ${applied.unverified.message}`,
          ...(0, cloudflare_error.Od)(applied.unverified)
        }])],
        ...(zone.access === 'patch-only' && opened.regions instanceof cloudflare_error.Oi ? {
          warnings: [(0, observe.SP)(opened.regions)]
        } : {})
      };
      const verified = applied.existing === undefined ? 'not verified' : "verified by the zone's list";
      log.line(`${writtenWords(applied.outcomes)}, ${verified}`);
    }
    function waiting(change) {
      const before = 'before' in change && change.before !== undefined ? {
        before: change.before
      } : {};
      return {
        kind: 'skip',
        ip: change.ip,
        ...before,
        message: 'is not reverted in this run; it stays in the record'
      };
    }
    function entryProblems(outcomes, desired) {
      const places = new Map(desired.map(({
        ip,
        places
      }) => [ip, places]));
      const byMessage = new Map();
      for (const outcome of outcomes) {
        if (outcome.outcome !== 'failed' || outcome.ip === undefined) continue;
        const {
          ip,
          message,
          code
        } = outcome;
        const shared = byMessage.get(message);
        if (shared === undefined) byMessage.set(message, {
          ips: [ip],
          ...(code === undefined ? {} : {
            code
          })
        });else shared.ips.push(ip);
      }
      return [...byMessage].map(([message, {
        ips,
        code
      }]) => {
        const [first] = ips;
        const at = places.get(first);
        const place = at?.region ?? at?.origin;
        return {
          message: `${ips.length === 1 ? first : `${ips.length} entries, ${first} first`}: ${message}`,
          ...(code === undefined ? {} : {
            code
          }),
          ...(place === undefined ? {} : {
            place
          })
        };
      });
    }
    function writtenWords(outcomes) {
      const {
        created,
        updated,
        removed,
        failed
      } = (0, result.XF)(outcomes);
      return `${created + updated + removed} written${failed === 0 ? '' : `, ${failed} failed`}`;
    }
    var zone_id = __webpack_require__(178);
    var input_values = __webpack_require__(6095);
    ; // CONCATENATED MODULE: ./build/stages/decide.js

    const decide_MOST_READINGS = 3;
    const NOTHING_TO_REVERT = {
      revert: [],
      own: new Set(),
      notices: [],
      warnings: [],
      problems: []
    };
    async function decide(question) {
      const {
        inputs,
        opened
      } = question;
      let {
        existing
      } = opened;
      let previous;
      for (let reading = 1;; reading += 1) {
        const {
          absent,
          decision
        } = await decideOn(question, existing);
        const {
          plan
        } = decision;
        const before = previous;
        const certain = existing === undefined || existing.pages < 2 || plan === undefined || plan.refusals.length > 0 || absent.every(ip => before !== undefined && !before.mappings.has(ip));
        if (certain) return decision;
        if (reading === decide_MOST_READINGS) return {
          ...withoutPlan(decision),
          problems: [{
            message: `The zone's list changed while its pages were read, ${decide_MOST_READINGS} times in a row, so it is not known whether ${absent[0]} is mapped already. Run again, and let one run at a time write to a zone, with a concurrency group per zone`
          }]
        };
        previous = existing;
        existing = await opened.zone.list();
      }
      async function decideOn({
        regions,
        preview,
        desired,
        prune,
        incomplete
      }, list) {
        const wanted = new Set(inputs.purpose === 'present' ? desired.map(({
          ip
        }) => ip) : []);
        const {
          revert,
          own,
          ...messages
        } = preview ? await preview.prepare(list, wanted) : NOTHING_TO_REVERT;
        const refused = {
          ...messages,
          existing: list
        };
        if (messages.problems.length > 0 && inputs.purpose !== 'clean-up') return {
          decision: refused,
          absent: []
        };
        const policy = {
          ...inputs.policy,
          own
        };
        const plan = makePlan({
          present: inputs.purpose === 'present' ? desired : [],
          absent: inputs.purpose === 'absent' ? desired : [],
          revert: incomplete || inputs.source.kind === 'dns' ? [] : revert,
          prune
        }, list, regions, policy);
        const draft = preview && inputs.purpose === 'present' ? preview.draft(registrations(plan, wanted)) : undefined;
        const decision = {
          plan,
          existing: list,
          problems: [...messages.problems, ...(draft?.problems ?? [])],
          warnings: messages.warnings,
          notices: [...messages.notices, ...plan.notices]
        };
        if (draft && draft.problems.length > 0) return {
          decision: withoutPlan(decision),
          absent: []
        };
        const recorded = inputs.mode === 'apply' && draft ? draft.absent : new Set();
        return {
          decision,
          absent: restsOnAbsence(plan, policy, recorded)
        };
      }
    }
    function withoutPlan({
      plan: _,
      ...decision
    }) {
      return decision;
    }
    function registrations(plan, wanted) {
      return new Map(plan.entries.flatMap(entry => wanted.has(entry.ip) && entry.kind !== 'skip' && 'target' in entry && entry.target !== undefined ? [[entry.ip, entry.target]] : []));
    }
    const NOTHING = {
      refusals: [],
      warnings: [],
      notices: []
    };
    async function checkDeclaredRegions(level, plan, desired, regions, openSearch) {
      if (level === 'off') return NOTHING;
      const written = new Set(changesOf(plan).flatMap(({
        kind,
        ip
      }) => kind === 'remove' ? [] : [ip]));
      const declared = desired.flatMap(({
        ip,
        location,
        check,
        places
      }) => location.kind === 'known' && location.evidence === undefined && check && written.has(ip) ? [{
        ip,
        target: location.target,
        ...(places === undefined ? {} : {
          places
        })
      }] : []);
      if (declared.length === 0) return NOTHING;
      const [{
        locator
      }, {
        checkRegions
      }] = await Promise.all([openSearch(), __webpack_require__.e(883).then(__webpack_require__.bind(__webpack_require__, 7883))]);
      const before = locator.notices.length;
      const found = await Promise.all(declared.map(async origin => ({
        ip: origin.ip,
        problems: await checkRegions([origin], locator, regions)
      })));
      const notices = locator.notices.slice(before).map(message => ({
        message
      }));
      if (level === 'warn') return {
        refusals: [],
        warnings: found.flatMap(({
          problems
        }) => problems),
        notices
      };
      const refusals = found.flatMap(({
        ip,
        problems
      }) => problems.map(problem => ({
        ips: [ip],
        problem
      })));
      return {
        refusals,
        warnings: [],
        notices
      };
    }
    async function decidePrune({
      prune
    }, zoneId, earlier, found, openSearch, api) {
      if (prune.kind === 'none') return {
        prune: {
          kind: 'none'
        },
        notices: []
      };
      if (found.incomplete.length > 0) return nothing(`not every address of ${found.incomplete.join(', ')} is known, because DNS did not answer for all of them`);
      if (prune.kind === 'all') return {
        prune: {
          kind: 'all'
        },
        notices: []
      };
      if (earlier === undefined || earlier.kind !== 'listed') return nothing(earlier?.kind === 'unknown' ? earlier.reason : 'the mappings do not come from a file');
      const elsewhere = await namesAnotherZone(earlier.zone, zoneId, api);
      if (elsewhere !== undefined) return nothing(elsewhere);
      const search = await openSearch();
      const listed = await search.resolve(earlier.entries);
      const kept = await search.resolve(earlier.keptAtHead);
      const [unresolved] = kept.outcomes;
      if (unresolved !== undefined || kept.incomplete.length > 0) return nothing(`the branch is at a later commit than this run, and a host that the file lists there cannot be resolved: ${unresolved === undefined ? kept.incomplete.join(', ') : messageOf(unresolved)}`);
      const keptAddresses = new Set(kept.desired.map(({
        ip
      }) => ip));
      return {
        prune: {
          kind: 'removed',
          earlier: new Map(listed.desired.flatMap(desired => keptAddresses.has(desired.ip) ? [] : [[desired.ip, targetOf(desired)]]))
        },
        notices: listed.outcomes.map(outcome => ({
          message: `The earlier version of the mappings file listed a host whose addresses are left: ${messageOf(outcome)}`
        }))
      };
    }
    async function namesAnotherZone(zone, zoneId, api) {
      if (zone === undefined) return undefined;
      const parsed = (0, input_values.Cd)(zone);
      if ('wrong' in parsed) return `the earlier version of the file names the zone ${(0, domain_text.hD)(zone)}, which is none`;
      try {
        if ((await (0, zone_id.v)([parsed.value], api)) === zoneId) return undefined;
      } catch (error) {
        const failure = (0, cloudflare_error.ZC)(error);
        if (failure.unclear) throw failure;
        return `the earlier version of the file names the zone ${(0, domain_text.hD)(zone)}, and it is not known whether that is this one (${failure.message})`;
      }
      return `the earlier version of the file names another zone, ${(0, domain_text.hD)(zone)}; its mappings there are left`;
    }
    function nothing(reason) {
      return {
        prune: {
          kind: 'none'
        },
        notices: [{
          message: `Nothing is pruned: ${reason}`
        }]
      };
    }
    function targetOf({
      location
    }) {
      return location.kind === 'known' && location.evidence?.unread === undefined ? location.target : undefined;
    }
    function messageOf(outcome) {
      return 'message' in outcome ? outcome.message : '';
    }
    var tiered_cache_stage = __webpack_require__(9445);
    ; // CONCATENATED MODULE: ./build/stages/plan-and-apply.js

    async function* planAndApply(observed) {
      const {
        inputs,
        context,
        api,
        zoneId,
        opened,
        regions,
        preview,
        earlier,
        found,
        openSearch
      } = observed;
      const {
        desired
      } = found;
      const {
        prune,
        notices
      } = await decidePrune(inputs, zoneId, earlier, found, openSearch, api);
      const incomplete = found.incomplete.length > 0;
      const decision = await decide({
        inputs,
        opened,
        regions,
        preview,
        desired,
        prune,
        incomplete
      });
      const {
        plan: decided,
        existing,
        ...messages
      } = decision;
      yield {
        ...messages,
        existing,
        notices: [...notices, ...messages.notices]
      };
      if (decided === undefined) return;
      const checked = await checkDeclaredRegions(inputs.regionCheck, decided, desired, regions, openSearch);
      const plan = {
        ...decided,
        refusals: [...decided.refusals, ...checked.refusals]
      };
      const {
        refusals
      } = plan;
      const expected = expectedOutcomes(plan);
      if (opened.zone.access === 'full') context.log.group('Plan', [(0, report_log.cD)(expected), ...(0, report_log.HN)(expected)]);
      const isPending = inputs.mode === 'apply' && refusals.length === 0 && changesOf(plan).length > 0;
      yield {
        outcomes: isPending ? undefined : expected,
        problems: refusals.map(({
          problem
        }) => problem),
        warnings: checked.warnings,
        notices: checked.notices
      };
      if (refusals.length > 0) return;
      const switching = inputs.tieredCache === 'smart' ? await (0, tiered_cache_stage.N)(api, zoneId, inputs.mode, observed.tieredCacheReading, context) : undefined;
      const switched = (switching?.switchedOn.length ?? 0) > 0;
      if (switching !== undefined) yield {
        ...switching,
        changed: switched
      };
      yield* applyPlan({
        ...observed,
        existing,
        desired,
        plan,
        expected,
        switched
      });
    }

    /***/
  })
};
