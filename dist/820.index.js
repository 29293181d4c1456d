export const id = 820;
export const ids = [820];
export const modules = {

/***/ 3820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readStored: () => (/* binding */ readStored)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3619);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3305);
/* harmony import */ var _domain_address_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1781);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6206);



const place = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr().check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* ._nonnegative */ .UI());
const entry = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
    /** Address. */
    i: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .refine */ .YPB((text) => (0,_domain_address_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalAddress */ .Z5)(text) === text))),
    /** Seal, and which check value belongs to it. */
    s: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()),
    k: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(place),
    /** What was there before. */
    b: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lqM(place),
    /** What was written. */
    w: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(place).check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* ._minLength */ .m9(1)),
});
/** The form in which a comment stores a record; targets and check values are named by their places in the lists. */
const form = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
    v: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz(_record_js__WEBPACK_IMPORTED_MODULE_3__/* .RECORD_FORM */ .H),
    zone: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    targets: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .tuple */ .PVZ([zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()])),
    checks: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()),
    entries: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(entry),
});
/** Reads a stored record; undefined where it is none. */
function readStored(json) {
    try {
        const stored = form.parse(JSON.parse(json));
        return { zoneId: stored.zone, entries: stored.entries.map((row) => entryOf(row, stored)) };
    }
    catch {
        return undefined;
    }
}
function entryOf({ i, s, k, b, w }, { targets, checks }) {
    const target = (number) => {
        const [vendor, region] = at(targets, number);
        return { vendor, region };
    };
    return {
        name: i === undefined ? { seal: at([s], 0), check: at(checks, k) } : { ip: i },
        ...(b === undefined ? {} : { before: target(b) }),
        wrote: w.map(target),
    };
}
function at(list, number) {
    const item = list[number ?? -1];
    if (item === undefined)
        throw new RangeError('a record names what it does not hold');
    return item;
}


/***/ })

};
