import { describe, expect, it } from 'vitest';
import { mistakes, read } from '../sample.ts';
import { importing } from './importing.ts';

const text = importing('{ import: zone }');
const SOA = 'example.org. 900 IN SOA a. b. 1 2h 15m 2w 5m\n';
const zone = (content: string, scenario = text) =>
  read(scenario, { files: { zone: content } }).scenario.zones[0];
const lines = (content: string) =>
  zone(SOA + content)
    ?.records.slice(1)
    .map(({ name, type, ttl, values }) => `${name} ${ttl} ${type} ${values.join(' | ')}`);
const wrong = (content: string) => mistakes(text, { files: { zone: content } });
const notes = (content: string) =>
  read(text, { files: { zone: content } }).notes.map(({ text: said }) => said);
const www = 'www.example.org. 60 A 192.0.2.1\n';

describe('a zone file', () => {
  it('gives the zone its name and negative TTL by its SOA record, times with units', () => {
    expect(zone(SOA + www)).toMatchObject({
      name: 'example.org',
      negativeTtl: 300,
      records: [{ values: ['a. b. 1 7200 900 1209600 300'] }, { name: 'www.example.org' }],
    });
  });

  it('is read as BIND writes it: $ORIGIN, $TTL, @, blank owners, parentheses, comments', () => {
    expect(
      zone(`; the zone
$TTL 1h30m ; for all
$ORIGIN org.
example IN SOA ns1 hostmaster.example ( ; (
      2026112301 ; serial
      7200 900
      1209600 300 ) ; expire, minimum
$ORIGIN example.org.
@       NS ns1
        NS ns2.example.net.
www 60 IN A 192.0.2.1
    IN 60 A 192.0.2.2
    AAAA 2001:db8::1
`)?.records.map(({ name, type, ttl, values }) => [name, type, ttl, values.join(' ')].join(' ')),
    ).toEqual([
      'example.org SOA 5400 ns1.org. hostmaster.example.org. 2026112301 7200 900 1209600 300',
      'example.org NS 5400 ns1.example.org. ns2.example.net.',
      'www.example.org A 60 192.0.2.1 192.0.2.2',
      'www.example.org AAAA 5400 2001:db8::1',
    ]);
  });

  it('makes names in data absolute, and leaves other data alone', () => {
    expect(
      lines(`${www}$ORIGIN example.org.
@ 60 MX 10 mail
_x._tcp 60 SRV 0 5 443 www
a 60 CNAME b.example.net.
@ 60 CAA 0 issue "ca.example.net"
b 60 TYPE65534 \\# 2 0a0b
`),
    ).toEqual([
      'www.example.org 60 A 192.0.2.1',
      'example.org 60 MX 10 mail.example.org.',
      '_x._tcp.example.org 60 SRV 0 5 443 www.example.org.',
      'a.example.org 60 CNAME b.example.net.',
      'example.org 60 CAA 0 issue "ca.example.net"',
      'b.example.org 60 TYPE65534 \\# 2 0a0b',
    ]);
  });

  it('reads escapes as RFC 1035 has them, decimal, unlike Route 53, which prints octal ones', () => {
    expect(
      lines('\\042.example.org. 60 A 192.0.2.1\nx\\052.example.org. 60 A 192.0.2.1\n'),
    ).toEqual(['*.example.org 60 A 192.0.2.1', 'x4.example.org 60 A 192.0.2.1']);
    expect(lines('a\\.b.example.org. 60 A 192.0.2.1\n')).toEqual([
      'a\\056b.example.org 60 A 192.0.2.1',
    ]);
  });

  it('reads texts in quotes and without, semicolons and quotation marks in them', () => {
    expect(lines('t.example.org. 60 TXT "v=DKIM1; k=rsa" plain "say \\"hi\\""\n')).toEqual([
      't.example.org 60 TXT "v=DKIM1; k=rsa" "plain" "say \\"hi\\""',
    ]);
  });

  it('takes several records of one name and type for one simple record set, each value once', () => {
    expect(lines(`${www}WWW.example.org. 60 A 192.0.2.2\n${www}`)).toEqual([
      'www.example.org 60 A 192.0.2.1 | 192.0.2.2',
    ]);
  });

  it('takes the lower TTL where those of a record set differ, and says so', () => {
    const content = `${SOA}www.example.org. 300 A 192.0.2.1\nwww.example.org. 60 A 192.0.2.2\n`;
    expect(lines(content.slice(SOA.length))).toEqual([
      'www.example.org 60 A 192.0.2.1 | 192.0.2.2',
    ]);
    expect(notes(content)).toContain(
      'www.example.org. A has TTL 60 here and 300 at zone:2:18; records of one name and type have one TTL (RFC 2181 section 5.2): the lower is taken, 60',
    );
  });

  it('falls back on the last TTL stated, then on the minimum of the SOA record', () => {
    const soa = 'example.org. IN SOA a. b. 1 2 3 4 5\n';
    const ttls = (content: string) => zone(content)?.records.map(({ ttl }) => ttl);
    expect(ttls(`${soa}www.example.org. A 192.0.2.1\n`)).toEqual([5, 5]);
    expect(ttls(`${SOA}www.example.org. A 192.0.2.1\n`)).toEqual([900, 900]);
    expect(ttls(`${SOA}${www}b.example.org. A 192.0.2.1\n`)).toEqual([900, 60, 60]);
  });

  it('may leave its origin to the scenario, as named.conf does', () => {
    const named = importing('{ name: example.org, ttl: 5, import: zone }');
    expect(zone('www A 192.0.2.1\n', named)?.records).toMatchObject([
      { name: 'www.example.org', ttl: 5 },
    ]);
  });

  it.each([
    ['$INCLUDE', `${SOA}$INCLUDE more.zone\n`, '2 ‹$INCLUDE› $INCLUDE is not followed, so that'],
    [
      '$GENERATE',
      `${SOA}$GENERATE 1-9 w$ A 192.0.2.$\n`,
      '2 ‹$GENERATE› $GENERATE is not carried out',
    ],
    [
      'an unknown directive',
      `${SOA}$TLL 5\n`,
      '2 ‹$TLL› "$TLL" is no directive; expected $ORIGIN or $TTL; did you mean "$TTL"?',
    ],
    ['a directive without a value', `${SOA}$TTL\n`, '2 ‹$TTL› expected a TTL after $TTL'],
    [
      'a TTL that is none',
      `${SOA}$TTL soon\n`,
      '2 ‹soon› expected a TTL, such as 300 or 5m; found "soon"',
    ],
    [
      'a relative name without an origin',
      'www 60 A 192.0.2.1\n',
      '1 ‹www› "www" is relative, and nothing tells to what',
    ],
    [
      'a blank owner at the start',
      `  60 A 192.0.2.1\n${SOA}`,
      '1 ‹60› no record is before this one',
    ],
    [
      'a class of long ago',
      `${SOA}www.example.org. CH A 192.0.2.1\n`,
      '2 ‹CH› a record of class CH; Route 53 has records of class IN only',
    ],
    [
      'an unknown type',
      `${SOA}www.example.org. 60 CNAM b.\n`,
      '2 ‹CNAM› expected a record type, such as A; found "CNAM"; did you mean "CNAME"?',
    ],
    [
      'a record without data',
      `${SOA}www.example.org. 60 A\n`,
      '2 ‹A› expected the data of this A record after its type',
    ],
    [
      'a record without a type',
      `${SOA}www.example.org. 60\n`,
      '2 ‹www.example.org.› expected a record type and data after this',
    ],
    [
      'an open parenthesis',
      `${SOA}www.example.org. 60 A ( 192.0.2.1\n`,
      '2 ‹(› this parenthesis is never closed; add )',
    ],
    [
      'one in another',
      `${SOA}www.example.org. 60 A ((192.0.2.1))\n`,
      '2 ‹(› a parenthesis inside another; remove it',
    ],
    [
      'an open quote',
      `${SOA}t.example.org. 60 TXT "a\n`,
      '2 ‹"a› a quoted text must end in the line it begins in; add "',
    ],
    [
      'an address that is none',
      `${SOA}www.example.org. 60 A 192.0.2.300\n`,
      '2 ‹192.0.2.300› expected an IPv4 address',
    ],
  ])('with %s is refused at its place', (_title, content, said) => {
    expect(wrong(content).join('\n')).toContain(`zone:${said}`);
  });
});
