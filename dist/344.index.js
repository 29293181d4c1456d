export const id = 344;
export const ids = [344];
export const modules = {

/***/ 3344:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openCleanup: () => (/* binding */ openCleanup)
});

// EXTERNAL MODULE: ./build/preview/block.js
var block = __webpack_require__(2210);
// EXTERNAL MODULE: ./build/preview/comment.js
var preview_comment = __webpack_require__(6846);
// EXTERNAL MODULE: ./build/preview/failure.js
var failure = __webpack_require__(2493);
// EXTERNAL MODULE: ./build/preview/holders.js
var holders = __webpack_require__(9484);
// EXTERNAL MODULE: ./build/preview/places.js
var preview_places = __webpack_require__(2799);
// EXTERNAL MODULE: ./build/preview/preview.js
var preview = __webpack_require__(1235);
// EXTERNAL MODULE: ./build/preview/seal.js
var preview_seal = __webpack_require__(7490);
// EXTERNAL MODULE: ./build/preview/settle.js
var settle = __webpack_require__(7300);
// EXTERNAL MODULE: ./build/preview/takeback.js + 1 modules
var takeback = __webpack_require__(1703);
;// CONCATENATED MODULE: ./build/preview/sweep.js


/** Takes back the records of closed pull requests, each over what the ones before it leave; pure. */
function sweep({ closed, others, current, wanted, seal }) {
    const zone = new Map(current);
    const back = new Map();
    const swept = [];
    let left = [...closed, ...others];
    for (const { comment } of closed) {
        const turn = left.filter((holder) => holder.comment === comment);
        left = left.filter((holder) => holder.comment !== comment);
        for (const { record } of turn) {
            const taken = (0,takeback/* takeBack */.z)({ pull: comment.pull, record, wanted, current: zone, holders: left, seal });
            const places = (0,preview_places/* locate */.x5)(record.entries, [...zone.keys(), ...wanted], seal);
            const adopted = [...places].filter(([, ip]) => wanted.has(ip)).map(([entry]) => entry);
            const released = new Set([...taken.released, ...adopted]);
            swept.push({ comment, record, released, ips: new Set(places.values()), notices: taken.notices });
            left = taken.holders;
            for (const { ip, to } of taken.takeBack) {
                back.set(ip, { ip, ...(to ? { to } : {}) });
                if (to === undefined)
                    zone.delete(ip);
                else
                    zone.set(ip, { ip, ...to });
            }
        }
    }
    return { swept, takeBack: [...back.values()], holders: left };
}

// EXTERNAL MODULE: ./build/preview/words.js
var words = __webpack_require__(6338);
;// CONCATENATED MODULE: ./build/preview/cleanup.js










/** The most pull requests that one run cleans up after. */
const MOST_PULLS = 50;
function openCleanup(options) {
    const { github, zoneId, mode } = options;
    const seal = (0,preview_seal/* openSeal */.I)(options.credential, zoneId);
    let closed = holders/* NOBODY */.oQ;
    let open = holders/* NOBODY */.oQ;
    let done = { swept: [], takeBack: [], holders: [] };
    return {
        async prepare(current, wanted) {
            try {
                closed = await (0,holders/* readHolders */.ue)(await github.commentsOfClosed((0,block/* marker */.xL)(zoneId)), zoneId, false);
                const live = closed.holders.filter(({ record }) => record.entries.length > 0);
                const told = live.filter(({ record }) => record.entries.some((entry) => !(0,preview_places/* isForeign */.jq)(entry, seal)));
                if (told.length > 0)
                    open = await (0,holders/* readHolders */.ue)(await github.commentsOfOpen((0,block/* marker */.xL)(zoneId)), zoneId, true);
                const others = [...told.slice(MOST_PULLS), ...open.holders];
                done = sweep({ closed: told.slice(0, MOST_PULLS), others, current, wanted, seal });
                return {
                    ...preview/* NOTHING */.K,
                    takeBack: done.takeBack,
                    notices: [...done.swept.flatMap(({ notices }) => notices), ...untold(live, told), ...more(told.length)].map((message) => ({ message })),
                    warnings: (0,words/* damagedOthers */.Hg)(open),
                    problems: closed.damaged.map(({ pull, reason }) => (0,words/* damagedRecord */.Dn)(pull, reason)),
                };
            }
            catch (thrown) {
                return { ...preview/* NOTHING */.K, problems: [unread((0,failure/* asFailure */.h_)(thrown))] };
            }
        },
        async publish(result) {
            if (mode !== 'apply')
                return { warnings: [] };
            try {
                await (0,holders/* saveHolders */.Dq)(github, [...closed.holders, ...open.holders], done.holders);
                for (const { comment, record, released, ips, notices } of done.swept) {
                    const next = (0,settle/* settled */.g)({ record, released, wanted: NONE, list: result.list, seal });
                    const own = {
                        ...result,
                        outcomes: result.outcomes.filter(({ ip }) => ips.has(ip)),
                        problems: next.entries.length > 0 ? result.problems : [],
                        warnings: [],
                        notices: notices.map((message) => ({ message })),
                    };
                    await github.editComment(comment.id, (0,preview_comment/* renderComment */.w)(next, { kind: 'withdrawn', result: own }, options));
                }
                return { warnings: [] };
            }
            catch (thrown) {
                return { warnings: [unpublished((0,failure/* asFailure */.h_)(thrown))] };
            }
        },
    };
}
/** Nothing of what the run itself maps is a pull request's any more. */
const NONE = new Set();
function untold(live, told) {
    const others = live.filter((holder) => !told.includes(holder)).map(({ comment }) => comment.pull);
    if (others.length === 0)
        return [];
    return [
        `The records of the closed pull requests ${(0,words/* pullNames */.C7)(others)} were sealed with another credential, so their addresses cannot be told: left as they are. Run again with the earlier credential, or remove them with state: absent`,
    ];
}
function more(count) {
    if (count <= MOST_PULLS)
        return [];
    return [
        `${count} closed pull requests have something registered; this run takes back that of ${MOST_PULLS}, the next goes on`,
    ];
}
function unread(failure) {
    const remedy = (0,words/* isDenied */.GZ)(failure) ? `. ${words/* PERMISSION */.oC}` : '';
    return {
        message: `The records of closed pull requests cannot be read: ${failure.message}${remedy}. Nothing of theirs was touched`,
    };
}
function unpublished(failure) {
    const remedy = (0,words/* isDenied */.GZ)(failure) ? `. ${words/* PERMISSION */.oC}` : '';
    return {
        message: `What was taken away could not be noted in the comments of the closed pull requests: ${failure.message}${remedy}. The next run finds it gone`,
    };
}


/***/ })

};
