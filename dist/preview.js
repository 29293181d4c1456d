export const id = 162;
export const ids = [162];
export const modules = {
  /***/2162: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      openPreview: () => (openPreview)
    });
    var github_error = __webpack_require__(3312);
    var comment_text = __webpack_require__(3196);
    var open_records = __webpack_require__(5748);
    var preview_interface = __webpack_require__(3269);
    var preview_messages = __webpack_require__(9216);
    var preview_record = __webpack_require__(6206);
    var record_lines = __webpack_require__(7520);
    var registration = __webpack_require__(730);
    var revert = __webpack_require__(9657);
    var reverted = __webpack_require__(5164);
    var sealed_record = __webpack_require__(673);
    ; // CONCATENATED MODULE: ./build/preview/own-preview.js

    const NONE = {
      problems: [],
      warnings: []
    };
    const SAVED = {
      problems: [],
      warnings: [],
      notices: [],
      deferred: new Set()
    };
    function createPreview(options, cipher, found) {
      const {
        github,
        pull,
        zoneId,
        mode,
        purpose,
        clock
      } = options;
      const stored = found?.record ?? (0, preview_record.zv)([]);
      const started = Math.max(clock.date(), (0, preview_record.ZV)([stored]) + 1);
      let comment = found?.comment;
      let others;
      let prepared;
      let registered = new Map();
      let draft = stored;
      let saved = 'no';
      let written = false;
      function linesOf(record) {
        const {
          line,
          record: first
        } = found?.first ?? {
          record: stored
        };
        const own = line !== undefined && (0, preview_record.qf)(record, first) ? line : cipher.seal(pull, record);
        return [own, ...(found?.foreign ?? [])];
      }
      async function write(text, lines) {
        const body = (0, comment_text.w)(text, lines, options);
        try {
          if (comment !== undefined) return await github.editComment(comment.id, body);
        } catch (thrown) {
          if ((0, github_error.j5)(thrown).kind !== 'missing') throw thrown;
        }
        comment = await github.createComment(pull, body);
      }
      async function saveOwn() {
        const superseded = found?.others ?? [];
        if (superseded.length === 0 && (0, preview_record.qf)(draft, stored, 'order')) return;
        const reverts = [...(prepared?.reversal.decisions.values() ?? [])].filter(decision => decision.kind === 'revert' && decision.write !== undefined);
        await write({
          kind: 'running',
          count: registered.size + reverts.length
        }, linesOf(draft));
        written = true;
        for (const {
          id
        } of superseded) await github.editComment(id, (0, comment_text.w)({
          kind: 'superseded'
        }, [cipher.seal(pull, (0, preview_record.zv)([]))], options));
      }
      function endedRecord(result) {
        const now = Math.max(clock.date(), prepared?.times.write ?? started);
        const existing = result.existing?.mappings;
        if (purpose === 'absent') return (0, registration.dO)(stored, result, now);
        if (prepared === undefined) return stored;
        const {
          leaving,
          reversal,
          existing: listed
        } = prepared;
        return (0, registration.ZR)({
          stored,
          draft,
          registered,
          leaving,
          decisions: reversal.decisions,
          listed,
          existing,
          now
        });
      }
      function shownAs(record) {
        if (mode !== 'apply' && draft !== stored) return Array.from(registered, ([ip, target]) => ({
          ip,
          ...target
        }));
        return (0, preview_record.HT)(record).flatMap(({
          ip,
          state,
          target
        }) => state === 'held' ? [{
          ip,
          ...target
        }] : []);
      }
      function revertedBy(record) {
        const leaving = prepared?.leaving ?? (0, preview_record.HT)(stored).map(({
          ip
        }) => ip);
        return (0, reverted.X)(leaving, prepared?.reversal.decisions ?? new Map(), mode === 'apply' ? record : undefined);
      }
      function notFinished(error) {
        if (purpose !== 'register') {
          const {
            reverted,
            kept
          } = preview_messages.f3;
          const problem = preview_messages.gT(pull, error, purpose === 'close' ? reverted : kept);
          return preview_messages.GZ(error) ? {
            problems: [],
            warnings: [problem]
          } : {
            problems: [problem],
            warnings: []
          };
        }
        if (written) return {
          problems: [],
          warnings: [preview_messages.gT(pull, error, preview_messages.f3.saved)]
        };
        if (found !== undefined) return {
          problems: [],
          warnings: [preview_messages.gT(pull, error, preview_messages.f3.unchanged)]
        };
        const warning = preview_messages.GZ(error) ? preview_messages.wk(pull, error, preview_messages.zE(mode)) : preview_messages.gT(pull, error, mode === 'apply' ? preview_messages.f3.nothing : preview_messages.zE(mode));
        return {
          problems: [],
          warnings: [warning]
        };
      }
      return {
        async prepare(existing, desired) {
          prepared = undefined;
          if (purpose === 'absent') return preview_interface.K;
          const live = (0, preview_record.HT)(stored).map(({
            ip
          }) => ip);
          if (existing === undefined) {
            if (purpose === 'register') return {
              ...preview_interface.K,
              warnings: [preview_messages.un(pull, mode)]
            };
            return live.length === 0 ? preview_interface.K : {
              ...preview_interface.K,
              problems: [preview_messages.$N(`pull request #${pull}`)]
            };
          }
          const {
            mappings
          } = existing;
          const leaving = new Set(purpose === 'close' ? live : live.filter(ip => !desired.has(ip)));
          const timesAfter = records => {
            const until = Math.max(clock.date(), started, (0, preview_record.ZV)(records) + 1);
            return {
              from: started,
              until,
              write: until + 1
            };
          };
          const alone = (0, registration.hQ)(stored, [], mappings, timesAfter([stored]));
          const shared = leaving.size > 0 || [...desired].some(ip => mappings.has(ip) && !alone.has(ip));
          if (shared) others ??= await (0, open_records.J)(github, zoneId, cipher, pull);
          const records = (others?.records ?? []).map(({
            record
          }) => record);
          const times = timesAfter([stored, ...records]);
          const unknown = shared ? others?.unknown : undefined;
          const involved = [{
            pull,
            open: purpose === 'register',
            record: stored,
            leaving
          }, ...(others?.records ?? []).map(other => ({
            ...other,
            open: true,
            leaving: new Set()
          }))];
          const reversal = unknown === undefined ? (0, revert.W6)(involved, mappings, times) : revert.p_;
          prepared = {
            existing: mappings,
            leaving,
            reversal,
            times
          };
          if (purpose === 'close') draft = (0, registration.Me)(stored, reversal.decisions);
          const decisions = [...reversal.decisions.values()];
          return {
            ...preview_interface.K,
            revert: (0, revert.DH)(reversal),
            own: (0, registration.hQ)((0, preview_record.zv)([...stored.values()].filter(({
              ip
            }) => desired.has(ip))), records, mappings, times),
            notices: preview_messages.KM(pull, decisions),
            warnings: unknown === undefined ? [] : [preview_messages.Vk(unknown, [...leaving], pull)]
          };
        },
        draft(wanted) {
          if (prepared === undefined || purpose !== 'register') return {
            problems: [],
            absent: new Set()
          };
          registered = wanted;
          const {
            existing,
            leaving,
            reversal,
            times
          } = prepared;
          draft = (0, registration.D9)({
            record: stored,
            registered,
            leaving,
            decisions: reversal.decisions,
            existing,
            others: (others?.records ?? []).map(({
              record
            }) => record),
            times
          });
          const absent = [...registered.keys()].filter(ip => !existing.has(ip));
          return {
            problems: tooMuch(draft, linesOf(draft)),
            absent: new Set(absent)
          };
        },
        async save() {
          if (mode !== 'apply') return SAVED;
          try {
            await saveOwn();
          } catch (thrown) {
            const error = (0, github_error.j5)(thrown);
            if (purpose === 'absent' || !preview_messages.GZ(error)) return {
              ...SAVED,
              problems: [preview_messages.b3(pull, error)]
            };
            saved = 'denied';
            const deferred = new Set(prepared?.reversal.decisions.keys());
            const end = preview_messages.Cl[purpose];
            return {
              ...SAVED,
              warnings: [preview_messages.wk(pull, error, found === undefined ? preview_messages.zE(mode) : end)],
              deferred
            };
          }
          const failed = await (0, open_records.E)(github, zoneId, others?.records ?? [], prepared?.reversal.amended ?? new Map(), cipher);
          if (failed !== undefined) return {
            ...SAVED,
            problems: [preview_messages.iw(failed)]
          };
          saved = 'yes';
          return SAVED;
        },
        async finish(result) {
          const idle = purpose === 'close' && (0, preview_record.HT)(stored).length === 0 && !written;
          if (saved === 'denied' || idle) return NONE;
          const record = saved === 'yes' ? endedRecord(result) : stored;
          const done = (0, preview_record.HT)(record).length === 0 && (found?.foreignChecks ?? []).length === 0;
          try {
            await write(purpose === 'close' ? {
              kind: 'closed',
              result,
              done,
              reverted: revertedBy(record)
            } : {
              kind: 'registered',
              result,
              registered: shownAs(record)
            }, saved === 'yes' || written || found === undefined ? linesOf(record) : (0, record_lines.Uf)(found.comment.body).lines);
            return NONE;
          } catch (thrown) {
            return notFinished((0, github_error.j5)(thrown));
          }
        }
      };
    }
    function tooMuch(draft, lines) {
      const live = (0, preview_record.HT)(draft);
      const held = live.filter(({
        state
      }) => state === 'held').length;
      if (held > preview_record.MJ) return [preview_messages.Ot(held)];
      if (live.length > 2 * preview_record.MJ) return [preview_messages._T(live.length)];
      const {
        length
      } = lines.join('\n');
      return length > sealed_record.d9 ? [preview_messages.Po(length, sealed_record.d9)] : [];
    }
    ; // CONCATENATED MODULE: ./build/preview/preview.js

    async function openPreview(options) {
      const {
        github,
        pull,
        zoneId,
        purpose,
        mode
      } = options;
      const [comments, open] = await Promise.all([attempt(github.markedComments(pull, (0, record_lines.xL)(zoneId))), purpose === 'absent' ? {
        value: undefined
      } : attempt(github.isOpen(pull))]);
      if (purpose !== 'absent' && open.value !== undefined && open.value !== (purpose === 'register')) return {
        kind: 'stale',
        notice: preview_messages.ez(pull, purpose),
        warnings: []
      };
      if ('error' in comments) {
        if (purpose === 'close' || !preview_messages.GZ(comments.error)) return {
          kind: 'refused',
          problem: preview_messages.Lc(pull, comments.error)
        };
        const end = purpose === 'register' ? preview_messages.zE(mode) : 'If there is a record, it keeps what this run removes';
        return {
          kind: 'none',
          warnings: [preview_messages.wk(pull, comments.error, end)],
          notices: []
        };
      }
      const {
        own,
        others
      } = comments.value;
      const cipher = (0, sealed_record.dL)(options.credential, zoneId, options.repository);
      let found;
      if (own.length > 0) {
        const reading = (0, record_lines.aE)(pull, own, cipher);
        if (reading.kind === 'damaged') return {
          kind: 'refused',
          problem: preview_messages.Dn(pull, reading.reason, 'Nothing was touched')
        };
        found = reading;
      }
      return {
        kind: 'open',
        preview: createPreview(options, cipher, found),
        warnings: [...('error' in open && purpose !== 'absent' ? [preview_messages.qf(pull, open.error, purpose)] : []), ...(found && found.foreignChecks.length > 0 ? [preview_messages.cE([pull], found.foreignChecks)] : []), ...(found?.unsealed ? [preview_messages.P([pull])] : [])],
        notices: others.length > 0 ? [preview_messages.kl(pull, others)] : []
      };
    }
    async function attempt(answer) {
      try {
        return {
          value: await answer
        };
      } catch (thrown) {
        return {
          error: (0, github_error.j5)(thrown)
        };
      }
    }

    /***/
  })
};
