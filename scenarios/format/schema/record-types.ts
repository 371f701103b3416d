import * as z from 'zod/mini';
import { documentation } from './documented.ts';

/** Types of resource records in use (IANA "DNS Parameters"), Route 53's first; others as TYPE123 (RFC 3597). */
export const RECORD_TYPES = [
  'A',
  'AAAA',
  'CNAME',
  'MX',
  'NAPTR',
  'NS',
  'PTR',
  'SOA',
  'SPF',
  'SRV',
  'TXT',
  'CAA',
  'DS',
  'TLSA',
  'SSHFP',
  'SVCB',
  'HTTPS',
  'AFSDB',
  'APL',
  'CDNSKEY',
  'CDS',
  'CERT',
  'CSYNC',
  'DHCID',
  'DNAME',
  'DNSKEY',
  'EUI48',
  'EUI64',
  'HINFO',
  'HIP',
  'IPSECKEY',
  'KEY',
  'KX',
  'LOC',
  'NSEC',
  'NSEC3',
  'NSEC3PARAM',
  'OPENPGPKEY',
  'RP',
  'RRSIG',
  'SMIMEA',
  'URI',
  'ZONEMD',
] as const;

const HINT = 'expected a record type in capitals, such as A, AAAA, CNAME, MX or TXT';

/** Any type: A and AAAA are answered to clients, the others make their names exist. */
export const recordType = z.union(
  [
    z.enum(RECORD_TYPES, { error: HINT }),
    z.string({ error: HINT }).check(z.regex(/^TYPE\d{1,5}$/, { error: HINT, abort: true })),
  ],
  {
    error: HINT,
  },
);

documentation.add(recordType, { id: 'recordType', description: 'A record type, such as A.' });
