import { describe, expect, it } from "vitest";
import { parseReply } from "./parse-reply";

const parse = (body: string) => parseReply({ kind: "reply", status: 200, body });

describe("parseReply", () => {
  it("returns code, server time, envelope and the text as received", () => {
    const body = '{"code":200, "serverTime":1793491200000, "data":[1800.0]}';
    expect(parse(body)).toEqual({
      code: 200,
      serverTimeMs: 1_793_491_200_000,
      body,
      envelope: { code: 200, serverTime: 1_793_491_200_000, data: [1800] },
    });
  });

  it("accepts code and server time as text", () => {
    expect(parse('{"code":"611","serverTime":"1"}')).toMatchObject({ code: 611, serverTimeMs: 1 });
  });

  it.each(["0", "-1", "1.5", "1e999", '"soon"', "[1]", "null"])("ignores the server time %s", (time) => {
    expect(parse(`{"code":610,"serverTime":${time}}`)).toMatchObject({ code: 610, serverTimeMs: null });
  });

  it("accepts an envelope without server time", () => {
    expect(parse('{"code":610}')).toMatchObject({ code: 610, serverTimeMs: null });
  });

  it.each([
    "",
    "<html>",
    '{"code":200,',
    "null",
    "200",
    '"code"',
    '{"status":"ok"}',
    '{"code":null}',
    '{"code":""}',
    '{"code":true}',
    '{"code":[200]}',
    '{"code":200.5}',
  ])("returns undefined for %j", (body) => expect(parse(body)).toBeUndefined());

  it("returns undefined for a failure", () => {
    expect(parseReply({ kind: "failure", reason: "timeout", isSent: true, cause: "" })).toBeUndefined();
  });
});
