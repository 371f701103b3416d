import { describe, expect, it } from 'vitest';
import { bytesOfAddress, MessageSize, udpLimit } from '../../sim/authority/message-size.ts';
import { rule } from './route53/rules.ts';

/** `app.example.com`: 3 + 1, 7 + 1, 3 + 1 and the root's 1. */
const QUESTION = 12 + 17 + 4;

describe('the size of a response', () => {
  it('is header and question, and 16 bytes for an A record, 28 for an AAAA record', () => {
    expect(new MessageSize('app.example.com').bytes).toBe(QUESTION);
    expect(new MessageSize('app.example.com').addresses('A', 3).bytes).toBe(QUESTION + 48);
    expect(new MessageSize('app.example.com').addresses('AAAA', 3).bytes).toBe(QUESTION + 84);
    expect([bytesOfAddress('A'), bytesOfAddress('AAAA')]).toEqual([16, 28]);
  });

  it('has a CNAME with the name it leads to, what was written before left to a pointer (RFC 1035 section 4.1.4)', () => {
    const message = new MessageSize('app.example.com').link('app.example.com', 'lb.example.com');
    expect(message.bytes).toBe(QUESTION + 2 + 10 + (2 + 1 + 2));
    expect(message.link('lb.example.com', 'x.net').bytes).toBe(
      QUESTION + 17 + 2 + 10 + (1 + 1 + 3 + 1 + 1),
    );
  });

  it('has an OPT record of 11 bytes with EDNS, and a client subnet option of 8 and the prefix (RFC 7871 section 6)', () => {
    expect(new MessageSize('app.example.com').edns(null).bytes).toBe(QUESTION + 11);
    expect(new MessageSize('app.example.com').edns(24).bytes).toBe(QUESTION + 11 + 11);
    expect(new MessageSize('app.example.com').edns(56).bytes).toBe(QUESTION + 11 + 15);
  });

  rule('5.7', 'a positive answer carries the NS set of the zone: 139 bytes in example.com', () => {
    const bytes = new MessageSize('app.example.com').nameServers('example.com', []).bytes;
    // Owner and fixed part are 12 bytes; "com" is a pointer, "net" and "org" are not, "co.uk" has two labels.
    const names = [8 + 10 + 2, 8 + 10 + 4 + 1, 8 + 10 + 4 + 1, 8 + 10 + 3 + 3 + 1];
    expect(bytes - QUESTION).toBe(4 * 12 + names.reduce((sum, n) => sum + n));
    expect(bytes - QUESTION).toBe(139);
    const own = new MessageSize('app.example.com').nameServers('example.com', ['ns.example.com']);
    expect(own.bytes - QUESTION).toBe(12 + 2 + 1 + 2);
  });

  rule('2.7', 'may be 512 bytes, or with EDNS what the asker takes, 4,096 at most', () => {
    expect([0, 400, 512, 1232, 4096, 65_535].map(udpLimit)).toEqual([
      512, 512, 512, 1232, 4096, 4096,
    ]);
  });

  rule('2.7', '20 to 30 A records fit into 512 bytes, by how much else is there', () => {
    const room = (message: MessageSize) => Math.floor((512 - message.bytes) / bytesOfAddress('A'));
    expect(room(new MessageSize('example.com'))).toBe(30);
    expect(room(new MessageSize('app.example.com'))).toBe(29);
    expect(room(new MessageSize('app.example.com').nameServers('example.com', []))).toBe(21);
    const long = `${'a-rather-long-label'}.example.com`;
    expect(room(new MessageSize(long).nameServers('example.com', []))).toBe(20);
  });
});
