/** A scenario whose zone is imported, and listings to import. */
import { SAMPLE } from '../sample.ts';

/** The sample with its zone taken from files, and clients that look up one name. */
export function importing(zone: string, lookup = 'www.example.org'): string {
  const from = SAMPLE.indexOf('zone:');
  const to = SAMPLE.indexOf('resolvers:');
  return `${SAMPLE.slice(0, from)}zone: ${zone}\n${SAMPLE.slice(to)}`.replace(
    'lookup: app.example.com',
    `lookup: ${lookup}`,
  );
}

export const set = (name: string, more: object) => ({ Name: name, Type: 'A', ...more });
export const values = (...texts: string[]) => ({
  TTL: 60,
  ResourceRecords: texts.map((Value) => ({ Value })),
});
export const www = (i: number) =>
  set('www.example.org.', {
    SetIdentifier: `www-${i}`,
    MultiValueAnswer: true,
    ...values(`192.0.2.${i}`),
  });
export const SOA = {
  Name: 'example.org.',
  Type: 'SOA',
  TTL: 900,
  ResourceRecords: [{ Value: 'a. b. 1 7200 900 1209600 300' }],
};

export const json = (value: unknown) => JSON.stringify(value, null, 2);
export const listing = (...sets: object[]) => json({ ResourceRecordSets: [SOA, ...sets] });
export const batch = (...changes: [string, object][]) =>
  json({ Changes: changes.map(([Action, ResourceRecordSet]) => ({ Action, ResourceRecordSet })) });
