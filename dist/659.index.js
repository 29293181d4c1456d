export const id = 659;
export const ids = [659];
export const modules = {

/***/ 3659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openPreview: () => (/* binding */ openPreview)
});

// EXTERNAL MODULE: ./build/preview/block.js
var block = __webpack_require__(2210);
// EXTERNAL MODULE: ./build/preview/comment.js
var preview_comment = __webpack_require__(6846);
// EXTERNAL MODULE: ./build/preview/claims.js
var preview_claims = __webpack_require__(6334);
// EXTERNAL MODULE: ./build/preview/places.js
var preview_places = __webpack_require__(2799);
;// CONCATENATED MODULE: ./build/preview/draft.js


/**
 * The record to be saved before the zone is written: it covers both what the zone says now and what it will. A mapping
 * that is there already and was not made by a pull request is not the pull request's to take away, so it is not recorded.
 */
function drafted({ record, writes, current, holders, seal, hidden }) {
    const known = [...new Set([...current.keys(), ...writes.keys()])];
    const places = (0,preview_places/* locate */.x5)(record.entries, known, seal);
    const claims = (0,preview_claims/* claimsOf */.ds)(holders, known, seal);
    const own = new Map([...places].map(([entry, ip]) => [ip, entry]));
    const written = [...writes].flatMap(([ip, target]) => {
        const now = current.get(ip);
        const earlier = own.get(ip);
        const others = (claims.get(ip) ?? []).map(({ entry }) => entry);
        const before = (0,preview_claims/* originOf */.yv)(now, earlier ? [earlier, ...others] : others);
        if ((0,preview_places/* sameState */.yY)(now, target) && (0,preview_places/* sameState */.yY)(before, target))
            return [];
        const still = earlier && now && !(0,preview_places/* sameState */.yY)(now, target) && (0,preview_places/* hasWritten */.qF)(earlier, now) ? [(0,preview_places/* targetOf */.$r)(now)] : [];
        return [
            {
                name: (0,preview_places/* nameFor */.Fe)(ip, seal, hidden),
                ...(before ? { before: (0,preview_places/* targetOf */.$r)(before) } : {}),
                wrote: [...still, (0,preview_places/* targetOf */.$r)(target)],
            },
        ];
    });
    const kept = record.entries.filter((entry) => {
        const ip = places.get(entry);
        return ip === undefined || !writes.has(ip);
    });
    return { record: { ...record, entries: [...kept, ...written] }, registered: written.length };
}

// EXTERNAL MODULE: ./build/preview/failure.js
var preview_failure = __webpack_require__(2493);
// EXTERNAL MODULE: ./build/preview/holders.js
var holders = __webpack_require__(9484);
// EXTERNAL MODULE: ./build/preview/preview.js
var preview = __webpack_require__(1235);
// EXTERNAL MODULE: ./build/preview/seal.js
var preview_seal = __webpack_require__(7490);
// EXTERNAL MODULE: ./build/preview/settle.js
var settle = __webpack_require__(7300);
// EXTERNAL MODULE: ./build/preview/takeback.js + 1 modules
var takeback = __webpack_require__(1703);
// EXTERNAL MODULE: ./build/preview/words.js
var words = __webpack_require__(6338);
;// CONCATENATED MODULE: ./build/preview/commented.js











/** A preview over the comment that was found, if one was, and the record in it. */
function overComment(options, found, stored) {
    const { github, pull, zoneId, mode, intent, hidden } = options;
    const seal = (0,preview_seal/* openSeal */.I)(options.credential, zoneId);
    let comment = found;
    let record = stored;
    let wanted = new Set();
    let current;
    let others = holders/* NOBODY */.oQ;
    let taken = { released: new Set(), holders: [] };
    let registered = 0;
    let mute = false;
    async function write(next, text) {
        const body = (0,preview_comment/* renderComment */.w)(next, text, options);
        try {
            if (comment !== undefined)
                return await github.editComment(comment.id, body);
        }
        catch (thrown) {
            // Somebody deleted it in the meantime. What it remembered is known here.
            if ((0,preview_failure/* asFailure */.h_)(thrown).kind !== 'missing')
                throw thrown;
        }
        comment = await github.createComment(pull, body);
    }
    async function readOthers() {
        const comments = await github.commentsOfOpen((0,block/* marker */.xL)(zoneId));
        return await (0,holders/* readHolders */.ue)(comments.filter((one) => one.pull !== pull), zoneId, true);
    }
    return {
        async prepare(list, wishes) {
            wanted = wishes;
            if (list === undefined)
                return unlisted(options, stored);
            current = list;
            const known = [...new Set([...list.keys(), ...wanted])];
            record = (0,preview_places/* renamed */.fN)(stored, known, seal, hidden);
            const places = [...(0,preview_places/* locate */.x5)(record.entries, known, seal)];
            const own = new Set(places.filter(([entry, ip]) => wanted.has(ip) && wroteNow(entry, list.get(ip))).map(([, ip]) => ip));
            // Only then can it matter what others registered: at an address to be taken back, or where they may have been before.
            const shared = places.some(([, ip]) => !wanted.has(ip)) || [...wanted].some((ip) => list.has(ip) && !own.has(ip));
            try {
                if (shared)
                    others = await readOthers();
            }
            catch (thrown) {
                return { ...preview/* NOTHING */.K, own, ...withoutOthers(options, (0,preview_failure/* asFailure */.h_)(thrown)) };
            }
            const { takeBack: back, ...rest } = (0,takeback/* takeBack */.z)({
                pull,
                record,
                wanted,
                current: list,
                holders: others.holders,
                seal,
            });
            taken = rest;
            const notices = rest.notices.map((message) => ({ message }));
            return { ...preview/* NOTHING */.K, takeBack: back, own, notices, warnings: (0,words/* damagedOthers */.Hg)(others) };
        },
        draft(writes) {
            if (current === undefined)
                return [];
            const draft = drafted({ record, writes, current, holders: taken.holders, seal, hidden });
            ({ record, registered } = draft);
            return (0,words/* tooMuch */.Gm)(draft);
        },
        async save() {
            // What was there is saved already; so is what is only taken back.
            if ((0,block/* printRecord */.HX)(record) === (0,block/* printRecord */.HX)(stored))
                return { problems: [], warnings: [] };
            try {
                await write(record, { kind: 'underway', writes: registered });
                return { problems: [], warnings: [] };
            }
            catch (thrown) {
                const failure = (0,preview_failure/* asFailure */.h_)(thrown);
                if (!(0,words/* isDenied */.GZ)(failure))
                    return { problems: [(0,words/* unsaved */.DL)(pull, failure)], warnings: [] };
                mute = true;
                return { problems: [], warnings: [(0,words/* denied */.wk)(pull, failure, (0,words/* noRecord */.zE)(mode))] };
            }
        },
        async publish(result) {
            // A pull request that had nothing registered, or was closed before, keeps the comment that it has.
            if (mute || (intent === 'withdraw' && stored.entries.length === 0))
                return { warnings: [] };
            const warnings = [];
            let next = stored;
            if (mode === 'apply') {
                let { released } = taken;
                try {
                    await (0,holders/* saveHolders */.Dq)(github, others.holders, taken.holders);
                }
                catch (thrown) {
                    released = new Set();
                    warnings.push((0,words/* notHandedOver */.iw)(pull, (0,preview_failure/* asFailure */.h_)(thrown)));
                }
                next = (0,settle/* settled */.g)({ record, released, wanted, list: result.list, seal });
            }
            try {
                await write(next, { kind: intent === 'register' ? 'registered' : 'withdrawn', result });
            }
            catch (thrown) {
                warnings.push(unpublished(options, (0,preview_failure/* asFailure */.h_)(thrown)));
            }
            return { warnings };
        },
    };
}
function wroteNow(entry, now) {
    return now !== undefined && (0,preview_places/* hasWritten */.qF)(entry, now);
}
/** A server that only takes mappings does not say what was there before, so there is nothing to go by later. */
function unlisted({ pull, intent, mode }, { entries }) {
    if (intent === 'register')
        return {
            ...preview/* NOTHING */.K,
            warnings: [
                {
                    message: `The zone's list cannot be read, so nothing is recorded in the comment on pull request #${pull}. ${(0,words/* noRecord */.zE)(mode)}`,
                },
            ],
        };
    if (entries.length === 0)
        return preview/* NOTHING */.K;
    return {
        ...preview/* NOTHING */.K,
        problems: [
            {
                message: `The zone's list cannot be read, so what pull request #${pull} registered cannot be taken away. Run again`,
            },
        ],
    };
}
/** Without the records of other pull requests nothing can safely be taken back. */
function withoutOthers({ pull, intent }, failure) {
    const message = `The records of other pull requests cannot be read: ${failure.message}. They may need what pull request #${pull} registered, so nothing of that is taken away`;
    return intent === 'register' && (0,words/* isDenied */.GZ)(failure) ? { warnings: [{ message }] } : { problems: [{ message }] };
}
function unpublished({ pull, intent, mode }, failure) {
    if ((0,words/* isDenied */.GZ)(failure))
        return (0,words/* denied */.wk)(pull, failure, intent === 'register' ? (0,words/* noRecord */.zE)(mode) : 'The comment shows what was there before this run');
    return {
        message: `The comment on pull request #${pull} could not be brought up to date: ${failure.message}. Its record is that from before the zone was written, which covers both what was and what is there`,
    };
}

;// CONCATENATED MODULE: ./build/preview/open.js





/** Where the token may not comment: the run goes on without a record. */
const MUTE = {
    prepare: async () => preview/* NOTHING */.K,
    draft: () => [],
    save: async () => ({ problems: [], warnings: [] }),
    publish: async () => ({ warnings: [] }),
};
/** Reads the comment and its record. What GitHub answers is never thrown. */
async function openPreview(options) {
    const { github, pull, zoneId, intent, mode } = options;
    try {
        const comment = await github.ownComment(pull, (0,block/* marker */.xL)(zoneId));
        if (comment === undefined)
            return { kind: 'open', preview: overComment(options, undefined, { zoneId, entries: [] }), warnings: [] };
        const reading = await (0,block/* readRecord */.aE)(comment.body, zoneId);
        if (reading.kind === 'damaged')
            return { kind: 'refused', problem: (0,words/* damagedRecord */.Dn)(pull, reading.reason) };
        return { kind: 'open', preview: overComment(options, comment, reading.record), warnings: [] };
    }
    catch (thrown) {
        const failure = (0,preview_failure/* asFailure */.h_)(thrown);
        if (intent === 'register' && (0,words/* isDenied */.GZ)(failure))
            return { kind: 'open', preview: MUTE, warnings: [(0,words/* denied */.wk)(pull, failure, (0,words/* noRecord */.zE)(mode))] };
        return { kind: 'refused', problem: (0,words/* unreadable */.O$)(pull, failure) };
    }
}


/***/ })

};
