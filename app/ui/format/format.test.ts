// @vitest-environment jsdom
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMoment } from "../../protocol/wire/moment";
import { createFormat, EMPTY_CELL } from "./format";

/** 2026-11-01T14:30:00Z, which is 22:30 on the farm. */
const NOW = Date.UTC(2026, 10, 1, 14, 30);
const MINUTE = 60_000;
const en = createFormat("en", "utc");
const zh = createFormat("zh", "utc");
const farm = createFormat("en", "farm");

describe("a null value", () => {
  it("is written as a dash", () => {
    const { count, percent, amount, money, moment, ago, duration } = en;
    const texts = [
      count(null),
      percent(0, 0),
      amount(null),
      money(null, "CNY"),
      moment(null),
      ago(null, NOW),
      duration(null),
    ];
    expect(texts).toEqual(texts.map(() => EMPTY_CELL));
  });

  it("differs from zero", () => {
    expect([en.count(0), en.amount(0), en.duration(0), en.percent(0, 5)]).toEqual(["0", "0.00", "0s", "0%"]);
  });
});

describe("an amount", () => {
  it.each([
    [-2.958, "-2.96", "-¥2.96"],
    [-1234.5, "-1,234.50", "-¥1,234.50"],
    [-0.001, "0.00", "¥0.00"],
    [0, "0.00", "¥0.00"],
  ])("of %d has a minus sign only for a debt", (value, amount, money) => {
    expect([en.amount(value), en.money(value, "CNY"), zh.money(value, "CNY")]).toEqual([amount, money, money]);
  });
});

describe("percent", () => {
  it.each([
    [0, 2000, "0%"],
    [1, 2000, "< 1%"],
    [19, 2000, "< 1%"],
    [20, 2000, "1%"],
    [1989, 2000, "99%"],
    [1999, 2000, "99%"],
    [2000, 2000, "100%"],
    [5, 2, "250%"],
  ])("of %d in %d is %s", (part, whole, text) => {
    expect([en.percent(part, whole), zh.percent(part, whole)]).toEqual([text, text]);
  });

  it("is 100 % only for all, and 0 % only for none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.nat(1e9), (whole, some) => {
        const part = some % (whole + 1);
        expect(en.percent(part, whole) === "100%").toBe(part === whole);
        expect(en.percent(part, whole) === "0%").toBe(part === 0);
      }),
    );
  });
});

describe("any number", () => {
  const number = fc.oneof(fc.double(), fc.constantFrom(8640000000000001, 9.2e18, 1535602601000000000, -1));
  const textsOf = (format: typeof en, ms: number, other: number) => [
    format.moment(ms),
    format.clock(ms, NOW),
    format.time(ms),
    format.date(ms),
    format.dayKey(ms),
    format.ago(ms, NOW),
    format.range(ms, other, NOW),
  ];
  const formats = [en, zh, farm, createFormat("en", "local")];

  it("is written without an error as a moment and as a duration", () => {
    fc.assert(
      fc.property(number, number, (ms, other) => {
        const texts = formats.flatMap((format) => [...textsOf(format, ms, other), format.duration(ms)]);
        expect(texts.join(" ")).not.toMatch(/NaN|Infinity|∞|非数值/);
        expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(60);
      }),
    );
  });

  it("that is no moment is written as a dash", () => {
    const noMoment = number.filter((ms) => !isMoment(ms));
    fc.assert(
      fc.property(noMoment, number, (ms, other) => {
        const texts = formats.flatMap((format) => textsOf(format, ms, other));
        expect(texts).toEqual(texts.map(() => EMPTY_CELL));
      }),
    );
  });
});

describe("duration", () => {
  it.each([
    [0.4, "0s", "0秒"],
    [59, "59s", "59秒"],
    [59.6, "1m 0s", "1分钟0秒"],
    [401, "6m 41s", "6分钟41秒"],
    [3599.6, "1h 0m", "1小时0分钟"],
    [40_800, "11h 20m", "11小时20分钟"],
    [86_399, "23h 59m", "23小时59分钟"],
    [90_000, "1d 1h", "1天1小时"],
    [-5, "0s", "0秒"],
  ])("of %d s is %s, %s", (seconds, english, chinese) => {
    expect(en.duration(seconds)).toBe(english);
    expect(zh.duration(seconds).replaceAll("分钟", "分")).toBe(chinese.replaceAll("分钟", "分"));
  });
});

describe("mark", () => {
  it.each([
    [0, "0s", "0秒"],
    [300, "5m", "5分钟"],
    [330, "5m 30s", "5分钟30秒"],
    [7200, "2h", "2小时"],
    [172_800, "2d", "2天"],
  ])("at %d s is %s, %s", (seconds, english, chinese) => {
    expect([en.mark(seconds), zh.mark(seconds)]).toEqual([english, chinese]);
  });
});

describe("ago", () => {
  it.each([
    [0, "0s"],
    [59_999, "59s"],
    [60_000, "1m"],
    [59 * MINUTE, "59m"],
    [60 * MINUTE, "1h"],
    [24 * 60 * MINUTE, "1d"],
    [59 * 24 * 60 * MINUTE, "59d"],
    [61 * 24 * 60 * MINUTE, "2026-09-01"],
    [-5 * MINUTE, "0s"],
  ])("%d ms is %s", (age, text) => {
    expect(en.ago(NOW - age, NOW)).toBe(text);
  });
});

describe("a moment", () => {
  it("contains the offset of the chosen zone", () => {
    expect(en.moment(NOW)).toMatch(/^1 Nov 2026, 14:30:00 UTC(\+0)?$/);
    expect(farm.moment(NOW)).toBe("1 Nov 2026, 22:30:00 UTC+8");
    expect(zh.moment(NOW)).toMatch(/^2026年11月1日 14:30:00 UTC(\+0)?$/);
  });

  it("writes midnight as 00:00", () => {
    const midnight = Date.UTC(2026, 10, 1);
    expect(en.clock(midnight, NOW)).toBe("00:00");
    expect(zh.clock(midnight, NOW)).toBe("00:00");
  });

  it("as a clock time contains the date unless it is today in the chosen zone", () => {
    const lateEvening = Date.UTC(2026, 10, 1, 17, 0);
    expect(en.clock(lateEvening, NOW)).toBe("17:00");
    expect(farm.clock(lateEvening, NOW)).toBe("2 Nov 01:00");
    expect(zh.clock(lateEvening + 24 * 60 * MINUTE, NOW)).toBe("11月2日 17:00");
  });

  it("falls on the calendar day of the chosen zone", () => {
    const lateEvening = Date.UTC(2026, 10, 1, 17, 0);
    expect(en.dayKey(lateEvening)).toBe("2026-11-01");
    expect(farm.dayKey(lateEvening)).toBe("2026-11-02");
  });
});

const at = (hours: number, minutes: number, day = 1) => Date.UTC(2026, 10, day, hours, minutes);

describe("a range of moments", () => {
  it("of today is written as two clock times", () => {
    expect(en.range(at(15, 5), at(16, 40), NOW)).toBe("15:05–16:40");
  });

  it("with equal ends is written as one clock time", () => {
    expect(en.range(at(15, 5), at(15, 5) + 20_000, NOW)).toBe("15:05");
  });

  it("over midnight contains the other day", () => {
    expect(en.range(at(23, 50), at(0, 10, 2), NOW)).toBe("23:50–+1d 00:10");
    expect(zh.range(at(23, 50), at(0, 10, 2), NOW)).toBe("23:50–+1天 00:10");
  });

  it("within another day contains that day once", () => {
    expect(en.range(at(8, 0, 3), at(9, 30, 3), NOW)).toBe("+2d 08:00–09:30");
  });

  it("uses midnight of the chosen zone", () => {
    expect(farm.range(at(15, 30), at(16, 30), NOW)).toBe("23:30–+1d 00:30");
  });
});

describe("numbers and money", () => {
  it("are grouped and use the narrow currency sign", () => {
    expect(en.count(12_345)).toBe("12,345");
    expect(en.amount(1234.5)).toBe("1,234.50");
    expect(en.money(8.27, "CNY")).toBe("¥8.27");
    expect(en.money(8.27, "USD")).toBe("$8.27");
    expect(zh.money(-3, "CNY")).toBe("-¥3.00");
    expect(en.percent(2, 3)).toBe("67%");
  });
});

describe("bytes", () => {
  const { bytes } = createFormat("en", "utc");
  it.each([
    [0, "0 B"],
    [1023, "1,023 B"],
    [1024, "1.0 kB"],
    [2_240_647_168, "2.1 GB"],
    [64 * 1024 ** 3, "64.0 GB"],
    [1000 * 1024 ** 2, "1,000.0 MB"],
    [1024 ** 6, "1,024.0 PB"],
    [null, "—"],
  ])("%d is %s", (value, text) => {
    expect(bytes(value)).toBe(text);
  });
});

describe("zoneName", () => {
  it("is an offset from UTC", () => {
    // Which of the two depends on the ICU data of the platform.
    expect(en.zoneName(NOW)).toMatch(/^UTC(\+0)?$/);
    expect(farm.zoneName(NOW)).toBe("UTC+8");
  });
});
