/** A client that asks one resolver over UDP, with ids of its own choice, and tells when what came. */
import { createSocket } from 'node:dgram';
import { decode, encode, RECURSION_DESIRED } from 'dns-packet';

const GIVE_UP = 45_000;

/** @param at address and port of the resolver */
export function askerOf(at) {
  const socket = createSocket('udp4');
  const waiting = new Map();
  let used = 0;
  socket.on('message', (message) => {
    const reply = decode(message);
    waiting.get(reply.id)?.(reply);
  });
  /**
   * Asks once; nothing after 45 s.
   *
   * @returns id, when it was asked and answered (ms, and whole seconds of the wall clock), response code, addresses and TTL
   */
  function ask(name, id = nextId()) {
    return new Promise((resolve) => {
      const asked = performance.now();
      const end = setTimeout(() => {
        waiting.delete(id);
        resolve({ id, asked, answered: null, code: null, hosts: [], ttl: null });
      }, GIVE_UP);
      waiting.set(id, (reply) => {
        clearTimeout(end);
        waiting.delete(id);
        const addresses = reply.answers.filter(({ type }) => type === 'A');
        resolve({
          id,
          asked,
          answered: performance.now(),
          second: Math.floor(Date.now() / 1000),
          code: reply.rcode,
          hosts: addresses.map(({ data }) => Number(data.split('.').at(-1))),
          ttl: addresses[0]?.ttl ?? null,
        });
      });
      socket.send(
        encode({ id, flags: RECURSION_DESIRED, questions: [{ type: 'A', name }] }),
        at.port,
        at.address,
      );
    });
  }
  function nextId() {
    do used = Math.floor(Math.random() * 65_536);
    while (waiting.has(used));
    return used;
  }
  return { ask, close: () => socket.close() };
}
