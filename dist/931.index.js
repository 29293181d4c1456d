export const id = 931;
export const ids = [931];
export const modules = {

/***/ 1931:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   earlierVersion: () => (/* binding */ earlierVersion)
/* harmony export */ });
/* harmony import */ var _domain_quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9273);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2493);


const NO_COMMIT = /^0+$/;
/**
 * The earlier version of a mappings file. `path` is relative to the repository's root, with forward slashes; `github` is
 * absent without a token. Whatever GitHub answers, it never fails: at worst there is no earlier version.
 */
async function earlierVersion(base, path, github) {
    const span = spanOf(base);
    if ('reason' in span)
        return none(span.reason);
    if (github === undefined)
        return none('github-token is empty, so the earlier version of the file cannot be read');
    if (path.startsWith('../') || path.startsWith('/'))
        return none('the mappings file is not part of the repository');
    try {
        return await read(github, path, span);
    }
    catch (failure) {
        if (!(failure instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubFailure */ .iK))
            throw failure;
        return none(`the file at ${(0,_domain_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(span.ref)} cannot be read: ${failure.message}${remedy(failure)}`);
    }
}
function spanOf(base) {
    switch (base.kind) {
        case 'ref':
            return { ref: base.ref, head: base.head };
        case 'pull-request':
            return { ref: base.base, head: base.head };
        case 'push':
            if (NO_COMMIT.test(base.before))
                return { reason: 'this is the first push of the branch, so there is no commit before it' };
            if (base.forced)
                return {
                    reason: 'the push was forced, so the commit before it is not part of this history; prune-base can name one',
                };
            return { ref: base.before, head: base.after };
        case 'other':
            return { reason: `the event ${(0,_domain_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(base.event)} names no earlier commit; prune-base can name one` };
    }
}
async function read(github, path, { ref, head }) {
    const text = await textAt(github, path, ref);
    if (text !== undefined)
        return { kind: 'text', text, path, ref };
    const earlierPath = await github.renamedFrom(path, ref, head);
    if (earlierPath === undefined)
        return none(`the file is not there at ${(0,_domain_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(ref)}, and GitHub knows of no rename`);
    const earlierText = await textAt(github, earlierPath, ref);
    if (earlierText === undefined)
        return none(`${(0,_domain_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(earlierPath)}, its earlier name, is not there at ${(0,_domain_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(ref)}`);
    return { kind: 'text', text: earlierText, path: earlierPath, ref };
}
async function textAt(github, path, ref) {
    try {
        return await github.fileAt(path, ref);
    }
    catch (failure) {
        if (failure instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubFailure */ .iK && failure.kind === 'missing')
            return undefined;
        throw failure;
    }
}
function none(reason) {
    return { kind: 'none', reason };
}
function remedy({ kind }) {
    switch (kind) {
        case 'forbidden':
            return '. Grant the job the permission contents: read';
        case 'missing':
            return '. The commit is not known (any more), or the job lacks the permission contents: read';
        default:
            return '';
    }
}


/***/ }),

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


/***/ })

};
