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


/***/ })

};
