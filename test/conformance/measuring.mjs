/** What is measured of a resolver, by asking it and by counting what it asks in turn. */
import { sentOrder } from './authority.mjs';

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let names = 0;
const fresh = (what) => `${names++}-${what}.skew`;
const orderOf = ({ hosts }) => hosts.join(' ');
/** To the millisecond, in seconds. */
const seconds = (ms) => Math.round(ms) / 1000;

const counted = (orders) => {
  const counts = {};
  for (const order of orders) counts[order] = (counts[order] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** Orders of answers: of first ones, and of hits with the id and the second in which each was answered. */
async function orders({ ask }, { misses, hits, told }) {
  const of = {};
  for (const n of [2, 3, 4, 8]) {
    const first = [];
    for (let i = 0; i < misses; i++) first.push(await ask(fresh(`ttl3600-n${n}`)));
    const name = fresh(`ttl3600-n${n}`);
    const filling = await ask(name);
    const later = [];
    for (let i = 0; i < hits; i++) later.push(await ask(name));
    of[n] = {
      sent: sentOrder(n).join(' '),
      misses: counted(first.map(orderOf)),
      filling: orderOf(filling),
      hits: counted(later.map(orderOf)),
      consecutive: later
        .slice(0, told)
        .map((answer) => ({ id: answer.id, second: answer.second, order: orderOf(answer) })),
    };
  }
  return of;
}

/** The TTL shown on the first answer and at once after it, and whether that asked again. */
async function clamps({ ask }, authority, ttls) {
  const shown = [];
  for (const ttl of ttls) {
    const name = fresh(`ttl${ttl}-n1`);
    const first = await ask(name);
    const second = await ask(name);
    shown.push({
      ttl,
      first: first.ttl,
      second: second.ttl,
      upstreamQueries: authority.asked(name).length,
    });
  }
  return shown;
}

/**
 * One name asked again and again: when the authority was asked, and the ages at which each TTL was first shown, both in
 * seconds since the first answer; and by how much of a second the wall clock was on its way then.
 */
async function life({ ask }, authority, ttl, lasts, every) {
  await pause(1000 * Math.random());
  const name = fresh(`ttl${ttl}-n1`);
  const { answered: filled } = await ask(name);
  const phase = (Date.now() % 1000) / 1000;
  const shown = [];
  while (performance.now() - filled < 1000 * lasts) {
    const answer = await ask(name);
    const last = shown.at(-1);
    if (answer.ttl !== null && answer.ttl !== last?.ttl)
      shown.push({ ttl: answer.ttl, age: seconds(answer.answered - filled) });
    await pause(every);
  }
  const upstream = authority.asked(name).map((at) => seconds(at - filled));
  return { ttl, phase, upstream: upstream.slice(1), shown };
}

/** Many questions at once while the first is still on its way up. */
async function burst({ ask }, authority) {
  const name = fresh('ttl3600-n4-d300');
  const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => ask(name, 1000 + 17 * i)));
  return {
    questions: answers.length,
    answered: answers.filter(({ answered }) => answered !== null).length,
    upstreamQueries: authority.asked(name).length,
    orders: counted(answers.filter(({ code }) => code === 'NOERROR').map(orderOf)),
    consecutive: answers.map((a) => ({ id: a.id, second: a.second, order: orderOf(a) })),
    codes: counted(answers.map(({ code }) => String(code))),
  };
}

/** How long a name that does not exist is not asked for again. */
async function negative({ ask }, authority, ttl, lasts) {
  const name = fresh(`nx-ttl${ttl}`);
  const { answered: filled, code } = await ask(name);
  while (performance.now() - filled < 1000 * lasts) {
    await ask(name);
    await pause(50);
  }
  const upstream = authority.asked(name).map((at) => seconds(at - filled));
  return { ttl, code, upstream: upstream.slice(1) };
}

/** How it goes about an authority that says nothing: tries, how long the client waits, and for what. */
async function silence({ ask }, authority) {
  const name = fresh('ttl3600-n1');
  const stale = fresh('ttl2-n1');
  await ask(stale);
  await pause(3200);
  authority.fallSilent();
  const began = performance.now();
  const [answer, old] = await Promise.all([ask(name), ask(stale)]);
  const oldAgain = await ask(stale);
  const tries = authority.asked(name).map((at) => seconds(at - began));
  authority.speak();
  const took = ({ asked, answered, code, ttl, hosts }) => ({
    seconds: answered === null ? null : seconds(answered - asked),
    code,
    ttl,
    addresses: hosts.length,
  });
  return { tries, answer: took(answer), expired: took(old), expiredAgain: took(oldAgain) };
}

/** First addresses of answers of 8 out of 20, drawn anew for each of many names. */
async function shares({ ask }, epochs) {
  const firsts = [];
  for (let i = 0; i < epochs; i++) firsts.push((await ask(fresh('ttl1-of20'))).hosts[0]);
  return { epochs, first: counted(firsts.map(String)) };
}

/** Everything, most of it side by side: it is mostly waiting. */
export async function measure(asker, authority) {
  const ordersSeen = await orders(asker, { misses: 600, hits: 3000, told: 60 });
  const clamped = await clamps(
    asker,
    authority,
    [0, 1, 2, 5, 8, 60, 300, 3600, 7201, 21_601, 86_401, 604_801],
  );
  const burstSeen = await burst(asker, authority);
  const sharesSeen = await shares(asker, 1000);
  const lives = [
    ...Array.from({ length: 8 }, () => [1, 12, 7]),
    ...Array.from({ length: 8 }, () => [2, 12, 11]),
    ...Array.from({ length: 8 }, () => [5, 22, 23]),
    ...Array.from({ length: 4 }, () => [8, 20, 23]),
    ...Array.from({ length: 6 }, () => [9, 30, 23]),
    ...Array.from({ length: 6 }, () => [20, 45, 29]),
    ...Array.from({ length: 3 }, () => [60, 70, 41]),
  ];
  const [lifetimes, negatives] = await Promise.all([
    Promise.all(lives.map(([ttl, lasts, every]) => life(asker, authority, ttl, lasts, every))),
    Promise.all([negative(asker, authority, 5, 22)]),
  ]);
  const silent = await silence(asker, authority);
  return {
    orders: ordersSeen,
    clamps: clamped,
    burst: burstSeen,
    shares: sharesSeen,
    lives: lifetimes,
    negative: negatives,
    silence: silent,
  };
}
