export const id = 177;
export const ids = [177];
export const modules = {

/***/ 2493:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h4: () => (/* binding */ diagnose),
/* harmony export */   h_: () => (/* binding */ asFailure),
/* harmony export */   iK: () => (/* binding */ GitHubFailure)
/* harmony export */ });
/* harmony import */ var _domain_quote_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9273);

/** A failed request to GitHub, in words that name no secret: neither the token nor a proxy's password. */
class GitHubFailure extends Error {
    name = 'GitHubFailure';
    kind;
    /** How long the server asks to wait, in milliseconds, where it does. */
    after;
    constructor(kind, message, after) {
        super(message);
        this.kind = kind;
        this.after = after;
    }
}
/** A caught value that is known to be of this kind; anything else is thrown on. */
function asFailure(thrown) {
    if (thrown instanceof GitHubFailure)
        return thrown;
    throw thrown;
}
/** What went wrong with a request, told from what the client threw. `date` is the time of day, `proxy` its name. */
function diagnose(thrown, date, proxy) {
    if (thrown instanceof GitHubFailure)
        return thrown;
    const { status, response, errors } = thrown;
    if (errors !== undefined)
        return graphQLFailure(errors);
    if (status === undefined || response === undefined)
        return unanswered(thrown, proxy);
    const said = messageOf(response.data);
    const words = `GitHub answered ${status}${said && ` (${(0,_domain_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .h)(said)})`}`;
    if (status === 401)
        return new GitHubFailure('unauthorized', `${words}: github-token is wrong or has expired`);
    if (status === 429 || (status === 403 && isLimit(response.headers, said)))
        return new GitHubFailure('limited', `${words}: over GitHub's rate limit`, waitOf(response.headers, date));
    if (status === 403)
        return new GitHubFailure('forbidden', words);
    if (status === 404)
        return new GitHubFailure('missing', words);
    return new GitHubFailure(status >= 500 ? 'unavailable' : 'unexpected', words);
}
const GRAPHQL_KINDS = {
    FORBIDDEN: 'forbidden',
    INSUFFICIENT_SCOPES: 'forbidden',
    NOT_FOUND: 'missing',
    RATE_LIMITED: 'limited',
};
/** GraphQL answers 200 and says in the body what went wrong; what has no type is the server's trouble ("may be a timeout"). */
function graphQLFailure(errors) {
    const [first] = errors;
    return new GitHubFailure(GRAPHQL_KINDS[first?.type ?? ''] ?? 'unavailable', `GitHub answered with an error (${(0,_domain_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .h)(String(first?.message ?? ''))})`);
}
function unanswered(thrown, proxy) {
    const way = proxy === undefined ? '' : ` through the proxy ${proxy}`;
    return new GitHubFailure('unavailable', `GitHub cannot be reached${way} (${codeOf(thrown)})`);
}
/** The system's code for a failed request, from wherever in the chain of causes it stands. */
function codeOf(thrown) {
    let code = 'connection broken';
    for (let at = thrown; at !== undefined; at = at.cause)
        if (typeof at.code === 'string')
            code = at.code;
        else if (at.name === 'TimeoutError')
            code = 'no answer in time';
    return code;
}
function messageOf(answer) {
    const message = answer?.message;
    return typeof message === 'string' ? message : '';
}
function isLimit(headers, said) {
    return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(said);
}
function waitOf(headers, date) {
    const seconds = Number(headers['retry-after']);
    if (seconds > 0)
        return seconds * 1000;
    const reset = Number(headers['x-ratelimit-reset']) * 1000;
    return reset > date ? reset - date : undefined;
}


/***/ }),

/***/ 1177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openGitHub: () => (/* binding */ openGitHub)
});

// EXTERNAL MODULE: ./build/preview/failure.js
var preview_failure = __webpack_require__(2493);
;// CONCATENATED MODULE: ./build/preview/calls.js

const MOST_TRIES = 3;
const LONGEST_TRY = 15_000;
const FIRST_WAIT = 500;
/** A run does not wait for longer than this for a rate limit to end. */
const LONGEST_WAIT = 10_000;
/** Requests to GitHub that are tried a few times. `@actions/github` takes long to load, so that is done with the first. */
function openCalls({ token, apiUrl, transport, clock, signal, trace }) {
    let octokit;
    const connect = async () => {
        // The library reads the event by itself when it is loaded, and writes a path that is not there into the log as it is.
        delete process.env.GITHUB_EVENT_PATH;
        const { getOctokit } = await __webpack_require__.e(/* import() */ 413).then(__webpack_require__.bind(__webpack_require__, 2413));
        const log = { debug: trace, info: trace, warn: trace, error: trace };
        return getOctokit(token, {
            baseUrl: apiUrl.replace(/\/$/, ''),
            log,
            request: { fetch: limited(transport.fetch), log },
        });
    };
    return async (what, send, most = MOST_TRIES) => {
        octokit ??= connect();
        for (let tries = 1;; tries += 1) {
            try {
                const request = { signal: AbortSignal.any([signal, clock.timeout(LONGEST_TRY)]) };
                const answer = await send(await octokit, { request });
                trace(`GitHub: ${what}: answered (try ${tries})`);
                return answer;
            }
            catch (thrown) {
                if (signal.aborted)
                    throw new preview_failure/* GitHubFailure */.iK('aborted', 'The run was cancelled');
                const failure = (0,preview_failure/* diagnose */.h4)(thrown, clock.date(), transport.proxy);
                trace(`GitHub: ${what}: ${failure.message} (try ${tries})`);
                const wait = tries < most ? waitBefore(failure, tries) : undefined;
                if (wait === undefined)
                    throw failure;
                await clock.sleep(wait, signal).catch(() => { });
            }
        }
    };
}
/** A page of comments is at most 6.5 MB, a mappings file 5 MiB, and base64 makes a third more of it. */
const LARGEST_ANSWER = 16 * 1024 * 1024;
function limited(fetch) {
    return async (url, init) => {
        const response = await fetch(url, init);
        if (response.body === null)
            return response;
        let size = 0;
        const count = new TransformStream({
            transform(chunk, controller) {
                size += chunk.byteLength;
                if (size > LARGEST_ANSWER)
                    controller.error(new Error('an answer of more than 16 MiB'));
                else
                    controller.enqueue(chunk);
            },
        });
        return new Response(response.body.pipeThrough(count), response);
    };
}
/** How long to wait before another try; undefined where one would not fare better. */
function waitBefore({ kind, after }, tries) {
    if (kind === 'unavailable')
        return FIRST_WAIT * 2 ** (tries - 1);
    return kind === 'limited' && after !== undefined && after <= LONGEST_WAIT ? after : undefined;
}

// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 3 modules
var schemas = __webpack_require__(3619);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/parse.js + 1 modules
var parse = __webpack_require__(3945);
;// CONCATENATED MODULE: ./build/preview/answers.js


// What is read of GitHub's answers. Shapes: GitHub's REST and GraphQL references, November 2026.
const VIEWER = schemas/* object */.Ikc({ viewer: schemas/* object */.Ikc({ login: schemas/* string */.YjP() }) });
const COMMENTS = schemas/* array */.YOg(schemas/* object */.Ikc({ id: schemas/* int */.Whr(), body: schemas/* nullish */.cl6(schemas/* string */.YjP()), user: schemas/* nullish */.cl6(schemas/* object */.Ikc({ login: schemas/* string */.YjP() })) }));
const CREATED = schemas/* object */.Ikc({ id: schemas/* int */.Whr() });
const PULLS = schemas/* array */.YOg(schemas/* object */.Ikc({ number: schemas/* int */.Whr(), closed_at: schemas/* nullable */.mee(schemas/* string */.YjP()) }));
const COMPARISON = schemas/* object */.Ikc({
    files: schemas/* optional */.lqM(schemas/* array */.YOg(schemas/* object */.Ikc({ filename: schemas/* string */.YjP(), status: schemas/* string */.YjP(), previous_filename: schemas/* optional */.lqM(schemas/* string */.YjP()) }))),
});
/** A page of pull requests with their comments, or no such repository. */
const PULLS_WITH_COMMENTS = schemas/* object */.Ikc({
    repository: schemas/* nullish */.cl6(schemas/* object */.Ikc({
        pullRequests: schemas/* object */.Ikc({
            pageInfo: schemas/* object */.Ikc({ hasNextPage: schemas/* boolean */.zMY(), endCursor: schemas/* nullable */.mee(schemas/* string */.YjP()) }),
            nodes: schemas/* array */.YOg(schemas/* object */.Ikc({
                number: schemas/* int */.Whr(),
                closedAt: schemas/* nullable */.mee(schemas/* string */.YjP()),
                comments: schemas/* object */.Ikc({
                    pageInfo: schemas/* object */.Ikc({ hasNextPage: schemas/* boolean */.zMY() }),
                    nodes: schemas/* array */.YOg(schemas/* object */.Ikc({
                        url: schemas/* string */.YjP(),
                        body: schemas/* string */.YjP(),
                        author: schemas/* nullable */.mee(schemas/* object */.Ikc({ __typename: schemas/* string */.YjP(), login: schemas/* string */.YjP() })),
                    })),
                }),
            })),
        }),
    })),
});
/** An answer of GitHub in the shape that is read of it; of any other shape it is a failure. */
function understood(shape, answer) {
    try {
        return parse/* parse */.qg(shape, answer);
    }
    catch {
        throw new preview_failure/* GitHubFailure */.iK('unexpected', 'GitHub answered with something that is not the answer to this request');
    }
}

;// CONCATENATED MODULE: ./build/preview/comments.js


/** The most items on a page of a list. */
const PAGE = 100;
function openComments(call, repository) {
    let login;
    const comments = {
        viewer() {
            login ??= call('who the token is', async (octokit, options) => understood(VIEWER, await octokit.graphql('query Viewer { viewer { login } }', options)).viewer.login);
            return login;
        },
        async ownComment(pull, start) {
            for (let page = 1;; page += 1) {
                const list = { ...repository, issue_number: pull, per_page: PAGE, page };
                const found = await call(`comments of #${pull}, page ${page}`, async (octokit, options) => understood(COMMENTS, (await octokit.rest.issues.listComments({ ...list, ...options })).data));
                // Comments of others, and those without the marker, cost no question who the token is.
                const marked = found.flatMap(({ id, body, user }) => (body?.startsWith(start) ? { id, body, user } : []));
                for (const { id, body, user } of marked.sort((a, b) => a.id - b.id))
                    if (isAuthor(user?.login, await comments.viewer()))
                        return { pull, id, body };
                if (found.length < PAGE)
                    return undefined;
            }
        },
        async createComment(pull, body) {
            const create = async () => {
                const comment = { ...repository, issue_number: pull, body };
                const { id } = await call(`comment on #${pull}`, async (octokit, options) => understood(CREATED, (await octokit.rest.issues.createComment({ ...comment, ...options })).data), 1);
                return { pull, id, body };
            };
            try {
                return await create();
            }
            catch (failure) {
                // The comment may be there although the answer was lost: a second one would carry a second record.
                if (!(failure instanceof preview_failure/* GitHubFailure */.iK) || failure.kind !== 'unavailable')
                    throw failure;
                const start = body.slice(0, body.indexOf('\n'));
                return (await comments.ownComment(pull, start)) ?? (await create());
            }
        },
        async editComment(id, body) {
            await call(`edit comment ${id}`, (octokit, options) => octokit.rest.issues.updateComment({ ...repository, comment_id: id, body, ...options }));
        },
    };
    return comments;
}
/** Whether a login, as REST names it (`github-actions[bot]`), is the token's. */
function isAuthor(login, viewer) {
    return login === viewer || login === `${viewer}[bot]`;
}

;// CONCATENATED MODULE: ./build/preview/files.js


function openFiles(call, repository) {
    return {
        fileAt(path, ref) {
            const encoded = path.split('/').map(encodeURIComponent).join('/');
            return call(`${path} at ${ref}`, async (octokit, { request }) => {
                const { data, headers } = await octokit.request(`GET /repos/{owner}/{repo}/contents/${encoded}`, {
                    ...repository,
                    ref,
                    // Files of more than 1 MB come in no other form.
                    headers: { accept: 'application/vnd.github.raw+json' },
                    request: { ...request, parseSuccessResponseBody: false },
                });
                const text = await new Response(data).text();
                return /^application\/json\b/.test(String(headers['content-type'])) ? decoded(text) : text;
            });
        },
        async renamedFrom(path, base, head) {
            // The files of the whole comparison (300 at most) are on its first page; the commits are of no interest.
            const range = { ...repository, basehead: `${base}...${head}`, per_page: 1 };
            const { files } = await call(`changes from ${base} to ${head}`, async (octokit, options) => understood(COMPARISON, (await octokit.rest.repos.compareCommitsWithBasehead({ ...range, ...options })).data));
            return files?.find(({ filename, status }) => filename === path && status === 'renamed')?.previous_filename;
        },
    };
}
/** What comes in spite of the media type that was asked for: a file in base64, or something that is no file. */
function decoded(answer) {
    const { content, encoding } = JSON.parse(answer);
    if (typeof content !== 'string' || encoding !== 'base64')
        throw new preview_failure/* GitHubFailure */.iK('unexpected', 'GitHub answered with a listing: there is no file at this path');
    return Buffer.from(content, 'base64').toString('utf8');
}

;// CONCATENATED MODULE: ./build/preview/pulls.js



/** Of 50 pull requests each. */
const MOST_GRAPHQL_PAGES = { open: 100, closed: 20 };
/** Of 100 pull requests each; every one of those costs a request of its own. */
const MOST_REST_PAGES = { open: 10, closed: 2 };
const AT_ONCE = 5;
/**
 * GraphQL brings the comments of 50 pull requests at once. Where it refuses or gives up (its time for one answer is
 * short), the same is asked of REST, one pull request after another.
 */
function openPulls(call, repository, comments) {
    const pullsOf = async (state, start) => {
        try {
            return await byGraphQL(call, repository, comments, state, start);
        }
        catch {
            return await byREST(call, repository, state);
        }
    };
    const ownComments = async (state, start) => {
        const pulls = await pullsOf(state, start);
        pulls.sort((a, b) => (a.closedAt ?? '').localeCompare(b.closedAt ?? '') || a.number - b.number);
        const own = [];
        for (let first = 0; first < pulls.length; first += AT_ONCE)
            own.push(...(await Promise.all(pulls
                .slice(first, first + AT_ONCE)
                .map(({ number, found, complete }) => found ?? (complete ? undefined : comments.ownComment(number, start))))));
        return own.filter((comment) => comment !== undefined);
    };
    return {
        commentsOfOpen: (start) => ownComments('open', start),
        commentsOfClosed: (start) => ownComments('closed', start),
    };
}
async function byGraphQL(call, { owner, repo }, comments, state, start) {
    const pulls = [];
    let after = null;
    for (let page = 1; page <= MOST_GRAPHQL_PAGES[state]; page += 1) {
        const variables = { owner, repo, states: state === 'open' ? ['OPEN'] : ['CLOSED', 'MERGED'], after };
        const answer = await call(`comments of ${state} pull requests, page ${page}`, async (octokit, options) => understood(PULLS_WITH_COMMENTS, await octokit.graphql(QUERY, { ...variables, ...options })));
        if (!answer.repository)
            throw new preview_failure/* GitHubFailure */.iK('unexpected', 'GitHub answered without the repository');
        const { nodes, pageInfo } = answer.repository.pullRequests;
        for (const { number, closedAt, comments: list } of nodes) {
            const marked = list.nodes.filter(({ body }) => body.startsWith(start));
            const viewer = marked.length > 0 ? await comments.viewer() : '';
            const own = marked.find(({ author }) => author !== null && isAuthor(restLogin(author), viewer));
            const found = own && { pull: number, id: idOf(own.url), body: own.body };
            pulls.push({ number, closedAt, complete: !list.pageInfo.hasNextPage, ...(found ? { found } : {}) });
        }
        if (!pageInfo.hasNextPage)
            break;
        after = pageInfo.endCursor;
    }
    return pulls;
}
async function byREST(call, repository, state) {
    const pulls = [];
    for (let page = 1; page <= MOST_REST_PAGES[state]; page += 1) {
        const query = { state, sort: 'updated', direction: 'desc', per_page: PAGE, page };
        const found = await call(`${state} pull requests, page ${page}`, async (octokit, options) => understood(PULLS, (await octokit.rest.pulls.list({ ...repository, ...query, ...options })).data));
        pulls.push(...found.map((pull) => ({ number: pull.number, closedAt: pull.closed_at, complete: false })));
        if (found.length < PAGE)
            break;
    }
    return pulls;
}
/** GraphQL leaves the `[bot]` of an app's login out. */
function restLogin({ __typename, login }) {
    return __typename === 'Bot' && !login.endsWith('[bot]') ? `${login}[bot]` : login;
}
/** REST's number of a comment, from its page's address: GraphQL's own field for it is too narrow by now. */
function idOf(url) {
    return Number(url.slice(url.lastIndexOf('-') + 1));
}
const QUERY = `query PullRequestComments($owner: String!, $repo: String!, $states: [PullRequestState!], $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequests(states: $states, first: 50, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number
        closedAt
        comments(first: 50) {
          pageInfo { hasNextPage }
          nodes { url body author { __typename login } }
        }
      }
    }
  }
}`;

;// CONCATENATED MODULE: ./build/preview/github.js




/** Sends nothing yet, and loads nothing: that is done by the first call. */
function openGitHub({ repository, ...options }) {
    const call = openCalls(options);
    const slash = repository.indexOf('/');
    const named = { owner: repository.slice(0, slash), repo: repository.slice(slash + 1) };
    const comments = openComments(call, named);
    return { ...comments, ...openPulls(call, named, comments), ...openFiles(call, named) };
}


/***/ })

};
