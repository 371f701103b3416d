/**
 * A small authority for real resolvers to ask: the name says what it answers, so that every question is a new entry of
 * their caches. It answers anything under `skew.`, over UDP, and keeps a log.
 *
 * `N-ttl60-n4-d300.skew.` has four addresses with a TTL of 60 s, 300 ms late; `N-nx-ttl7.skew.` does not exist, for 7 s;
 * `N-of20.skew.` answers 8 addresses of 20, drawn anew each time. While it is silent nobody gets an answer.
 */
import { createSocket } from 'node:dgram';
import { AUTHORITATIVE_ANSWER, decode, encode } from 'dns-packet';

/** In the order in which they are sent; neither ascending nor descending, so that a sorted answer is told apart. */
const ORDERS = {
  1: [1],
  2: [2, 1],
  3: [2, 3, 1],
  4: [3, 1, 4, 2],
  5: [3, 5, 1, 4, 2],
  8: [3, 7, 1, 8, 5, 2, 6, 4],
};
const NXDOMAIN = 3;

export const addressOf = (host) => `10.0.0.${host}`;
export const sentOrder = (n) => ORDERS[n];

/** @param address an IPv4 address of this machine that nobody else answers DNS at */
export async function startAuthority(address) {
  const socket = createSocket('udp4');
  /** What was asked, and when, in milliseconds. */
  const log = [];
  let silent = false;
  socket.on('message', (message, from) => {
    const query = decode(message);
    const [question] = query.questions;
    const name = question.name.toLowerCase();
    log.push({ name, type: question.type, at: performance.now() });
    if (silent) return;
    const { late, ...answer } = answerTo(name, question);
    const reply = encode({
      ...answer,
      id: query.id,
      type: 'response',
      flags: AUTHORITATIVE_ANSWER | (answer.flags ?? 0),
      questions: query.questions,
    });
    setTimeout(() => socket.send(reply, from.port, from.address), late);
  });
  await new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(53, address, resolve);
  });
  return {
    /** Queries for the addresses of a name, in milliseconds since the epoch of `performance.now()`. */
    asked: (name) => log.filter((one) => one.name === name && one.type === 'A').map(({ at }) => at),
    fallSilent: () => {
      silent = true;
    },
    speak: () => {
      silent = false;
    },
    close: () => socket.close(),
  };
}

function answerTo(name, { type }) {
  const told = (key, otherwise) => {
    const [, number] = name.match(new RegExp(`-${key}(\\d+)`)) ?? [];
    return number === undefined ? otherwise : Number(number);
  };
  const ttl = told('ttl', 60);
  const late = told('d', 0);
  const soa = {
    type: 'SOA',
    name: 'skew',
    ttl,
    data: {
      mname: 'ns.skew',
      rname: 'root.skew',
      serial: 1,
      refresh: 3600,
      retry: 600,
      expire: 86_400,
      minimum: ttl,
    },
  };
  if (name.includes('-nx')) return { late, flags: NXDOMAIN, authorities: [soa] };
  if (type === 'NS' && name === 'skew')
    return { late, answers: [{ type: 'NS', name, ttl: 3600, data: 'ns.skew' }] };
  if (name === 'ns.skew' && type === 'A')
    return { late, answers: [{ type: 'A', name, ttl: 3600, data: '127.0.0.9' }] };
  if (type !== 'A' || !name.endsWith('.skew')) return { late, authorities: [soa] };
  const of = told('of', 0);
  const hosts = of > 0 ? drawn(8, of) : ORDERS[told('n', 3)];
  return {
    late,
    answers: hosts.map((host) => ({ type: 'A', name, ttl, data: addressOf(host) })),
  };
}

/** `k` of 1 … `n`, in random order. */
function drawn(k, n) {
  const hosts = Array.from({ length: n }, (_, i) => i + 1);
  for (let i = 0; i < k; i++) {
    const j = i + Math.floor(Math.random() * (n - i));
    [hosts[i], hosts[j]] = [hosts[j], hosts[i]];
  }
  return hosts.slice(0, k);
}
