export const id = 807;
export const ids = [807];
export const modules = {

/***/ 2210:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C1: () => (/* binding */ RECORD_BLOCK),
/* harmony export */   HX: () => (/* binding */ printRecord),
/* harmony export */   aE: () => (/* binding */ readRecord),
/* harmony export */   d9: () => (/* binding */ LONGEST_RECORD),
/* harmony export */   xL: () => (/* binding */ marker)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6206);


/** The block that {@link printRecord} prints, where it ends a comment. */
const RECORD_BLOCK = /<!-- cloudflare-origin-cloud-regions record (\S+) (\S+) -->\s*$/;
/** The most characters of a printed record; GitHub takes 65,536 for the whole comment. */
const LONGEST_RECORD = 60_000;
/** The first line of a comment that carries a record. A pull request has one such comment for each zone. */
function marker(zoneId) {
    return `<!-- cloudflare-origin-cloud-regions zone=${zoneId} -->`;
}
/**
 * The record as the last line of a comment: a hidden block with a checksum, so that an edit shows. Base64 keeps what it
 * holds from ending the block; targets and check values are listed once, so that 300 entries fit.
 */
function printRecord({ zoneId, entries }) {
    const targets = numbering();
    const checks = numbering();
    const rows = entries.map(({ name, before, wrote }) => ({
        ...('ip' in name ? { i: name.ip } : { s: name.seal, k: checks.number(name.check) }),
        ...(before === undefined ? {} : { b: targets.number([before.vendor, before.region]) }),
        w: wrote.map(({ vendor, region }) => targets.number([vendor, region])),
    }));
    const json = JSON.stringify({
        v: _record_js__WEBPACK_IMPORTED_MODULE_1__/* .RECORD_FORM */ .H,
        zone: zoneId,
        targets: targets.items,
        checks: checks.items,
        entries: rows,
    });
    const text = Buffer.from(json).toString('base64');
    return `<!-- cloudflare-origin-cloud-regions record ${checksum(text)} ${text} -->`;
}
/** The record at the end of a comment of this action for a zone. Asynchronous, since the schema is loaded only here. */
async function readRecord(body, zoneId) {
    const [, sum, text] = RECORD_BLOCK.exec(body) ?? [];
    if (sum === undefined || text === undefined)
        return damaged('its last line is not the hidden record any more');
    if (sum !== checksum(text))
        return damaged('its checksum does not match');
    const { readStored } = await Promise.all(/* import() */[__webpack_require__.e(619), __webpack_require__.e(820)]).then(__webpack_require__.bind(__webpack_require__, 3820));
    const record = readStored(Buffer.from(text, 'base64').toString('utf8'));
    if (record === undefined)
        return damaged('this version of the action does not know its form');
    if (record.zoneId !== zoneId)
        return damaged('it belongs to another zone');
    return { kind: 'record', record };
}
function damaged(reason) {
    return { kind: 'damaged', reason };
}
function checksum(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex').slice(0, 32);
}
/** Numbers things in the order in which they first come, the same thing always alike. */
function numbering() {
    const items = [];
    const numbers = new Map();
    return {
        items,
        number(item) {
            const key = JSON.stringify(item);
            const known = numbers.get(key);
            if (known !== undefined)
                return known;
            numbers.set(key, items.length);
            return items.push(item) - 1;
        },
    };
}


/***/ }),

/***/ 6334:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GX: () => (/* binding */ unreadablePulls),
/* harmony export */   ds: () => (/* binding */ claimsOf),
/* harmony export */   yv: () => (/* binding */ originOf)
/* harmony export */ });
/* harmony import */ var _places_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2799);

/** Who else registered which address, by address; of several, the lowest number first. */
function claimsOf(holders, known, seal) {
    const claims = new Map();
    for (const holder of holders.toSorted((a, b) => a.comment.pull - b.comment.pull))
        for (const [entry, ip] of (0,_places_js__WEBPACK_IMPORTED_MODULE_0__/* .locate */ .x5)(holder.record.entries, known, seal)) {
            const others = claims.get(ip) ?? [];
            others.push({ holder, entry });
            claims.set(ip, others);
        }
    return claims;
}
/** Open pull requests with a record that was sealed with another credential: what they share cannot be told. */
function unreadablePulls(holders, seal) {
    return holders
        .filter(({ open, record }) => open && record.entries.some((entry) => (0,_places_js__WEBPACK_IMPORTED_MODULE_0__/* .isForeign */ .jq)(entry, seal)))
        .map(({ comment }) => comment.pull);
}
/**
 * What the zone said before any of the pull requests whose entries for one address are given: when the present state is
 * what one of them wrote, it was that one's `before`, and so on back.
 */
function originOf(state, entries) {
    const left = new Set(entries);
    let origin = state;
    for (;;) {
        const target = origin;
        const writer = target && [...left].find((entry) => (0,_places_js__WEBPACK_IMPORTED_MODULE_0__/* .hasWritten */ .qF)(entry, target));
        if (writer === undefined)
            return origin;
        left.delete(writer);
        origin = writer.before;
    }
}


/***/ }),

/***/ 6846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ replaceRecord),
/* harmony export */   w: () => (/* binding */ renderComment)
/* harmony export */ });
/* harmony import */ var _domain_clip_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9659);
/* harmony import */ var _report_changes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4662);
/* harmony import */ var _report_problems_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1596);
/* harmony import */ var _report_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3920);
/* harmony import */ var _report_verdict_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7342);
/* harmony import */ var _block_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2210);






/** GitHub takes no longer body. */
const LONGEST_BODY = 65_536;
/** Rows and list items; the fewer where the text would not fit beside the record. */
const CAPS = [
    { changes: 100, problems: 10 },
    { changes: 20, problems: 5 },
    { changes: 0, problems: 1 },
];
/** Nothing in it that could end a Markdown link. */
const PLAIN_URL = /^https?:\/\/[\w.:/-]+$/;
/** The comment of a pull request for one zone: marker, what there is to see, record. */
function renderComment(record, text, options) {
    const room = LONGEST_BODY - (0,_block_js__WEBPACK_IMPORTED_MODULE_4__/* .printRecord */ .HX)(record).length - 2;
    const bodies = CAPS.map((caps) => visible(record, text, options, caps));
    return joined(bodies.reduce((chosen, shorter) => (chosen.length <= room ? chosen : shorter)), record);
}
/** A comment with another record in place of its own, and the same to see. */
function replaceRecord(body, record) {
    return joined(body.replace(_block_js__WEBPACK_IMPORTED_MODULE_4__/* .RECORD_BLOCK */ .C1, '').trimEnd(), record);
}
/** The text is cut to what GitHub takes, the record never. */
function joined(text, record) {
    const block = (0,_block_js__WEBPACK_IMPORTED_MODULE_4__/* .printRecord */ .HX)(record);
    return `${(0,_domain_clip_js__WEBPACK_IMPORTED_MODULE_5__/* .clip */ .$)(text, LONGEST_BODY - block.length - 2)}\n\n${block}`;
}
function visible({ zoneId, entries }, text, { veil, runUrl }, caps) {
    const run = runUrl !== undefined && PLAIN_URL.test(runUrl) ? ` · [run](${runUrl})` : '';
    return [
        (0,_block_js__WEBPACK_IMPORTED_MODULE_4__/* .marker */ .xL)(zoneId),
        '### Cloudflare origin cloud regions',
        ...(text.kind === 'underway'
            ? [
                `⏳ A run is registering ${(0,_report_text_js__WEBPACK_IMPORTED_MODULE_2__/* .counted */ .hS)(text.writes, 'mapping')}. If this stays, it was broken off; the next run goes on from there.`,
            ]
            : [withdrawal(text, entries.length === 0), ...resultBlocks(text.result, veil, caps)]),
        `Zone \`${zoneId}\`${run}`,
    ]
        .filter((block) => block !== '')
        .join('\n\n');
}
function withdrawal({ kind, result }, all) {
    if (kind === 'registered')
        return '';
    if (result.mode !== 'apply')
        return 'The pull request is closed. What it registered would be taken away:';
    return all
        ? 'The pull request is closed, and what it registered has been taken away.'
        : 'The pull request is closed, but not all that it registered could be taken away.';
}
function resultBlocks(result, veil, caps) {
    const { problems, warnings, notices } = result;
    return [
        `${problems.length > 0 ? '❌' : '✅'} ${(0,_report_text_js__WEBPACK_IMPORTED_MODULE_2__/* .markdown */ .wD)(veil((0,_report_verdict_js__WEBPACK_IMPORTED_MODULE_3__/* .verdict */ .W)(result)))}`,
        (0,_report_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .problemsList */ .J)(problems, veil, caps.problems),
        (0,_report_changes_js__WEBPACK_IMPORTED_MODULE_0__/* .changesTable */ .E)(result, veil, caps.changes),
        (0,_report_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .problemsList */ .J)([...warnings, ...notices], veil, caps.problems),
    ];
}


/***/ }),

/***/ 2493:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h4: () => (/* binding */ diagnose),
/* harmony export */   h_: () => (/* binding */ asFailure),
/* harmony export */   iK: () => (/* binding */ GitHubFailure)
/* harmony export */ });
/* harmony import */ var _domain_quote_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9273);

/** A failed request to GitHub, in words that name no secret: neither the token nor a proxy's password. */
class GitHubFailure extends Error {
    name = 'GitHubFailure';
    kind;
    /** How long the server asks to wait, in milliseconds, where it does. */
    after;
    constructor(kind, message, after) {
        super(message);
        this.kind = kind;
        this.after = after;
    }
}
/** A caught value that is known to be of this kind; anything else is thrown on. */
function asFailure(thrown) {
    if (thrown instanceof GitHubFailure)
        return thrown;
    throw thrown;
}
/** What went wrong with a request, told from what the client threw. `date` is the time of day, `proxy` its name. */
function diagnose(thrown, date, proxy) {
    if (thrown instanceof GitHubFailure)
        return thrown;
    const { status, response, errors } = thrown;
    if (errors !== undefined)
        return graphQLFailure(errors);
    if (status === undefined || response === undefined)
        return unanswered(thrown, proxy);
    const said = messageOf(response.data);
    const words = `GitHub answered ${status}${said && ` (${(0,_domain_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .h)(said)})`}`;
    if (status === 401)
        return new GitHubFailure('unauthorized', `${words}: github-token is wrong or has expired`);
    if (status === 429 || (status === 403 && isLimit(response.headers, said)))
        return new GitHubFailure('limited', `${words}: over GitHub's rate limit`, waitOf(response.headers, date));
    if (status === 403)
        return new GitHubFailure('forbidden', words);
    if (status === 404)
        return new GitHubFailure('missing', words);
    return new GitHubFailure(status >= 500 ? 'unavailable' : 'unexpected', words);
}
const GRAPHQL_KINDS = {
    FORBIDDEN: 'forbidden',
    INSUFFICIENT_SCOPES: 'forbidden',
    NOT_FOUND: 'missing',
    RATE_LIMITED: 'limited',
};
/** GraphQL answers 200 and says in the body what went wrong; what has no type is the server's trouble ("may be a timeout"). */
function graphQLFailure(errors) {
    const [first] = errors;
    return new GitHubFailure(GRAPHQL_KINDS[first?.type ?? ''] ?? 'unavailable', `GitHub answered with an error (${(0,_domain_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .h)(String(first?.message ?? ''))})`);
}
function unanswered(thrown, proxy) {
    const way = proxy === undefined ? '' : ` through the proxy ${proxy}`;
    return new GitHubFailure('unavailable', `GitHub cannot be reached${way} (${codeOf(thrown)})`);
}
/** The system's code for a failed request, from wherever in the chain of causes it stands. */
function codeOf(thrown) {
    let code = 'connection broken';
    for (let at = thrown; at !== undefined; at = at.cause)
        if (typeof at.code === 'string')
            code = at.code;
        else if (at.name === 'TimeoutError')
            code = 'no answer in time';
    return code;
}
function messageOf(answer) {
    const message = answer?.message;
    return typeof message === 'string' ? message : '';
}
function isLimit(headers, said) {
    return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(said);
}
function waitOf(headers, date) {
    const seconds = Number(headers['retry-after']);
    if (seconds > 0)
        return seconds * 1000;
    const reset = Number(headers['x-ratelimit-reset']) * 1000;
    return reset > date ? reset - date : undefined;
}


/***/ }),

/***/ 9484:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dq: () => (/* binding */ saveHolders),
/* harmony export */   oQ: () => (/* binding */ NOBODY),
/* harmony export */   ue: () => (/* binding */ readHolders)
/* harmony export */ });
/* harmony import */ var _block_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2210);
/* harmony import */ var _comment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6846);


const NOBODY = { holders: [], damaged: [] };
async function readHolders(comments, zoneId, open) {
    const holders = [];
    const damaged = [];
    for (const comment of comments) {
        const reading = await (0,_block_js__WEBPACK_IMPORTED_MODULE_0__/* .readRecord */ .aE)(comment.body, zoneId);
        if (reading.kind === 'record')
            holders.push({ comment, open, record: reading.record });
        else
            damaged.push({ pull: comment.pull, reason: reading.reason });
    }
    return { holders, damaged };
}
/** Writes the records that were amended into the comments that carry them. */
async function saveHolders(github, before, amended) {
    for (const holder of amended)
        if (!before.includes(holder))
            await github.editComment(holder.comment.id, (0,_comment_js__WEBPACK_IMPORTED_MODULE_1__/* .replaceRecord */ .S)(holder.comment.body, holder.record));
}


/***/ }),

/***/ 2799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ targetOf),
/* harmony export */   Fe: () => (/* binding */ nameFor),
/* harmony export */   fN: () => (/* binding */ renamed),
/* harmony export */   jq: () => (/* binding */ isForeign),
/* harmony export */   qF: () => (/* binding */ hasWritten),
/* harmony export */   x5: () => (/* binding */ locate),
/* harmony export */   yY: () => (/* binding */ sameState)
/* harmony export */ });
/* harmony import */ var _domain_mapping_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8595);

/** The addresses that entries name. A sealed one is found only among `known` addresses, and with the same credential. */
function locate(entries, known, seal) {
    const sealed = entries.some(({ name }) => 'seal' in name && name.check === seal.check);
    const bySeal = new Map(sealed ? [...known].map((ip) => [seal.of(ip), ip]) : []);
    const places = new Map();
    for (const entry of entries) {
        const ip = 'ip' in entry.name ? entry.name.ip : isForeign(entry, seal) ? undefined : bySeal.get(entry.name.seal);
        if (ip !== undefined)
            places.set(entry, ip);
    }
    return places;
}
/** Whether an entry was sealed with another credential, so that its address cannot be found. */
function isForeign({ name }, seal) {
    return 'seal' in name && name.check !== seal.check;
}
function nameFor(ip, seal, hidden) {
    return hidden ? { seal: seal.of(ip), check: seal.check } : { ip };
}
/** Whether the zone may hold `target` because of this entry. */
function hasWritten({ wrote }, target) {
    return wrote.some((one) => (0,_domain_mapping_js__WEBPACK_IMPORTED_MODULE_0__/* .sameTarget */ .cS)(one, target));
}
/** Whether a zone says the same: the same target, or nothing at all. */
function sameState(a, b) {
    return a === undefined || b === undefined ? a === b : (0,_domain_mapping_js__WEBPACK_IMPORTED_MODULE_0__/* .sameTarget */ .cS)(a, b);
}
/** A record as the run's redaction wants it: addresses that can be told are named openly, or sealed. */
function renamed(record, known, seal, hidden) {
    const places = locate(record.entries, known, seal);
    const entries = record.entries.map((entry) => {
        const ip = places.get(entry);
        return ip === undefined || hidden === 'seal' in entry.name ? entry : { ...entry, name: nameFor(ip, seal, hidden) };
    });
    return { ...record, entries };
}
/** A target and nothing else, whatever it came with. */
function targetOf({ vendor, region }) {
    return { vendor, region };
}


/***/ }),

/***/ 6206:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ RECORD_FORM),
/* harmony export */   V: () => (/* binding */ MOST_ENTRIES)
/* harmony export */ });
/** The most addresses that one pull request can register. */
const MOST_ENTRIES = 300;
/** The version of the form in which records are stored. */
const RECORD_FORM = 1;


/***/ }),

/***/ 7490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ openSeal)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);

/** `credential` is the API token, or key and email joined; `zoneId` goes into the message, so zones do not compare. */
function openSeal(credential, zoneId) {
    const made = new Map();
    const sign = (kind, text) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', credential)
        .update(`origin-cloud-regions ${kind}\n${zoneId}\n${text}`)
        .digest()
        .subarray(0, 16)
        .toString('base64');
    return {
        check: sign('check', ''),
        of(ip) {
            const known = made.get(ip);
            if (known !== undefined)
                return known;
            const seal = sign('address', ip);
            made.set(ip, seal);
            return seal;
        },
    };
}


/***/ }),

/***/ 7300:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ settled)
/* harmony export */ });
/* harmony import */ var _places_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2799);

/**
 * The record once a run is over. The zone's list decides: what it still says because of this pull request stays recorded,
 * what is back as it was is done with. Without a list everything that may be so stays.
 */
function settled({ record, released, wanted, list, seal }) {
    const places = (0,_places_js__WEBPACK_IMPORTED_MODULE_0__/* .locate */ .x5)(record.entries, [...(list?.keys() ?? []), ...wanted], seal);
    const entries = record.entries.flatMap((entry) => {
        if (released.has(entry))
            return [];
        const ip = places.get(entry);
        if (list === undefined || (0,_places_js__WEBPACK_IMPORTED_MODULE_0__/* .isForeign */ .jq)(entry, seal))
            return [entry];
        const now = ip && list.get(ip);
        if (now && (0,_places_js__WEBPACK_IMPORTED_MODULE_0__/* .hasWritten */ .qF)(entry, now) && !(0,_places_js__WEBPACK_IMPORTED_MODULE_0__/* .sameState */ .yY)(now, entry.before))
            return [{ ...entry, wrote: [(0,_places_js__WEBPACK_IMPORTED_MODULE_0__/* .targetOf */ .$r)(now)] }];
        const overwritten = ip !== undefined && wanted.has(ip) && !(0,_places_js__WEBPACK_IMPORTED_MODULE_0__/* .sameState */ .yY)(now, entry.before);
        return overwritten ? [entry] : [];
    });
    return { ...record, entries };
}


/***/ }),

/***/ 1703:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z: () => (/* binding */ takeBack)
});

// EXTERNAL MODULE: ./build/preview/claims.js
var preview_claims = __webpack_require__(6334);
;// CONCATENATED MODULE: ./build/preview/fate.js
const MOST_NAMES = 10;
/** What is worth saying about the fates of a record's entries; `unreadable` are open pull requests with foreign seals. */
function noticesOf(fates, pull, unreadable) {
    const left = Map.groupBy(fates.filter((fate) => fate.kind === 'left'), ({ heir }) => heir.holder.comment.pull);
    const changed = fates.filter(({ kind }) => kind === 'changed');
    const back = fates.some(({ kind }) => kind === 'back');
    const unknown = fates.filter(({ kind }) => kind === 'unknown').length;
    return [
        ...[...left].map(([heir, those]) => `Pull request #${heir} registered ${names(those)} too, so pull request #${pull} leaves that to it`),
        ...(changed.length > 0
            ? [`The zone no longer holds what pull request #${pull} wrote for ${names(changed)}: left as it is`]
            : []),
        ...(unknown > 0
            ? [
                `The record of pull request #${pull} was sealed with another credential, so ${unknown} of its addresses cannot be told any more: left as they are. Run again with the earlier credential, or remove them with state: absent`,
            ]
            : []),
        ...(back && unreadable.length > 0
            ? [
                `Addresses in the record of ${unreadable.map((other) => `#${other}`).join(', ')} were sealed with another credential: whether they are among those taken away cannot be told`,
            ]
            : []),
    ];
}
/** At most ten addresses by name. A sealed one that the zone no longer lists has none. */
function names(fates) {
    const known = fates.flatMap(({ ip }) => ip ?? []);
    const shown = known.slice(0, MOST_NAMES);
    const more = fates.length - shown.length;
    if (shown.length === 0)
        return more === 1 ? 'a hidden address' : `${more} hidden addresses`;
    return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

// EXTERNAL MODULE: ./build/preview/places.js
var preview_places = __webpack_require__(2799);
;// CONCATENATED MODULE: ./build/preview/takeback.js



/** Decides for each address of a record that is no longer wanted what becomes of it. Touches no address outside the record. */
function takeBack(situation) {
    const { pull, record, wanted, current, holders, seal } = situation;
    const known = [...new Set([...current.keys(), ...wanted])];
    const places = (0,preview_places/* locate */.x5)(record.entries, known, seal);
    const claims = (0,preview_claims/* claimsOf */.ds)(holders, known, seal);
    const fates = record.entries
        .map((entry) => ({ entry, ip: places.get(entry) }))
        .filter(({ ip }) => ip === undefined || !wanted.has(ip))
        .map(({ entry, ip }) => ({ entry, ...fateOf(entry, ip, claims, situation) }));
    const back = fates.filter((fate) => fate.kind === 'back');
    return {
        takeBack: back.map(({ ip, entry: { before } }) => ({ ip, ...(before ? { to: before } : {}) })),
        released: new Set(fates.filter(({ kind }) => kind !== 'back' && kind !== 'unknown').map(({ entry }) => entry)),
        holders: handOver(fates, claims, situation),
        notices: noticesOf(fates, pull, (0,preview_claims/* unreadablePulls */.GX)(holders, seal)),
    };
}
function fateOf(entry, ip, claims, { current, seal }) {
    if (ip === undefined)
        return (0,preview_places/* isForeign */.jq)(entry, seal) ? { kind: 'unknown' } : { kind: entry.before === undefined ? 'gone' : 'changed' };
    const others = claims.get(ip) ?? [];
    const heir = others.find(({ holder }) => holder.open);
    if (heir !== undefined)
        return { kind: 'left', ip, heir };
    const now = current.get(ip);
    const wroteNow = (one) => now !== undefined && (0,preview_places/* hasWritten */.qF)(one, now);
    if ((0,preview_places/* sameState */.yY)(now, entry.before) || wroteNow(entry))
        return { kind: 'back', ip };
    return { kind: others.some((other) => wroteNow(other.entry)) ? 'gone' : 'changed', ip };
}
/**
 * What others must remember, for these entries go: where another took for the original state what this pull request
 * wrote, it gets the original; and the heir of an address gets what this pull request left in the zone.
 */
function handOver(fates, claims, { current, holders }) {
    const amended = new Map();
    for (const fate of fates) {
        const others = (fate.ip && claims.get(fate.ip)) ?? [];
        for (const { entry } of others)
            if (entry.before !== undefined && (0,preview_places/* hasWritten */.qF)(fate.entry, entry.before))
                amended.set(entry, withBefore(entry, fate.entry.before));
        if (fate.kind !== 'left')
            continue;
        const now = current.get(fate.ip);
        if (now === undefined || !(0,preview_places/* hasWritten */.qF)(fate.entry, now) || others.some(({ entry }) => (0,preview_places/* hasWritten */.qF)(entry, now)))
            continue;
        const { name, wrote } = fate.heir.entry;
        const before = (0,preview_claims/* originOf */.yv)(now, [fate.entry, ...others.map(({ entry }) => amended.get(entry) ?? entry)]);
        amended.set(fate.heir.entry, withBefore({ name, wrote: [...wrote, (0,preview_places/* targetOf */.$r)(now)] }, before));
    }
    return holders.map((holder) => {
        const { zoneId, entries } = holder.record;
        if (!entries.some((entry) => amended.has(entry)))
            return holder;
        return { ...holder, record: { zoneId, entries: entries.map((entry) => amended.get(entry) ?? entry) } };
    });
}
function withBefore({ name, wrote }, before) {
    return { name, wrote, ...(before ? { before } : {}) };
}


/***/ }),

/***/ 6338:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C7: () => (/* binding */ pullNames),
/* harmony export */   DL: () => (/* binding */ unsaved),
/* harmony export */   Dn: () => (/* binding */ damagedRecord),
/* harmony export */   GZ: () => (/* binding */ isDenied),
/* harmony export */   Gm: () => (/* binding */ tooMuch),
/* harmony export */   Hg: () => (/* binding */ damagedOthers),
/* harmony export */   O$: () => (/* binding */ unreadable),
/* harmony export */   iw: () => (/* binding */ notHandedOver),
/* harmony export */   oC: () => (/* binding */ PERMISSION),
/* harmony export */   wk: () => (/* binding */ denied),
/* harmony export */   zE: () => (/* binding */ noRecord)
/* harmony export */ });
/* harmony import */ var _block_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2210);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6206);


/** Whether a failure says that the token may not do this: no trouble of GitHub's, and the same at every try. */
function isDenied({ kind }) {
    return kind === 'forbidden' || kind === 'missing';
}
const PERMISSION = 'Grant the job the permission pull-requests: write (runs for forks and for Dependabot never have it)';
/** A comment that the token may not read or write; `end` says what follows from it. */
function denied(pull, failure, end) {
    return {
        message: `github-token may not comment on pull request #${pull}: ${failure.message}. ${PERMISSION}. ${end}`,
    };
}
/** What follows from there being no comment. */
function noRecord(mode) {
    return mode === 'apply'
        ? 'There is no record without it, so nothing will take this registration away by itself; the registration stands'
        : 'The plan is told by the log and the summary only';
}
function damagedRecord(pull, reason) {
    return {
        message: `The record in the comment on pull request #${pull} cannot be read: ${reason}. Nothing was touched. Restore the comment from its edit history; or delete it, and remove by hand (state: absent) what the pull request registered`,
    };
}
function unreadable(pull, failure) {
    return {
        message: `The comment on pull request #${pull}, with the record of what it registered, cannot be read: ${failure.message}. Nothing was touched${isDenied(failure) ? `. ${PERMISSION}` : ''}`,
    };
}
function unsaved(pull, failure) {
    return {
        message: `What this run is about to write could not be recorded in the comment on pull request #${pull}: ${failure.message}. Nothing was written; run again`,
    };
}
function damagedOthers({ damaged }) {
    if (damaged.length === 0)
        return [];
    return [
        {
            message: `The records in the comments on ${pullNames(damaged.map(({ pull }) => pull))} cannot be read (edited or damaged), so it cannot be told which addresses those pull requests registered too`,
        },
    ];
}
function notHandedOver(pull, failure) {
    return {
        message: `What pull request #${pull} leaves to others could not be noted in their comments: ${failure.message}. It stays in its own record`,
    };
}
/** Why a draft does not fit its comment, before anything is written. */
function tooMuch({ record, registered }) {
    if (registered > _record_js__WEBPACK_IMPORTED_MODULE_1__/* .MOST_ENTRIES */ .V)
        return [
            {
                message: `This pull request would register ${registered} addresses, and the record in its comment holds at most ${_record_js__WEBPACK_IMPORTED_MODULE_1__/* .MOST_ENTRIES */ .V}. Register fewer, or set comment: false and remove them yourself`,
            },
        ];
    const { length } = (0,_block_js__WEBPACK_IMPORTED_MODULE_0__/* .printRecord */ .HX)(record);
    if (length <= _block_js__WEBPACK_IMPORTED_MODULE_0__/* .LONGEST_RECORD */ .d9)
        return [];
    return [
        {
            message: `The record of what this pull request registered would take ${length} characters, and at most ${_block_js__WEBPACK_IMPORTED_MODULE_0__/* .LONGEST_RECORD */ .d9} fit its comment. Register fewer addresses`,
        },
    ];
}
function pullNames(pulls) {
    return pulls.map((pull) => `#${pull}`).join(', ');
}


/***/ }),

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
