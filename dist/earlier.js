export const id = 588;
export const ids = [588];
export const modules = {
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
  /***/9588: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      readEarlier: () => (readEarlier)
    });
    var domain_text = __webpack_require__(6418);
    var github_error = __webpack_require__(3312);
    var promises_ = __webpack_require__(1455);
    var external_node_path_ = __webpack_require__(6760);
    var regular_file = __webpack_require__(8927);
    ; // CONCATENATED MODULE: ./build/prune/checkout.js

    async function findCheckout(path, repository, env) {
      const workspace = await resolved(env.GITHUB_WORKSPACE || process.cwd());
      if (!contains(workspace, path)) return other('the mappings file is outside of the workspace, so it has no history');
      for (let folder = (0, external_node_path_.dirname)(path);; folder = (0, external_node_path_.dirname)(folder)) {
        const git = await readGit(folder);
        if (git.kind === 'none' && folder !== workspace) continue;
        if (git.kind === 'unreadable') {
          const name = (0, external_node_path_.relative)(workspace, (0, external_node_path_.join)(folder, '.git')).split(external_node_path_.sep).join('/');
          return other(`${(0, domain_text.hD)(name)} cannot be read (${git.fault}), so it is not known whose file this is`);
        }
        const own = {
          kind: 'own',
          path: (0, external_node_path_.relative)(folder, path).split(external_node_path_.sep).join('/')
        };
        const [url] = git.kind === 'none' ? [] : git.urls;
        if (url === undefined) return own;
        const remote = remoteRepository(url);
        const server = new URL(URL.canParse(env.GITHUB_SERVER_URL ?? '') ? String(env.GITHUB_SERVER_URL) : GITHUB);
        if (remote !== undefined && isRepository(remote, server, repository)) return own;
        const name = remote === undefined ? '' : ` (${(0, domain_text.hD)(`${remote.host}/${remote.path}`)})`;
        return other(`the mappings file belongs to a checkout of another repository${name}`);
      }
    }
    const GITHUB = 'https://github.com';
    const LARGEST_CONFIG = 1024 * 1024;
    const LARGEST_POINTER = 8 * 1024;
    async function readGit(folder) {
      const dotGit = (0, external_node_path_.join)(folder, '.git');
      const pointer = await readText(dotGit, LARGEST_POINTER);
      if (pointer.kind === 'missing') return {
        kind: 'none'
      };
      if (pointer.kind === 'directory') return readOrigin(dotGit, {
        kind: 'found',
        urls: []
      });
      if (pointer.kind !== 'text') return {
        kind: 'unreadable',
        fault: pointer.fault
      };
      const named = /^gitdir:[ \t]*(.+?)\s*$/.exec(pointer.text)?.[1];
      if (named === undefined) return {
        kind: 'unreadable',
        fault: 'it names no gitdir'
      };
      const fault = 'the folder that it names is not there';
      return readOrigin((0, external_node_path_.resolve)(folder, named), {
        kind: 'unreadable',
        fault
      });
    }
    async function readOrigin(gitDir, otherwise) {
      const common = await readText((0, external_node_path_.join)(gitDir, 'commondir'), LARGEST_POINTER);
      const home = common.kind === 'text' ? (0, external_node_path_.resolve)(gitDir, common.text.trim()) : gitDir;
      const config = await readText((0, external_node_path_.join)(home, 'config'), LARGEST_CONFIG);
      if (config.kind === 'missing') return otherwise;
      if (config.kind !== 'text') return {
        kind: 'unreadable',
        fault: config.kind === 'fault' ? config.fault : 'directory'
      };
      const urls = gitConfigValues(config.text, 'remote.origin.url');
      return urls === undefined ? {
        kind: 'unreadable',
        fault: 'its configuration is malformed'
      } : {
        kind: 'found',
        urls
      };
    }
    async function readText(path, maxBytes) {
      const bytes = await (0, regular_file.XF)(path, maxBytes);
      if (!(0, regular_file.j5)(bytes)) return {
        kind: 'text',
        text: bytes.toString('utf8')
      };
      if (bytes.kind === 'directory') return {
        kind: 'directory'
      };
      if (bytes.kind !== 'unreadable') return {
        kind: 'fault',
        fault: bytes.kind
      };
      return bytes.code === 'ENOENT' ? {
        kind: 'missing'
      } : {
        kind: 'fault',
        fault: bytes.code
      };
    }
    function other(reason) {
      return {
        kind: 'other',
        reason
      };
    }
    async function resolved(path) {
      return (0, promises_.realpath)(path).catch(() => (0, external_node_path_.resolve)(path));
    }
    function contains(folder, path) {
      const inside = (0, external_node_path_.relative)(folder, path);
      return inside !== '' && inside !== '..' && !inside.startsWith(`..${external_node_path_.sep}`) && !(0, external_node_path_.isAbsolute)(inside);
    }
    const HEADER = /\[(?<name>[A-Za-z0-9.-]+)(?:[ \t]+"(?<subsection>(?:[^"\\\n]|\\[^\n])*)")?\]/y;
    const KEY = /(?<name>[A-Za-z][A-Za-z0-9-]*)[ \t]*(?<sign>=[ \t]*|(?=\n|$))/y;
    const SPACE_OR_COMMENT = /(?:\s+|[#;][^\n]*)+/y;
    const PIECE = /"((?:[^"\\\n]|\\[ntb"\\\n])*)"|\\([ntb"\\\n])|[^"\\#;\n]+/y;
    const ESCAPES = {
      n: '\n',
      t: '\t',
      b: '\b',
      '\n': ''
    };
    function gitConfigValues(text, key) {
      const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
      const values = [];
      let section = '';
      let at = 0;
      const take = pattern => {
        pattern.lastIndex = at;
        const match = pattern.exec(source);
        if (match === null) return undefined;
        at = pattern.lastIndex;
        return match;
      };
      for (;;) {
        take(SPACE_OR_COMMENT);
        if (at === source.length) return values;
        const header = take(HEADER)?.groups;
        if (header !== undefined) {
          const {
            name,
            subsection
          } = header;
          section = name.toLowerCase() + (subsection === undefined ? '' : `.${subsection.replace(/\\(.)/g, '$1')}`);
          continue;
        }
        const assignment = take(KEY)?.groups;
        if (assignment === undefined) return undefined;
        const {
          name,
          sign
        } = assignment;
        const value = sign === '' ? '' : takeValue(take);
        if (!/^(?:$|[#;\n])/.test(source.charAt(at))) return undefined;
        if (`${section}.${name.toLowerCase()}` === key) values.push(value);
      }
    }
    function takeValue(take) {
      let value = '';
      let kept = 0;
      for (let piece = take(PIECE); piece !== undefined; piece = take(PIECE)) {
        const [written, quoted, escaped] = piece;
        if (quoted !== undefined || escaped !== undefined) {
          value += unescaped(quoted ?? written);
          kept = value.length;
          continue;
        }
        value += value === '' ? written.trimStart() : written;
        const spaces = written.length - written.trimEnd().length;
        if (spaces < written.length) kept = value.length - spaces;
      }
      return value.slice(0, kept);
    }
    function unescaped(text) {
      return text.replace(/\\([\s\S])/g, (_, character) => ESCAPES[character] ?? character);
    }
    const SHORT = /^(?:[^\s/]*@)?(?<host>[^\s/:@[\]]{2,}):(?!\/\/)(?<path>.+)$/;
    function remoteRepository(url) {
      const short = SHORT.exec(url)?.groups;
      if (short !== undefined) return {
        host: sshHost(short.host),
        path: pathOf(short.path),
        ssh: true
      };
      const parsed = URL.parse(url);
      if (parsed === null || parsed.hostname === '') return undefined;
      const ssh = /ssh/.test(parsed.protocol);
      const host = ssh ? sshHost(parsed.hostname) : parsed.host.toLowerCase();
      return {
        host,
        path: pathOf(parsed.pathname),
        ssh
      };
    }
    function isRepository(remote, server, repository) {
      const host = remote.ssh ? server.hostname : server.host;
      return remote.host === host.toLowerCase() && remote.path.toLowerCase() === repository.toLowerCase();
    }
    function sshHost(host) {
      const name = host.toLowerCase();
      return name === 'ssh.github.com' ? 'github.com' : name;
    }
    function pathOf(path) {
      return path.replace(/^\/+/, '').replace(/\/+$/, '').replace(/\.git$/i, '');
    }
    ; // CONCATENATED MODULE: ./build/prune/earlier.js

    async function readEarlier({
      base,
      file,
      event,
      env,
      github
    }) {
      const commits = earlierCommits(base, event);
      if ('reason' in commits) return unknown(commits.reason);
      const repository = env.GITHUB_REPOSITORY || event.repository;
      if (github === undefined || repository === undefined) return unknown('github-token (or GITHUB_REPOSITORY) is empty, so the earlier version of the file cannot be read');
      const checkout = await findCheckout(file.path, repository, env);
      if (checkout.kind === 'other') return unknown(checkout.reason);
      const earlier = await readBefore(github, checkout.path, commits);
      if ('kind' in earlier) return earlier;
      const {
        parseMappings
      } = await __webpack_require__.e(992).then(__webpack_require__.bind(__webpack_require__, 1992));
      const list = await parseMappings(earlier.text, {
        file: earlier.file,
        rule: 'required'
      });
      const fault = faultOf(list);
      if (fault !== undefined) return unknown(`the earlier version of ${(0, domain_text.hD)(file.file)} is in error itself (${fault})`);
      const kept = await readAtHead(github, checkout.path, event);
      if ('kind' in kept) return kept;
      return {
        kind: 'listed',
        entries: list.entries,
        keptAtHead: kept.entries,
        ...(typeof list.zone === 'object' ? {
          zone: list.zone.value
        } : {}),
        file: earlier.file
      };
    }
    async function readBefore(github, path, {
      earlier,
      present
    }) {
      try {
        const text = await textAt(github, path, earlier);
        if (text !== undefined) return {
          text,
          file: path
        };
        const file = await github.renamedFrom(path, earlier, present);
        if (file === undefined) return unknown(`the file is not there at ${(0, domain_text.hD)(earlier)}, and GitHub knows of no rename`);
        const renamed = await textAt(github, file, earlier);
        if (renamed !== undefined) return {
          text: renamed,
          file
        };
        return unknown(`${(0, domain_text.hD)(file)}, its earlier name, is not there at ${(0, domain_text.hD)(earlier)}`);
      } catch (thrown) {
        const error = (0, github_error.j5)(thrown);
        const what = `the file at ${(0, domain_text.hD)(earlier)} cannot be read: ${error.message}`;
        switch (error.kind) {
          case 'missing':
            return unknown(`${what}. The commit is not known (any more), or the job lacks the permission contents: read`);
          case 'forbidden':
            return unknown(`${what}. Grant the job the permission contents: read`);
          case 'unauthorized':
            return unknown(what);
          default:
            return failed(`What the mappings file listed before is not known: ${what}`);
        }
      }
    }
    async function readAtHead(github, path, event) {
      const run = runBranch(event);
      if (run === undefined) return {
        entries: []
      };
      try {
        const head = await github.headOf(run.branch);
        if (head === undefined || head === run.commit) return {
          entries: []
        };
        const list = await listAtHead(github, path, run, head);
        if (list === undefined) return {
          entries: []
        };
        const fault = faultOf(list);
        if (fault === undefined) return list;
        return unknown(`the branch ${(0, domain_text.hD)(run.branch)} is at a later commit than this run, and the file there is in error (${fault})`);
      } catch (thrown) {
        const {
          message
        } = (0, github_error.j5)(thrown);
        return failed(`It is not known whether this run is older than its branch ${(0, domain_text.hD)(run.branch)}, and what the file lists there now: ${message}`);
      }
    }
    async function listAtHead(github, path, {
      commit
    }, head) {
      const {
        parseMappings
      } = await __webpack_require__.e(992).then(__webpack_require__.bind(__webpack_require__, 1992));
      const parse = (text, file) => parseMappings(text, {
        file,
        rule: 'optional'
      });
      const text = await textAt(github, path, head);
      if (text !== undefined) return await parse(text, path);
      if (commit === undefined) throw new github_error.y_('missing', 'the file is not there, and GITHUB_SHA, which tells a rename, is not set');
      const renamed = await github.renamedTo(path, commit, head);
      return renamed === undefined ? undefined : await parse(await github.fileAt(renamed, head), renamed);
    }
    async function textAt(github, path, ref) {
      try {
        return await github.fileAt(path, ref);
      } catch (error) {
        if (error instanceof github_error.y_ && error.kind === 'missing') return undefined;
        throw error;
      }
    }
    function faultOf({
      problems: [problem]
    }) {
      return problem?.message;
    }
    function unknown(reason) {
      return {
        kind: 'unknown',
        reason
      };
    }
    function failed(why) {
      return {
        kind: 'failed',
        message: `${why}. Nothing was changed. Run the job again: the next push compares with a later commit, and what this one removes from the list would stay for good`
      };
    }
    const NO_COMMIT = /^0+$/;
    function earlierCommits(base, event) {
      const {
        name,
        before,
        after,
        forced,
        pullRequest,
        sha
      } = event;
      if (base !== undefined) return {
        earlier: base,
        present: sha ?? 'HEAD'
      };
      if (name === 'push' && before !== undefined && after !== undefined) {
        if (NO_COMMIT.test(before)) return {
          reason: 'this is the first push of the branch, so there is no commit before it; prune-base can name one'
        };
        if (forced) return {
          reason: 'the push was forced, so the commit before it is not part of this history; prune-base can name one'
        };
        return {
          earlier: before,
          present: after
        };
      }
      if (pullRequest?.baseSha !== undefined && pullRequest.headSha !== undefined) return {
        earlier: pullRequest.baseSha,
        present: pullRequest.headSha
      };
      return {
        reason: `the event ${(0, domain_text.hD)(name)} names no earlier commit; prune-base can name one`
      };
    }
    function runBranch({
      branch,
      sha,
      pullRequest
    }) {
      const name = pullRequest === undefined ? branch : pullRequest.fork ? undefined : pullRequest.headRef;
      const commit = pullRequest === undefined ? sha : pullRequest.headSha;
      if (name === undefined) return undefined;
      return {
        branch: name,
        ...(commit === undefined ? {} : {
          commit
        })
      };
    }

    /***/
  })
};
