export const id = 593;
export const ids = [593];
export const modules = {
  /***/6282: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      b: () => (problemCount),
      f: () => (placeName)
    });
    function placeName(place) {
      return place.file === undefined ? `mappings input, line ${place.line}, column ${place.column}` : `${place.file}:${place.line}:${place.column}`;
    }
    function problemCount(problems) {
      return problems.reduce((sum, {
        count = 1
      }) => sum + count, 0);
    }

    /***/
  }),
  /***/3312: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      h4: () => (diagnose),
      j5: () => (githubErrorOf),
      y_: () => (GitHubError)
    });
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6418);
    var _http_http_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3790);
    class GitHubError extends Error {
      name = 'GitHubError';
      kind;
      constructor(kind, message) {
        super(message);
        this.kind = kind;
      }
    }
    function githubErrorOf(thrown) {
      if (thrown instanceof GitHubError) return thrown;
      throw thrown;
    }
    function diagnose(thrown, context) {
      for (let at = thrown; at !== undefined; at = at.cause) {
        if (at instanceof GitHubError) return {
          error: at,
          retry: 'never'
        };
        if (at instanceof _http_http_js__WEBPACK_IMPORTED_MODULE_0__.j$) return unanswered(at, context.proxy);
      }
      const {
        status,
        response,
        errors
      } = thrown;
      if (Array.isArray(errors)) return graphQLDiagnosis(errors, context);
      if (status !== undefined && response !== undefined) return statusDiagnosis(status, response, context);
      return never('unexpected', 'GitHub answered with something that cannot be read');
    }
    function never(kind, message) {
      return {
        error: new GitHubError(kind, message),
        retry: 'never'
      };
    }
    function unanswered({
      kind,
      reason,
      message
    }, proxy) {
      const way = proxy === undefined ? '' : ` through the proxy ${proxy}`;
      switch (kind) {
        case 'too-large':
        case 'unsendable':
          return never('unexpected', message);
        case 'certificate':
        case 'proxy':
          return never('unavailable', message);
        case 'aborted':
          return {
            error: new GitHubError('unavailable', `GitHub gave no answer in time${way}`),
            retry: 'backoff'
          };
        case 'unreachable':
          return {
            error: new GitHubError('unavailable', `GitHub cannot be reached${way} (${reason})`),
            retry: 'backoff'
          };
      }
    }
    function statusDiagnosis(status, {
      headers,
      data
    }, {
      clock,
      redact
    }) {
      const said = redact(messageOf(data));
      const words = `GitHub answered ${status}${said && ` (${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hD)(said)})`}`;
      if (status === 401) return never('unauthorized', `${words}: github-token is wrong or has expired`);
      if (status === 429 || status === 403 && isLimit(headers, said)) return {
        error: new GitHubError('limited', `${words}: over GitHub's rate limit`),
        retry: waitOf(headers, clock)
      };
      if (status === 403) return never(/\blocked\b/i.test(said) ? 'locked' : 'forbidden', words);
      if (status === 404) return never('missing', words);
      if (status >= 500) return {
        error: new GitHubError('unavailable', words),
        retry: 'backoff'
      };
      return never('unexpected', words);
    }
    const GRAPHQL_KINDS = {
      FORBIDDEN: 'forbidden',
      INSUFFICIENT_SCOPES: 'forbidden',
      NOT_FOUND: 'missing',
      RATE_LIMITED: 'limited'
    };
    function graphQLDiagnosis(errors, {
      redact
    }) {
      const [first] = errors;
      const kind = GRAPHQL_KINDS[String(first?.type)];
      const message = `GitHub answered with an error (${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hD)(redact(messageOf(first)))})`;
      return kind === undefined ? {
        error: new GitHubError('unavailable', message),
        retry: 'backoff'
      } : never(kind, message);
    }
    function messageOf(answer) {
      const message = answer?.message;
      return typeof message === 'string' ? message : '';
    }
    function isLimit(headers, said) {
      return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(said);
    }
    function waitOf(headers, clock) {
      const response = {
        header: name => headers[name.toLowerCase()]?.toString()
      };
      const requested = (0, _http_http_js__WEBPACK_IMPORTED_MODULE_0__.P9)(response, clock);
      if (requested !== undefined && requested > 0) return requested;
      const reset = Number(headers['x-ratelimit-reset']) * 1000 - clock.date();
      return reset > 0 ? reset : 'never';
    }

    /***/
  }),
  /***/3196: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      W: () => (replaceLines),
      w: () => (renderComment)
    });
    var _domain_address_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1781);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6418);
    var _report_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4902);
    var _report_tables_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7442);
    var _report_verdict_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7342);
    var _record_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6206);
    var _record_lines_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7520);
    var _reverted_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5164);
    const LONGEST_BODY = 65_536;
    const CAPS = [{
      changes: 100,
      problems: 10,
      registered: _record_js__WEBPACK_IMPORTED_MODULE_4__.MJ
    }, {
      changes: 20,
      problems: 5,
      registered: 100
    }, {
      changes: 0,
      problems: 1,
      registered: 0
    }];
    const PLAIN_URL = /^https?:\/\/[\w.:/-]+$/;
    function renderComment(text, lines, options) {
      const room = roomBeside(lines);
      const texts = CAPS.map(caps => visibleText(text, options, caps));
      return joined(texts.reduce((chosen, shorter) => chosen.length <= room ? chosen : shorter), lines);
    }
    function replaceLines(body, lines) {
      return joined((0, _record_lines_js__WEBPACK_IMPORTED_MODULE_5__.Uf)(body).text.trimEnd(), lines);
    }
    function joined(text, lines) {
      return `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_6__.$Q)(text, roomBeside(lines))}\n\n${lines.join('\n')}`;
    }
    function roomBeside(lines) {
      return LONGEST_BODY - lines.join('\n').length - 2;
    }
    function visibleText(text, {
      zoneId,
      redact,
      runUrl
    }, caps) {
      const run = runUrl !== undefined && PLAIN_URL.test(runUrl) ? ` · [run](${runUrl})` : '';
      return [(0, _record_lines_js__WEBPACK_IMPORTED_MODULE_5__.xL)(zoneId), '### Cloudflare origin cloud regions', ...bodyBlocks(text, redact, caps), `Zone \`${zoneId}\`${run}`].filter(block => block !== '').join('\n\n');
    }
    function bodyBlocks(text, redact, caps) {
      switch (text.kind) {
        case 'running':
          return [`⏳ A run is writing ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_6__.hS)(text.count, 'mapping')}. If this stays, the run was broken off, and the next one goes on from there.`];
        case 'superseded':
          return ['An older comment on this pull request goes on with the record that was here.'];
        case 'registered':
          return [...resultBlocks(text.result, redact, caps), ...registeredBlocks(text, redact, caps.registered)];
        case 'closed':
          return [(0, _reverted_js__WEBPACK_IMPORTED_MODULE_7__.U)(text.reverted, text.result.mode, text.done), ...resultBlocks(text.result, redact, caps)];
      }
    }
    function registeredBlocks({
      result: {
        mode
      },
      registered
    }, redact, cap) {
      if (registered.length === 0) return [];
      const verb = mode === 'apply' ? 'registers' : 'would register';
      return [`**This pull request ${verb} ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_6__.hS)(registered.length, 'address', 'addresses')}**`, (0, _report_tables_js__WEBPACK_IMPORTED_MODULE_2__.tp)(['Origin', 'Region'], (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_0__.kO)(registered), mapping => [(0, _report_markdown_js__WEBPACK_IMPORTED_MODULE_1__.aY)(redact(mapping.ip)), (0, _report_tables_js__WEBPACK_IMPORTED_MODULE_2__.Ci)(mapping, redact)], cap)];
    }
    function resultBlocks(result, redact, caps) {
      const {
        problems,
        warnings,
        notices
      } = result;
      return [`${problems.length > 0 ? '❌' : '✅'} ${(0, _report_markdown_js__WEBPACK_IMPORTED_MODULE_1__.wD)(redact((0, _report_verdict_js__WEBPACK_IMPORTED_MODULE_3__.W)(result)))}`, (0, _report_tables_js__WEBPACK_IMPORTED_MODULE_2__.Jm)(problems, redact, caps.problems), (0, _report_tables_js__WEBPACK_IMPORTED_MODULE_2__.EI)(result, redact, caps.changes), (0, _report_tables_js__WEBPACK_IMPORTED_MODULE_2__.Jm)([...warnings, ...notices], redact, caps.problems)];
    }

    /***/
  }),
  /***/5748: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      E: () => (saveAmended),
      J: () => (readOpenRecords)
    });
    var _github_github_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3312);
    var _comment_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3196);
    var _preview_messages_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9216);
    var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6206);
    var _record_lines_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7520);
    const MOST_REASONS = 5;
    async function readOpenRecords(github, zoneId, cipher, except) {
      let pulls;
      try {
        pulls = await github.openPullRequests((0, _record_lines_js__WEBPACK_IMPORTED_MODULE_4__.xL)(zoneId));
      } catch (thrown) {
        return {
          records: [],
          unknown: (0, _github_github_error_js__WEBPACK_IMPORTED_MODULE_0__.j5)(thrown).message
        };
      }
      const records = [];
      const reasons = [];
      for (const {
        number,
        own
      } of pulls) {
        if (number === except || own.length === 0) continue;
        const reading = (0, _record_lines_js__WEBPACK_IMPORTED_MODULE_4__.aE)(number, own, cipher);
        if (reading.kind === 'damaged') reasons.push((0, _preview_messages_js__WEBPACK_IMPORTED_MODULE_2__.Qk)(number, reading.reason));else if (reading.foreignChecks.length > 0) reasons.push((0, _preview_messages_js__WEBPACK_IMPORTED_MODULE_2__.Qk)(number, 'sealed with another credential'));else if (reading.unsealed) reasons.push((0, _preview_messages_js__WEBPACK_IMPORTED_MODULE_2__.Qk)(number, 'unsealed, of an earlier version'));
        if (reading.kind === 'read') records.push(reading);
      }
      if (reasons.length === 0) return {
        records
      };
      const more = reasons.length - MOST_REASONS;
      return {
        records,
        unknown: `${reasons.slice(0, MOST_REASONS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
      };
    }
    async function saveAmended(github, zoneId, records, amended, cipher) {
      for (const {
        pull
      } of records) {
        const record = amended.get(pull);
        if (record === undefined) continue;
        try {
          const {
            own
          } = await github.markedComments(pull, (0, _record_lines_js__WEBPACK_IMPORTED_MODULE_4__.xL)(zoneId));
          if (own.length === 0) throw new _github_github_error_js__WEBPACK_IMPORTED_MODULE_0__.y_('missing', 'It is not there any more');
          const now = (0, _record_lines_js__WEBPACK_IMPORTED_MODULE_4__.aE)(pull, own, cipher);
          if (now.kind === 'damaged') throw new _github_github_error_js__WEBPACK_IMPORTED_MODULE_0__.y_('unexpected', `The record in it is damaged: ${now.reason}`);
          const known = (0, _record_js__WEBPACK_IMPORTED_MODULE_3__.zv)([...record.values()].filter(({
            ip
          }) => now.record.has(ip)));
          const lines = [cipher.seal(pull, (0, _record_js__WEBPACK_IMPORTED_MODULE_3__.PI)([now.record, known])), ...now.foreign];
          await github.editComment(now.comment.id, (0, _comment_text_js__WEBPACK_IMPORTED_MODULE_1__.W)(now.comment.body, lines));
        } catch (thrown) {
          return {
            pull,
            error: (0, _github_github_error_js__WEBPACK_IMPORTED_MODULE_0__.j5)(thrown)
          };
        }
      }
      return undefined;
    }

    /***/
  }),
  /***/3269: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      K: () => (NOTHING)
    });
    const NOTHING = {
      revert: [],
      own: new Set(),
      notices: [],
      warnings: [],
      problems: []
    };

    /***/
  }),
  /***/9216: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      $N: () => (noListToRevert),
      Cl: () => (DEFERRED),
      Dn: () => (damagedRecord),
      GZ: () => (isDenied),
      KM: () => (decisionNotices),
      Lc: () => (unreadableComment),
      Ot: () => (tooMany),
      P: () => (unsealedRecord),
      Po: () => (tooLong),
      QY: () => (notMarked),
      Qk: () => (unreadableReason),
      Qs: () => (unreadableClosed),
      Vk: () => (unknownOwners),
      ZK: () => (reopened),
      _T: () => (tooManyLeaving),
      _z: () => (unreadClosed),
      b3: () => (notSaved),
      cE: () => (foreignRecord),
      cv: () => (moreClosed),
      ez: () => (stale),
      f3: () => (FINISH_ENDS),
      gT: () => (notFinished),
      iw: () => (notHandedOver),
      kl: () => (othersWithMarker),
      qf: () => (unknownState),
      un: () => (noList),
      wk: () => (denied),
      zE: () => (noRecord)
    });
    var _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8595);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6418);
    var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6206);
    const MOST_NAMES = 10;
    const PERMISSION = 'Grant the job the permission pull-requests: write (runs for forks and for Dependabot never have it)';
    const LOCKED = 'The conversation is locked: unlock it, or give a github-token that may write to it all the same';
    const OTHER_CREDENTIAL = 'Run again with the earlier credential, or remove the addresses with state: absent';
    function isDenied({
      kind
    }) {
      return kind === 'forbidden' || kind === 'missing' || kind === 'locked';
    }
    function denied(pull, error, end) {
      return problem(`github-token may not comment on pull request #${pull}: ${error.message}${remedy(error)}. ${end}`);
    }
    function noRecord(mode) {
      return mode === 'apply' ? 'Without the comment there is no record, so nothing takes this registration away by itself; the registration stands' : 'The plan is in the log and the summary only';
    }
    const AGAIN = ', so that no run does so again and again. When the comment can be written, run again';
    const DEFERRED = {
      register: 'The registration stands, but what is new in it is not recorded, so nothing takes that away by itself. The record from before still holds what it held, and nothing of it was reverted; when the comment can be written, run again',
      close: `Nothing was reverted${AGAIN}`
    };
    function damagedRecord(pull, reason, end) {
      return problem(`The record in the comment on pull request #${pull} is damaged: ${reason}. ${end}. Restore the comment from its edit history; or delete it, and remove with state: absent what the pull request registered`);
    }
    function unreadableComment(pull, error) {
      return problem(`The comment on pull request #${pull}, with the record of what it registered, cannot be read: ${error.message}${remedy(error)}. Nothing was touched; run again`);
    }
    function foreignRecord(pulls, checks) {
      const credentials = checks.map(check => (0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hD)(check)).join(', ');
      return problem(`A record of ${pullNames(pulls)} was sealed with another credential (key check value ${credentials}), so nothing in it is reverted. ${OTHER_CREDENTIAL}`);
    }
    function unsealedRecord(pulls) {
      return problem(`A record of ${pullNames(pulls)} is an unsealed one of an earlier version of this action: it is not read, and the next result replaces it. Remove with state: absent what the earlier version registered`);
    }
    function othersWithMarker(pull, logins) {
      const names = logins.slice(0, MOST_NAMES).map(login => (0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hD)(login));
      return problem(`Pull request #${pull} has a comment with the marker of this action by ${listed(names, logins.length)}, which is not the login of github-token: it counts for nothing. If the same workflow wrote it, use the github-token that it used then`);
    }
    function unknownState(pull, error, purpose) {
      const state = purpose === 'register' ? 'open' : 'closed';
      return problem(`Whether pull request #${pull} is open cannot be asked: ${error.message}${remedy(error)}. The event says that it is ${state}, and that counts`);
    }
    function stale(pull, purpose) {
      return problem(purpose === 'register' ? `Pull request #${pull} is closed by now, so this run registers nothing` : `Pull request #${pull} is open again, so this run reverts nothing`);
    }
    function noList(pull, mode) {
      return problem(`The zone's list cannot be read, so nothing is recorded in the comment on pull request #${pull}. ${noRecord(mode)}`);
    }
    function noListToRevert(whose) {
      return problem(`The zone's list cannot be read, so what ${whose} registered cannot be reverted. Run again`);
    }
    function unknownOwners(reason, left, pull) {
      const whose = pull === undefined ? 'closed pull requests' : `pull request #${pull}`;
      const end = left.length === 0 ? 'So what the zone says now counts as what was there before' : `They may share what ${whose} registered, so ${addressNames(left)} ${left.length === 1 ? 'is' : 'are'} left for now and ${left.length === 1 ? 'stays' : 'stay'} in the record; a later run or the clean-up goes on`;
      return problem(`The records of all other open pull requests cannot be had: ${reason}. ${end}`);
    }
    function unreadableReason(pull, reason) {
      return `that of #${pull} cannot be opened (${reason})`;
    }
    function decisionNotices(pull, decisions) {
      const changed = decisions.filter(decision => decision.kind === 'changed');
      const shared = Map.groupBy(decisions.filter(decision => decision.kind === 'revert'), ({
        owner
      }) => owner);
      const held = changed.slice(0, MOST_NAMES).map(({
        ip,
        saw: {
          target
        }
      }) => `${ip} (${target === undefined ? 'nothing' : (0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hD)((0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__.je)(target))})`);
      return [...[...shared].flatMap(([owner, those]) => owner === undefined ? [] : [problem(`Pull request #${owner} registered ${addressNames(those.map(({
        ip
      }) => ip))} too, so pull request #${pull} leaves that to it`)]), ...(changed.length === 0 ? [] : [problem(`The zone says what no pull request wrote, so what pull request #${pull} registered is left as it stands: ${listed(held, changed.length)}`)])];
    }
    function tooMany(count) {
      return problem(`This pull request would register ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(count)} addresses, and the record in its comment holds at most ${_record_js__WEBPACK_IMPORTED_MODULE_0__.MJ}. Register fewer, or set comment: false and remove them yourself`);
    }
    function tooManyLeaving(count) {
      return problem(`The record of this pull request would hold ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hS)(count, 'address', 'addresses')}, those that wait to be reverted counted. Close the pull request, or run again when the records of the others can be had`);
    }
    function tooLong(length, most) {
      return problem(`The record of this pull request would take ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(length)} characters, and at most ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(most)} fit its comment. Register fewer addresses`);
    }
    function notSaved(pull, error) {
      return problem(`What this run is about to write could not be recorded in the comment on pull request #${pull}: ${error.message}${remedy(error)}. The mappings were not written; run again`);
    }
    function notHandedOver({
      pull,
      error
    }) {
      return problem(`What is left to pull request #${pull} could not be recorded in its comment: ${error.message}${editRemedy(error)}. The mappings were not written; run again`);
    }
    function notMarked(pull, error) {
      return problem(`What would be reverted could not be noted in the comment on pull request #${pull}: ${error.message}${editRemedy(error)}. Nothing of it was reverted${isDenied(error) ? AGAIN : '; run again'}`);
    }
    function reopened(pulls) {
      return problem(`Nothing is reverted of what is open again: ${pullNames(pulls)}`);
    }
    function notFinished(pull, error, end) {
      return problem(`The comment on pull request #${pull} could not be brought up to date: ${error.message}${remedy(error)}. ${end}`);
    }
    const FINISH_ENDS = {
      saved: 'It holds the record that was saved before the zone was written, which covers both what was and what is there',
      unchanged: 'It holds the record from before this run, which still holds',
      nothing: 'No comment was written, so there is no record of this run',
      kept: 'Its record still names what this run removed; run again, so that a later run does not revert what is set there since',
      reverted: 'What was reverted is reverted; the next run finds it so'
    };
    function unreadableClosed(error) {
      return problem(`The records of closed pull requests cannot be read: ${error.message}${remedy(error)}. Nothing of theirs was reverted`);
    }
    function moreClosed(count, most) {
      return problem(`${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hS)(count, 'closed pull request has', 'closed pull requests have')} something to revert; this run reverts that of ${most}, and ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(count - most)} are left for the next`);
    }
    function unreadClosed(count) {
      return problem(`${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hS)(count, 'closed pull request was', 'closed pull requests were')} not looked at, because GitHub lists so many: what ${count === 1 ? 'it' : 'they'} registered may still be there`);
    }
    function pullNames(pulls) {
      const names = pulls.slice(0, MOST_NAMES).map(pull => `#${pull}`);
      return `pull request${pulls.length === 1 ? '' : 's'} ${listed(names, pulls.length)}`;
    }
    function addressNames(ips) {
      return listed(ips.slice(0, MOST_NAMES), ips.length);
    }
    function listed(shown, count) {
      const more = count - shown.length;
      return `${shown.join(', ')}${more > 0 ? ` and ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(more)} more` : ''}`;
    }
    function remedy(error) {
      if (error.kind === 'locked') return `. ${LOCKED}`;
      return isDenied(error) ? `. ${PERMISSION}` : '';
    }
    function editRemedy(error) {
      return error.kind === 'missing' ? ' (the comment was deleted)' : remedy(error);
    }
    function problem(message) {
      return {
        message
      };
    }

    /***/
  }),
  /***/7520: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      Uf: () => (splitComment),
      aE: () => (readRecord),
      xL: () => (marker)
    });
    var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6206);
    var _sealed_record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(673);
    const BEGINNING = '<!-- cloudflare-origin-cloud-regions record';
    const LINE = /^<!-- cloudflare-origin-cloud-regions record ([0-9a-f]+) ([\w+/-]+={0,2}) -->$/i;
    function marker(zoneId) {
      return `<!-- cloudflare-origin-cloud-regions zone=${zoneId} -->`;
    }
    function readRecord(pull, comments, cipher) {
      const read = [];
      for (const {
        body
      } of comments) {
        const reading = readComment(pull, body, cipher);
        if (reading.kind === 'damaged') return {
          kind: 'damaged',
          pull,
          reason: reading.reason
        };
        read.push(reading);
      }
      const [comment, ...others] = comments;
      return {
        kind: 'read',
        pull,
        comment,
        first: read[0],
        record: (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.PI)(read.map(({
          record
        }) => record)),
        foreign: [...new Set(read.flatMap(({
          foreign
        }) => foreign))],
        foreignChecks: [...new Set(read.flatMap(({
          foreignChecks
        }) => foreignChecks))],
        unsealed: read.some(({
          unsealed
        }) => unsealed),
        others
      };
    }
    function splitComment(body) {
      const all = body.trimEnd().split(/\r?\n/);
      let end = all.length;
      while (end > 0 && (all[end - 1]?.trim() === '' || LINE.test(all[end - 1]))) end -= 1;
      return {
        text: all.slice(0, end).join('\n'),
        lines: all.slice(end).filter(line => line.trim() !== '')
      };
    }
    function readComment(pull, body, cipher) {
      const {
        text,
        lines
      } = splitComment(body);
      if (lines.length === 0) return damaged('its last line is not the hidden record any more');
      if (text.includes(BEGINNING)) return damaged('one of its hidden records was edited or moved');
      const own = [];
      const ownLines = [];
      const foreign = [];
      const foreignChecks = [];
      let unsealed = false;
      for (const line of lines) {
        const [, check = '', data = ''] = LINE.exec(line) ?? [];
        if (check.toLowerCase() === cipher.check) {
          const record = cipher.open(pull, data);
          if (record === undefined) return damaged('the hidden record was edited, or copied from another pull request, repository or zone');
          own.push(record);
          ownLines.push(line);
        } else if (isUnsealed(data)) {
          unsealed = true;
        } else if (check.length !== cipher.check.length) {
          return damaged('the key check value of the hidden record was edited');
        } else {
          foreign.push(line);
          if (!(0, _sealed_record_js__WEBPACK_IMPORTED_MODULE_1__.QF)(data)) foreignChecks.push(check);
        }
      }
      const [line] = ownLines;
      return {
        kind: 'read',
        record: (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.PI)(own),
        ...(ownLines.length === 1 && line !== undefined ? {
          line
        } : {}),
        foreign,
        foreignChecks,
        unsealed
      };
    }
    function isUnsealed(data) {
      const json = Buffer.from(data, 'base64').toString('utf8');
      if (!json.startsWith('{')) return false;
      try {
        return 'v' in JSON.parse(json);
      } catch {
        return false;
      }
    }
    function damaged(reason) {
      return {
        kind: 'damaged',
        reason
      };
    }

    /***/
  }),
  /***/6206: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      HT: () => (liveEntries),
      MJ: () => (MOST_HELD),
      PI: () => (mergeRecords),
      TK: () => (LONGEST_RUN),
      V0: () => (MOST_ENTRIES),
      YL: () => (lastOwner),
      ZV: () => (latestTime),
      bP: () => (stateKey),
      el: () => (mergeEvents),
      ie: () => (trimEvents),
      nn: () => (asInherited),
      om: () => (historyOf),
      qf: () => (sameRecord),
      zv: () => (recordOf)
    });
    const MOST_HELD = 300;
    const MOST_ENTRIES = 3 * MOST_HELD;
    function recordOf(entries) {
      return new Map(Array.from(entries, entry => [entry.ip, entry]));
    }
    function liveEntries(record) {
      return [...record.values()].filter(({
        state
      }) => state !== 'past');
    }
    function mergeRecords(records) {
      const merged = new Map();
      for (const entry of records.flatMap(record => [...record.values()])) {
        const other = merged.get(entry.ip);
        const newest = other === undefined || entry.at > other.at ? entry : other;
        merged.set(entry.ip, {
          ...newest,
          events: mergeEvents(other?.events ?? [], entry.events)
        });
      }
      return merged;
    }
    function mergeEvents(...lists) {
      const merged = new Map();
      for (const event of lists.flat()) {
        const key = `${event.kind === 'saw'} ${event.from} ${stateKey(event.target)}`;
        const other = merged.get(key);
        const own = [event, other].some(one => one?.kind === 'wrote');
        const until = other?.until ?? event.until;
        merged.set(key, {
          ...event,
          ...(own ? {
            kind: 'wrote'
          } : {}),
          ...(until === undefined ? {} : {
            until
          })
        });
      }
      return [...merged.values()].sort((a, b) => a.from - b.from);
    }
    function asInherited(events) {
      return events.map(event => event.kind === 'wrote' ? {
        ...event,
        kind: 'inherited'
      } : event);
    }
    function stateKey(target) {
      return target === undefined ? '' : JSON.stringify([target.vendor, target.region]);
    }
    function sameRecord(a, b, besides) {
      const content = record => JSON.stringify([...record.values()].map(rowOf).sort());
      const rowOf = ({
        ip,
        state,
        target,
        at,
        events
      }) => [ip, state, stateKey(target), besides === 'order' ? 0 : at, events.map(event => [event.kind, stateKey(event.target), event.from, event.until])];
      return content(a) === content(b);
    }
    function latestTime(records) {
      let latest = 0;
      for (const record of records) for (const {
        at,
        events
      } of record.values()) for (const time of [at, ...events.flatMap(({
        from,
        until = from
      }) => [from, until])]) latest = Math.max(latest, time);
      return latest;
    }
    const LONGEST_RUN = 60 * 60 * 1000;
    const MOST_EVENTS = 12;
    function historyOf(events) {
      const gone = goneTimes(events);
      const writes = Map.groupBy(events.filter(({
        kind
      }) => kind !== 'saw'), ({
        target
      }) => stateKey(target));
      const writersOf = ({
        target,
        from,
        until
      }) => (writes.get(stateKey(target)) ?? []).filter(write => write.from <= until && (gone.get(write) ?? Number.POSITIVE_INFINITY) > from);
      const statement = lastStatement(events, writersOf);
      return {
        ...(statement?.target === undefined ? {} : {
          before: statement.target
        }),
        ...(statement === undefined ? {} : {
          statement
        }),
        writersOf
      };
    }
    function lastOwner(owners) {
      return owners.toSorted((a, b) => a.entry.at - b.entry.at || a.pull - b.pull).at(-1);
    }
    function trimEvents(events) {
      if (events.length <= MOST_EVENTS) return events;
      const statement = lastStatement(events, historyOf(events).writersOf);
      const newest = events.slice(1 - MOST_EVENTS);
      const missing = statement !== undefined && !newest.includes(statement);
      return missing ? [statement, ...newest] : events.slice(-MOST_EVENTS);
    }
    function lastStatement(events, writersOf) {
      const readings = events.filter(({
        kind
      }) => kind === 'saw').toSorted((a, b) => timeOf(a) - timeOf(b));
      return readings.findLast(event => writersOf({
        ...event,
        until: timeOf(event)
      }).length === 0) ?? readings[0];
    }
    function timeOf({
      from,
      until = from
    }) {
      return until;
    }
    function goneTimes(events) {
      const readings = events.filter(({
        until
      }) => until !== undefined).toSorted((a, b) => b.from - a.from);
      const writes = events.filter(({
        kind
      }) => kind !== 'saw').toSorted((a, b) => endOf(b) - endOf(a));
      const earliest = new Map();
      let first = [];
      let next = 0;
      const gone = new Map();
      for (const write of writes) {
        for (let reading = readings[next]; reading && reading.from >= endOf(write); reading = readings[++next]) {
          const key = stateKey(reading.target);
          earliest.set(key, Math.min(earliest.get(key) ?? Number.POSITIVE_INFINITY, timeOf(reading)));
          first = [...new Map([...first, [key, 0]]).keys()].map(state => [state, earliest.get(state)]).sort((a, b) => a[1] - b[1]).slice(0, 2);
        }
        const other = first.find(([state]) => state !== stateKey(write.target));
        if (other !== undefined) gone.set(write, other[1]);
      }
      return gone;
    }
    function endOf({
      from,
      until = from + LONGEST_RUN
    }) {
      return until;
    }

    /***/
  }),
  /***/730: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      D9: () => (draftRecord),
      Me: () => (leavingRecord),
      ZR: () => (finishRecord),
      dO: () => (withoutRemoved),
      hQ: () => (ownAddresses)
    });
    var _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8595);
    var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6206);
    var _revert_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9657);
    function ownAddresses(record, others, existing, times) {
      const own = [...record.values()].filter(({
        ip,
        events
      }) => {
        const target = existing.get(ip);
        if (target === undefined) return false;
        const writers = (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.om)(withOthers(ip, events, others)).writersOf({
          ...times,
          target
        });
        return writers.some(({
          kind
        }) => kind === 'wrote');
      });
      return new Set(own.map(({
        ip
      }) => ip));
    }
    function draftRecord(registration) {
      const {
        record,
        registered,
        leaving,
        decisions,
        existing,
        others,
        times
      } = registration;
      const kept = [...record.values()].map(entry => leaving.has(entry.ip) ? leavingEntry(entry, decisions.get(entry.ip)) : entry);
      const entries = [...registered].map(([ip, target]) => {
        const mapping = existing.get(ip);
        const now = mapping && (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__.$r)(mapping);
        const known = withOthers(ip, record.get(ip)?.events ?? [], others);
        const byPull = (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.om)(known).writersOf({
          ...times,
          target: now
        }).length > 0;
        const wrote = {
          kind: 'wrote',
          target: (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__.$r)(target),
          from: times.write
        };
        const events = (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.el)(known, byPull ? [] : [(0, _revert_js__WEBPACK_IMPORTED_MODULE_1__.UU)(now, times)], (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__.yY)(now, target) ? [] : [wrote]);
        return {
          ip,
          state: 'held',
          target: (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__.$r)(target),
          at: times.write,
          events: (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.ie)(events)
        };
      });
      return (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.zv)(withoutOldest([...(0, _record_js__WEBPACK_IMPORTED_MODULE_0__.zv)([...kept, ...entries]).values()]));
    }
    function leavingRecord(record, decisions) {
      const isWritten = decision => decision?.kind === 'revert' && decision.write !== undefined;
      return (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.zv)([...record.values()].map(entry => {
        const decision = entry.state === 'past' ? undefined : decisions.get(entry.ip);
        return isWritten(decision) ? leavingEntry(entry, decision) : entry;
      }));
    }
    function finishRecord(ending) {
      const {
        stored,
        draft,
        registered,
        leaving,
        listed,
        existing,
        now
      } = ending;
      const entries = [...draft.values()].flatMap(entry => {
        const {
          ip
        } = entry;
        if (leaving.has(ip)) return [finishLeaving(entry, ending)];
        const target = registered.get(ip);
        if (target === undefined || existing === undefined) return [entry];
        if ((0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__.yY)(existing.get(ip), target)) return [{
          ...entry,
          events: confirmed(entry.events, target, now)
        }];
        if (listed !== undefined && !(0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__.yY)(existing.get(ip), listed.get(ip))) return [entry];
        const before = stored.get(ip);
        return before === undefined ? [] : [before];
      });
      return (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.zv)(withoutOldest(entries));
    }
    function pastEntry(entry, event, now) {
      return {
        ...entry,
        state: 'past',
        at: now,
        events: (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.ie)((0, _record_js__WEBPACK_IMPORTED_MODULE_0__.el)(entry.events, event ? [event] : []))
      };
    }
    function leavingEntry(entry, decision) {
      const {
        events
      } = entry;
      const write = decision?.kind === 'revert' ? decision.write : undefined;
      const isNoted = write === undefined || events.some(({
        kind,
        target,
        from,
        until
      }) => kind === write.kind && until === undefined && (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__.yY)(target, write.target) && write.from - from < _record_js__WEBPACK_IMPORTED_MODULE_0__.TK);
      return {
        ...entry,
        state: 'leaving',
        events: isNoted ? events : (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.ie)((0, _record_js__WEBPACK_IMPORTED_MODULE_0__.el)(events, [write]))
      };
    }
    function finishLeaving(entry, {
      stored,
      decisions,
      listed,
      existing,
      now
    }) {
      const {
        ip
      } = entry;
      const decision = decisions.get(ip);
      if (decision?.kind === 'changed') return pastEntry(entry, decision.saw, now);
      if (decision === undefined || existing === undefined) return entry;
      if ((0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__.yY)(existing.get(ip), decision.to)) {
        const events = confirmed(entry.events, decision.to, now);
        return pastEntry({
          ...entry,
          events
        }, decision.write && {
          ...decision.write,
          until: now
        }, now);
      }
      const events = (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__.yY)(existing.get(ip), listed?.get(ip)) ? stored.get(ip)?.events : undefined;
      return events === undefined ? entry : {
        ...entry,
        events
      };
    }
    function withoutRemoved(record, {
      outcomes,
      existing
    }, now) {
      const gone = new Set(outcomes.flatMap(({
        ip,
        outcome
      }) => {
        const isGone = outcome === 'removed' || ip !== undefined && existing && !existing.mappings.has(ip);
        return ip !== undefined && isGone ? [ip] : [];
      }));
      return (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.zv)([...record.values()].map(entry => entry.state !== 'past' && gone.has(entry.ip) ? pastEntry(entry, {
        kind: 'saw',
        from: now,
        until: now
      }, now) : entry));
    }
    function withOthers(ip, events, others) {
      return (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.el)(events, ...others.map(other => (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.nn)(other.get(ip)?.events ?? [])));
    }
    function confirmed(events, target, now) {
      return events.map(event => event.kind !== 'saw' && event.until === undefined && (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_2__.yY)(event.target, target) ? {
        ...event,
        until: now
      } : event);
    }
    function withoutOldest(entries) {
      const past = entries.filter(({
        state
      }) => state === 'past').toSorted((a, b) => b.at - a.at);
      return [...(0, _record_js__WEBPACK_IMPORTED_MODULE_0__.HT)((0, _record_js__WEBPACK_IMPORTED_MODULE_0__.zv)(entries)), ...past.slice(0, _record_js__WEBPACK_IMPORTED_MODULE_0__.MJ)];
    }

    /***/
  }),
  /***/9657: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      DH: () => (revertsOf),
      UU: () => (sawEvent),
      W6: () => (decideReverts),
      p_: () => (NO_REVERSAL)
    });
    var _domain_mapping_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8595);
    var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6206);
    function decideReverts(involved, existing, times) {
      const decisions = new Map();
      const amended = new Map();
      for (const [ip, parts] of partsByAddress(involved)) {
        const known = (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.el)(...parts.map(({
          entry
        }) => entry.events));
        const history = (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.om)(known);
        const mapping = existing.get(ip);
        const now = mapping && (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_1__.$r)(mapping);
        const owner = (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.YL)(parts.filter(({
          open,
          goes,
          entry
        }) => open && !goes && entry.state === 'held'));
        const to = owner === undefined ? history.before : owner.entry.target;
        const byPull = history.writersOf({
          ...times,
          target: now
        }).some(({
          kind
        }) => kind !== 'restored' || !(0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_1__.yY)(now, history.before));
        if (!byPull && !(0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_1__.yY)(now, to)) {
          decisions.set(ip, {
            kind: 'changed',
            ip,
            saw: sawEvent(now, times)
          });
          continue;
        }
        const write = (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_1__.yY)(now, to) ? undefined : {
          kind: owner ? 'wrote' : 'restored',
          ...(to ? {
            target: to
          } : {}),
          from: times.write
        };
        decisions.set(ip, {
          kind: 'revert',
          ip,
          ...(to ? {
            to
          } : {}),
          ...(write ? {
            write
          } : {}),
          ...(owner ? {
            owner: owner.pull
          } : {})
        });
        for (const {
          pull,
          entry
        } of parts.filter(({
          goes,
          entry: {
            state
          }
        }) => !goes && state !== 'past')) {
          const events = eventsToRemember(entry, {
            known,
            history,
            now,
            write: owner && write,
            times
          });
          if (events === undefined) continue;
          const entries = amended.get(pull) ?? new Map(involved.find(one => one.pull === pull)?.record);
          amended.set(pull, entries.set(ip, {
            ...entry,
            events
          }));
        }
      }
      return {
        decisions,
        amended
      };
    }
    const NO_REVERSAL = {
      decisions: new Map(),
      amended: new Map()
    };
    function revertsOf({
      decisions
    }) {
      return [...decisions.values()].flatMap(decision => decision.kind === 'revert' ? [{
        ip: decision.ip,
        ...(decision.to ? {
          to: decision.to
        } : {})
      }] : []);
    }
    function sawEvent(target, {
      from,
      until
    }) {
      return {
        kind: 'saw',
        ...(target ? {
          target
        } : {}),
        from,
        until
      };
    }
    function partsByAddress(involved) {
      const parts = new Map();
      for (const {
        leaving
      } of involved) for (const ip of leaving) parts.set(ip, []);
      for (const {
        pull,
        open,
        record,
        leaving
      } of involved) for (const entry of record.values()) parts.get(entry.ip)?.push({
        pull,
        open,
        goes: leaving.has(entry.ip),
        entry
      });
      return parts;
    }
    function eventsToRemember({
      events,
      target
    }, {
      known,
      history,
      now,
      write,
      times
    }) {
      const writers = history.writersOf({
        ...times,
        target: now
      });
      const knowsWriter = writers.length === 0 || events.some(({
        kind,
        from
      }) => kind !== 'saw' && writers.some(writer => writer.from === from));
      if (write === undefined && knowsWriter && (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_1__.yY)((0, _record_js__WEBPACK_IMPORTED_MODULE_0__.om)(events).before, history.before)) return undefined;
      const isOwn = events.some(event => event.kind === 'wrote' && (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.bP)(event.target) === (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.bP)(target));
      const written = write === undefined ? [] : [write];
      const ours = isOwn && (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_1__.yY)(write?.target, target) ? written : (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.nn)(written);
      return (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.ie)((0, _record_js__WEBPACK_IMPORTED_MODULE_0__.el)(events, (0, _record_js__WEBPACK_IMPORTED_MODULE_0__.nn)(known), ours));
    }

    /***/
  }),
  /***/5164: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      U: () => (closedWords),
      X: () => (revertedOf)
    });
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6418);
    function revertedOf(ips, decisions, ended) {
      const leftTo = new Map();
      const counts = {
        removed: 0,
        restored: 0,
        already: 0,
        changed: 0,
        waiting: 0
      };
      for (const ip of ips) {
        const decision = decisions.get(ip);
        const entry = ended?.get(ip);
        if (decision === undefined || entry !== undefined && entry.state !== 'past') counts.waiting += 1;else if (decision.kind === 'changed') counts.changed += 1;else if (decision.owner !== undefined) leftTo.set(decision.owner, (leftTo.get(decision.owner) ?? 0) + 1);else if (decision.write === undefined) counts.already += 1;else if (decision.to === undefined) counts.removed += 1;else counts.restored += 1;
      }
      return {
        ...counts,
        leftTo
      };
    }
    function closedWords(reverted, mode, done) {
      const {
        removed,
        restored,
        leftTo,
        already,
        changed,
        waiting
      } = reverted;
      const onlyRemoved = removed > 0 && restored + already + changed + waiting + leftTo.size === 0;
      if (mode === 'apply' && done && onlyRemoved) return 'The pull request is closed, and what it registered has been taken away.';
      const each = [[removed, 'removed'], [restored, 'given the earlier target again'], ...[...leftTo].map(([owner, count]) => [count, `left to #${owner}`]), [already, 'as before already'], [changed, 'left as the zone has it now, because no pull request wrote that'], [waiting, 'not reverted yet']];
      const parts = each.flatMap(([count, words]) => count === 0 ? [] : [`${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_0__.hS)(count, 'address', 'addresses')} ${words}`]);
      const list = parts.length === 0 ? '.' : `: ${parts.join(', ')}.`;
      if (mode !== 'apply') return `The pull request is closed. What would become of what it registered${list}`;
      return done ? `The pull request is closed. What became of what it registered${list}` : `The pull request is closed, but not all that it registered could be reverted${list}`;
    }

    /***/
  }),
  /***/673: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      QF: () => (saysNothingLive),
      d9: () => (LONGEST_RECORD),
      dL: () => (createRecordCipher)
    });
    var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
    var node_zlib__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8522);
    var zod_mini__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3619);
    var zod_mini__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3305);
    var _domain_address_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1781);
    var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6206);
    const NOTHING_LIVE = 0x10;
    const SOMETHING_LIVE = 0x11;
    const LONGEST_RECORD = 60_000;
    const IV_BYTES = 12;
    const TAG_BYTES = 16;
    const MOST_BYTES = 1024 * 1024;
    const time = zod_mini__WEBPACK_IMPORTED_MODULE_4__.Whr().check(zod_mini__WEBPACK_IMPORTED_MODULE_5__.UI());
    const target = zod_mini__WEBPACK_IMPORTED_MODULE_4__.rej({
      vendor: zod_mini__WEBPACK_IMPORTED_MODULE_4__.YjP(),
      region: zod_mini__WEBPACK_IMPORTED_MODULE_4__.YjP()
    });
    const event = zod_mini__WEBPACK_IMPORTED_MODULE_4__.rej({
      kind: zod_mini__WEBPACK_IMPORTED_MODULE_4__.k5n(['saw', 'wrote', 'inherited', 'restored']),
      target: zod_mini__WEBPACK_IMPORTED_MODULE_4__.yqP(target),
      from: time,
      until: zod_mini__WEBPACK_IMPORTED_MODULE_4__.yqP(time)
    });
    const entry = zod_mini__WEBPACK_IMPORTED_MODULE_4__.rej({
      ip: zod_mini__WEBPACK_IMPORTED_MODULE_4__.YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_4__.YPB(text => (0, _domain_address_js__WEBPACK_IMPORTED_MODULE_2__.Z5)(text) === text)),
      state: zod_mini__WEBPACK_IMPORTED_MODULE_4__.k5n(['held', 'leaving', 'past']),
      target,
      at: time,
      events: zod_mini__WEBPACK_IMPORTED_MODULE_4__.YOg(event)
    });
    const form = zod_mini__WEBPACK_IMPORTED_MODULE_4__.YOg(entry).check(zod_mini__WEBPACK_IMPORTED_MODULE_5__.Eb(_record_js__WEBPACK_IMPORTED_MODULE_3__.V0));
    function createRecordCipher(credential, zoneId, repository) {
      const derive = (purpose, bytes) => Buffer.from((0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.hkdfSync)('sha256', credential, '', `cloudflare-origin-cloud-regions record ${purpose}`, bytes));
      const key = derive('key', 32);
      const check = derive('key check value', 16).toString('hex');
      const bound = (pull, form) => Buffer.from(JSON.stringify([form, zoneId, repository.toLowerCase(), pull]));
      const sealed = (pull, record) => {
        const form = (0, _record_js__WEBPACK_IMPORTED_MODULE_3__.HT)(record).length > 0 ? SOMETHING_LIVE : NOTHING_LIVE;
        const iv = (0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(IV_BYTES);
        const cipher = (0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.createCipheriv)('aes-256-gcm', key, iv).setAAD(bound(pull, form));
        const packed = (0, node_zlib__WEBPACK_IMPORTED_MODULE_1__.deflateRawSync)(JSON.stringify([...record.values()]), {
          level: 9
        });
        const encrypted = Buffer.concat([cipher.update(packed), cipher.final()]);
        const bytes = Buffer.concat([Buffer.of(form), iv, cipher.getAuthTag(), encrypted]);
        return recordLine(check, bytes.toString('base64'));
      };
      return {
        check,
        seal(pull, record) {
          const line = sealed(pull, record);
          return line.length <= LONGEST_RECORD ? line : sealed(pull, (0, _record_js__WEBPACK_IMPORTED_MODULE_3__.zv)((0, _record_js__WEBPACK_IMPORTED_MODULE_3__.HT)(record)));
        },
        open(pull, text) {
          const bytes = Buffer.from(text, 'base64');
          const [form = 0] = bytes;
          const packed = 1 + IV_BYTES + TAG_BYTES;
          if (bytes.toString('base64') !== text) return undefined;
          try {
            const decipher = (0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.createDecipheriv)('aes-256-gcm', key, bytes.subarray(1, 1 + IV_BYTES), {
              authTagLength: TAG_BYTES
            }).setAAD(bound(pull, form)).setAuthTag(bytes.subarray(1 + IV_BYTES, packed));
            const opened = Buffer.concat([decipher.update(bytes.subarray(packed)), decipher.final()]);
            return parseRecord((0, node_zlib__WEBPACK_IMPORTED_MODULE_1__.inflateRawSync)(opened, {
              maxOutputLength: MOST_BYTES
            }).toString('utf8'));
          } catch {
            return undefined;
          }
        }
      };
    }
    function recordLine(check, text) {
      return `<!-- cloudflare-origin-cloud-regions record ${check} ${text} -->`;
    }
    function saysNothingLive(text) {
      return Buffer.from(text, 'base64')[0] === NOTHING_LIVE;
    }
    function parseRecord(json) {
      const {
        data: entries
      } = form.safeParse(JSON.parse(json));
      if (entries === undefined) return undefined;
      const record = (0, _record_js__WEBPACK_IMPORTED_MODULE_3__.zv)(entries.map(one => ({
        ...one,
        ip: one.ip
      })));
      const held = entries.filter(({
        state
      }) => state === 'held').length;
      return record.size === entries.length && held <= _record_js__WEBPACK_IMPORTED_MODULE_3__.MJ ? record : undefined;
    }

    /***/
  }),
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
  /***/7442: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      Ci: () => (targetCell),
      EI: () => (changesTable),
      Jm: () => (problemsList),
      OJ: () => (regionsTable),
      Oy: () => (placePrefix),
      R: () => (originsByRegion),
      Rl: () => (mappingsInOrder),
      TI: () => (namesCell),
      o4: () => (wordsCell),
      tp: () => (table),
      wk: () => (mappingsTable)
    });
    var _domain_address_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1781);
    var _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8595);
    var _domain_problem_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6282);
    var _domain_result_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4424);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6418);
    var _markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4902);
    const LONGEST = {
      message: 1000,
      name: 100,
      target: 80,
      tiers: 60,
      words: 200
    };
    const MOST_NAMES = 3;
    const SHOWN = ['removed', 'failed', 'updated', 'created'];
    function table(columns, items, row, cap) {
      if (items.length === 0) return '';
      const rows = [columns, columns.map(() => '---'), ...items.slice(0, cap).map(row)];
      const more = items.length - cap;
      return [...rows.map(cells => `| ${cells.join(' | ')} |`), ...(more > 0 ? ['', `…and ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.zD)(more)} more.`] : [])].join('\n');
    }
    function changesTable({
      mode,
      outcomes,
      regions
    }, redact, cap) {
      const changes = SHOWN.flatMap(kind => outcomes.filter(({
        outcome
      }) => outcome === kind));
      const hosts = changes.some(change => (change.hosts ?? []).length > 0);
      const evidence = changes.some(change => change.evidence !== undefined);
      return table(['Origin', ...(hosts ? ['Host'] : []), mode === 'apply' ? 'Change' : 'Would change', ...(evidence ? ['Evidence'] : [])], changes, change => [change.ip === undefined ? '–' : (0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.aY)(redact(change.ip)), ...(hosts ? [namesCell(change.hosts ?? [], redact)] : []), changeCell(change, regions, redact), ...(evidence ? [wordsCell(change.evidence?.words, redact)] : [])], cap);
    }
    function regionsTable(existing, regions, redact, cap) {
      const byName = originsByRegion(existing).sort((a, b) => (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__.je)(a.target) < (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__.je)(b.target) ? -1 : 1);
      return table(['Region', 'Origins', 'Upper tiers'], byName, ({
        target,
        origins
      }) => [targetCell(target, redact), (0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.zD)(origins), tiersCell(target, regions, redact) || '–'], cap);
    }
    function mappingsTable(existing, redact, cap) {
      return table(['Origin', 'Region'], mappingsInOrder(existing), mapping => [(0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.aY)((0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.$Q)(redact(mapping.ip), LONGEST.name)), targetCell(mapping, redact)], cap);
    }
    function problemsList(problems, redact, cap) {
      const more = (0, _domain_problem_js__WEBPACK_IMPORTED_MODULE_4__.b)(problems.slice(cap));
      return [...problems.slice(0, cap).map(problem => {
        const where = placePrefix(problem);
        const message = (0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.wD)((0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.$Q)(redact(problem.message), LONGEST.message));
        return where === '' ? `- ${message}` : `- ${(0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.aY)((0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.$Q)(redact(where), LONGEST.message))}: ${message}`;
      }), ...(more > 0 ? [`- …and ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.zD)(more)} more`] : [])].join('\n');
    }
    function placePrefix({
      message,
      place
    }) {
      const name = place === undefined ? '' : (0, _domain_problem_js__WEBPACK_IMPORTED_MODULE_4__.f)(place);
      return message.includes(name) ? '' : name;
    }
    function mappingsInOrder({
      mappings,
      unreadable
    }) {
      return [...(0, _domain_address_js__WEBPACK_IMPORTED_MODULE_0__.kO)(mappings.values()), ...unreadable];
    }
    function originsByRegion(existing) {
      const counts = new Map();
      for (const target of [...existing.mappings.values(), ...existing.unreadable]) {
        const name = JSON.stringify([target.vendor, target.region]);
        const count = counts.get(name) ?? {
          target,
          origins: 0
        };
        count.origins += 1;
        counts.set(name, count);
      }
      return [...counts.values()];
    }
    function targetCell(target, redact) {
      return target === undefined ? '–' : (0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.wD)((0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.$Q)(redact((0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__.je)(target)), LONGEST.target));
    }
    function wordsCell(words, redact) {
      return words === undefined ? '–' : (0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.wD)((0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.$Q)(redact(words), LONGEST.words));
    }
    function namesCell(names, redact) {
      const more = names.length - MOST_NAMES;
      const shown = names.slice(0, MOST_NAMES).map(name => (0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.aY)((0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.$Q)(redact(name), LONGEST.name)));
      return [...shown, ...(more > 0 ? [`…and ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.zD)(more)} more`] : [])].join(', ') || '–';
    }
    function tiersCell({
      vendor,
      region
    }, regions, redact) {
      return (0, _markdown_js__WEBPACK_IMPORTED_MODULE_1__.wD)((0, _domain_text_js__WEBPACK_IMPORTED_MODULE_2__.$Q)(redact((regions?.get(vendor)?.get(region) ?? []).join(', ')), LONGEST.tiers));
    }
    function changeCell(change, regions, redact) {
      const {
        before,
        target
      } = change;
      const from = before === undefined ? '' : `${targetCell(before, redact)} → `;
      const to = toWords(change, redact);
      const tiers = target === undefined ? '' : tiersCell(target, regions, redact);
      const toTiers = tiers === '' ? to : `${to} (${tiers})`;
      switch (change.outcome) {
        case 'failed':
          return `${(0, _domain_result_js__WEBPACK_IMPORTED_MODULE_5__.l6)(change) ? 'not attempted' : '**failed**'} ${from}${to}${change.code === undefined ? '' : ` (code ${change.code})`}`.trimEnd();
        case 'removed':
          return `${from}**removed**`;
        case 'created':
          return `**new** ${toTiers}`;
        default:
          return `${from}${toTiers}`;
      }
    }
    function toWords({
      target,
      before,
      ip
    }, redact) {
      if (target !== undefined) return targetCell(target, redact);
      return ip === undefined || before === undefined ? '' : 'removed';
    }

    /***/
  }),
  /***/7342: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      W: () => (verdict)
    });
    var _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8595);
    var _domain_problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6282);
    var _domain_result_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4424);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6418);
    const DONE = {
      created: 'created',
      updated: 'updated',
      removed: 'removed',
      unchanged: 'unchanged',
      skipped: 'skipped',
      failed: 'failed'
    };
    const PLANNED = {
      ...DONE,
      created: 'to create',
      updated: 'to update',
      removed: 'to remove'
    };
    const FAILURE = {
      apply: 'Failed',
      plan: 'Plan failed',
      check: 'Check failed'
    };
    const NOTHING = {
      apply: 'Nothing to do',
      plan: 'Plan: nothing to do',
      check: 'No drift'
    };
    function verdict(result) {
      return `${outcome(result)}${zoneCount(result)}`;
    }
    function outcome(result) {
      const {
        mode,
        changed,
        outcomes,
        problems
      } = result;
      const done = tally(result);
      if (mode === 'check' && changed && (0, _domain_result_js__WEBPACK_IMPORTED_MODULE_0__.XF)(outcomes).failed === 0) return `Drift: ${done}. Nothing was written.`;
      if (problems.length > 0) return `${FAILURE[mode]}${failedShare(result)}. ${whatWasWritten(result, done)}`;
      if (mode !== 'apply' && changed) return `Plan: ${done}. Nothing was written.`;
      return `${changed ? 'Done' : NOTHING[mode]}${done && `: ${done}`}.`;
    }
    function tally({
      mode,
      outcomes,
      switchedOn
    }) {
      const counts = (0, _domain_result_js__WEBPACK_IMPORTED_MODULE_0__.XF)(outcomes);
      const words = mode === 'apply' ? DONE : PLANNED;
      return [..._domain_result_js__WEBPACK_IMPORTED_MODULE_0__.im.filter(kind => kind !== 'failed' && counts[kind] > 0).map(kind => `${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(counts[kind])} ${words[kind]}`), ...switchedOn.map(setting => `${setting} ${mode === 'apply' ? 'switched on' : 'to switch on'}`)].join(', ');
    }
    function failedShare({
      mode,
      changed,
      outcomes,
      problems
    }) {
      const {
        failed
      } = (0, _domain_result_js__WEBPACK_IMPORTED_MODULE_0__.XF)(outcomes);
      const count = (0, _domain_problem_js__WEBPACK_IMPORTED_MODULE_2__.b)(problems);
      const idle = outcomes.filter(_domain_result_js__WEBPACK_IMPORTED_MODULE_0__.l6).length;
      if (idle > 0 && !(mode === 'apply' && changed)) return idle === failed ? `: ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hS)(count, 'problem')}` : `: ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(failed - idle)} refused, ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(idle)} not attempted`;
      if (outcomes.length === 0 && count > 1) return `: ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hS)(count, 'problem')}`;
      if (failed === 0) return '';
      const more = count > failed ? ` (${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hS)(count, 'problem')})` : '';
      return `: ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(failed)} of ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hS)(outcomes.length, 'entry', 'entries')}${more}`;
    }
    function whatWasWritten({
      mode,
      changed
    }, done) {
      if (mode === 'apply' && changed) return done ? `${done.charAt(0).toUpperCase()}${done.slice(1)}.` : 'Something was written.';
      return `Nothing was written${done && ` (${done})`}.`;
    }
    function zoneCount({
      existing
    }) {
      if (existing === undefined) return '';
      const count = (0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__.Nd)(existing);
      const room = Math.max(0, _domain_mapping_js__WEBPACK_IMPORTED_MODULE_3__.uK - count);
      return ` The zone holds ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.hS)(count, 'mapping')}; ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_1__.zD)(room)} more ${room === 1 ? 'fits' : 'fit'}.`;
    }

    /***/
  })
};
