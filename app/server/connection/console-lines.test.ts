import { describe, expect, it } from "vitest";
import { type ConnectionReport, causeVariables } from "../../protocol/connection";
import { connectionLines } from "./console-lines";

const tried = { protocol: "https", domain: "task.renderbus.com", idStart: "AKID", clockOffsetMs: 400 } as const;
const account = { userName: "rayvision", zone: 1, balance: 86_400, currency: "CNY" } as const;
const connected = { kind: "connected", account, otherDialectWorks: false } as const;

const report = (result: ConnectionReport["result"], change: Partial<ConnectionReport> = {}): ConnectionReport => ({
  checkedAtMs: 0,
  prefix: "RENDERBUS_",
  dialect: "2018",
  tried,
  result,
  ...change,
});

describe("the lines of a connected account", () => {
  it("name it with zone and balance", () => {
    expect(connectionLines(report(connected))).toEqual(["Account rayvision, zone 1, balance ¥86,400"]);
  });

  it.each([
    ["the currency of the zone", { zone: 2, balance: 12.5, currency: "USD" }, "zone 2, balance $12.50"],
    ["no hidden balance", { balance: null }, "zone 1"],
  ] as const)("have %s", (_, change, text) => {
    const lines = connectionLines(report({ ...connected, account: { ...account, ...change } }));
    expect(lines).toEqual([`Account rayvision, ${text}`]);
  });

  it("begin with the title of one of several accounts, and name a better dialect and a wrong clock", () => {
    const lines = connectionLines(
      report(
        { ...connected, otherDialectWorks: true },
        { prefix: "RENDERBUS_2_", tried: { ...tried, clockOffsetMs: -3_600_000 } },
      ),
      "Fox",
    );
    expect(lines).toEqual([
      "Fox: Account rayvision, zone 1, balance ¥86,400",
      "  The signatures are corrected: clock 3600 s ahead of the farm's",
      "  The farm speaks the current dialect, too: with RENDERBUS_2_DIALECT=current there are frame logs, nodes, limits and more",
    ]);
  });

  it("do not advise to go back to the dialect of 2018", () => {
    expect(connectionLines(report({ ...connected, otherDialectWorks: true }, { dialect: "current" }))).toHaveLength(1);
  });
});

describe("the lines of a failed connection", () => {
  it("say what was tried, the one likely cause and the variable", () => {
    expect(connectionLines(report({ kind: "failed", cause: "key", code: 611, detail: "code 611" }))).toEqual([
      "The farm cannot be used (code 611)",
      "  Tried: https://task.renderbus.com, dialect 2018, access id AKID…, clock right",
      "  Likely cause: the access key does not belong to the access id, or the id is wrong",
      "  Check RENDERBUS_ACCESS_KEY and start again",
    ]);
  });

  it("set a variable where its value is certain", () => {
    const lines = connectionLines(report({ kind: "failed", cause: "dialect", code: null, detail: "HTTP 404" }));
    expect(lines.at(-1)).toBe("  Set RENDERBUS_DIALECT=current and start again");
  });

  it.each(Object.entries(causeVariables))("of cause %s end with the variable, if there is one", (name, variable) => {
    const [cause] = Object.keys(causeVariables).filter((key): key is keyof typeof causeVariables => key === name);
    if (cause === undefined) throw new Error(name);
    const last = connectionLines(report({ kind: "failed", cause, code: null, detail: "x" })).at(-1);
    expect(last).toContain(variable === null ? "Likely cause: " : `RENDERBUS_${variable}`);
  });
});
