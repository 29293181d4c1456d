export const id = 109;
export const ids = [109];
export const modules = {
  /***/1109: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.r(__webpack_exports__);
    __webpack_require__.d(__webpack_exports__, {
      readMappingsFile: () => (readMappingsFile),
      utf8Text: () => (utf8Text)
    });
    var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
    var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
    var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
    var _domain_suggestion_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5824);
    var _domain_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6418);
    var _files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8927);
    var _finding_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3580);
    const LARGEST = 5 * 1024 * 1024;
    const OUTSIDE = 'is outside of the workspace and of RUNNER_TEMP, links resolved; move the file into the repository';
    const GIT = 'is in a .git folder, which holds no mappings file; give the path of a file of the repository';
    const RUNNER_PATH = /^(?:\/home\/runner\/work|\/__w|\/github\/workspace|(?:.*[/\\])?_work)[/\\]/;
    async function readMappingsFile(path, {
      workspace,
      temp
    }) {
      const problem = fault => ({
        message: `Input mappings-file: ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_4__.hD)(path)} ${fault}`
      });
      const asked = (0, node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace, path);
      const home = await resolved(workspace);
      const roots = temp === undefined ? [home] : [home, await resolved(temp)];
      if (roots.some(root => inGit(root, asked))) return problem(GIT);
      let real;
      try {
        real = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(asked);
      } catch (error) {
        return await unread((0, _files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__.O$)(error));
      }
      const root = roots.find(root => contains(root, real));
      if (root === undefined) return problem(outside(asked, home));
      if (inGit(root, real)) return problem(GIT);
      const bytes = await (0, _files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__.XF)(real, LARGEST, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW);
      if ((0, _files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__.j5)(bytes)) return await unread(bytes);
      const file = (0, node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(home, real).split(node_path__WEBPACK_IMPORTED_MODULE_2__.sep).join('/');
      const text = utf8Text(bytes, file);
      return typeof text === 'string' ? {
        text,
        file,
        path: real
      } : text;
      async function unread(fault) {
        if (!isMissing(fault)) return problem(faultWords(fault));
        return (await isWithin(asked, roots)) ? {
          ...problem(await missing(asked)),
          missing: true
        } : problem(outside(asked, home));
      }
    }
    function isMissing(fault) {
      return fault.kind === 'unreadable' && (fault.code === 'ENOENT' || fault.code === 'ENOTDIR');
    }
    function faultWords(fault) {
      switch (fault.kind) {
        case 'directory':
          return 'is a directory; give the path of a file';
        case 'not-regular':
          return 'is not a regular file; give the path of a file';
        case 'too-large':
          return 'is larger than 5 MiB; a list of 3,500 mappings takes less than 1 MiB';
        case 'changed':
          return 'changed while it was read; run the step again';
        case 'unreadable':
          return `cannot be read (${fault.code})`;
      }
    }
    function outside(asked, workspace) {
      const root = RUNNER_PATH.exec(asked)?.[0];
      if (root === undefined || `${workspace}/`.startsWith(root)) return OUTSIDE;
      const rest = asked.slice(root.length);
      const inside = /^(?!_temp[/\\])[^/\\]+[/\\][^/\\]+[/\\](.+)$/.exec(rest)?.[1];
      const instead = root.startsWith('/github') ? rest : inside;
      const remedy = instead === undefined ? 'give a path of this job, as from RUNNER_TEMP' : `give ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_4__.hD)(instead)}`;
      return `is not under the workspace of this job: a job in a container has other paths than its runner; ${remedy}`;
    }
    async function missing(asked) {
      const names = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)((0, node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(asked)).catch(() => []);
      if (names.includes((0, node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(asked))) return 'is a link that leads nowhere; fix the link';
      const meant = (0, _domain_suggestion_js__WEBPACK_IMPORTED_MODULE_5__.a)((0, node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(asked), names);
      const remedy = 'check the path, and that actions/checkout runs before this step';
      return `does not exist; ${meant === undefined ? remedy : `did you mean ${(0, _domain_text_js__WEBPACK_IMPORTED_MODULE_4__.hD)(meant)}?`}`;
    }
    async function isWithin(asked, roots) {
      const parent = (0, node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(asked);
      const existing = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(parent).catch(() => undefined);
      if (existing !== undefined) return roots.some(root => contains(root, existing));
      return parent !== asked && isWithin(parent, roots);
    }
    function contains(root, path) {
      const way = (0, node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(root, path);
      return way !== '..' && !way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_2__.sep}`) && !(0, node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(way);
    }
    function inGit(root, path) {
      return (0, node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(root, path).toLowerCase().split(node_path__WEBPACK_IMPORTED_MODULE_2__.sep).includes('.git');
    }
    function resolved(root) {
      return (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(root).catch(() => (0, node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(root));
    }
    const OTHER_KINDS = [['fffe', 'is UTF-16, not UTF-8', 'save the file as UTF-8'], ['feff', 'is UTF-16, not UTF-8', 'save the file as UTF-8'], ['504b0304', 'is a spreadsheet (.xlsx) or another zip archive, not text', 'export it as CSV in UTF-8'], ['d0cf11e0', 'is an old spreadsheet (.xls), not text', 'export it as CSV in UTF-8'], ['1f8b', 'is compressed (gzip), not text', 'decompress it'], ['25504446', 'is a PDF, not text', 'give the list as YAML, JSON or CSV']];
    const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
    function utf8Text(bytes, file) {
      const start = bytes.toString('hex', 0, 4);
      const other = OTHER_KINDS.find(([sign]) => start.startsWith(sign));
      if (other) return {
        message: `this ${other[1]}; ${other[2]}`,
        place: {
          file,
          line: 1,
          column: 1
        }
      };
      try {
        return new TextDecoder('utf-8', {
          fatal: true
        }).decode(bytes);
      } catch {
        const {
          text,
          byte
        } = beforeWrongByte(bytes);
        const remedy = bytes.includes(0) ? 'this is a binary file; give the list as text in UTF-8' : 'save the file as UTF-8';
        return {
          message: `this is not UTF-8 (byte 0x${bytes.readUInt8(byte).toString(16)}); ${remedy}`,
          place: (0, _finding_js__WEBPACK_IMPORTED_MODULE_6__.G)(text, file)({
            start: text.length,
            end: text.length
          })
        };
      }
    }
    function beforeWrongByte(bytes) {
      let text = '';
      let right = 0;
      let wrong = bytes.length + 1;
      while (wrong - right > 1) {
        const middle = right + wrong >>> 1;
        try {
          text = new TextDecoder('utf-8', {
            fatal: true
          }).decode(bytes.subarray(0, middle), {
            stream: true
          });
          right = middle;
        } catch {
          wrong = middle;
        }
      }
      const mark = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
      return {
        text,
        byte: mark + Buffer.byteLength(text)
      };
    }

    /***/
  })
};
