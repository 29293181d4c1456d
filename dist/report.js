export const id = 828;
export const ids = [828];
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
  /***/4902: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      BP: () => (logLine),
      TM: () => (folded),
      aY: () => (code),
      wD: () => (markdown)
    });
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6418);
    var _found_addresses_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7874);
    const LONGEST_LINE = 2000;
    const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
    const ESCAPES = {
      '\n': '\\n',
      '\r': '\\r',
      '\t': '\\t'
    };
    const ZERO_WIDTH_SPACE = '&#8203;';
    const ENTITIES = {
      '&': '&amp;',
      '<': '&lt;',
      '>': '&gt;'
    };
    const MARKDOWN = /[\\|`*_~[\]$]|[&<>]|@(?=\S)|#(?=\d)|\bGH-(?=\d)|:(?=\/\/|(?:100|1234|[\w+-]*[a-z_+-][\w+-]*):)|www(?=\.)/gi;
    function logLine(text) {
      const line = visible(text).replaceAll('##[', '##\\[').replace(/^(\s*)::/, '$1\\::');
      return (0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.$Q)(line, LONGEST_LINE);
    }
    function markdown(text) {
      const escaped = (0, _found_addresses_js__WEBPACK_IMPORTED_MODULE_0__.IE)(text.replace(/\s+/g, ' ').trim()).map(({
        text,
        address
      }, index, all) => address === undefined || all[index - 1]?.address !== undefined ? plain(text) : `\`${text}\``).join('');
      return escaped.replace(/^[#+=-]/, '\\$&').replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
    }
    function code(text) {
      return /^[\w.:/…-]+$/.test(text) ? `\`${text}\`` : markdown(text);
    }
    function folded(title, body) {
      return body && `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
    }
    function visible(text) {
      return text.replace(INVISIBLE, character => {
        const hex = Number(character.codePointAt(0)).toString(16);
        return ESCAPES[character] ?? (hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`);
      });
    }
    function plain(text) {
      return visible(text).replace(MARKDOWN, found => {
        if (/^[\\|`*_~[\]$]$/.test(found)) return `\\${found}`;
        return ENTITIES[found] ?? `${found}${ZERO_WIDTH_SPACE}`;
      });
    }

    /***/
  }),
  /***/4828: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.r(__webpack_exports__);
    __webpack_require__.d(__webpack_exports__, {
      report: () => (report)
    });
    var domain_problem = __webpack_require__(6282);
    var domain_text = __webpack_require__(6418);
    var markdown = __webpack_require__(4902);
    var tables = __webpack_require__(7442);
    ; // CONCATENATED MODULE: ./build/report/annotations.js

    const MOST = 10;
    const LONGEST = 4096;
    const LONGEST_LISTED = 300;
    function annotations(problems, redact) {
      if (problems.length <= MOST) return problems.map(problem => placed(problem, redact));
      const rest = problems.slice(MOST - 1);
      return [...problems.slice(0, MOST - 1).map(problem => placed(problem, redact)), {
        message: listed(rest, redact)
      }];
    }
    function placed(problem, redact) {
      const message = (0, markdown.BP)(redact(withPlace(problem)));
      const {
        place
      } = problem;
      if (place?.file === undefined) return {
        message
      };
      return {
        message,
        place: {
          ...place,
          file: (0, markdown.BP)(redact(place.file))
        }
      };
    }
    function listed(problems, redact) {
      let left = (0, domain_problem.b)(problems);
      let message = `${(0, domain_text.zD)(left)} more:`;
      for (const problem of problems) {
        const line = (0, domain_text.$Q)((0, markdown.BP)(redact(withPlace(problem))), LONGEST_LISTED);
        const rest = `\n…and ${(0, domain_text.zD)(left)} more`;
        if (message.length + line.length + 1 + rest.length > LONGEST) return message + rest;
        message += `\n${line}`;
        left -= (0, domain_problem.b)([problem]);
      }
      return message;
    }
    function withPlace(problem) {
      const where = (0, tables.Oy)(problem);
      return where === '' ? problem.message : `${where}: ${problem.message}`;
    }
    var external_node_crypto_ = __webpack_require__(7598);
    var external_node_fs_ = __webpack_require__(3024);
    var external_node_os_ = __webpack_require__(8161);
    var external_node_path_ = __webpack_require__(6760);
    var mapping = __webpack_require__(8595);
    var domain_result = __webpack_require__(4424);
    ; // CONCATENATED MODULE: ./build/report/outputs.js

    const LONGEST_LIST = 500_000;
    const PROBE_CODES = [7000, 7003];
    function outputsOf(result, resultFile, redactSecrets) {
      const {
        existing,
        changed,
        apiVersion,
        zoneId,
        tieredCache
      } = result;
      const counts = (0, domain_result.XF)(result.outcomes);
      const mappings = existing === undefined ? '' : JSON.stringify(mappingRows(existing), redactedText(redactSecrets));
      const truncated = mappings.length > LONGEST_LIST;
      return {
        'result-file': resultFile ?? '',
        changed: `${changed}`,
        created: `${counts.created}`,
        updated: `${counts.updated}`,
        removed: `${counts.removed}`,
        unchanged: `${counts.unchanged}`,
        skipped: `${counts.skipped}`,
        failed: `${counts.failed}`,
        count: `${existing === undefined ? '' : (0, mapping.Nd)(existing)}`,
        remaining: `${remaining(result) ?? ''}`,
        'error-codes': errorCodes(result).join(','),
        truncated: `${truncated}`,
        'api-version': apiVersion ?? '',
        'zone-id': redactSecrets(zoneId ?? ''),
        'tiered-cache': tieredCache ?? '',
        mappings: truncated ? '' : mappings
      };
    }
    function mappingRows(existing) {
      return (0, tables.Rl)(existing).map(({
        ip,
        vendor,
        region,
        modifiedOn
      }) => ({
        ip,
        vendor,
        region,
        modified_on: modifiedOn
      }));
    }
    function remaining({
      existing
    }) {
      return existing && Math.max(0, mapping.uK - (0, mapping.Nd)(existing));
    }
    function errorCodes({
      problems,
      outcomes
    }) {
      const codes = [...problems, ...outcomes].flatMap(part => [...('code' in part && part.code !== undefined ? [part.code] : []), ...('codes' in part && part.codes !== undefined ? part.codes : [])]);
      return [...new Set(codes)].filter(code => !PROBE_CODES.includes(code)).sort((a, b) => a - b);
    }
    function redactedText(redact) {
      return (_, value) => typeof value === 'string' ? redact(value) : value;
    }
    const outputs_LONGEST = 1000;
    const ALL_MESSAGES = 4_000_000;
    const LONGEST_AFTER = 100;
    const LONGEST_HOSTS = 2000;
    function writeResultFile(result, folder, redactSecrets) {
      const path = (0, external_node_path_.join)(folder ?? (0, external_node_os_.tmpdir)(), `origin-cloud-regions-${(0, external_node_crypto_.randomUUID)()}.json`);
      const document = JSON.stringify(resultDocument(result, redactSecrets), redactedText(redactSecrets), 2);
      (0, external_node_fs_.writeFileSync)(path, `${document}\n`, {
        flag: 'wx',
        mode: 0o600
      });
      return path;
    }
    function resultDocument(result, redactSecrets) {
      const {
        existing,
        discovery
      } = result;
      const shorten = sharedRoom(redactSecrets);
      const problemOf = problemDocument(shorten);
      return {
        mode: result.mode,
        zone_id: result.zoneId ?? null,
        api_version: result.apiVersion ?? null,
        tiered_cache: result.tieredCache ?? null,
        switched_on: result.switchedOn,
        changed: result.changed,
        counts: (0, domain_result.XF)(result.outcomes),
        count: existing === undefined ? null : (0, mapping.Nd)(existing),
        remaining: remaining(result) ?? null,
        error_codes: errorCodes(result),
        problems: result.problems.map(problemOf),
        warnings: result.warnings.map(problemOf),
        notices: result.notices.map(problemOf),
        requests: result.requests,
        duration_ms: result.duration,
        mappings: existing === undefined ? [] : mappingRows(existing),
        entries: result.outcomes.map(outcome => entryDocument(outcome, shorten)),
        ...(discovery === undefined ? {} : {
          discovery: discoveryDocument(discovery, shorten)
        })
      };
    }
    function sharedRoom(redactSecrets) {
      let left = ALL_MESSAGES;
      return message => {
        const shown = (0, domain_text.$Q)(redactSecrets(message), left > 0 ? outputs_LONGEST : LONGEST_AFTER);
        left -= shown.length;
        return shown;
      };
    }
    function entryDocument(entry, shorten) {
      const {
        ip,
        hosts = [],
        evidence,
        before
      } = entry;
      const target = entry.target ?? before;
      return {
        ip,
        host: hosts.length === 0 ? undefined : hostNames(hosts),
        vendor: target?.vendor ?? null,
        region: target?.region ?? null,
        outcome: entry.outcome,
        code: 'code' in entry ? entry.code : undefined,
        message: 'message' in entry ? shorten(entry.message) : undefined,
        ...evidenceDocument(evidence, shorten),
        before: before && (0, mapping.$r)(before)
      };
    }
    function hostNames(hosts) {
      let length = 0;
      const cut = hosts.findIndex(host => {
        length += host.length + 2;
        return length > LONGEST_HOSTS;
      });
      return cut === -1 ? hosts.join(', ') : `${hosts.slice(0, cut).join(', ')}, …and ${(0, domain_text.zD)(hosts.length - cut)} more`;
    }
    function evidenceDocument(evidence, shorten) {
      return evidence === undefined ? {} : {
        evidence: evidence.kind,
        evidence_detail: shorten(evidence.words)
      };
    }
    function problemDocument(shorten) {
      return ({
        message,
        code,
        count,
        place
      }) => ({
        message: shorten(message),
        code,
        count,
        file: place?.file,
        line: place?.line,
        column: place?.column,
        end_column: place?.endColumn
      });
    }
    function discoveryDocument({
      origins,
      leftOut,
      unnamed
    }, shorten) {
      return {
        origins: origins.map(origin => originDocument(origin, shorten)),
        left_out: leftOut.map(({
          record,
          content,
          reason
        }) => ({
          record,
          content,
          reason: shorten(reason)
        })),
        unnamed: unnamed.map(({
          ip,
          vendor,
          region
        }) => ({
          ip,
          vendor,
          region
        }))
      };
    }
    function originDocument({
      ip,
      records,
      existing,
      found,
      evidence,
      open
    }, shorten) {
      const targetOrNull = target => target === undefined ? null : (0, mapping.$r)(target);
      return {
        ip,
        records,
        existing: targetOrNull(existing),
        found: targetOrNull(found),
        ...evidenceDocument(evidence, shorten),
        open: open === undefined ? undefined : shorten(open)
      };
    }
    var external_node_buffer_ = __webpack_require__(4573);
    ; // CONCATENATED MODULE: ./build/report/diagram.js

    const MOST_BOXES = 12;
    const LONGEST_LABEL = 60;
    function tiersDiagram(existing, regions, redact) {
      const arrows = (0, tables.R)(existing).map(({
        target,
        origins
      }) => ({
        target,
        origins,
        tiers: tiersOf(target, regions)
      })).sort((a, b) => b.origins - a.origins || ((0, mapping.je)(a.target) < (0, mapping.je)(b.target) ? -1 : 1));
      if (arrows.length < 2 || arrows.every(({
        tiers
      }) => tiers.length === 0)) return '';
      const shown = boxes(arrows) <= MOST_BOXES ? arrows : firstThatFit(arrows);
      return ['```mermaid', 'flowchart LR', ...lines(shown, redact), ...others(arrows.slice(shown.length)), '```'].join('\n');
    }
    function tiersOf({
      vendor,
      region
    }, regions) {
      return regions?.get(vendor)?.get(region) ?? [];
    }
    function setName(tiers) {
      return [...new Set(tiers)].sort().join(', ');
    }
    function boxes(arrows) {
      return arrows.length + new Set(arrows.map(({
        tiers
      }) => setName(tiers))).size;
    }
    function firstThatFit(arrows) {
      const cut = arrows.findIndex((_, index) => boxes(arrows.slice(0, index + 1)) > MOST_BOXES - 2);
      return arrows.slice(0, cut);
    }
    function lines(arrows, redact) {
      const sets = [...new Set(arrows.map(({
        tiers
      }) => setName(tiers)))];
      return arrows.flatMap(({
        target,
        origins,
        tiers
      }, index) => {
        const set = setName(tiers);
        const region = `r${index}["${label(redact((0, mapping.je)(target)))}"]`;
        const tier = `t${sets.indexOf(set)}["${label(redact(set)) || 'not known'}"]`;
        return [`  ${region} -->|"${(0, domain_text.zD)(origins)}"| ${tier}`];
      });
    }
    function others(arrows) {
      if (arrows.length === 0) return [];
      const origins = arrows.reduce((sum, arrow) => sum + arrow.origins, 0);
      return [`  others["others (${(0, domain_text.hS)(arrows.length, 'region')})"] -->|"${(0, domain_text.zD)(origins)}"| tiers["their upper tiers"]`];
    }
    function label(text) {
      return (0, domain_text.$Q)((0, markdown.BP)(text), LONGEST_LABEL).replace(/[^A-Za-z0-9 ,()-]|^-/gu, found => `#${found.codePointAt(0)};`);
    }
    var address = __webpack_require__(1781);
    ; // CONCATENATED MODULE: ./build/report/discovery-report.js

    const LOAD_BALANCERS = 'Load balancers of the zone are not looked at: where there is one, it overrides the DNS records of its name.';
    function discoveryReport({
      origins,
      leftOut,
      unnamed
    }, redact, cap) {
      return [`**Origins that the zone's proxied records name: ${(0, domain_text.hS)(origins.length, 'address', 'addresses')}**`, (0, tables.tp)(['Records', 'Origin', 'Hint now', 'Hint found', 'Evidence', 'Open'], origins, ({
        records,
        ip,
        existing,
        found,
        evidence,
        open
      }) => [(0, tables.TI)(records, redact), (0, markdown.aY)(redact(ip)), (0, tables.Ci)(existing, redact), (0, tables.Ci)(found, redact), (0, tables.o4)(evidence?.words, redact), (0, tables.o4)(open, redact)], cap), (0, markdown.TM)(`${(0, domain_text.hS)(leftOut.length, 'record')} left out`, (0, tables.tp)(['Record', 'Content', 'Reason'], leftOut, ({
        record,
        content,
        reason
      }) => [(0, tables.TI)([record], redact), (0, tables.TI)([content], redact), (0, tables.o4)(reason, redact)], cap)), (0, markdown.TM)(`${(0, domain_text.hS)(unnamed.length, 'mapping')} named by no proxied record`, (0, tables.tp)(['Origin', 'Region'], [...unnamed].sort((a, b) => (0, address.Qb)(a.ip, b.ip)), mapping => [(0, markdown.aY)(redact(mapping.ip)), (0, tables.Ci)(mapping, redact)], cap)), LOAD_BALANCERS];
    }
    var verdict = __webpack_require__(7342);
    ; // CONCATENATED MODULE: ./build/report/summary.js

    const CAPS = {
      problems: 10,
      others: 5,
      changes: 100,
      removed: 300,
      regions: 50,
      mappings: 100,
      discovery: 500
    };
    const summary_LONGEST = 1_000_000;
    const SHARES = [1, 0.2, 0.05, 0];
    const TIERED_CACHE = {
      smart: 'on',
      generic: 'generic topology',
      off: 'off'
    };
    const PLAIN_URL = /^https?:\/\/[\w.:/-]+$/;
    function renderSummary(result, redact, options) {
      let summary = '';
      for (const share of SHARES) {
        summary = rendered(result, redact, options, share);
        if (external_node_buffer_.Buffer.byteLength(summary) <= summary_LONGEST) break;
      }
      return summary;
    }
    function rendered(result, redact, options, share) {
      const {
        problems,
        warnings,
        notices,
        outcomes,
        discovery
      } = result;
      const rows = cap => Math.floor(cap * share);
      const removed = outcomes.filter(({
        outcome
      }) => outcome === 'removed').length;
      const blocks = ['### Cloudflare origin cloud regions', `${problems.length > 0 ? '❌' : '✅'} ${(0, markdown.wD)(redact((0, verdict.W)(result)))}`, (0, tables.Jm)(problems, redact, CAPS.problems), titled('⚠️ Warnings', (0, tables.Jm)(warnings, redact, CAPS.others)), (0, tables.EI)(result, redact, rows(Math.max(CAPS.changes, Math.min(CAPS.removed, removed)))), ...(discovery === undefined ? [] : discoveryReport(discovery, redact, rows(CAPS.discovery))), titled('ℹ️ Notices', (0, tables.Jm)(notices, redact, CAPS.others)), ...zone(result, redact, rows), tieredCacheLine(result), facts(result, redact, options)];
      return `${blocks.filter(block => block !== '').join('\n\n')}\n`;
    }
    function zone({
      mode,
      existing,
      regions
    }, redact, rows) {
      if (existing === undefined) return [];
      const title = mode === 'apply' ? 'The zone now' : 'The zone as it is';
      return [titled(title, (0, tables.OJ)(existing, regions, redact, rows(CAPS.regions))), (0, markdown.TM)('Upper tiers', tiersDiagram(existing, regions, redact)), (0, markdown.TM)((0, domain_text.hS)((0, mapping.Nd)(existing), 'mapping'), (0, tables.wk)(existing, redact, rows(CAPS.mappings)))];
    }
    function tieredCacheLine({
      mode,
      tieredCache,
      switchedOn
    }) {
      if (tieredCache === undefined && switchedOn.length === 0) return '';
      const state = tieredCache === undefined ? 'not known' : TIERED_CACHE[tieredCache];
      const verb = mode === 'apply' ? 'switched on by this run' : 'to switch on';
      return `Smart Tiered Cache: ${state}${switchedOn.length === 0 ? '' : ` (${verb}: ${switchedOn.join(', ')})`}`;
    }
    function facts({
      zoneId,
      apiVersion,
      requests,
      duration
    }, redact, options) {
      return [...(zoneId === undefined ? [] : [`Zone ${(0, markdown.aY)((0, domain_text.$Q)(redact(zoneId), 40))}`]), ...(apiVersion === undefined ? [] : [`API ${apiVersion}`]), (0, domain_text.hS)(requests, 'request'), `${(duration / 1000).toFixed(1)} s`, ...(options.resultFile === undefined ? [] : ['full result: output `result-file`']), ...(options.runUrl !== undefined && PLAIN_URL.test(options.runUrl) ? [`[run](${options.runUrl})`] : [])].join(' · ');
    }
    function titled(title, body) {
      return body && `**${title}**\n\n${body}`;
    }
    ; // CONCATENATED MODULE: ./build/report/report.js

    function report(result, {
      runner,
      redact,
      redactSecrets,
      ...options
    }) {
      const problems = [...result.problems];
      const warnings = [...result.warnings];
      if (problems.length > 0) runner.fail();
      const resultFile = attempt(() => writeResultFile(result, options.temp, redactSecrets), message => warnings.push({
        message: `The result file could not be written, so the output result-file stays empty. Check that RUNNER_TEMP names a folder that can be written (${message})`
      }));
      const failed = message => {
        problems.push({
          message
        });
        runner.fail();
      };
      const soFar = () => ({
        ...result,
        problems,
        warnings
      });
      attempt(() => runner.setOutputs(outputsOf(result, resultFile, redactSecrets)), failed);
      if (options.summary) attempt(() => runner.writeSummary(renderSummary(soFar(), redact, {
        runUrl: options.runUrl,
        resultFile
      })), failed);
      const annotate = (level, all) => attempt(() => {
        for (const annotation of annotations(all, redact)) runner.annotate(level, annotation);
      }, () => lastResort(runner, `The ${level}s could not be annotated; the result file lists them`));
      annotate('error', problems);
      annotate('warning', warnings);
      annotate('notice', result.notices);
      attempt(() => runner.line((0, verdict.W)(soFar())), () => lastResort(runner, 'The last line of the log could not be written'));
    }
    function lastResort(runner, words) {
      runner.fail();
      attempt(() => runner.annotate('error', {
        message: `${words}. This is a fault of this action; please report it`
      }), () => {});
    }
    function attempt(part, failed) {
      try {
        return part();
      } catch (error) {
        failed(String(error).replace(/^Error: /, ''));
        return undefined;
      }
    }

    /***/
  }),
  /***/7442: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      Ci: () => (targetCell),
      EI: () => (changesTable),
      Jm: () => (problemsList),
      OJ: () => (regionsTable),
      Oy: () => (placePrefix),
      R: () => (originsByRegion),
      Rl: () => (mappingsInOrder),
      TI: () => (namesCell),
      o4: () => (wordsCell),
      tp: () => (table),
      wk: () => (mappingsTable)
    });
    var _domain_address_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1781);
    var _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8595);
    var _domain_problem_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6282);
    var _domain_result_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4424);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6418);
    var _markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4902);
    const LONGEST = {
      message: 1000,
      name: 100,
      target: 80,
      tiers: 60,
      words: 200
    };
    const MOST_NAMES = 3;
    const SHOWN = ['removed', 'failed', 'updated', 'created'];
    function table(columns, items, row, cap) {
      if (items.length === 0) return '';
      const rows = [columns, columns.map(() => '---'), ...items.slice(0, cap).map(row)];
      const more = items.length - cap;
      return [...rows.map(cells => `| ${cells.join(' | ')} |`), ...(more > 0 ? ['', `…and ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.zD)(more)} more.`] : [])].join('\n');
    }
    function changesTable({
      mode,
      outcomes,
      regions
    }, redact, cap) {
      const changes = SHOWN.flatMap(kind => outcomes.filter(({
        outcome
      }) => outcome === kind));
      const hosts = changes.some(change => (change.hosts ?? []).length > 0);
      const evidence = changes.some(change => change.evidence !== undefined);
      return table(['Origin', ...(hosts ? ['Host'] : []), mode === 'apply' ? 'Change' : 'Would change', ...(evidence ? ['Evidence'] : [])], changes, change => [change.ip === undefined ? '–' : (0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.aY)(redact(change.ip)), ...(hosts ? [namesCell(change.hosts ?? [], redact)] : []), changeCell(change, regions, redact), ...(evidence ? [wordsCell(change.evidence?.words, redact)] : [])], cap);
    }
    function regionsTable(existing, regions, redact, cap) {
      const byName = originsByRegion(existing).sort((a, b) => (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__.je)(a.target) < (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__.je)(b.target) ? -1 : 1);
      return table(['Region', 'Origins', 'Upper tiers'], byName, ({
        target,
        origins
      }) => [targetCell(target, redact), (0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.zD)(origins), tiersCell(target, regions, redact) || '–'], cap);
    }
    function mappingsTable(existing, redact, cap) {
      return table(['Origin', 'Region'], mappingsInOrder(existing), mapping => [(0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.aY)((0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.$Q)(redact(mapping.ip), LONGEST.name)), targetCell(mapping, redact)], cap);
    }
    function problemsList(problems, redact, cap) {
      const more = (0, _domain_problem_js__WEBPACK_IMPORTED_MODULE_4__.b)(problems.slice(cap));
      return [...problems.slice(0, cap).map(problem => {
        const where = placePrefix(problem);
        const message = (0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.wD)((0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.$Q)(redact(problem.message), LONGEST.message));
        return where === '' ? `- ${message}` : `- ${(0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.aY)((0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.$Q)(redact(where), LONGEST.message))}: ${message}`;
      }), ...(more > 0 ? [`- …and ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.zD)(more)} more`] : [])].join('\n');
    }
    function placePrefix({
      message,
      place
    }) {
      const name = place === undefined ? '' : (0, _domain_problem_js__WEBPACK_IMPORTED_MODULE_4__.f)(place);
      return message.includes(name) ? '' : name;
    }
    function mappingsInOrder({
      mappings,
      unreadable
    }) {
      return [...(0, _domain_address_js__WEBPACK_IMPORTED_MODULE_0__.kO)(mappings.values()), ...unreadable];
    }
    function originsByRegion(existing) {
      const counts = new Map();
      for (const target of [...existing.mappings.values(), ...existing.unreadable]) {
        const name = JSON.stringify([target.vendor, target.region]);
        const count = counts.get(name) ?? {
          target,
          origins: 0
        };
        count.origins += 1;
        counts.set(name, count);
      }
      return [...counts.values()];
    }
    function targetCell(target, redact) {
      return target === undefined ? '–' : (0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.wD)((0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.$Q)(redact((0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__.je)(target)), LONGEST.target));
    }
    function wordsCell(words, redact) {
      return words === undefined ? '–' : (0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.wD)((0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.$Q)(redact(words), LONGEST.words));
    }
    function namesCell(names, redact) {
      const more = names.length - MOST_NAMES;
      const shown = names.slice(0, MOST_NAMES).map(name => (0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.aY)((0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.$Q)(redact(name), LONGEST.name)));
      return [...shown, ...(more > 0 ? [`…and ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.zD)(more)} more`] : [])].join(', ') || '–';
    }
    function tiersCell({
      vendor,
      region
    }, regions, redact) {
      return (0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.wD)((0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.$Q)(redact((regions?.get(vendor)?.get(region) ?? []).join(', ')), LONGEST.tiers));
    }
    function changeCell(change, regions, redact) {
      const {
        before,
        target
      } = change;
      const from = before === undefined ? '' : `${targetCell(before, redact)} → `;
      const to = toWords(change, redact);
      const tiers = target === undefined ? '' : tiersCell(target, regions, redact);
      const toTiers = tiers === '' ? to : `${to} (${tiers})`;
      switch (change.outcome) {
        case 'failed':
          return `${(0, _domain_result_js__WEBPACK_IMPORTED_MODULE_5__.l6)(change) ? 'not attempted' : '**failed**'} ${from}${to}${change.code === undefined ? '' : ` (code ${change.code})`}`.trimEnd();
        case 'removed':
          return `${from}**removed**`;
        case 'created':
          return `**new** ${toTiers}`;
        default:
          return `${from}${toTiers}`;
      }
    }
    function toWords({
      target,
      before,
      ip
    }, redact) {
      if (target !== undefined) return targetCell(target, redact);
      return ip === undefined || before === undefined ? '' : 'removed';
    }

    /***/
  }),
  /***/7342: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      W: () => (verdict)
    });
    var _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8595);
    var _domain_problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6282);
    var _domain_result_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4424);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6418);
    const DONE = {
      created: 'created',
      updated: 'updated',
      removed: 'removed',
      unchanged: 'unchanged',
      skipped: 'skipped',
      failed: 'failed'
    };
    const PLANNED = {
      ...DONE,
      created: 'to create',
      updated: 'to update',
      removed: 'to remove'
    };
    const FAILURE = {
      apply: 'Failed',
      plan: 'Plan failed',
      check: 'Check failed'
    };
    const NOTHING = {
      apply: 'Nothing to do',
      plan: 'Plan: nothing to do',
      check: 'No drift'
    };
    function verdict(result) {
      return `${outcome(result)}${zoneCount(result)}`;
    }
    function outcome(result) {
      const {
        mode,
        changed,
        outcomes,
        problems
      } = result;
      const done = tally(result);
      if (mode === 'check' && changed && (0, _domain_result_js__WEBPACK_IMPORTED_MODULE_0__.XF)(outcomes).failed === 0) return `Drift: ${done}. Nothing was written.`;
      if (problems.length > 0) return `${FAILURE[mode]}${failedShare(result)}. ${whatWasWritten(result, done)}`;
      if (mode !== 'apply' && changed) return `Plan: ${done}. Nothing was written.`;
      return `${changed ? 'Done' : NOTHING[mode]}${done && `: ${done}`}.`;
    }
    function tally({
      mode,
      outcomes,
      switchedOn
    }) {
      const counts = (0, _domain_result_js__WEBPACK_IMPORTED_MODULE_0__.XF)(outcomes);
      const words = mode === 'apply' ? DONE : PLANNED;
      return [..._domain_result_js__WEBPACK_IMPORTED_MODULE_0__.im.filter(kind => kind !== 'failed' && counts[kind] > 0).map(kind => `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(counts[kind])} ${words[kind]}`), ...switchedOn.map(setting => `${setting} ${mode === 'apply' ? 'switched on' : 'to switch on'}`)].join(', ');
    }
    function failedShare({
      mode,
      changed,
      outcomes,
      problems
    }) {
      const {
        failed
      } = (0, _domain_result_js__WEBPACK_IMPORTED_MODULE_0__.XF)(outcomes);
      const count = (0, _domain_problem_js__WEBPACK_IMPORTED_MODULE_2__.b)(problems);
      const idle = outcomes.filter(_domain_result_js__WEBPACK_IMPORTED_MODULE_0__.l6).length;
      if (idle > 0 && !(mode === 'apply' && changed)) return idle === failed ? `: ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hS)(count, 'problem')}` : `: ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(failed - idle)} refused, ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(idle)} not attempted`;
      if (outcomes.length === 0 && count > 1) return `: ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hS)(count, 'problem')}`;
      if (failed === 0) return '';
      const more = count > failed ? ` (${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hS)(count, 'problem')})` : '';
      return `: ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(failed)} of ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hS)(outcomes.length, 'entry', 'entries')}${more}`;
    }
    function whatWasWritten({
      mode,
      changed
    }, done) {
      if (mode === 'apply' && changed) return done ? `${done.charAt(0).toUpperCase()}${done.slice(1)}.` : 'Something was written.';
      return `Nothing was written${done && ` (${done})`}.`;
    }
    function zoneCount({
      existing
    }) {
      if (existing === undefined) return '';
      const count = (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__.Nd)(existing);
      const room = Math.max(0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__.uK - count);
      return ` The zone holds ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hS)(count, 'mapping')}; ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(room)} more ${room === 1 ? 'fits' : 'fit'}.`;
    }

    /***/
  })
};
