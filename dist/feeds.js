export const id = 857;
export const ids = [857];
export const modules = {
  /***/8857: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      DR: () => (readFeed),
      findRangesFolder: () => (findRangesFolder),
      lS: () => (FeedError)
    });
    var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
    var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
    var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6418);
    var _files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8927);
    class FeedError extends Error {
      name = 'FeedError';
    }
    const LARGEST_FEED = 16 * 1024 * 1024;
    const TRY_TIME = 10_000;
    const PAUSE = 500;
    const MOST_REDIRECTS = 3;
    const REDIRECTS = new Set([301, 302, 303, 307, 308]);
    const FINAL = new Set(['too-large', 'certificate', 'proxy']);
    const ADDRESSES = {
      aws: 'https://ip-ranges.amazonaws.com/ip-ranges.json',
      gcp: 'https://www.gstatic.com/ipranges/cloud.json',
      oci: 'https://docs.oracle.com/en-us/iaas/tools/public_ip_ranges.json'
    };
    const AZURE_PAGE = 'https://www.microsoft.com/en-us/download/details.aspx?id=56519';
    const AZURE_LINK = /https:\/\/download\.microsoft\.com\/download\/[\w/-]{1,200}\/ServiceTags_Public_(\d{4})(\d{2})(\d{2})\.json(?![\w.])/g;
    async function readFeed(vendor, source, options) {
      if (source.kind === 'folder') return {
        body: await fileOf(source.path, `${vendor}.json`)
      };
      if (source.kind === 'url') return {
        body: await fetched(below(source.base, `${vendor}.json`), options)
      };
      if (vendor !== 'azure') return {
        body: await fetched(new URL(ADDRESSES[vendor]), options)
      };
      const page = await fetched(new URL(AZURE_PAGE), options);
      const {
        address,
        fileDate
      } = newestLink(page.toString('latin1'));
      return {
        body: await fetched(new URL(address), options),
        fileDate
      };
    }
    async function fileOf(folder, name) {
      const read = await readFolderFile(folder, name, LARGEST_FEED);
      if (typeof read === 'string') throw new FeedError(`${name} ${read}`);
      return read;
    }
    function below(base, name) {
      const url = new URL(base);
      url.pathname = `${url.pathname.replace(/\/+$/, '')}/${name}`;
      return url;
    }
    function newestLink(page) {
      let newest = {
        address: '',
        fileDate: ''
      };
      for (const [address, year, month, day] of page.matchAll(AZURE_LINK)) {
        const fileDate = `${year}-${month}-${day}`;
        if (fileDate > newest.fileDate) newest = {
          address,
          fileDate
        };
      }
      if (newest.address === '') throw new FeedError('the page of Microsoft links no file of service tags');
      return newest;
    }
    async function fetched(url, options) {
      const {
        clock,
        signal
      } = options;
      const first = await tried(url, options);
      if (first.kind === 'body') return first.body;
      if (first.final || signal.aborted) throw new FeedError(first.fault);
      await clock.sleep(PAUSE, signal).catch(() => undefined);
      if (signal.aborted) throw new FeedError(first.fault);
      const second = await tried(url, options);
      if (second.kind === 'body') return second.body;
      throw new FeedError(`${second.fault}, twice`);
    }
    async function tried(url, {
      openHttp,
      clock,
      signal
    }) {
      const over = clock.timeout(TRY_TIME);
      const either = AbortSignal.any([signal, over]);
      try {
        const http = await openHttp(url);
        let at = url;
        for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
          const response = await http.send(requestFor(at, either));
          if (response.status === 200) return {
            kind: 'body',
            body: response.body
          };
          const next = redirectOf(response, at);
          if (next === undefined) return faultOf(response.status, at);
          if (next === null || next.origin !== url.origin) return {
            kind: 'fault',
            fault: `${url.host} redirects to another host`,
            final: true
          };
          at = next;
        }
        return {
          kind: 'fault',
          fault: `${url.host} redirects too often`,
          final: true
        };
      } catch (error) {
        if (signal.aborted) return {
          kind: 'fault',
          fault: 'the run ended before it was there',
          final: true
        };
        if (over.aborted) return {
          kind: 'fault',
          fault: `${url.host} gave no answer within 10 seconds`,
          final: false
        };
        const {
          kind,
          message
        } = error;
        return {
          kind: 'fault',
          fault: message,
          final: FINAL.has(kind)
        };
      }
    }
    function requestFor(url, signal) {
      return {
        method: 'GET',
        url: url.href,
        headers: {
          accept: 'application/json, text/html;q=0.5',
          'user-agent': 'cloudflare-origin-cloud-regions'
        },
        signal,
        maxBytes: LARGEST_FEED
      };
    }
    function redirectOf(response, from) {
      const location = REDIRECTS.has(response.status) ? response.header('location') : undefined;
      return location === undefined ? undefined : URL.parse(location, from.href);
    }
    function faultOf(status, {
      host
    }) {
      return {
        kind: 'fault',
        fault: `${host} answered with HTTP ${status}`,
        final: status === 404 || status === 410
      };
    }
    async function findRangesFolder(path, {
      workspace,
      temp
    }) {
      const wrong = fault => ({
        message: `Input ip-ranges: ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_4__.hD)(path)} ${fault}`
      });
      let folder;
      try {
        folder = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)((0, node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace, path));
        if (!(await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(folder)).isDirectory()) return wrong('is not a folder; give the folder that holds aws.json, gcp.json, oci.json and azure.json');
      } catch (error) {
        const {
          code
        } = error;
        if (code !== 'ENOENT' && code !== 'ENOTDIR') return wrong(`cannot be read (${code})`);
        return wrong('does not exist; check the path, and that actions/checkout runs before this step');
      }
      for (const root of [workspace, temp]) {
        const home = root && (await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(root).catch(() => undefined));
        if (home && isWithin(home, folder)) return {
          kind: 'folder',
          path: folder
        };
      }
      return wrong('is outside of the workspace and of RUNNER_TEMP, links resolved; move it into the repository');
    }
    async function readFolderFile(folder, name, maxBytes) {
      let path;
      try {
        path = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)((0, node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, name));
      } catch (error) {
        const {
          code
        } = error;
        return code === 'ENOENT' ? 'is not in the folder' : `cannot be read (${code})`;
      }
      if (!isWithin(folder, path)) return 'is a link that leads out of the folder';
      const read = await (0, _files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__.XF)(path, maxBytes, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW);
      return (0, _files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__.j5)(read) ? FAULTS[read.kind] : read;
    }
    const FAULTS = {
      directory: 'is a directory',
      'not-regular': 'is not a regular file',
      'too-large': 'is larger than 16 MiB',
      changed: 'changed while it was read',
      unreadable: 'cannot be read'
    };
    function isWithin(root, path) {
      const way = (0, node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(root, path);
      return way !== '..' && !way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_2__.sep}`) && !(0, node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(way);
    }

    /***/
  })
};
