export const id = 992;
export const ids = [992];
export const modules = {
  /***/1992: (/***/(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.r(__webpack_exports__);
    __webpack_require__.d(__webpack_exports__, {
      formatOf: () => (formatOf),
      parseMappings: () => (parseMappings)
    });
    var domain_text = __webpack_require__(6418);
    var entry_values = __webpack_require__(3692);
    var finding = __webpack_require__(3580);
    var mappings_schema = __webpack_require__(6756);
    var syntax_tree = __webpack_require__(2163);
    ; // CONCATENATED MODULE: ./build/desired/csv-text.js

    const LONGEST_ROW = 1_000_000;
    async function readCsv(source, rule, findings) {
      const text = source.replace(/^"?sep=[,;\t]"?(?=[ \t]*[\r\n])/i, line => `#${line.slice(1)}`);
      const rows = await readRows(text, findings);
      const [header, ...rest] = rows;
      if (header === undefined) return findings.count > 0 ? undefined : {
        kind: 'nothing',
        span: {
          start: 0,
          end: 0
        }
      };
      const columns = columnsOf(header, findings);
      if (columns.size === 0) return undefined;
      const missed = missedColumns(columns, rest, rule);
      if (missed.length > 0 && findings.count === 0) findings.add({
        message: `the CSV header has no column ${missed.join(' and no ')}; add it, and its cell in every row`,
        span: spanOf(header)
      });
      const items = rest.flatMap(row => entryOf(row, header, columns, missed, findings) ?? []);
      if (items.length === 0 && findings.count > 0) return undefined;
      return {
        kind: 'list',
        items,
        span: spanOf(header)
      };
    }
    function firstLine(text) {
      return (/^(?![^\S\r\n]*(?:#|$)).+$/m.exec(text)?.[0] ?? '').slice(0, LONGEST_ROW);
    }
    function separatorOf(header) {
      const count = separator => header.split(separator).length;
      const [most] = [',', ';', '\t'].toSorted((a, b) => count(b) - count(a));
      return most !== undefined && count(most) > 1 ? most : undefined;
    }
    async function readRows(text, findings) {
      const {
        parse
      } = await __webpack_require__.e(175).then(__webpack_require__.bind(__webpack_require__, 5175));
      const separator = separatorOf(firstLine(text)) ?? ',';
      const bytes = Buffer.from(text);
      const rows = [];
      let cells = [];
      let count = 0;
      let bytesRead = 0;
      let end = 0;
      try {
        parse(bytes, {
          delimiter: separator,
          trim: true,
          comment: '#',
          comment_no_infix: true,
          skip_empty_lines: true,
          relax_column_count: true,
          max_record_size: LONGEST_ROW,
          record_delimiter: ['\r\n', '\n', '\r'],
          cast(value, {
            bytes: cellEnd,
            quoting
          }) {
            count += value.split(/[\s,]+/).length;
            if (count > syntax_tree.xy) throw new RangeError(syntax_tree.LJ);
            end += bytes.toString('utf8', bytesRead, cellEnd).length;
            bytesRead = cellEnd;
            cells.push({
              text: value.trim(),
              span: cellSpan(text, end, value, quoting, separator)
            });
          },
          on_record() {
            if (cells.some(cell => cell.text !== '')) rows.push(cells);
            cells = [];
            return null;
          }
        });
      } catch (error) {
        findings.add(syntaxFinding(error, text, end, separator));
      }
      return rows;
    }
    function cellSpan(text, cellEnd, value, quoted, separator) {
      let end = cellEnd;
      while (/[^\S\r\n]/.test(text.charAt(end - 1)) && text.charAt(end - 1) !== separator) end -= 1;
      const length = quoted ? value.length + value.split('"').length + 1 : value.length;
      return {
        start: end - length,
        end
      };
    }
    function syntaxFinding(error, text, lastEnd, separator) {
      if (error instanceof RangeError) return {
        message: error.message,
        span: {
          start: 0,
          end: 0
        }
      };
      const before = /(?:[^\S\r\n]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*[^\S\r\n]*/y;
      before.lastIndex = text.startsWith(separator, lastEnd) ? lastEnd + 1 : lastEnd;
      before.test(text);
      const span = {
        start: before.lastIndex,
        end: before.lastIndex
      };
      const why = REASONS[error.code] ?? 'a quote stands inside this cell; put the cell in quotes, and write each quote in it twice';
      return {
        message: `this is not valid CSV: ${why}`,
        span
      };
    }
    const REASONS = {
      CSV_QUOTE_NOT_CLOSED: 'the quote that starts this cell is not closed; add the closing quote',
      CSV_MAX_RECORD_SIZE: `this row has more than ${(0, domain_text.zD)(LONGEST_ROW)} characters; is the quote of a cell not closed?`
    };
    function columnsOf(header, findings) {
      const span = spanOf(header);
      const named = header.map(cell => ({
        key: cell.text.toLowerCase(),
        keySpan: cell.span,
        value: {
          kind: 'unknown',
          span
        }
      }));
      const members = named.filter(({
        key
      }) => key !== '');
      const unknown = new finding.F();
      const known = (0, syntax_tree.lS)({
        kind: 'map',
        members,
        span
      }, 'the CSV header', mappings_schema.Oe, unknown);
      if (known.size > 0 || unknown.misspelled().length > 0) {
        findings.addAll(unknown);
        return new Map([...known].map(([key, member]) => [key, named.indexOf(member)]));
      }
      const message = 'the first line is not a CSV header; begin with the line ip,vendor,region (or host for ip)';
      findings.replaceBy({
        message,
        span
      });
      return new Map();
    }
    function missedColumns(columns, rows, rule) {
      const [region, hasVendor] = [columns.get('region'), columns.has('vendor')];
      const missed = columns.has('ip') || columns.has('host') ? [] : ['ip or host'];
      if (rule === 'optional' && !hasVendor && region === undefined) return missed;
      const allAuto = region !== undefined && rows.every(row => row[region]?.text.toLowerCase() === entry_values.Q8);
      if (!hasVendor && !allAuto) missed.push('vendor');
      if (region === undefined) missed.push('region');
      return missed;
    }
    function entryOf(row, header, columns, missed, findings) {
      const span = spanOf(row);
      const stray = row.find(({
        text
      }, index) => text !== '' && header[index]?.text === '');
      if (row.length !== header.length || stray) {
        findings.add({
          message: stray ? 'this cell has no column: the CSV header is empty above it; name the column, or remove the cell' : `this row has ${(0, domain_text.hS)(row.length, 'cell')}, the CSV header has ${header.length}; give each column a cell, and put a cell with a separator in quotes`,
          span: stray?.span ?? row[header.length]?.span ?? span
        });
        return undefined;
      }
      const members = [...columns].map(([key, index]) => {
        const {
          text,
          span
        } = row[index];
        const value = text === '' ? {
          kind: 'nothing',
          span
        } : {
          kind: 'text',
          text,
          untyped: true,
          span
        };
        return {
          key,
          keySpan: span,
          value
        };
      });
      const unknown = missed.map(key => {
        const name = key === 'ip or host' ? 'ip' : key;
        return {
          key: name,
          keySpan: span,
          value: {
            kind: 'unknown',
            span
          }
        };
      });
      return {
        kind: 'map',
        members: [...members, ...unknown],
        span
      };
    }
    function spanOf(row) {
      return {
        start: row[0].span.start,
        end: row.at(-1).span.end
      };
    }
    var entry_list = __webpack_require__(4086);
    var entry_reader = __webpack_require__(2861);
    ; // CONCATENATED MODULE: ./build/desired/foreign-formats.js

    const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1';
    const WRAPPER_LINE = /^\[command\].{0,500}(?:terraform|tofu)/;
    function foreignText(text) {
      const [wrapperLine] = WRAPPER_LINE.exec(text) ?? [];
      if (wrapperLine !== undefined) return {
        message: 'this begins with a line that the wrapper of hashicorp/setup-terraform wrote; set "terraform_wrapper: false" there',
        span: {
          start: 0,
          end: wrapperLine.length
        }
      };
      if (!text.startsWith(LFS_POINTER)) return undefined;
      return {
        message: 'this is a Git LFS pointer, not the file itself; check out with "lfs: true" (actions/checkout), or keep the list out of LFS',
        span: {
          start: 0,
          end: LFS_POINTER.length
        }
      };
    }
    function foreignList(root) {
      const item = root.kind === 'list' ? root.items[0] : undefined;
      const found = TOOLS.find(({
        prints
      }) => prints(root, item));
      if (found === undefined) return undefined;
      const {
        tool,
        remedy = RECIPE
      } = found;
      return {
        message: `this looks like the output of ${tool}, not like a list of mappings; ${remedy}`,
        span: {
          start: root.span.start,
          end: root.span.start
        }
      };
    }
    const RECIPE = 'turn it into one with the recipe in docs/recipes.md of this action';
    const OTHER_COMMAND = 'run aws ec2 describe-addresses instead, with the recipe in docs/recipes.md of this action';
    const TOOLS = [{
      tool: 'Terraform (terraform output -json, or a state)',
      prints: root => isOutputs(root) || has(root, 'terraform_version') && hasOne(root, ['resources', 'values', 'planned_values'])
    }, {
      tool: 'the AWS CLI (aws ec2 describe-addresses)',
      prints: (root, item) => has(root, 'Addresses') || hasOne(item, ['AllocationId', 'PublicIp'])
    }, {
      tool: 'the AWS CLI (aws elbv2 describe-load-balancers)',
      remedy: 'write an entry for each load balancer, and give its DNSName as host',
      prints: (root, item) => hasOne(root, ['LoadBalancers', 'LoadBalancerDescriptions']) || hasOne(item, ['LoadBalancerArn', 'DNSName'])
    }, {
      tool: 'the AWS CLI (aws ec2 describe-instances)',
      remedy: OTHER_COMMAND,
      prints: (root, item) => has(root, 'Reservations') || hasOne(item, ['InstanceId', 'PublicIpAddress'])
    }, {
      tool: 'the AWS CLI (aws ec2 describe-network-interfaces)',
      remedy: OTHER_COMMAND,
      prints: (root, item) => has(root, 'NetworkInterfaces') || has(item, 'NetworkInterfaceId')
    }, {
      tool: 'the Google Cloud CLI (gcloud compute addresses list)',
      prints: (root, item) => [root, item].some(tree => startsWith(tree, 'kind', 'compute#'))
    }, {
      tool: 'the Azure CLI (az network public-ip list)',
      prints: (root, item) => [root, item].some(tree => hasOne(tree, ['publicIPAllocationMethod', 'publicIpAllocationMethod']) || startsWith(tree, 'id', '/subscriptions/'))
    }, {
      tool: 'the Oracle Cloud CLI (oci network public-ip list)',
      prints(root, item) {
        const content = (0, syntax_tree.fK)(root, 'data');
        const first = content?.kind === 'list' ? content.items[0] : content ?? item;
        return hasOne(first, ['compartment-id', 'lifecycle-state']);
      }
    }, {
      tool: 'Kubernetes (kubectl get … -o json)',
      prints: root => has(root, 'apiVersion') && has(root, 'kind')
    }];
    function isOutputs(root) {
      return root.kind === 'map' && root.members.length > 0 && root.members.every(({
        value
      }) => has(value, 'value') && has(value, 'type'));
    }
    function has(tree, key) {
      return (0, syntax_tree.fK)(tree, key) !== undefined;
    }
    function hasOne(tree, keys) {
      return keys.some(key => has(tree, key));
    }
    function startsWith(tree, key, start) {
      const value = (0, syntax_tree.fK)(tree, key);
      return value?.kind === 'text' && value.text.startsWith(start);
    }
    ; // CONCATENATED MODULE: ./build/desired/json-text.js

    class Stop extends Error {
      finding;
      constructor(message, span) {
        super(message);
        this.finding = {
          message,
          span
        };
      }
    }
    async function readJson(text, findings) {
      const {
        visit,
        printParseErrorCode
      } = await __webpack_require__.e(547).then(__webpack_require__.t.bind(__webpack_require__, 9547, 19));
      const builder = new TreeBuilder();
      const reason = code => json_text_REASONS[printParseErrorCode(code)] ?? 'check the commas and brackets';
      try {
        visit(text, visitor(builder, text, reason), {
          allowTrailingComma: true
        });
      } catch (error) {
        if (!(error instanceof Stop)) throw error;
        findings.add(error.finding);
        return undefined;
      }
      return builder.tree();
    }
    function visitor(builder, text, reason) {
      return {
        onObjectBegin: offset => builder.open('map', offset),
        onArrayBegin: offset => builder.open('list', offset),
        onObjectEnd: (offset, length) => builder.close(offset + length),
        onArrayEnd: (offset, length) => builder.close(offset + length),
        onObjectProperty: (key, offset, length) => builder.key(key, {
          start: offset,
          end: offset + length
        }),
        onLiteralValue(value, offset, length) {
          const span = {
            start: offset,
            end: offset + length
          };
          if (typeof value === 'string') return builder.add({
            kind: 'text',
            text: value,
            span
          });
          const type = value === null ? 'null' : typeof value === 'boolean' ? 'boolean' : 'number';
          return builder.add({
            kind: 'other',
            type,
            written: text.slice(span.start, span.end),
            span
          });
        },
        onError(code, offset, length) {
          const piece = text.slice(offset, offset + Math.min(length, 80)).replace(/\s.*$/s, '');
          const at = piece === '' ? '' : ` at ${(0, domain_text.hD)(piece)}`;
          throw new Stop(`this is not valid JSON${at}: ${reason(code)}`, {
            start: offset,
            end: offset + piece.length
          });
        }
      };
    }
    class TreeBuilder {
      #root = {
        kind: 'list',
        start: 0,
        keys: [],
        values: []
      };
      #open = [];
      #count = 0;
      open(kind, start) {
        if (this.#open.length >= syntax_tree.FI) throw new Stop(syntax_tree.gZ, {
          start,
          end: start
        });
        this.#open.push({
          kind,
          start,
          keys: [],
          values: []
        });
      }
      key(key, keySpan) {
        this.#innermost().keys.push({
          key,
          keySpan
        });
      }
      add(tree) {
        this.#count += 1;
        if (this.#count > syntax_tree.xy) throw new Stop(syntax_tree.LJ, {
          start: 0,
          end: 0
        });
        this.#innermost().values.push(tree);
      }
      close(end) {
        const {
          kind,
          start,
          keys,
          values
        } = this.#innermost();
        this.#open.pop();
        const span = {
          start,
          end
        };
        if (kind === 'list') this.add({
          kind,
          items: values,
          span
        });else this.add({
          kind,
          members: keys.map((key, index) => ({
            ...key,
            value: values[index]
          })),
          span
        });
      }
      tree() {
        return this.#root.values[0];
      }
      #innermost() {
        return this.#open.at(-1) ?? this.#root;
      }
    }
    const json_text_REASONS = {
      InvalidSymbol: 'put text in double quotes; only numbers, true, false and null stand without',
      InvalidNumberFormat: 'this is not a number of JSON; put text in double quotes',
      UnexpectedEndOfNumber: 'this number has no end; put text in double quotes',
      PropertyNameExpected: 'a key in double quotes is expected here',
      ValueExpected: 'a value is expected here',
      ColonExpected: 'a colon is expected after the key',
      CommaExpected: 'a comma is expected here',
      CloseBraceExpected: 'the closing "}" is missing',
      CloseBracketExpected: 'the closing "]" is missing',
      EndOfFileExpected: 'nothing more is expected after the first value',
      UnexpectedEndOfComment: 'the comment is not closed; add "*/"',
      UnexpectedEndOfString: 'the quote is not closed on its line; add the closing quote, and write a line break as \\n',
      InvalidUnicode: 'four hexadecimal digits are expected after "\\u"',
      InvalidEscapeCharacter: 'the backslash does not start an escape that JSON knows; write two for one backslash',
      InvalidCharacter: 'a control character is not allowed in a text; write a tab as \\t'
    };
    ; // CONCATENATED MODULE: ./build/desired/mappings-shape.js

    const ENVELOPE = ['success', 'errors', 'messages', 'result', 'result_info'];
    const SETTING = ['id', 'editable', 'modified_on', 'value'];
    const REMEDY = 'write a list of entries with ip (or host), vendor and region, or a map with the key mappings that holds one';
    function shapeOf(root, findings) {
      if (root.kind === 'list') return listed(root, root.span, findings);
      if (root.kind === 'nothing') return emptyList(root.span, findings);
      if (root.kind !== 'map') {
        if (root.kind !== 'unknown') findings.add({
          message: `this is ${(0, syntax_tree.WY)(root)}, not a list of mappings; ${REMEDY}`,
          span: root.span
        });
        return undefined;
      }
      if ((0, syntax_tree.fK)(root, 'mappings')) return (0, syntax_tree.fK)(root, 'entries') ? resultFile(root, findings) : file(root, findings);
      const result = root.members.find(({
        key
      }) => key === 'result');
      if (result && (0, syntax_tree.fK)(root, 'success')) return answer(root, result, findings);
      if ((0, syntax_tree.fK)(root, 'id') && (0, syntax_tree.fK)(root, 'value')) return setting(root, '', findings);
      if (['ip', 'origin-ip', 'origin_ip', 'host'].some(key => (0, syntax_tree.fK)(root, key))) {
        findings.add({
          message: `this is one entry, not a list of mappings; ${REMEDY}`,
          span: root.span
        });
        return undefined;
      }
      return file(root, findings);
    }
    function file(root, findings) {
      const before = findings.count;
      const members = (0, syntax_tree.lS)(root, 'the list', mappings_schema.yv, findings);
      const mappings = members.get('mappings');
      if (mappings === undefined && findings.count === before) emptyList(root.span, findings);
      const shape = under(mappings, 'mappings', findings);
      const zone = zoneOf(members.get('zone'), findings);
      const defaults = defaultsOf(members.get('defaults'), findings);
      return {
        entries: [],
        ...shape,
        ...(zone && {
          zone
        }),
        ...(defaults && {
          defaults
        })
      };
    }
    function resultFile(root, findings) {
      const own = {
        ...root,
        members: root.members.filter(({
          key
        }) => key === 'mappings')
      };
      const mappings = (0, syntax_tree.lS)(own, 'the result file', {
        known: ['mappings']
      }, findings).get('mappings');
      return under(mappings, 'mappings', findings);
    }
    function answer(root, result, findings) {
      (0, syntax_tree.lS)(root, "the API's answer", {
        known: ENVELOPE
      }, findings);
      if (isPartial(root, result)) {
        findings.add({
          message: 'this is one page of several of the API\'s answer, and the list is not whole; fetch every page (per_page=100), or take the output "mappings" or the result file of this action',
          span: result.value.span
        });
        return undefined;
      }
      if (result.value.kind === 'map' && (0, syntax_tree.fK)(result.value, 'value')) return setting(result.value, 'result.', findings);
      return under(result, 'result', findings);
    }
    function isPartial(root, result) {
      const total = (0, syntax_tree.fK)((0, syntax_tree.fK)(root, 'result_info'), 'total_count');
      if (total?.kind !== 'other' || result.value.kind !== 'list') return false;
      return Number(total.written) > result.value.items.length;
    }
    function setting(root, path, findings) {
      const value = (0, syntax_tree.lS)(root, "the API's answer", {
        known: SETTING
      }, findings).get('value');
      return under(value, `${path}value`, findings);
    }
    function under(member, path, findings) {
      if (member === undefined) return undefined;
      const {
        key,
        keySpan,
        value
      } = member;
      if (value.kind === 'nothing') return emptyList(keySpan, findings);
      if (value.kind === 'list') return listed(value, keySpan, findings);
      if (value.kind !== 'unknown') findings.add({
        message: `${path} is ${(0, syntax_tree.WY)(value)}, not a list; write the entries as a list under ${key}`,
        span: value.span
      });
      return undefined;
    }
    function listed(list, span, findings) {
      return list.items.length === 0 ? emptyList(span, findings) : {
        entries: list.items
      };
    }
    function emptyList(span, findings) {
      findings.add({
        message: 'the list holds no mappings, and an empty list never means "delete everything"; list at least one mapping',
        span
      });
    }
    function zoneOf(member, findings) {
      if (member === undefined) return undefined;
      const {
        keySpan,
        value
      } = member;
      if (value.kind === 'unknown') return 'unknown';
      const zone = value.kind === 'text' ? value.text.trim() : '';
      if (zone !== '') return {
        value: zone,
        span: value.span
      };
      const what = value.kind === 'text' ? 'empty' : (0, syntax_tree.WY)(value);
      const remedy = 'give the zone ID or the domain name as text, in quotes if it is a number';
      findings.add({
        message: `zone is ${what}; ${remedy}`,
        span: value.kind === 'nothing' ? keySpan : value.span
      });
      return 'unknown';
    }
    function defaultsOf(member, findings) {
      const value = member?.value;
      if (value === undefined || value.kind === 'unknown' || value.kind === 'nothing') return undefined;
      if (value.kind === 'map') return value;
      const message = `defaults is ${(0, syntax_tree.WY)(value)}; write it as a map that gives vendor, region or check`;
      findings.add({
        message,
        span: value.span
      });
      return undefined;
    }
    ; // CONCATENATED MODULE: ./build/desired/yaml-text.js

    const OPTIONS = {
      schema: 'core',
      resolveKnownTags: false,
      stringKeys: true,
      uniqueKeys: false,
      prettyErrors: false
    };
    const STRAYS = new Set(['document', 'directive', 'error']);
    const MOST_STRAYS = 200;
    const MOST_LEXEMES = 150_000;
    const LONGEST_LEXEME = 100_000;
    const MOST_QUOTED = 1_000_000;
    async function readYaml(text, findings) {
      const yaml = await __webpack_require__.e(815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
      const limit = Error.stackTraceLimit;
      Error.stackTraceLimit = 0;
      try {
        return read(text, yaml, findings);
      } finally {
        Error.stackTraceLimit = limit;
      }
    }
    function read(text, yaml, findings) {
      const refused = (message, offset = 0) => {
        findings.add({
          message,
          span: {
            start: offset,
            end: offset
          }
        });
      };
      const parser = new yaml.Parser();
      const composer = new yaml.Composer(OPTIONS);
      const documents = [];
      let lexemes = 0;
      let quoted = 0;
      let strays = 0;
      for (const lexeme of new yaml.Lexer().lex(text)) {
        lexemes += 1;
        if (lexemes > MOST_LEXEMES) return refused(syntax_tree.LJ);
        if (lexeme.startsWith('"')) quoted += lexeme.length;
        if (quoted > MOST_QUOTED || lexeme.length > LONGEST_LEXEME) return refused(syntax_tree.LJ, parser.offset);
        for (const token of parser.next(lexeme)) {
          if (STRAYS.has(token.type)) strays += 1;
          documents.push(...composer.next(token));
        }
        if (strays > MOST_STRAYS) break;
        if (parser.stack.length > syntax_tree.FI) return refused(syntax_tree.gZ, parser.offset);
      }
      for (const token of parser.end()) documents.push(...composer.next(token));
      documents.push(...composer.end(true, text.length));
      const errors = documents.flatMap(({
        errors,
        warnings
      }) => [...errors, ...warnings]);
      const [document, second] = documents;
      if (errors.length > 0) return reportSyntax(errors, text, findings);
      if (second !== undefined) return refused('a second YAML document starts here; keep one document, without a "---" after its start', second.range[0]);
      if (strays > MOST_STRAYS) return refused(syntax_tree.LJ);
      return treeOf(document?.contents ?? null, yaml, findings);
    }
    function reportSyntax(errors, text, findings) {
      let nextLine = 0;
      for (const error of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
        const [start] = error.pos;
        if (start < nextLine) continue;
        const lineEnd = text.indexOf('\n', start);
        nextLine = lineEnd < 0 ? Number.POSITIVE_INFINITY : lineEnd + 1;
        findings.add(yaml_text_syntaxFinding(error, start, text));
      }
    }
    function yaml_text_syntaxFinding({
      code,
      message
    }, start, text) {
      const around = text.slice(Math.max(0, start - 80), start + 80);
      const piece = text.slice(start, start + 80).replace(/\s.*$/s, '');
      const at = piece === '' ? '' : ` at ${(0, domain_text.hD)(piece)}`;
      const expression = (0, entry_values.M7)(around);
      const why = expression === undefined ? message.startsWith('Sequence item') ? 'the indentation of this line is that of no line above it; fix it, and put a space after each "-"' : yaml_text_REASONS[code] ?? 'check the indentation and the brackets' : `the expression ${(0, domain_text.hD)(expression)} was not substituted; ${entry_values.wZ}`;
      return {
        message: `this is not valid YAML${at}: ${why}`,
        span: {
          start,
          end: start + piece.length
        }
      };
    }
    const yaml_text_REASONS = {
      BAD_DQ_ESCAPE: 'the backslash does not start an escape that YAML knows; use single quotes',
      BAD_INDENT: 'a bracket is not closed here, or the line is not indented enough',
      BAD_SCALAR_START: 'put a value that starts with this character in quotes',
      BLOCK_AS_IMPLICIT_KEY: 'put a value with ": " in it, or with ":" at its end, in quotes; or fix the indentation of the next line',
      BLOCK_IN_FLOW: 'a comma is missing between the brackets',
      MISSING_CHAR: 'a quote, bracket, comma, colon or dash is missing',
      MULTILINE_IMPLICIT_KEY: 'put a space after the colon of the key; or fix the indentation',
      NON_STRING_KEY: 'a key must be plain text',
      TAB_AS_INDENT: 'indent with spaces, not with tabs',
      TAG_RESOLVE_FAILED: 'the tag is not known here; remove it'
    };
    function treeOf(root, yaml, findings) {
      const anchors = new Map();
      let size = 0;
      return tree(root, {
        start: 0,
        end: 0
      });
      function tree(node, nowhere) {
        const before = size;
        if (tooMany(1, nowhere)) return {
          kind: 'unknown',
          span: nowhere
        };
        if (node === null) return {
          kind: 'nothing',
          span: nowhere
        };
        const span = yaml_text_spanOf(node);
        if (yaml.isAlias(node)) return aliased(node.source, span);
        const written = value(node, span);
        if (node.anchor) anchors.set(node.anchor, {
          tree: written,
          size: size - before
        });
        return written;
      }
      function value(node, span) {
        if (yaml.isMap(node)) return {
          kind: 'map',
          members: members(node),
          span
        };
        if (yaml.isSeq(node)) return {
          kind: 'list',
          items: node.items.map(item => tree(item, span)),
          span
        };
        return scalar(node, span);
      }
      function aliased(name, span) {
        const anchor = anchors.get(name);
        if (anchor === undefined) findings.add(() => ({
          message: `the alias ${(0, domain_text.hD)(`*${name}`)} has no anchor; name its value with "&" somewhere before`,
          span
        }));else if (!tooMany(anchor.size, span)) return {
          ...anchor.tree,
          span
        };
        return {
          kind: 'unknown',
          span
        };
      }
      function tooMany(more, span) {
        const before = size;
        size += more;
        if (before <= syntax_tree.xy && size > syntax_tree.xy) findings.add({
          message: syntax_tree.LJ,
          span
        });
        return size > syntax_tree.xy;
      }
      function members(map) {
        const own = [];
        const merges = [];
        for (const {
          key,
          value
        } of map.items) {
          const {
            type,
            value: name
          } = key;
          const keySpan = yaml_text_spanOf(key);
          const member = {
            key: String(name),
            keySpan,
            value: tree(value, keySpan)
          };
          if (name === '<<' && type === 'PLAIN') merges.push(member.value);else own.push(member);
        }
        const keys = new Set(own.map(({
          key
        }) => key));
        const merged = merges.flatMap(source => source.kind === 'list' ? source.items : [source]).flatMap(mergeable).filter(({
          key
        }) => !keys.has(key) && keys.add(key));
        return [...own, ...merged];
      }
      function mergeable(source) {
        if (source.kind === 'map') return source.members;
        if (source.kind !== 'unknown') findings.add({
          message: '"<<" merges maps only; give it an alias such as *common',
          span: source.span
        });
        return [];
      }
    }
    function scalar({
      value,
      source
    }, span) {
      if (typeof value === 'string') return {
        kind: 'text',
        text: value,
        span
      };
      if (value === null) return source === '' ? {
        kind: 'nothing',
        span
      } : {
        kind: 'other',
        type: 'null',
        written: source,
        span
      };
      return {
        kind: 'other',
        type: typeof value === 'boolean' ? 'boolean' : 'number',
        written: source,
        span
      };
    }
    function yaml_text_spanOf({
      range: [start, end]
    }) {
      return {
        start,
        end
      };
    }
    ; // CONCATENATED MODULE: ./build/desired/mappings-text.js

    const LONGEST_TEXT = 5 * 1024 * 1024;
    const START = {
      start: 0,
      end: 0
    };
    async function parseMappings(text, {
      file,
      rule
    }) {
      const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
      const placeOf = (0, finding.G)(source, file);
      const format = formatOf(source, file);
      const collector = new entry_list.K(placeOf);
      const findings = collector.problems;
      const tree = await mappings_text_read(source, format, rule, findings);
      const foreign = tree && foreignList(tree);
      if (foreign) findings.replaceBy(foreign);
      const nameOf = (index, {
        span
      }) => format === 'csv' ? `row ${placeOf(span).line}` : `entry ${index + 1}`;
      const shape = tree && !foreign ? shapeOf(tree, findings) : undefined;
      if (shape === undefined) return collector.list(tree === undefined ? 'unknown' : undefined);
      const defaults = (0, entry_reader.D8)(shape.defaults, findings);
      for (const [index, entry] of shape.entries.entries()) {
        const name = nameOf(index, entry);
        collector.add(name, (0, entry_reader.hB)(entry, (0, entry_reader.mC)(name), defaults, rule, findings));
      }
      return collector.list(shape.zone);
    }
    function formatOf(text, file) {
      const extension = /\.(ya?ml|jsonc?|csv|tsv)$/i.exec(file ?? '')?.[1]?.toLowerCase();
      if (extension?.startsWith('json')) return 'json';
      if (extension !== undefined) return extension.endsWith('sv') ? 'csv' : 'yaml';
      const line = firstLine(text);
      if (/^\s*(?:[[{]|\/[/*])/.test(line)) return 'brackets';
      return looksLikeCsv(line) ? 'csv' : 'yaml';
    }
    function looksLikeCsv(line) {
      if (/^\s*(?:-(?:\s|$)|---|%)|:(?:\s|$)/.test(line)) return false;
      return separatorOf(line.trim()) !== undefined || /^\s*"?(?:ip|host|origin[-_]ip)"?\s*$/i.test(line);
    }
    async function mappings_text_read(text, format, rule, findings) {
      const refusal = foreignText(text) ?? sizeOrBinary(text);
      if (refusal) {
        findings.add(refusal);
        return undefined;
      }
      if (/^\s*$/.test(text)) return {
        kind: 'nothing',
        span: START
      };
      switch (format) {
        case 'csv':
          return readCsv(text, rule, findings);
        case 'json':
          return readJson(text, findings);
        case 'brackets':
          return (await readJson(text, new finding.F())) ?? readYaml(text, findings);
        case 'yaml':
          return readYaml(text, findings);
      }
    }
    function sizeOrBinary(text) {
      if (text.length > LONGEST_TEXT) return {
        message: syntax_tree.LJ,
        span: START
      };
      const nul = text.indexOf('\0');
      if (nul < 0) return undefined;
      const message = 'this holds a NUL character, so it is not text in UTF-8; save it as UTF-8 text';
      return {
        message,
        span: {
          start: nul,
          end: nul + 1
        }
      };
    }

    /***/
  })
};
