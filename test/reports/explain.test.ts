import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { explain } from '../../experiments/explain/index.ts';
import { explainReport } from '../../reports/explain.ts';
import { columns } from '../../reports/text/columns.ts';
import { loadScenario } from '../../scenarios/format/index.ts';

const read = (name: string) =>
  explain(loadScenario(fileURLToPath(new URL(`../../scenarios/${name}.yaml`, import.meta.url))));
const STYLE = { width: 100, unicode: true, colour: false };

describe('the text of explain', () => {
  const text = explainReport(read('three-instances'), STYLE);

  test('says who asks whom, what is answered and how long answers live', () => {
    expect(text).toContain(
      'browsers: 20,000 clients (chrome-windows) make 300 requests/s (poisson) for myapp.example.com',
    );
    expect(text).toContain('multivalue: all 3 addresses in random order, TTL 60 s');
    expect(text).toMatch(/clients browsers +≤ 2m +keep answers 60 s, whatever the TTL/);
    expect(text).toMatch(/connections of browsers +no end/);
  });

  test('gives a value with its formula, or a reason and no number', () => {
    expect(text).toMatch(/queries to the authority, resolvers isp +≈ 1\.09\/s/);
    expect(text).toMatch(/CV², whole run +√ 0\.93 %/);
    expect(explainReport(read('zone-from-listing'), STYLE)).toMatch(
      /CV², whole run +– +answers at isp/,
    );
    expect(explainReport(read('frozen-order'), STYLE)).toMatch(/CV², whole run +√ 3\.97 % +E\[/);
  });

  test('fits its width and, where asked, ASCII', () => {
    for (const name of ['three-instances', 'zone-from-listing', 'frozen-order']) {
      const narrow = explainReport(read(name), { ...STYLE, width: 72, unicode: false });
      expect(narrow).toMatch(/^[\x20-\x7e\n]*$/);
      expect(Math.max(...narrow.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    }
  });
});

describe('columns', () => {
  test('wrap their last cell under itself', () => {
    expect(
      columns(
        [
          ['a', 'one two three four five six seven'],
          ['bbb', 'x'],
        ],
        32,
      ),
    ).toEqual(['  a    one two three four five', '       six seven', '  bbb  x']);
  });

  test('put it on lines of its own where there is no room beside', () => {
    expect(columns([['a long first cell', 'and its text']], 30)).toEqual([
      '  a long first cell',
      '      and its text',
    ]);
  });
});
