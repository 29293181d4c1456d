export const id = 881;
export const ids = [881];
export const modules = {
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
  /***/9881: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      openRunner: () => (openRunner)
    });
    var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
    var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(143);
    var _markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4902);
    const TITLE = 'Origin cloud regions';
    const LEVELS = {
      error: _actions_core__WEBPACK_IMPORTED_MODULE_1__.z3,
      warning: _actions_core__WEBPACK_IMPORTED_MODULE_1__.$e,
      notice: _actions_core__WEBPACK_IMPORTED_MODULE_1__.lm
    };
    function openRunner(redact) {
      const safe = text => (0, _markdown_js__WEBPACK_IMPORTED_MODULE_2__.BP)(redact(text));
      return {
        group: title => _actions_core__WEBPACK_IMPORTED_MODULE_1__.Oh(safe(title)),
        line: text => _actions_core__WEBPACK_IMPORTED_MODULE_1__.pq(safe(text)),
        endGroup: () => _actions_core__WEBPACK_IMPORTED_MODULE_1__.N4(),
        debug: text => _actions_core__WEBPACK_IMPORTED_MODULE_1__.Yz(safe(text)),
        annotate(level, {
          message,
          place
        }) {
          LEVELS[level](message.split('\n').map(safe).join('\n'), {
            title: TITLE,
            ...(place === undefined ? {} : {
              file: safe(place.file),
              startLine: place.line,
              endLine: place.line,
              startColumn: place.column,
              ...(place.endColumn === undefined ? {} : {
                endColumn: place.endColumn
              })
            })
          });
        },
        setOutputs(outputs) {
          if (!process.env.GITHUB_OUTPUT) return;
          try {
            for (const [name, value] of Object.entries(outputs)) _actions_core__WEBPACK_IMPORTED_MODULE_1__.uH(name, value);
          } catch (error) {
            throw new Error(`The outputs could not be written to the file that GITHUB_OUTPUT names, so later steps find them empty. Check that the file exists and can be written, and that the disk is not full (${error})`);
          }
        },
        writeSummary(markdown) {
          const file = process.env.GITHUB_STEP_SUMMARY;
          if (!file) return;
          try {
            (0, node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(file, markdown);
          } catch (error) {
            throw new Error(`The step summary could not be written to the file that GITHUB_STEP_SUMMARY names. Check that the file can be written and that the disk is not full, or set summary: false (${error})`);
          }
        },
        fail() {
          process.exitCode = _actions_core__WEBPACK_IMPORTED_MODULE_1__.yU.Failure;
        }
      };
    }

    /***/
  })
};
