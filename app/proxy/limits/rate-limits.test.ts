import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, it } from "vitest";
import { Problem } from "../http/problem";
import { createMemoryLimiter } from "./memory-limiter";
import { createRateLimits, type LimitKind, type LimitReached, type LimitsConfig } from "./rate-limits";

const limits: LimitsConfig = {
  read: { perPerson: 3, perAddress: 5, seconds: 60 },
  picture: { perPerson: 5, perAddress: 9, seconds: 60 },
  write: { perPerson: 2, perAddress: 4, seconds: 60 },
  signIn: { perPerson: 0, perAddress: 2, seconds: 300 },
};

/** What a refusal with a time to wait says. */
function refusalText(error: unknown): string {
  const isRefusal = error instanceof Problem && error.status === 429 && Number(error.members.retryAfterSeconds) > 0;
  if (!isRefusal) throw error;
  return error.members.detail ?? "";
}

type Sender = { readonly id?: string; readonly address?: string };

function openLimits(config = limits) {
  const senders = new WeakMap<IncomingMessage, Sender>();
  const reached: LimitReached[] = [];
  const { check } = createRateLimits({
    limits: config,
    addressOf: (incoming) => senders.get(incoming)?.address,
    personIdOf: (incoming) => senders.get(incoming)?.id ?? "",
    limiterOf: (_kind, _by, rule) => createMemoryLimiter(rule),
    onReached: (entry) => reached.push(entry),
  });
  /** "ok", or what the refusal says. */
  const send = (kind: LimitKind, sender: Sender): Promise<string> => {
    const incoming = new IncomingMessage(new Socket());
    senders.set(incoming, sender);
    return check(kind, incoming).then(() => "ok", refusalText);
  };
  const sendTimes = async (times: number, kind: LimitKind, sender: Sender) => {
    const answers: string[] = [];
    for (let index = 0; index < times; index += 1) answers.push(await send(kind, sender));
    return answers;
  };
  return { reached, sendTimes };
}

it("refuses what a person sends beyond the limit, wherever it comes from", async () => {
  const { sendTimes, reached } = openLimits();
  expect(await sendTimes(2, "write", { id: "ann", address: "10.0.0.1" })).toEqual(["ok", "ok"]);
  const refused = "More than 2 changes of one person in 60 s";
  expect(await sendTimes(2, "write", { id: "ann", address: "10.0.0.2" })).toEqual([refused, refused]);
  expect(await sendTimes(1, "write", { id: "bob", address: "10.0.0.2" })).toEqual(["ok"]);
  expect(reached).toEqual([{ kind: "write", by: "person", key: "ann" }]);
});

it("refuses requests of an address beyond its limit, also of different people", async () => {
  const { sendTimes, reached } = openLimits();
  for (const id of ["ann", "bob"]) await sendTimes(2, "write", { id, address: "10.0.0.1" });
  expect(await sendTimes(1, "write", { id: "cy", address: "10.0.0.1" })).toEqual([
    "More than 4 changes of one address in 60 s",
  ]);
  expect(reached).toEqual([{ kind: "write", by: "address", key: "10.0.0.1" }]);
});

it("counts pictures, reads, changes and tries to sign in apart", async () => {
  const { sendTimes } = openLimits();
  const ann = { id: "ann", address: "10.0.0.1" };
  await sendTimes(9, "write", ann);
  expect(await sendTimes(3, "read", ann)).toEqual(["ok", "ok", "ok"]);
  expect((await sendTimes(6, "picture", ann)).slice(4)).toEqual(["ok", "More than 5 pictures of one person in 60 s"]);
  expect(await sendTimes(3, "signIn", ann)).toEqual([
    "ok",
    "ok",
    "More than 2 tries to sign in of one address in 300 s",
  ]);
});

it("counts the addresses of one network of IPv6 together", async () => {
  const { sendTimes } = openLimits();
  await sendTimes(2, "signIn", { address: "2001:db8:1:2::1" });
  expect(await sendTimes(1, "signIn", { address: "2001:db8:1:2:ffff::9" })).not.toEqual(["ok"]);
  expect(await sendTimes(1, "signIn", { address: "2001:db8:1:3::1" })).toEqual(["ok"]);
});

it("bounds neither this machine nor, with 0, anybody", async () => {
  const { sendTimes } = openLimits();
  expect(new Set(await sendTimes(20, "write", {}))).toEqual(new Set(["ok"]));
  const off = { perPerson: 0, perAddress: 0, seconds: 60 };
  const open = openLimits({ read: off, picture: off, write: off, signIn: off });
  expect(new Set(await open.sendTimes(20, "read", { id: "ann", address: "10.0.0.1" }))).toEqual(new Set(["ok"]));
});
