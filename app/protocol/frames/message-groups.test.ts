import { expect, it } from "vitest";
import { makeFrame } from "../../test/make-frame";
import { messageOfLog } from "./log-message";
import { messageGroups } from "./message-groups";

const texture = (n: number) => messageOfLog(`ERROR: read of /tex/bark_${n}.tx failed, stale handle`);
const licence = messageOfLog("ERROR: licence refused");

const failed = (id: number, node: string | null, members = {}) => makeFrame({ id, node, statusCode: 5, ...members });
const done = Array.from({ length: 60 }, (_, index) =>
  makeFrame({ id: 1000 + index, node: `10.0.1.${index % 20}`, statusCode: 4 }),
);

it("puts 31 of 34 failures into one group on two suspect nodes", () => {
  const alike = Array.from({ length: 31 }, (_, index) => failed(index, index % 2 === 0 ? "10.0.0.1" : "10.0.0.2"));
  const others = [100, 101, 102].map((id) => failed(id, `10.0.1.${id % 20}`));
  const messages = new Map([
    ...alike.map(({ id }) => [id, texture(id)] as const),
    ...others.map(({ id }) => [id, licence] as const),
  ]);
  const groups = messageGroups([...others, ...done, ...alike], messages);
  expect(groups.map(({ ids, nodes }) => [ids.length, nodes.length])).toEqual([
    [31, 2],
    [3, 3],
  ]);
  expect(groups[0]?.message.line).toBe(texture(0).line);
  expect(groups[0]?.nodes.map(({ node, ids, ended, isSuspect }) => [node, ids.length, ended, isSuspect])).toEqual([
    ["10.0.0.1", 16, 16, true],
    ["10.0.0.2", 15, 15, true],
  ]);
  expect(groups[1]?.nodes.some(({ isSuspect }) => isSuspect)).toBe(false);
});

it("leaves out frames without a message, and composites from those to rerender", () => {
  const frames = [failed(1, null), failed(2, "a"), failed(3, "a", { typeCode: 7 })];
  const [group, ...rest] = messageGroups(
    frames,
    new Map([
      [1, licence],
      [3, licence],
    ]),
  );
  expect(group).toMatchObject({ ids: [1, 3], rerenderableIds: [1], withoutNode: 1 });
  expect(rest).toEqual([]);
});

it("orders groups of the same size by their message", () => {
  const messages = new Map([
    [1, texture(1)],
    [2, licence],
  ]);
  const lines = messageGroups([failed(1, "a"), failed(2, "a")], messages).map(({ message }) => message.line);
  expect(lines).toEqual([licence.line, texture(1).line]);
});
