export const id = 897;
export const ids = [897];
export const modules = {

/***/ 4662:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ changesTable)
/* harmony export */ });
/* harmony import */ var _regions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1170);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1799);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3920);



/** What deserves a look comes first. */
const ORDER = ['failed', 'removed', 'updated', 'created'];
/**
 * What was written, or would be (plan, check), and what failed, as a Markdown table of at most `cap` rows: address and
 * before → after, with the upper tiers of the new region where known. Empty if there is nothing.
 */
function changesTable({ mode, outcomes, regions }, veil, cap) {
    const changes = ORDER.flatMap((kind) => outcomes.filter(({ outcome }) => outcome === kind));
    return (0,_table_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .t)(['Origin', mode === 'apply' ? 'Change' : 'Would change'], changes, (outcome) => [(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(veil(outcome.ip)), change(outcome, regions, veil)], cap);
}
function change(entry, regions, veil) {
    const { before, target } = entry;
    const from = before === undefined ? '' : `${(0,_regions_js__WEBPACK_IMPORTED_MODULE_0__/* .targetCell */ .Ci)(before, veil)} → `;
    const to = target === undefined ? 'removed' : (0,_regions_js__WEBPACK_IMPORTED_MODULE_0__/* .targetCell */ .Ci)(target, veil);
    const tiers = target === undefined ? '' : (0,_regions_js__WEBPACK_IMPORTED_MODULE_0__/* .tiersCell */ .Yy)(target, regions, veil);
    const toTiers = tiers === '' ? to : `${to} (${tiers})`;
    switch (entry.outcome) {
        case 'failed':
            return `**failed** ${from}${to}${entry.code === undefined ? '' : ` (code ${entry.code})`}`;
        case 'removed':
            return `${from}**removed**`;
        case 'created':
            return `**new** ${toTiers}`;
        default:
            return `${from}${toTiers}`;
    }
}


/***/ }),

/***/ 1596:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  J: () => (/* binding */ problemsList),
  q: () => (/* binding */ withPlace)
});

// EXTERNAL MODULE: ./build/domain/clip.js
var clip = __webpack_require__(9659);
;// CONCATENATED MODULE: ./build/domain/problem.js
/** Words for a place: `origins.yaml:3:7`, or `mappings input, line 3, column 7`. */
function placeName(place) {
    return place.file === undefined
        ? `mappings input, line ${place.line}, column ${place.column}`
        : `${place.file}:${place.line}:${place.column}`;
}

// EXTERNAL MODULE: ./build/report/text.js
var report_text = __webpack_require__(3920);
;// CONCATENATED MODULE: ./build/report/problems.js



const LONGEST = 1000;
/** Problems, warnings or notices as a Markdown list, at most `cap` of them; empty if there are none. */
function problemsList(problems, veil, cap) {
    const more = problems.length - cap;
    return [
        ...problems.slice(0, cap).map((problem) => {
            const where = placePrefix(problem);
            const message = (0,report_text/* markdown */.wD)((0,clip/* clip */.$)(veil(problem.message), LONGEST));
            return where === '' ? `- ${message}` : `- ${(0,report_text/* code */.aY)((0,clip/* clip */.$)(veil(where), LONGEST))}: ${message}`;
        }),
        ...(more > 0 ? [`- …and ${(0,report_text/* grouped */.zD)(more)} more`] : []),
    ].join('\n');
}
/** `origins.yaml:3:7: message`, in plain text. */
function withPlace(problem) {
    const where = placePrefix(problem);
    return where === '' ? problem.message : `${where}: ${problem.message}`;
}
/** Empty where there is no place, or where the message says it itself. */
function placePrefix({ message, place }) {
    const name = place === undefined ? '' : placeName(place);
    return message.includes(name) ? '' : name;
}


/***/ }),

/***/ 1170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ci: () => (/* binding */ targetCell),
/* harmony export */   OJ: () => (/* binding */ regionsTable),
/* harmony export */   Yy: () => (/* binding */ tiersCell),
/* harmony export */   wk: () => (/* binding */ mappingsTable)
/* harmony export */ });
/* harmony import */ var _domain_clip_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9659);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1799);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3920);



/** Vendor and region in a table's cell. */
function targetCell({ vendor, region }, veil) {
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD)((0,_domain_clip_js__WEBPACK_IMPORTED_MODULE_2__/* .clip */ .$)(veil(`${vendor} ${region}`), 80));
}
/** The upper tiers of a region in a table's cell (`IAD, EWR`); empty where none are known. */
function tiersCell({ vendor, region }, regions, veil) {
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD)((0,_domain_clip_js__WEBPACK_IMPORTED_MODULE_2__/* .clip */ .$)(veil((regions?.get(vendor)?.get(region) ?? []).join(', ')), 60));
}
/** How many origins a zone holds in each region, and which upper tiers serve them. */
function regionsTable(list, regions, veil, cap) {
    const rows = new Map();
    for (const target of list.values()) {
        const name = `${target.vendor} ${target.region}`;
        rows.set(name, { target, origins: (rows.get(name)?.origins ?? 0) + 1 });
    }
    const byName = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
    return (0,_table_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .t)(['Region', 'Origins', 'Upper tiers'], byName, ([, { target, origins }]) => [targetCell(target, veil), (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .grouped */ .zD)(origins), tiersCell(target, regions, veil) || '–'], cap);
}
/** A zone's mappings by address. */
function mappingsTable(list, veil, cap) {
    return (0,_table_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .t)(['Origin', 'Region'], [...list.values()], (mapping) => [(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(veil(mapping.ip)), targetCell(mapping, veil)], cap);
}


/***/ }),

/***/ 9897:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  report: () => (/* binding */ report)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/domain/clip.js
var clip = __webpack_require__(9659);
// EXTERNAL MODULE: ./build/report/problems.js + 1 modules
var report_problems = __webpack_require__(1596);
// EXTERNAL MODULE: ./build/report/text.js
var report_text = __webpack_require__(3920);
;// CONCATENATED MODULE: ./build/report/annotations.js



/** The runner shows ten of each kind a step. */
const MOST = 10;
/** The runner cuts a message here. */
const LONGEST = 4096;
/** Of each problem in the list that takes the last place. */
const LONGEST_LISTED = 300;
/** At most ten annotations. Of more problems than that nine are placed and the tenth lists the rest. */
function annotations(problems, veil) {
    if (problems.length <= MOST)
        return problems.map((problem) => placed(problem, veil));
    const rest = problems.slice(MOST - 1);
    return [...problems.slice(0, MOST - 1).map((problem) => placed(problem, veil)), { message: listed(rest, veil) }];
}
function placed(problem, veil) {
    const message = (0,report_text/* logLine */.BP)(veil((0,report_problems/* withPlace */.q)(problem)));
    const { place } = problem;
    if (place?.file === undefined)
        return { message };
    return { message, place: { ...place, file: (0,report_text/* logLine */.BP)(veil(place.file)) } };
}
/** As many lines as fit, and how many more there are. */
function listed(problems, veil) {
    let message = `${(0,report_text/* grouped */.zD)(problems.length)} more:`;
    for (const [index, problem] of problems.entries()) {
        const line = (0,clip/* clip */.$)((0,report_text/* logLine */.BP)(veil((0,report_problems/* withPlace */.q)(problem))), LONGEST_LISTED);
        const rest = `\n…and ${(0,report_text/* grouped */.zD)(problems.length - index)} more`;
        if (message.length + line.length + 1 + rest.length > LONGEST)
            return message + rest;
        message += `\n${line}`;
    }
    return message;
}

// EXTERNAL MODULE: ./build/domain/mapping.js
var mapping = __webpack_require__(8595);
// EXTERNAL MODULE: ./build/domain/outcome.js
var outcome = __webpack_require__(3153);
;// CONCATENATED MODULE: ./build/report/outputs.js


/** Characters; a job's outputs together hold 524,000, and over that the job fails. */
const LONGEST_LIST = 500_000;
/** Codes of probes for a route, never of a failure of ours. */
const PROBE_CODES = [7000, 7003];
/** The action's outputs. What could not be learned is an empty string; counts of outcomes are always numbers. */
function outputsOf(result, resultFile) {
    const counts = (0,outcome/* countOutcomes */.X)(result.outcomes);
    const mappings = result.list === undefined ? '' : JSON.stringify(mappingsOf(result));
    const truncated = mappings.length > LONGEST_LIST;
    return {
        mappings: truncated ? '' : mappings,
        'result-file': resultFile ?? '',
        changed: `${result.changed}`,
        created: `${counts.created}`,
        updated: `${counts.updated}`,
        removed: `${counts.removed}`,
        unchanged: `${counts.unchanged}`,
        skipped: `${counts.skipped}`,
        failed: `${counts.failed}`,
        count: `${result.list?.size ?? ''}`,
        remaining: `${remaining(result) ?? ''}`,
        'error-codes': errorCodes(result).join(','),
        truncated: `${truncated}`,
        'api-version': result.apiVersion ?? '',
        'zone-id': result.zoneId ?? '',
    };
}
/**
 * The whole result as it goes into the result file. Unlike the output, `mappings` is never left out for its size; where
 * the list could not be learned it is empty, and `count` and `remaining` are null.
 */
function resultDocument(result) {
    return {
        mode: result.mode,
        zone_id: result.zoneId ?? null,
        api_version: result.apiVersion ?? null,
        changed: result.changed,
        counts: (0,outcome/* countOutcomes */.X)(result.outcomes),
        count: result.list?.size ?? null,
        remaining: remaining(result) ?? null,
        error_codes: errorCodes(result),
        problems: result.problems.map(told),
        warnings: result.warnings.map(told),
        notices: result.notices.map(told),
        requests: result.requests,
        duration_ms: result.duration,
        mappings: mappingsOf(result),
        entries: result.outcomes.map(entryOf),
    };
}
function mappingsOf({ list }) {
    return [...(list?.values() ?? [])].map(({ ip, vendor, region, modifiedOn }) => ({
        ip,
        vendor,
        region,
        modified_on: modifiedOn,
    }));
}
/** How many more mappings fit. */
function remaining({ list }) {
    return list && Math.max(0, mapping/* LIMIT */.uK - list.size);
}
function errorCodes({ problems, outcomes }) {
    const codes = [...problems, ...outcomes].flatMap((part) => 'code' in part && part.code !== undefined ? [part.code] : []);
    return [...new Set(codes)].filter((code) => !PROBE_CODES.includes(code)).sort((a, b) => a - b);
}
/** An address that was to be removed has the target that the zone held, if any. */
function entryOf(entry) {
    const target = entry.target ?? entry.before;
    return {
        ip: entry.ip,
        vendor: target?.vendor ?? null,
        region: target?.region ?? null,
        outcome: entry.outcome,
        code: 'code' in entry ? entry.code : undefined,
        message: 'message' in entry ? entry.message : undefined,
        before: entry.before && { vendor: entry.before.vendor, region: entry.before.region },
    };
}
function told({ message, code, place }) {
    return { message, code, ...(place && placeOf(place)) };
}
function placeOf({ file, line, column, endColumn }) {
    return { file, line, column, end_column: endColumn };
}

// EXTERNAL MODULE: ./build/report/changes.js
var changes = __webpack_require__(4662);
// EXTERNAL MODULE: ./build/report/regions.js
var report_regions = __webpack_require__(1170);
// EXTERNAL MODULE: ./build/report/verdict.js
var verdict = __webpack_require__(7342);
;// CONCATENATED MODULE: ./build/report/summary.js






/** With these and the caps of single cells a summary stays far below the 1 MiB over which the runner drops it. */
const CAPS = { problems: 10, others: 5, changes: 100, regions: 50, mappings: 100 };
/** Nothing in it that could end a Markdown link. */
const PLAIN_URL = /^https?:\/\/[\w.:/-]+$/;
/** The step summary in Markdown: what happened first, then what changed, then what the zone holds. */
function renderSummary(result, veil, options) {
    const { problems, warnings, notices } = result;
    const blocks = [
        '### Cloudflare origin cloud regions',
        `${problems.length > 0 ? '❌' : '✅'} ${(0,report_text/* markdown */.wD)(veil((0,verdict/* verdict */.W)(result)))}`,
        (0,report_problems/* problemsList */.J)(problems, veil, CAPS.problems),
        titled('⚠️ Warnings', (0,report_problems/* problemsList */.J)(warnings, veil, CAPS.others)),
        (0,changes/* changesTable */.E)(result, veil, CAPS.changes),
        titled('ℹ️ Notices', (0,report_problems/* problemsList */.J)(notices, veil, CAPS.others)),
        ...zone(result, veil),
        facts(result, veil, options),
    ];
    return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
function zone({ mode, list, regions }, veil) {
    if (list === undefined)
        return [];
    return [
        titled(mode === 'apply' ? 'The zone now' : 'The zone as it is', (0,report_regions/* regionsTable */.OJ)(list, regions, veil, CAPS.regions)),
        folded((0,report_text/* counted */.hS)(list.size, 'mapping'), (0,report_regions/* mappingsTable */.wk)(list, veil, CAPS.mappings)),
    ];
}
function facts({ zoneId, apiVersion, requests, duration }, veil, options) {
    return [
        ...(zoneId === undefined ? [] : [`Zone ${(0,report_text/* code */.aY)((0,clip/* clip */.$)(veil(zoneId), 40))}`]),
        ...(apiVersion === undefined ? [] : [`API ${apiVersion}`]),
        (0,report_text/* counted */.hS)(requests, 'request'),
        `${(duration / 1000).toFixed(1)} s`,
        ...(options.resultFile === undefined ? [] : ['everything in full: output `result-file`']),
        ...(options.runUrl !== undefined && PLAIN_URL.test(options.runUrl) ? [`[run](${options.runUrl})`] : []),
    ].join(' · ');
}
function titled(title, body) {
    return body && `**${title}**\n\n${body}`;
}
function folded(title, body) {
    return body && `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

;// CONCATENATED MODULE: ./build/report/report.js








/**
 * Tells of a result everywhere it is looked for. What later steps rely on comes first, and a part that fails does not
 * stop the others.
 */
async function report(result, to) {
    const { runner, veil } = to;
    if (result.problems.length > 0)
        runner.fail();
    const resultFile = await writeResultFile(result, to);
    const parts = [
        () => runner.setOutputs(scrubbed(outputsOf(result, resultFile), to.scrub)),
        () => annotate(result, to),
        () => to.summary && runner.writeSummary(renderSummary(result, veil, { runUrl: to.runUrl, resultFile })),
        () => runner.line((0,verdict/* verdict */.W)(result)),
    ];
    for (const part of parts) {
        try {
            part();
        }
        catch (error) {
            runner.fail();
            runner.annotate('error', { message: `A part of the report could not be made. ${error}` });
        }
    }
}
/** Writes the whole result and gives the path; a failure is told and gives nothing. */
async function writeResultFile(result, { runner, scrub, temp }) {
    const path = (0,external_node_path_.join)(temp ?? (0,external_node_os_.tmpdir)(), `origin-cloud-regions-${(0,external_node_crypto_.randomUUID)()}.json`);
    try {
        // Texts are scrubbed before they become JSON, so that it stays JSON whatever the secret.
        const text = JSON.stringify(resultDocument(result), (_, value) => (typeof value === 'string' ? scrub(value) : value), 2);
        await (0,promises_.writeFile)(path, `${text}\n`, { flag: 'wx', mode: 0o600 });
        return path;
    }
    catch (error) {
        runner.annotate('warning', {
            message: `The result file could not be written (${error}); the output result-file stays empty.`,
        });
        return undefined;
    }
}
/** Only what came from outside: a secret of one digit must not spoil a number that later steps rely on. */
function scrubbed(outputs, scrub) {
    return { ...outputs, mappings: scrub(outputs.mappings), 'zone-id': scrub(outputs['zone-id']) };
}
function annotate({ problems, warnings, notices }, { runner, veil }) {
    for (const annotation of annotations(problems, veil))
        runner.annotate('error', annotation);
    for (const annotation of annotations(warnings, veil))
        runner.annotate('warning', annotation);
    for (const annotation of annotations(notices, veil))
        runner.annotate('notice', annotation);
}


/***/ }),

/***/ 1799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ table)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3920);

/**
 * A Markdown table of at most `cap` rows, with a line that says how many more there are; empty if there are none.
 * Cells come escaped.
 */
function table(columns, items, row, cap) {
    if (items.length === 0)
        return '';
    const rows = [columns, columns.map(() => '---'), ...items.slice(0, cap).map(row)];
    const more = items.length - cap;
    return [
        ...rows.map((cells) => `| ${cells.join(' | ')} |`),
        ...(more > 0 ? ['', `…and ${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .grouped */ .zD)(more)} more.`] : []),
    ].join('\n');
}


/***/ }),

/***/ 7342:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ verdict)
/* harmony export */ });
/* harmony import */ var _domain_mapping_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8595);
/* harmony import */ var _domain_outcome_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3153);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3920);



const DONE = {
    created: 'created',
    updated: 'updated',
    removed: 'removed',
    unchanged: 'unchanged',
    skipped: 'skipped',
    failed: 'failed',
};
const PLANNED = {
    ...DONE,
    created: 'to create',
    updated: 'to update',
    removed: 'to remove',
};
const FAILURE = { apply: 'Failed', plan: 'Plan failed', check: 'Check failed' };
const NOTHING = {
    apply: 'Nothing to do',
    plan: 'Plan: nothing to do',
    check: 'No drift',
};
/** What happened, in one line of plain text without addresses. The causes of a failure are told by `problems`. */
function verdict(result) {
    return `${story(result)}${holdings(result)}`;
}
function story(result) {
    const { mode, changed, outcomes, problems } = result;
    const entries = tally(result);
    if (mode === 'check' && changed && (0,_domain_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .countOutcomes */ .X)(outcomes).failed === 0)
        return `Drift: ${entries}. Nothing was written.`;
    if (problems.length > 0)
        return `${FAILURE[mode]}${share(outcomes, problems.length)}. ${truth(result, entries)}`;
    if (mode !== 'apply' && changed)
        return `Plan: ${entries}. Nothing was written.`;
    return `${changed ? 'Done' : NOTHING[mode]}${entries && `: ${entries}`}.`;
}
/** `2 created, 21 unchanged`: all kinds but the failed, which {@link share} tells. */
function tally({ mode, outcomes }) {
    const counts = (0,_domain_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .countOutcomes */ .X)(outcomes);
    const words = mode === 'apply' ? DONE : PLANNED;
    return _domain_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .OUTCOMES */ .i.filter((kind) => kind !== 'failed' && counts[kind] > 0)
        .map((kind) => `${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .grouped */ .zD)(counts[kind])} ${words[kind]}`)
        .join(', ');
}
function share(outcomes, problems) {
    const { failed } = (0,_domain_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .countOutcomes */ .X)(outcomes);
    if (outcomes.length === 0 && problems > 1)
        return `: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(problems, 'problem')}`;
    return failed === 0 ? '' : `: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .grouped */ .zD)(failed)} of ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(outcomes.length, 'entry', 'entries')}`;
}
/** What a failure left behind. */
function truth({ mode, changed }, entries) {
    if (mode === 'apply' && changed)
        return entries ? `Done all the same: ${entries}.` : 'Something was written.';
    return `Nothing was written${entries && ` (${entries})`}.`;
}
function holdings({ list }) {
    if (list === undefined)
        return '';
    const room = Math.max(0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_0__/* .LIMIT */ .uK - list.size);
    return ` The zone holds ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(list.size, 'mapping')}; ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .grouped */ .zD)(room)} more fit${room === 1 ? 's' : ''}.`;
}


/***/ })

};
