export const id = 930;
export const ids = [930];
export const modules = {
  /***/6930: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      openCleanUp: () => (openCleanUp)
    });
    var _github_github_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3312);
    var _comment_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3196);
    var _open_records_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5748);
    var _preview_interface_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3269);
    var _preview_messages_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9216);
    var _record_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6206);
    var _record_lines_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7520);
    var _registration_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(730);
    var _revert_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9657);
    var _reverted_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(5164);
    var _sealed_record_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(673);
    const MOST_PULLS = 50;
    const NONE = {
      problems: [],
      warnings: []
    };
    function openCleanUp(options) {
      const {
        github,
        zoneId,
        mode,
        clock
      } = options;
      const cipher = (0, _sealed_record_js__WEBPACK_IMPORTED_MODULE_9__.dL)(options.credential, zoneId, options.repository);
      const started = clock.date();
      let reading;
      let reversal = _revert_js__WEBPACK_IMPORTED_MODULE_8__.p_;
      let times = {
        from: started,
        until: started,
        write: started
      };
      let saved = false;
      async function read() {
        const listed = await github.closedPullRequests((0, _record_lines_js__WEBPACK_IMPORTED_MODULE_6__.xL)(zoneId));
        const {
          closed,
          ...said
        } = readClosed(listed);
        const live = closed.filter(({
          record
        }) => (0, _record_js__WEBPACK_IMPORTED_MODULE_5__.HT)(record).length > 0);
        const open = live.length > 0 ? await (0, _open_records_js__WEBPACK_IMPORTED_MODULE_2__.J)(github, zoneId, cipher) : {
          records: []
        };
        return {
          ...said,
          closed,
          batch: live.slice(0, MOST_PULLS),
          open,
          notices: leftNotices(live.length, listed.unread)
        };
      }
      function readClosed({
        pulls
      }) {
        const readings = pulls.filter(({
          own
        }) => own.length > 0).map(({
          number,
          own
        }) => (0, _record_lines_js__WEBPACK_IMPORTED_MODULE_6__.aE)(number, own, cipher));
        const closed = readings.filter(one => one.kind === 'read');
        const foreign = closed.filter(({
          foreignChecks
        }) => foreignChecks.length > 0);
        const checks = [...new Set(foreign.flatMap(({
          foreignChecks
        }) => foreignChecks))];
        const unsealed = closed.filter(one => one.unsealed);
        const pullsOf = those => those.map(({
          pull
        }) => pull);
        return {
          closed,
          problems: readings.flatMap(one => one.kind === 'damaged' ? [_preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.Dn(one.pull, one.reason, 'Nothing in it is reverted')] : []),
          warnings: [...(foreign.length > 0 ? [_preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.cE(pullsOf(foreign), checks)] : []), ...(unsealed.length > 0 ? [_preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.P(pullsOf(unsealed))] : [])]
        };
      }
      return {
        async prepare(existing) {
          if (existing === undefined) return {
            ..._preview_interface_js__WEBPACK_IMPORTED_MODULE_3__.K,
            problems: [_preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.$N('closed pull requests')]
          };
          try {
            reading ??= await read();
          } catch (thrown) {
            return {
              ..._preview_interface_js__WEBPACK_IMPORTED_MODULE_3__.K,
              problems: [_preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.Qs((0, _github_github_error_js__WEBPACK_IMPORTED_MODULE_0__.j5)(thrown))]
            };
          }
          const {
            closed,
            batch,
            open,
            notices,
            warnings,
            problems
          } = reading;
          const records = [...closed, ...open.records].map(({
            record
          }) => record);
          const until = Math.max(clock.date(), (0, _record_js__WEBPACK_IMPORTED_MODULE_5__.ZV)(records) + 1);
          times = {
            from: started,
            until,
            write: until + 1
          };
          const involved = [...closed.map(one => ({
            ...one,
            open: false,
            leaving: batch.includes(one) ? leavingOf(one) : NOBODY
          })), ...open.records.map(one => ({
            ...one,
            open: true,
            leaving: NOBODY
          }))];
          reversal = open.unknown === undefined ? (0, _revert_js__WEBPACK_IMPORTED_MODULE_8__.W6)(involved, existing.mappings, times) : _revert_js__WEBPACK_IMPORTED_MODULE_8__.p_;
          const left = [...new Set(batch.flatMap(one => [...leavingOf(one)]))];
          return {
            ..._preview_interface_js__WEBPACK_IMPORTED_MODULE_3__.K,
            revert: (0, _revert_js__WEBPACK_IMPORTED_MODULE_8__.DH)(reversal),
            notices: [...batch.flatMap(one => noticesOf(one, reversal)), ...notices],
            warnings: [...warnings, ...(open.unknown === undefined ? [] : [_preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.Vk(open.unknown, left)])],
            problems
          };
        },
        draft: () => ({
          problems: [],
          absent: new Set()
        }),
        async save() {
          if (mode !== 'apply' || reading === undefined) return NONE;
          try {
            await (0, _open_records_js__WEBPACK_IMPORTED_MODULE_2__.E)(github, [...reading.closed, ...reading.open.records], reversal.amended, cipher);
            saved = true;
            return NONE;
          } catch (thrown) {
            return {
              ...NONE,
              problems: [_preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.iw((0, _github_github_error_js__WEBPACK_IMPORTED_MODULE_0__.j5)(thrown))]
            };
          }
        },
        async finish(result) {
          if (!saved || reading === undefined || reading.open.unknown !== undefined) return NONE;
          const problems = [];
          for (const one of reading.batch) {
            const {
              pull,
              comment,
              record,
              foreign,
              foreignChecks
            } = one;
            const leaving = leavingOf(one);
            const ended = (0, _registration_js__WEBPACK_IMPORTED_MODULE_7__.ZR)({
              stored: record,
              draft: record,
              registered: new Map(),
              leaving,
              decisions: reversal.decisions,
              existing: result.existing?.mappings,
              now: Math.max(clock.date(), times.write)
            });
            const done = (0, _record_js__WEBPACK_IMPORTED_MODULE_5__.HT)(ended).length === 0 && foreignChecks.length === 0;
            const shown = resultOf(result, leaving, noticesOf(one, reversal), done);
            const body = (0, _comment_text_js__WEBPACK_IMPORTED_MODULE_1__.w)({
              kind: 'closed',
              result: shown,
              done,
              reverted: (0, _reverted_js__WEBPACK_IMPORTED_MODULE_10__.X)(leaving, reversal.decisions, ended)
            }, [cipher.seal(pull, ended), ...foreign], options);
            try {
              await github.editComment(comment.id, body);
            } catch (thrown) {
              problems.push(_preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.gT(pull, (0, _github_github_error_js__WEBPACK_IMPORTED_MODULE_0__.j5)(thrown), _preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.f3.reverted));
            }
          }
          return {
            problems,
            warnings: []
          };
        }
      };
    }
    const NOBODY = new Set();
    function leavingOf({
      record
    }) {
      return new Set((0, _record_js__WEBPACK_IMPORTED_MODULE_5__.HT)(record).map(({
        ip
      }) => ip));
    }
    function noticesOf(one, {
      decisions
    }) {
      return _preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.KM(one.pull, [...leavingOf(one)].flatMap(ip => decisions.get(ip) ?? []));
    }
    function leftNotices(live, unread) {
      return [...(live > MOST_PULLS ? [_preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.cv(live, MOST_PULLS)] : []), ...(unread > 0 ? [_preview_messages_js__WEBPACK_IMPORTED_MODULE_4__._z(unread)] : [])];
    }
    function resultOf(result, ips, notices, done) {
      const outcomes = result.outcomes.filter(({
        ip
      }) => ip !== undefined && ips.has(ip));
      return {
        ...result,
        outcomes,
        problems: done ? [] : result.problems,
        warnings: [],
        notices,
        changed: result.changed && outcomes.length > 0
      };
    }

    /***/
  })
};
