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
    const SAVED = {
      problems: [],
      warnings: [],
      notices: [],
      deferred: new Set()
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
      let involved = [];
      let mappings = new Map();
      let marked = [];
      let unmarked = [];
      async function read() {
        const listed = await github.closedPullRequests((0, _record_lines_js__WEBPACK_IMPORTED_MODULE_6__.xL)(zoneId));
        const {
          closed,
          ...said
        } = readClosed(listed);
        const waiting = closed.filter(({
          record
        }) => (0, _record_js__WEBPACK_IMPORTED_MODULE_5__.HT)(record).length > 0);
        const open = waiting.length > 0 ? await (0, _open_records_js__WEBPACK_IMPORTED_MODULE_2__.J)(github, zoneId, cipher) : {
          records: []
        };
        const isOpen = pull => open.records.some(one => one.pull === pull);
        const live = waiting.filter(({
          pull
        }) => !isOpen(pull));
        return {
          ...said,
          closed: closed.filter(({
            pull
          }) => !isOpen(pull)),
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
      async function markAll(batch) {
        const written = [];
        const opened = [];
        const problems = [];
        const warnings = [];
        for (const one of batch) {
          try {
            if (await github.isOpen(one.pull)) opened.push(one.pull);else {
              await mark(one);
              written.push(one);
            }
          } catch (thrown) {
            const error = (0, _github_github_error_js__WEBPACK_IMPORTED_MODULE_0__.j5)(thrown);
            (_preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.GZ(error) ? warnings : problems).push(_preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.QY(one.pull, error));
          }
        }
        return {
          written,
          problems,
          warnings,
          notices: opened.length > 0 ? [_preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.ZK(opened)] : []
        };
      }
      async function mark({
        pull,
        comment,
        record,
        foreign,
        others
      }) {
        const draft = (0, _registration_js__WEBPACK_IMPORTED_MODULE_7__.Me)(record, reversal.decisions);
        if (others.length === 0 && (0, _record_js__WEBPACK_IMPORTED_MODULE_5__.qf)(draft, record)) return;
        await github.editComment(comment.id, (0, _comment_text_js__WEBPACK_IMPORTED_MODULE_1__.W)(comment.body, [cipher.seal(pull, draft), ...foreign]));
        const empty = [cipher.seal(pull, (0, _record_js__WEBPACK_IMPORTED_MODULE_5__.zv)([]))];
        for (const {
          id
        } of others) await github.editComment(id, (0, _comment_text_js__WEBPACK_IMPORTED_MODULE_1__.w)({
          kind: 'superseded'
        }, empty, options));
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
          mappings = existing.mappings;
          involved = [...closed.map(one => ({
            ...one,
            open: false,
            leaving: batch.includes(one) ? leavingOf(one) : NOBODY
          })), ...open.records.map(one => ({
            ...one,
            open: true,
            leaving: NOBODY
          }))];
          reversal = open.unknown === undefined ? (0, _revert_js__WEBPACK_IMPORTED_MODULE_8__.W6)(involved, mappings, times) : _revert_js__WEBPACK_IMPORTED_MODULE_8__.p_;
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
          if (mode !== 'apply' || reading === undefined || reading.open.unknown !== undefined) return SAVED;
          const {
            problems,
            warnings,
            notices,
            written
          } = await markAll(reading.batch);
          unmarked = problems;
          const failed = reading.batch.filter(one => !written.includes(one));
          const deferred = new Set(failed.flatMap(one => [...leavingOf(one)]));
          if (deferred.size > 0) {
            const left = leaving => new Set([...leaving].filter(ip => !deferred.has(ip)));
            involved = involved.map(one => ({
              ...one,
              leaving: left(one.leaving)
            }));
            reversal = (0, _revert_js__WEBPACK_IMPORTED_MODULE_8__.W6)(involved, mappings, times);
          }
          const records = [...reading.closed, ...reading.open.records].filter(one => !failed.includes(one));
          const others = records.filter(one => !written.includes(one));
          const notAmended = await (0, _open_records_js__WEBPACK_IMPORTED_MODULE_2__.E)(github, zoneId, others, reversal.amended, cipher);
          if (notAmended !== undefined) return {
            ...SAVED,
            warnings,
            notices,
            problems: [_preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.iw(notAmended)]
          };
          marked = written;
          return {
            problems: [],
            warnings,
            notices,
            deferred
          };
        },
        async finish(result) {
          const problems = [...unmarked];
          const warnings = [];
          for (const one of marked) {
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
              draft: (0, _registration_js__WEBPACK_IMPORTED_MODULE_7__.Me)(record, reversal.decisions),
              registered: new Map(),
              leaving,
              decisions: reversal.decisions,
              listed: mappings,
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
              const error = (0, _github_github_error_js__WEBPACK_IMPORTED_MODULE_0__.j5)(thrown);
              const message = _preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.gT(pull, error, _preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.f3.reverted);
              (_preview_messages_js__WEBPACK_IMPORTED_MODULE_4__.GZ(error) ? warnings : problems).push(message);
            }
          }
          return {
            problems,
            warnings
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
