import { describe, expect, it } from 'vitest';
import { cellsOf, inShard, parseVaried } from '../../../experiments/sweep/index.ts';

const values = (text: string) => parseVaried(`a.b=${text}`).values;

describe('what is varied', () => {
  it.each([
    ['10,30, 60', ['10', '30', '60']],
    ['unbound', ['unbound']],
    ['{ zipf: 1, x: 2 },[a, b],"c,d"', ['{ zipf: 1, x: 2 }', '[a, b]', '"c,d"']],
    ['0.1..0.5:0.1', ['0.1', '0.2', '0.3', '0.4', '0.5']],
    ['10..35:10', ['10', '20', '30']],
    ['60..20:-20', ['60', '40', '20']],
    ['10s..60s:20s', ['10s', '30s', '50s']],
    ['10..30s:10', ['10s', '20s', '30s']],
    ['50/s..200/s*2', ['50/s', '100/s', '200/s']],
    ['5..3600*6', ['5', '30', '180', '1080']],
    ['1000..1*0.1', ['1000', '100', '10', '1']],
    ['7..7:1', ['7']],
  ])('%s', (text, expected) => expect(values(text)).toEqual(expected));

  it('knows geometric ranges, and the equals sign inside of brackets', () => {
    expect(parseVaried('records[type=A].ttl=1..8*2')).toEqual({
      path: 'records[type=A].ttl',
      values: ['1', '2', '4', '8'],
      isGeometric: true,
    });
    expect(parseVaried('a=1..8:2').isGeometric).toBe(false);
  });

  it.each([
    ['a', 'Expected PATH='],
    ['=1', 'Expected PATH='],
    ['a=', 'Expected PATH='],
    ['a=1,,2', 'nothing between two commas'],
    ['a=1,2,1', '1 stands there twice'],
    ['a=1..5', 'no range'],
    ['a=5..1:1', 'steps of 1 do not lead from 5 to 1'],
    ['a=1..5:0', 'steps of 0'],
    ['a=0..5*2', 'factors of 2 do not lead from 0 to 5'],
    ['a=1..8*1', 'factors of 1'],
    ['a=1s..8m:1', 'one unit, not s and m'],
    ['a=1..8*2s', 'a factor has no unit'],
    ['a=0..1e9:1', 'at most 100000'],
    ['seed=1,2', 'all cells share one seed'],
    ['replications=1,2', 'as many replications'],
    ['detail=counts,requests', 'one detail'],
  ])('%s is refused', (text, message) => expect(() => parseVaried(text)).toThrow(message));
});

describe('cells', () => {
  const [a, b] = [parseVaried('a=1,2'), parseVaried('b=x,y,z')];

  it('are every combination, the last path running fastest', () => {
    expect(cellsOf([a, b], false).map(({ cell, set }) => `${cell} ${set.join(' ')}`)).toEqual([
      '1 a=1 b=x',
      '2 a=1 b=y',
      '3 a=1 b=z',
      '4 a=2 b=x',
      '5 a=2 b=y',
      '6 a=2 b=z',
    ]);
  });

  it('are pairs when zipped', () => {
    const cells = cellsOf([a, parseVaried('c=p,q')], true);
    expect(cells.map((cell) => cell.values)).toEqual([
      ['1', 'p'],
      ['2', 'q'],
    ]);
    expect(() => cellsOf([a, b], true)).toThrow('a has 2 and b 3');
    expect(() => cellsOf([a, a], false)).toThrow('a is varied twice');
  });

  it('fall into shards, each cell into one', () => {
    const cells = cellsOf([a, b], false);
    const shards = [1, 2, 3, 4].map((shard) => inShard(cells, { shard, of: 4 }));
    expect(shards.map((shard) => shard.map(({ cell }) => cell))).toEqual([
      [1, 5],
      [2, 6],
      [3],
      [4],
    ]);
  });
});
