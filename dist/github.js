export const id = 689;
export const ids = [689];
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
  /***/2689: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      openGitHub: () => (openGitHub)
    });
    var github_error = __webpack_require__(3312);
    var schemas = __webpack_require__(3619);
    var api = __webpack_require__(3305);
    var parse = __webpack_require__(3945);
    ; // CONCATENATED MODULE: ./build/github/github-schemas.js

    const VIEWER = schemas.Ikc({
      viewer: schemas.Ikc({
        __typename: schemas.lqM(schemas.YjP()),
        login: schemas.YjP()
      })
    });
    const COMMENTS = schemas.YOg(schemas.Ikc({
      id: schemas.Whr(),
      body: schemas.cl6(schemas.YjP()),
      user: schemas.cl6(schemas.Ikc({
        login: schemas.YjP()
      }))
    }));
    const CREATED = schemas.Ikc({
      id: schemas.Whr()
    });
    const PULL_REQUEST = schemas.Ikc({
      state: schemas.k5n(['open', 'closed'])
    });
    const PULL_REQUESTS = schemas.YOg(schemas.Ikc({
      number: schemas.Whr(),
      closed_at: schemas.cl6(schemas.YjP())
    }));
    const COMPARISON = schemas.Ikc({
      files: schemas.lqM(schemas.YOg(schemas.Ikc({
        filename: schemas.YjP(),
        status: schemas.YjP(),
        previous_filename: schemas.lqM(schemas.YjP())
      })))
    });
    const CONTENT = schemas.KCZ([schemas.Ikc({
      type: schemas.euz('file'),
      encoding: schemas.euz('base64'),
      content: schemas.YjP()
    }), schemas.YOg(schemas.L5J()), schemas.Ikc({
      type: schemas.k5n(['dir', 'symlink', 'submodule'])
    })]);
    const SHA = schemas.YjP().check(api.Fk(/^[0-9a-f]{40,64}$/));
    const GIT_REF = schemas.Ikc({
      object: schemas.Ikc({
        sha: SHA
      })
    });
    const BRANCH = schemas.Ikc({
      commit: schemas.Ikc({
        sha: SHA
      })
    });
    const PULL_REQUESTS_WITH_COMMENTS = schemas.Ikc({
      repository: schemas.cl6(schemas.Ikc({
        pullRequests: schemas.Ikc({
          totalCount: schemas.lqM(schemas.Whr()),
          pageInfo: schemas.Ikc({
            hasNextPage: schemas.zMY(),
            endCursor: schemas.mee(schemas.YjP())
          }),
          nodes: schemas.YOg(schemas.Ikc({
            number: schemas.Whr(),
            closedAt: schemas.mee(schemas.YjP()),
            comments: schemas.Ikc({
              pageInfo: schemas.Ikc({
                hasNextPage: schemas.zMY()
              }),
              nodes: schemas.YOg(schemas.Ikc({
                url: schemas.YjP().check(api.Fk(/-\d{1,15}$/)),
                body: schemas.YjP(),
                author: schemas.mee(schemas.Ikc({
                  __typename: schemas.YjP(),
                  login: schemas.YjP()
                }))
              }))
            })
          }))
        })
      }))
    });
    function parsed(shape, answer) {
      const result = parse.xL(shape, answer);
      if (result.success) return result.data;
      throw new github_error.y_('unexpected', 'GitHub answered with something that is not the answer to this request');
    }
    ; // CONCATENATED MODULE: ./build/github/comments.js

    const PAGE = 100;
    const MOST_PAGES = 100;
    const GHOST = 'ghost';
    function openComments(call, repository) {
      let login;
      const viewer = () => {
        login ??= askViewer(call).catch(error => {
          login = undefined;
          throw error;
        });
        return login;
      };
      const markedComments = async (pull, start) => byAuthor(pull, await readMarked(call, repository, pull, start), viewer);
      const create = async (pull, body) => {
        const comment = {
          ...repository,
          issue_number: pull,
          body
        };
        const {
          id
        } = await call(`comment on #${pull}`, async (octokit, options) => parsed(CREATED, (await octokit.rest.issues.createComment({
          ...comment,
          ...options
        })).data), {
          idempotent: false
        });
        return {
          pull,
          id,
          body
        };
      };
      return {
        viewer,
        markedComments,
        async createComment(pull, body) {
          try {
            return await create(pull, body);
          } catch (error) {
            if (!(error instanceof github_error.y_) || error.kind !== 'unavailable') throw error;
            const {
              own
            } = await markedComments(pull, body.split('\n', 1).join());
            return own.findLast(comment => sameText(comment.body, body)) ?? (await create(pull, body));
          }
        },
        async editComment(id, body) {
          await call(`edit comment ${id}`, (octokit, options) => octokit.rest.issues.updateComment({
            ...repository,
            comment_id: id,
            body,
            ...options
          }));
        }
      };
    }
    async function byAuthor(pull, marked, viewer) {
      if (marked.length === 0) return {
        own: [],
        others: []
      };
      const login = await viewer();
      const own = marked.filter(comment => comment.login === login).sort((a, b) => a.id - b.id);
      const others = marked.filter(comment => comment.login !== login).map(comment => comment.login ?? GHOST);
      return {
        own: own.map(({
          id,
          body
        }) => ({
          pull,
          id,
          body
        })),
        others: [...new Set(others)]
      };
    }
    function restLogin({
      __typename,
      login
    }) {
      return __typename === 'Bot' && !login.endsWith('[bot]') ? `${login}[bot]` : login;
    }
    async function askViewer(call) {
      const answer = await call('who the token is', (octokit, options) => octokit.graphql('query Viewer { viewer { __typename login } }', options));
      return restLogin(parsed(VIEWER, answer).viewer);
    }
    function readMarked(call, repository, pull, start) {
      const read = async () => {
        const items = [];
        for (let page = 1; page <= MOST_PAGES; page += 1) {
          const list = {
            ...repository,
            issue_number: pull,
            per_page: PAGE,
            page
          };
          const found = await call(`comments of #${pull}, page ${page}`, async (octokit, options) => parsed(COMMENTS, (await octokit.rest.issues.listComments({
            ...list,
            ...options
          })).data));
          for (const {
            id,
            body,
            user
          } of found) if (body?.startsWith(start)) items.push({
            id,
            body,
            ...(user ? {
              login: user.login
            } : {})
          });
          if (found.length < PAGE) return {
            items,
            certain: page === 1
          };
        }
        throw new github_error.y_('unexpected', `#${pull} has too many comments to read`);
      };
      return readUntilAgreed(`comments of #${pull}`, read, ({
        id
      }) => id);
    }
    function sameText(a, b) {
      const plain = text => text.replaceAll('\r\n', '\n').trimEnd();
      return plain(a) === plain(b);
    }
    const MOST_READINGS = 5;
    async function readUntilAgreed(what, read, key) {
      let before;
      for (let readings = 1; readings <= MOST_READINGS; readings += 1) {
        const {
          items,
          certain
        } = await read();
        const once = new Map();
        for (const item of items) if (!once.has(key(item))) once.set(key(item), item);
        const keys = [...once.keys()].sort().join('\n');
        if (certain || keys === before) return [...once.values()];
        before = keys;
      }
      throw new github_error.y_('unexpected', `The list of ${what} changed at each of ${MOST_READINGS} readings; run it again`);
    }
    ; // CONCATENATED MODULE: ./build/github/octokit.js

    const MOST_TRIES = 3;
    const LONGEST_TRY = 15_000;
    const FIRST_WAIT = 500;
    const LONGEST_WAIT = 10_000;
    function openCalls(options) {
      const {
        token,
        http,
        clock,
        signal
      } = options;
      const redact = text => text.replaceAll(token, '***');
      const trace = line => options.trace(redact(line));
      let octokit;
      return async (what, send, {
        idempotent
      } = {
        idempotent: true
      }) => {
        for (let tries = 1;; tries += 1) {
          const stop = signal();
          if (stop.aborted) throw aborted(stop);
          try {
            const request = {
              signal: AbortSignal.any([stop, clock.timeout(LONGEST_TRY)])
            };
            octokit ??= connect({
              ...options,
              trace
            });
            const answer = await send(await octokit, {
              request
            });
            trace(`GitHub: ${what}: answered (try ${tries})`);
            return answer;
          } catch (thrown) {
            if (stop.aborted) throw aborted(stop);
            const {
              error,
              retry
            } = (0, github_error.h4)(thrown, {
              clock,
              proxy: http.proxy,
              redact
            });
            trace(`GitHub: ${what}: ${error.message} (try ${tries})`);
            const wait = typeof retry === 'number' || idempotent ? waitBefore(retry, tries) : undefined;
            if (wait === undefined) throw error;
            await clock.sleep(wait, stop).catch(() => {});
            if (stop.aborted) throw aborted(stop);
          }
        }
      };
    }
    function aborted({
      reason
    }) {
      const timedOut = reason?.name === 'TimeoutError';
      return new github_error.y_('aborted', timedOut ? 'The time for the run is used up' : 'The run was cancelled');
    }
    function waitBefore(retry, tries) {
      if (tries >= MOST_TRIES || retry === 'never') return undefined;
      if (retry === 'backoff') return FIRST_WAIT * 2 ** (tries - 1);
      return retry <= LONGEST_WAIT ? retry : undefined;
    }
    async function connect({
      token,
      apiUrl,
      http,
      trace
    }) {
      const {
        getOctokit
      } = await withoutEventPath(() => Promise.all([__webpack_require__.e(779), __webpack_require__.e(413)]).then(__webpack_require__.bind(__webpack_require__, 2413)));
      const log = {
        debug: trace,
        info: trace,
        warn: trace,
        error: trace
      };
      const baseUrl = apiUrl.href.replace(/\/+$/, '');
      return getOctokit(token, {
        baseUrl,
        log,
        request: {
          fetch: fetchOver(http),
          log
        }
      });
    }
    async function withoutEventPath(load) {
      const path = process.env.GITHUB_EVENT_PATH;
      delete process.env.GITHUB_EVENT_PATH;
      try {
        return await load();
      } finally {
        if (path !== undefined) process.env.GITHUB_EVENT_PATH = path;
      }
    }
    const LARGEST_ANSWER = 16 * 1024 * 1024;
    const MOST_REDIRECTS = 3;
    function fetchOver(http) {
      return async (url, {
        method,
        headers,
        body,
        signal
      }) => {
        const request = {
          method,
          headers,
          signal,
          maxBytes: LARGEST_ANSWER,
          ...(body === undefined ? {} : {
            body
          })
        };
        let at = new URL(url);
        for (let redirects = 0;; redirects += 1) {
          const response = await http.send({
            ...request,
            url: at.href
          });
          const {
            status
          } = response;
          if (status < 300 || status >= 400) return answerOf(at, response);
          const next = URL.parse(response.header('location') ?? '', at.href);
          const repeatable = method === 'GET' || status === 307 || status === 308;
          if (next?.origin !== at.origin || !repeatable || redirects === MOST_REDIRECTS) throw new github_error.y_('unexpected', `GitHub answered ${status}, a redirect that is not followed`);
          at = next;
        }
      };
    }
    const HTML = 'text/html';
    const READ_HEADERS = ['link', 'deprecation', 'sunset', 'retry-after', 'x-ratelimit-remaining', 'x-ratelimit-reset'];
    function answerOf({
      href
    }, response) {
      const type = response.header('content-type') ?? '';
      const json = /^application\/json\s*(?:;|$)/i.test(type);
      const html = /^(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(type);
      const headers = new Map([['content-type', json ? 'application/json' : html ? HTML : 'text/plain']]);
      for (const name of READ_HEADERS) {
        const value = response.header(name);
        if (value !== undefined) headers.set(name, value);
      }
      return {
        url: href,
        status: response.status,
        headers,
        body: response.body,
        text: async () => textOf(response.body)
      };
    }
    function textOf(bytes) {
      return new TextDecoder().decode(bytes);
    }
    ; // CONCATENATED MODULE: ./build/github/contents.js

    const MOST_COMPARED = 300;
    function openContents(call, repository) {
      const changedFiles = async (base, head) => {
        const range = {
          ...repository,
          basehead: `${base}...${head}`,
          per_page: 1
        };
        const {
          files = []
        } = await call(`changes from ${base} to ${head}`, async (octokit, options) => parsed(COMPARISON, (await octokit.rest.repos.compareCommitsWithBasehead({
          ...range,
          ...options
        })).data));
        return files;
      };
      return {
        fileAt(path, ref) {
          return call(`${path} at ${ref}`, async (octokit, {
            request
          }) => {
            const {
              data,
              headers
            } = await octokit.request(`GET /repos/{owner}/{repo}/contents/${encoded(path)}`, {
              ...repository,
              ref,
              headers: {
                accept: 'application/vnd.github.raw+json'
              },
              request: {
                ...request,
                parseSuccessResponseBody: false
              }
            });
            const text = textOf(data);
            const type = headers['content-type'];
            if (type === HTML || /^\s*<(?:!doctype|!--|\?xml|html|head|body)\b/i.test(text)) throw new github_error.y_('unavailable', 'GitHub answered with a page of HTML (of a proxy?) where a file is');
            return type === 'application/json' ? decoded(text) : text;
          });
        },
        async renamedFrom(path, base, head) {
          const files = await changedFiles(base, head);
          return files.find(({
            filename,
            status
          }) => filename === path && status === 'renamed')?.previous_filename;
        },
        async renamedTo(path, base, head) {
          const files = await changedFiles(base, head);
          const renamed = files.find(file => file.previous_filename === path && file.status === 'renamed');
          const isRemoved = files.some(({
            filename,
            status
          }) => filename === path && status === 'removed');
          if (renamed === undefined && !isRemoved && files.length >= MOST_COMPARED) throw new github_error.y_('unexpected', `GitHub lists ${MOST_COMPARED} changed files at most, and the file is not among them`);
          return renamed?.filename;
        },
        async headOf(branch) {
          const get = path => call(`head of ${branch}`, (octokit, options) => octokit.request(`GET /repos/{owner}/{repo}/${path}`, {
            ...repository,
            ...options
          })).catch(missing);
          const ref = await get(`git/ref/heads/${encoded(branch)}`);
          if (ref !== undefined) return parsed(GIT_REF, ref.data).object.sha;
          const found = await get(`branches/${encodeURIComponent(branch)}`);
          return found && parsed(BRANCH, found.data).commit.sha;
        }
      };
    }
    function missing(error) {
      if (error instanceof github_error.y_ && error.kind === 'missing') return undefined;
      throw error;
    }
    function encoded(path) {
      return path.split('/').map(encodeURIComponent).join('/');
    }
    function decoded(answer) {
      const content = parsed(CONTENT, jsonOf(answer));
      if ('content' in content) return textOf(Buffer.from(content.content, 'base64'));
      throw new github_error.y_('missing', 'GitHub has no file at this path, but a directory, a link or a submodule');
    }
    function jsonOf(text) {
      try {
        return JSON.parse(text);
      } catch {
        return undefined;
      }
    }
    ; // CONCATENATED MODULE: ./build/github/pull-requests.js

    const AT_ONCE = 5;
    function openPullRequestLists(call, repository, comments) {
      const list = async (state, start) => {
        try {
          return await listByGraphQL(call, repository, state, start);
        } catch (error) {
          if (!(error instanceof github_error.y_) || error.kind === 'aborted') throw error;
          return listByRest(call, repository, state);
        }
      };
      const withComments = async ({
        number,
        closedAt,
        marked
      }, start) => ({
        number,
        ...(closedAt === undefined ? {} : {
          closedAt
        }),
        ...(await (marked === undefined ? comments.markedComments(number, start) : byAuthor(number, marked, comments.viewer)))
      });
      const withOwn = async (pulls, start) => {
        const found = [];
        for (let first = 0; first < pulls.length; first += AT_ONCE) found.push(...(await Promise.all(pulls.slice(first, first + AT_ONCE).map(pull => withComments(pull, start)))));
        return found.filter(({
          own
        }) => own.length > 0);
      };
      return {
        async isOpen(pull) {
          const {
            state
          } = await call(`state of #${pull}`, async (octokit, options) => parsed(PULL_REQUEST, (await octokit.rest.pulls.get({
            ...repository,
            pull_number: pull,
            ...options
          })).data));
          return state === 'open';
        },
        async openPullRequests(start) {
          const {
            pulls,
            whole
          } = await list('open', start);
          if (!whole) throw new github_error.y_('unexpected', 'There are too many open pull requests to read');
          return withOwn(pulls.toSorted((a, b) => a.number - b.number), start);
        },
        async closedPullRequests(start) {
          const {
            pulls,
            whole,
            total
          } = await list('closed', start);
          const sorted = pulls.toSorted((a, b) => compareTexts(a.closedAt, b.closedAt) || a.number - b.number);
          const found = await withOwn(sorted, start);
          if (whole) return {
            pulls: found,
            unread: 0
          };
          const count = total ?? (await countClosed(call, repository).catch(() => undefined));
          return {
            pulls: found,
            unread: count === undefined ? 1 : Math.max(0, count - pulls.length)
          };
        }
      };
    }
    function compareTexts(a = '', b = '') {
      if (a === b) return 0;
      return a < b ? -1 : 1;
    }
    const MOST_GRAPHQL_PAGES = {
      open: 100,
      closed: 20
    };
    const MOST_REST_PAGES = {
      open: 10,
      closed: 2
    };
    const DIRECTION = {
      open: 'asc',
      closed: 'desc'
    };
    const numberOf = ({
      number
    }) => number;
    async function listByGraphQL(call, {
      owner,
      repo
    }, state, start) {
      const states = state === 'open' ? ['OPEN'] : ['CLOSED', 'MERGED'];
      let whole = true;
      const totals = new Set();
      const read = async () => {
        const items = [];
        totals.clear();
        let after = null;
        for (let page = 1; page <= MOST_GRAPHQL_PAGES[state]; page += 1) {
          const variables = {
            owner,
            repo,
            states,
            after
          };
          const answer = await call(`comments of ${state} pull requests, page ${page}`, (octokit, options) => octokit.graphql(QUERIES[state], {
            ...variables,
            ...options
          }));
          const {
            repository
          } = parsed(PULL_REQUESTS_WITH_COMMENTS, answer);
          if (!repository) throw new github_error.y_('unexpected', 'GitHub answered without the repository');
          const {
            nodes,
            pageInfo,
            totalCount
          } = repository.pullRequests;
          totals.add(totalCount);
          items.push(...nodes.map(node => listedOf(node, start)));
          if (!pageInfo.hasNextPage) {
            whole = true;
            const counts = totals.size === 1 && totals.has(new Set(items.map(numberOf)).size);
            return {
              items,
              certain: page === 1 || state === 'closed' || counts
            };
          }
          after = pageInfo.endCursor;
        }
        whole = false;
        return {
          items,
          certain: true
        };
      };
      const pulls = await readUntilAgreed(`${state} pull requests`, read, numberOf);
      const [total] = totals;
      return {
        pulls,
        whole,
        ...(total === undefined ? {} : {
          total
        })
      };
    }
    async function listByRest(call, repository, state) {
      let whole = true;
      const read = async () => {
        const items = [];
        for (let page = 1; page <= MOST_REST_PAGES[state]; page += 1) {
          const query = {
            state,
            sort: 'created',
            direction: DIRECTION[state],
            per_page: PAGE,
            page
          };
          const found = await call(`${state} pull requests, page ${page}`, async (octokit, options) => parsed(PULL_REQUESTS, (await octokit.rest.pulls.list({
            ...repository,
            ...query,
            ...options
          })).data));
          for (const {
            number,
            closed_at
          } of found) items.push({
            number,
            ...(closed_at ? {
              closedAt: closed_at
            } : {})
          });
          whole = found.length < PAGE;
          if (whole) return {
            items,
            certain: page === 1
          };
        }
        return {
          items,
          certain: false
        };
      };
      const pulls = await readUntilAgreed(`${state} pull requests`, read, numberOf);
      return {
        pulls,
        whole
      };
    }
    async function countClosed(call, repository) {
      const query = {
        ...repository,
        state: 'closed',
        per_page: 1
      };
      const {
        headers
      } = await call('number of closed pull requests', (octokit, options) => octokit.rest.pulls.list({
        ...query,
        ...options
      }));
      const last = /[?&]page=(\d+)[^>]*>\s*;\s*rel="last"/.exec(headers.link ?? '')?.[1];
      return last === undefined ? undefined : Number(last);
    }
    function listedOf({
      number,
      closedAt,
      comments
    }, start) {
      const listed = {
        number,
        ...(closedAt === null ? {} : {
          closedAt
        })
      };
      if (comments.pageInfo.hasNextPage) return listed;
      const marked = comments.nodes.filter(({
        body
      }) => body.startsWith(start)).map(({
        url,
        body,
        author
      }) => ({
        id: Number(url.slice(url.lastIndexOf('-') + 1)),
        body,
        ...(author === null ? {} : {
          login: restLogin(author)
        })
      }));
      return {
        ...listed,
        marked
      };
    }
    const queryOf = direction => `
query PullRequestComments($owner: String!, $repo: String!, $states: [PullRequestState!], $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequests(states: $states, first: 50, after: $after, orderBy: { field: CREATED_AT, direction: ${direction} }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        number
        closedAt
        comments(first: 100) {
          pageInfo { hasNextPage }
          nodes { url body author { __typename login } }
        }
      }
    }
  }
}`;
    const QUERIES = {
      open: queryOf('ASC'),
      closed: queryOf('DESC')
    };
    ; // CONCATENATED MODULE: ./build/github/github.js

    function openGitHub({
      repository,
      ...options
    }) {
      const call = openCalls(options);
      const slash = repository.indexOf('/');
      const named = {
        owner: repository.slice(0, slash),
        repo: repository.slice(slash + 1)
      };
      const comments = openComments(call, named);
      return {
        ...comments,
        ...openPullRequestLists(call, named, comments),
        ...openContents(call, named)
      };
    }

    /***/
  })
};
