export const id = 881;
export const ids = [881];
export const modules = {

/***/ 9881:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openRunner: () => (/* binding */ openRunner)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6421);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3920);



const TITLE = 'Origin cloud regions';
const LEVELS = { error: _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .error */ .z3, warning: _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e, notice: _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .notice */ .lm };
/** Opens the runner this process was started by. Whatever goes to its log passes the veil and is one safe line. */
function openRunner(veil) {
    const safe = (text) => (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .logLine */ .BP)(veil(text));
    const annotate = (level, { message, place }) => {
        LEVELS[level](message.split('\n').map(safe).join('\n'), {
            title: TITLE,
            ...(place === undefined
                ? {}
                : {
                    file: safe(place.file),
                    startLine: place.line,
                    endLine: place.line,
                    startColumn: place.column,
                    ...(place.endColumn === undefined ? {} : { endColumn: place.endColumn }),
                }),
        });
    };
    const fail = () => {
        process.exitCode = _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .ExitCode */ .yU.Failure;
    };
    return {
        group: (title) => _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .startGroup */ .Oh(safe(title)),
        line: (text) => _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .info */ .pq(safe(text)),
        endGroup: () => _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .endGroup */ .N4(),
        debug: (text) => _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .debug */ .Yz(safe(text)),
        annotate,
        setOutputs(outputs) {
            // Without the file, core would print `::set-output`, which newer runners refuse.
            if (!process.env.GITHUB_OUTPUT)
                return;
            try {
                for (const [name, value] of Object.entries(outputs))
                    _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setOutput */ .uH(name, value);
            }
            catch (error) {
                fail();
                annotate('warning', {
                    message: `The outputs could not be written to the file that GITHUB_OUTPUT names (${error}); later steps find them empty. Check that the file is there and can be written.`,
                });
            }
        },
        writeSummary(markdown) {
            const file = process.env.GITHUB_STEP_SUMMARY;
            if (!file)
                return;
            try {
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(file, markdown);
            }
            catch (error) {
                annotate('warning', {
                    message: `The step summary could not be written to the file that GITHUB_STEP_SUMMARY names (${error}).`,
                });
            }
        },
        fail,
    };
}


/***/ }),

/***/ 3920:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $Q: () => (/* binding */ clip),
/* harmony export */   BP: () => (/* binding */ logLine),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   wD: () => (/* binding */ markdown)
/* harmony export */ });
/* harmony import */ var _addresses_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6039);

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
    return clip(line, LONGEST_LINE);
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
/** At most so many characters (UTF-16 units); what was cut is shown by `…`. */
function clip(text, most) {
    return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
/** `1 mapping`, `3,476 mappings`. */
function counted(count, one, many = `${one}s`) {
    return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
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


/***/ })

};
