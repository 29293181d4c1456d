export const id = 496;
export const ids = [496];
export const modules = {

/***/ 8496:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readEnvelope: () => (/* binding */ readEnvelope),
/* harmony export */   readers: () => (/* binding */ readers)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3619);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8532);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3305);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3945);
/* harmony import */ var _domain_address_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1781);
/* harmony import */ var _domain_clip_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9659);



const address = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .transform */ .pdi((text, context) => {
    const found = (0,_domain_address_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalAddress */ .Z5)(text);
    if (!(0,_domain_address_js__WEBPACK_IMPORTED_MODULE_0__/* .isFault */ .Zh)(found))
        return found;
    context.issues.push({ code: 'custom', input: text, message: 'no address' });
    return zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .NEVER */ .tm;
}));
// The two surfaces spell the address differently; reading both everywhere costs nothing and survives a mix-up.
const addressed = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ 'origin-ip': zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(address), origin_ip: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(address), ip: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(address) }), zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .transform */ .pdi((entry, context) => {
    const ip = entry['origin-ip'] ?? entry.origin_ip ?? entry.ip;
    if (ip !== undefined)
        return { ...entry, ip };
    context.issues.push({ code: 'custom', input: entry, message: 'no address' });
    return zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .NEVER */ .tm;
}));
const mapping = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(addressed, zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    ip: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .custom */ .IeY(),
    vendor: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    region: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    modified_on: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .nullish */ .cl6(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()),
})), zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .transform */ .pdi(({ ip, vendor, region, modified_on }) => ({
    ip,
    vendor,
    region,
    ...(modified_on == null ? {} : { modifiedOn: modified_on }),
})));
const mappings = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(mapping);
const batch = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    succeeded: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(addressed),
    failed: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .FsL(addressed, zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ ip: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .custom */ .IeY(), error: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()) }))),
});
const regions = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    vendors: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ name: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), upper_tier_colos: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .nullish */ .cl6(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP())) }))),
});
const zones = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ id: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), name: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }));
const envelope = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    success: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY(),
    errors: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .nullish */ .cl6(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ code: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig(), message: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()) }))),
    result: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()),
    result_info: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()),
});
/** A total far beyond what a zone holds is no reason to ask for so many pages. */
const MOST_ENTRIES = 20_000;
const pageInfo = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    per_page: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig(),
    total_count: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().check(zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ._nonnegative */ .UI(), zod_mini__WEBPACK_IMPORTED_MODULE_3__/* ._lte */ .Zm(MOST_ENTRIES)),
});
/** Every entry of a run may come to repeat it. */
const LONGEST_WORDS = 1000;
const MOST_ERRORS = 20;
/** Not by zod's safe way: with more issues than the stack holds, that throws as well. */
function parsed(schema, value) {
    try {
        return zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .parse */ .qg(schema, value);
    }
    catch {
        return undefined;
    }
}
/** Values of an answer: about three times what 3,500 mappings have. Each may take a hundred times the memory of its text. */
const MOST_VALUES = 50_000;
function readEnvelope(text) {
    if (hasMoreValues(text, MOST_VALUES))
        return undefined;
    let body;
    try {
        body = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    const read = parsed(envelope, body);
    if (read === undefined)
        return undefined;
    const { success, errors, result, result_info } = read;
    return {
        success,
        errors: (errors ?? [])
            .slice(0, MOST_ERRORS)
            .map(({ code, message }) => ({ code, message: (0,_domain_clip_js__WEBPACK_IMPORTED_MODULE_5__/* .clip */ .$)(message ?? 'no message', LONGEST_WORDS) })),
        result,
        info: result_info,
    };
}
/** Counted by what stands before a value, without reading the text as JSON: it counts within texts too. */
function hasMoreValues(text, most) {
    let count = 0;
    for (let at = 0; at < text.length && count <= most; at += 1) {
        const character = text[at];
        if (character === '{' || character === '[' || character === ',')
            count += 1;
    }
    return count > most;
}
/** Readers of the results, by the name of what they read. */
const readers = {
    v1List: ({ result }) => read(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ value: mappings }), result, ({ value }) => byAddress(value)),
    v1Batch: ({ result }) => read(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ value: batch }), result, ({ value }) => batchAnswer(value)),
    v2Page: ({ result, info }) => read(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ result: mappings, info: pageInfo }), { result, info }, (page) => ({
        mappings: page.result,
        perPage: page.info.per_page,
        total: page.info.total_count,
    })),
    v2Batch: ({ result }) => read(batch, result, batchAnswer),
    regions: ({ result }) => read(regions, result, ({ vendors }) => new Map(Object.entries(vendors).map(([vendor, list]) => [
        vendor,
        new Map(list.map(({ name, upper_tier_colos }) => [name, upper_tier_colos ?? []])),
    ]))),
    zones: ({ result }) => read(zones, result, (found) => found),
    /** For answers of which only the success matters. */
    done: () => true,
};
function read(schema, value, make) {
    const result = parsed(schema, value);
    return result === undefined ? undefined : make(result);
}
function byAddress(list) {
    return new Map(list.map((entry) => [entry.ip, entry]));
}
function batchAnswer({ succeeded, failed }) {
    return {
        succeeded: new Set(succeeded.map(({ ip }) => ip)),
        failed: new Map(failed.map(({ ip, error }) => [ip, (0,_domain_clip_js__WEBPACK_IMPORTED_MODULE_5__/* .clip */ .$)(error ?? 'no reason given', LONGEST_WORDS)])),
    };
}


/***/ })

};
