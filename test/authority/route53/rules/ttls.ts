import { rule, type Section } from './rule.ts';

const PRACTICES = 'Developer Guide: best-practices-dns';
const SOA = 'Developer Guide: SOA-NSrecords';
const RECORD_SET = 'API Reference: ResourceRecordSet';

export const ttls: Section = {
  title: 'TTLs and negative answers',
  rules: [
    rule('5.1', 'A TTL is a whole number from 0 to 2,147,483,647.', 'documented', RECORD_SET),
    rule(
      '5.2',
      '60 to 172,800 s are advised, 60 s or less for records with a health check.',
      'documented',
      `${PRACTICES}; ${RECORD_SET}`,
    ),
    rule('5.3', 'In a signed zone a week is the longest.', 'documented', PRACTICES, {
      informative: 'DNSSEC is not simulated',
    }),
    rule('5.4', 'NS records have 172,800 s as a rule.', 'documented', SOA, {
      informative: 'a habit; delegation is not simulated',
    }),
    rule(
      '5.5',
      'A negative answer is kept for the lesser of the SOA’s TTL and minimum: 900 s in a new zone.',
      'documented',
      SOA,
    ),
    rule('5.6', 'In a private zone 300 s.', 'observed', 'aws-app-mesh-roadmap issue 221', {
      option: '`negativeTtl`',
    }),
    rule(
      '5.7',
      'A negative answer carries the SOA, a positive one the NS set of the zone.',
      'documented',
      'Developer Guide: DNSBehavior',
    ),
    rule(
      '5.8',
      'Negative answers are billed as standard queries.',
      'documented',
      'Route 53 pricing page',
    ),
    rule('5.9', 'An alias states no TTL.', 'documented', RECORD_SET),
    rule('5.10', 'The console proposes 300 s.', 'observed', 'common knowledge', {
      informative: 'a scenario states its TTLs',
    }),
    rule(
      '5.11',
      'S3 answers with eight addresses and a TTL of 5 s.',
      'observed',
      'apache arrow-rs issue 7117',
      { informative: 'a calibration' },
    ),
  ],
};
