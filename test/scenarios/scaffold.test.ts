import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadScenario, parseScenario } from '../../scenarios/format/index.ts';
import { scaffold } from '../../scenarios/scaffold.ts';

test('the scaffold is the catalogue’s three-instances, explained', () => {
  const catalogue = fileURLToPath(new URL('../../scenarios/three-instances.yaml', import.meta.url));
  expect(parseScenario(scaffold, { file: 'scaffold.yaml' }).hash).toBe(
    loadScenario(catalogue).hash,
  );
});

test('every option that the scaffold only mentions is one', () => {
  const mentioned = scaffold.replace(/^# (\w+: \S+ +#.*)$/gm, '$1');
  expect(mentioned).not.toBe(scaffold);
  expect(() => parseScenario(mentioned, { file: 'scaffold.yaml' })).not.toThrow();
});
