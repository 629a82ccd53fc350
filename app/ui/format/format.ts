/** Formatters of every number, amount, moment and duration on screen, in the user's language and time zone. */
import { useLocale } from "use-intl";
import type { Currency } from "../../protocol/account/currency";
import type { ChargeSum } from "../../protocol/charges";
import type { CostRange } from "../../protocol/pricing";
import { isMoment, MAX_MOMENT_MS } from "../../protocol/wire/moment";
import { type Preferences, usePreferences } from "../storage/preferences";

/** Text of an empty cell. */
export const EMPTY_CELL = "—";
/** Stands where the account is not shown what tasks cost. */
export const HIDDEN_AMOUNT = "•••";

export type Format = ReturnType<typeof createFormat>;

/** A sum of which some parts are unknown is a lower bound. */
export const atLeast = (text: string, unknown: number): string => (unknown > 0 ? `≥ ${text}` : text);

const zones: Record<Preferences["timeZone"], string | undefined> = {
  local: undefined,
  farm: "Asia/Shanghai",
  utc: "UTC",
};

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** A debt has a minus sign, and an amount that rounds to zero has none. */
const signed = { signDisplay: "negative" } as const;

/** The same in both languages, as the farm writes them. */
const byteUnits = ["B", "kB", "MB", "GB", "TB", "PB"];

/** Dates with the month in letters, "28 Nov 2026": neither readers of English nor those elsewhere mistake the day for the month. */
export const dateLocale = (locale: string): string => (locale.startsWith("en") ? "en-GB" : locale);

/** Formatters for one language and time zone. Durations take seconds, moments epoch ms; null and no date read as "—". */
export function createFormat(locale: string, zone: Preferences["timeZone"]) {
  const timeZone = zones[zone];
  const inZone = timeZone === undefined ? {} : { timeZone };
  const integer = new Intl.NumberFormat(locale);
  const amount = new Intl.NumberFormat(locale, { ...signed, minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const dates = dateLocale(locale);
  const moment = new Intl.DateTimeFormat(dates, {
    ...inZone,
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const clock = new Intl.DateTimeFormat(locale, { ...inZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const exact = new Intl.DateTimeFormat(locale, { ...inZone, timeStyle: "medium", hourCycle: "h23" });
  const decimal = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(dates, { ...inZone, month: "short", day: "numeric" });
  const date = new Intl.DateTimeFormat(dates, { ...inZone, year: "numeric", month: "short", day: "numeric" });
  const dayKey = new Intl.DateTimeFormat("sv-SE", inZone);
  const inCurrency = (currency: Currency) =>
    new Intl.NumberFormat(locale, { ...signed, style: "currency", currency, currencyDisplay: "narrowSymbol" });
  const moneyIn: Record<Currency, Intl.NumberFormat> = { CNY: inCurrency("CNY"), USD: inCurrency("USD") };
  const offset = new Intl.DateTimeFormat("en", { ...inZone, timeZoneName: "shortOffset" });
  const unit = (name: string) =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "narrow", maximumFractionDigits: 0 });
  // Chinese writes "6分钟41秒" without a space.
  const unitGap = locale.startsWith("zh") ? "" : " ";
  const units = { second: unit("second"), minute: unit("minute"), hour: unit("hour"), day: unit("day") };

  const zoneName = (ms: number) =>
    offset
      .formatToParts(ms)
      .find((part) => part.type === "timeZoneName")
      ?.value.replace("GMT", "UTC") ?? "UTC";
  // Intl would put the zone between day and time in Chinese.
  const momentText = ofMoment((ms) => `${moment.format(ms)} ${zoneName(ms)}`);
  const clockText = ofMoment((ms, nowMs: number) =>
    dayKey.format(ms) === dayKey.format(nowMs) ? clock.format(ms) : `${day.format(ms)} ${clock.format(ms)}`,
  );
  const dayNumber = (ms: number) => Date.parse(dayKey.format(ms)) / (DAY * 1000);
  let today = { ms: Number.NaN, number: 0 };
  /** Cached: every row of a grid formats against the same time. */
  const todayNumber = (nowMs: number) => {
    if (today.ms !== nowMs) today = { ms: nowMs, number: dayNumber(nowMs) };
    return today.number;
  };
  /** The time of day; another day is written before it as "+1d", short enough for a column. */
  const aheadText = (ms: number, days: number) => {
    const sign = days < 0 ? "−" : "+";
    return days === 0 ? clock.format(ms) : `${sign}${units.day.format(Math.abs(days))} ${clock.format(ms)}`;
  };
  /** Zero parts that a mark on a scale leaves out. */
  const zeros = new Set([units.hour.format(0), units.minute.format(0), units.second.format(0)]);
  /** A duration in its two largest units; below a minute, seconds alone. */
  const twoUnits = (value: number): readonly string[] => {
    const total = Math.max(0, Math.round(value));
    const [days, hours, minutes] = [
      Math.floor(total / DAY),
      Math.floor((total % DAY) / HOUR),
      Math.floor((total % HOUR) / MINUTE),
    ];
    if (days > 0) return [units.day.format(days), units.hour.format(hours)];
    if (hours > 0) return [units.hour.format(hours), units.minute.format(minutes)];
    if (minutes > 0) return [units.minute.format(minutes), units.second.format(total % MINUTE)];
    return [units.second.format(total)];
  };

  return {
    locale,
    count: (value: number | null) => (value === null ? EMPTY_CELL : integer.format(value)),
    /** A measured number with three significant digits. */
    decimal: (value: number) => decimal.format(value),
    /** A size in the largest unit of 1024 that fits: "2.1 GB", as memory is measured. */
    bytes: (value: number | null) => {
      if (value === null) return EMPTY_CELL;
      const power = value < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log2(value) / 10));
      return `${(power === 0 ? integer : tenths).format(value / 1024 ** power)} ${byteUnits[power]}`;
    },
    /** A share in whole per cent: 100 % only for all, 0 % only for none; between them at most 99 % and at least "< 1%". */
    percent: (part: number, whole: number) => {
      if (!(whole > 0) || !Number.isFinite(part)) return EMPTY_CELL;
      const share = part / whole;
      if (share > 0 && share < 0.01) return `< ${percent.format(0.01)}`;
      return percent.format(share < 1 ? Math.min(share, 0.99) : share);
    },
    /** An amount without its currency, for columns whose header names it. `unknown`: parts without an amount. */
    amount: (value: number | null, unknown = 0) =>
      value === null ? EMPTY_CELL : atLeast(amount.format(value), unknown),
    money: (value: number | null, currency: Currency) =>
      value === null ? EMPTY_CELL : moneyIn[currency].format(value),
    /** A sum; "≥ ¥4.80" where a part of it is unknown. */
    moneySum: ({ amount: value, unknown }: ChargeSum, currency: Currency) =>
      atLeast(moneyIn[currency].format(value), unknown),
    /** "¥4.80–¥6.00"; one amount where both ends read the same. */
    moneyRange: ({ low, high }: CostRange, currency: Currency) => {
      const [from, to] = [moneyIn[currency].format(low), moneyIn[currency].format(high)];
      return from === to ? from : `${from}–${to}`;
    },
    /** The absolute moment with its offset from UTC. */
    moment: momentText,
    /** The time of day, with the date unless it is today. */
    clock: clockText,
    /** The time of day to the second. */
    time: ofMoment((ms) => exact.format(ms)),
    date: ofMoment((ms) => date.format(ms)),
    /** A calendar day as `yyyy-MM-dd` in the chosen zone. */
    dayKey: ofMoment((ms) => dayKey.format(ms)),
    /** Age in the largest fitting unit; ages over 60 days as the date `yyyy-MM-dd`. */
    ago: ofMoment((ms, nowMs: number) => {
      const age = Math.max(0, (nowMs - ms) / 1000);
      if (age < MINUTE) return units.second.format(Math.floor(age));
      if (age < HOUR) return units.minute.format(Math.floor(age / MINUTE));
      if (age < DAY) return units.hour.format(Math.floor(age / HOUR));
      if (age < 60 * DAY) return units.day.format(Math.floor(age / DAY));
      return dayKey.format(ms);
    }),
    /** A duration in its two largest units: "6m 41s", "11h 20m". */
    duration: (value: number | null) => (isDuration(value) ? twoUnits(value).join(unitGap) : EMPTY_CELL),
    /** A duration as a mark on a scale: "5m" instead of "5m 0s". */
    mark: (value: number) => {
      const [large = EMPTY_CELL, small] = twoUnits(value);
      return small === undefined || zeros.has(small) ? large : `${large}${unitGap}${small}`;
    },
    /** A range of moments: one clock time when both ends are written the same; other days as days from today. */
    range: (fromMs: number, toMs: number, nowMs: number) => {
      if (!isMoment(fromMs) || !isMoment(toMs)) return EMPTY_CELL;
      const fromDays = dayNumber(fromMs) - todayNumber(nowMs);
      const toDays = dayNumber(toMs) - todayNumber(nowMs);
      const [from, to] = [aheadText(fromMs, fromDays), aheadText(toMs, toDays)];
      if (from === to) return from;
      return `${from}–${fromDays === toDays ? clock.format(toMs) : to}`;
    },
    /** The zone's name as shown in the status bar: "UTC+8". */
    zoneName,
  };
}

/** Longer than the span of all moments: an overflow. */
const MAX_SECONDS = MAX_MOMENT_MS / 1000;
const isDuration = (value: number | null): value is number => value !== null && Math.abs(value) <= MAX_SECONDS;

/** A formatter of moments that writes "—" for null and for a number that is no date. */
const ofMoment =
  <Rest extends readonly unknown[]>(format: (ms: number, ...rest: Rest) => string) =>
  (ms: number | null, ...rest: Rest): string =>
    ms === null || !isMoment(ms) ? EMPTY_CELL : format(ms, ...rest);

const cache = new Map<string, Format>();

/** The formatters of the current language and time zone. Cached: creating Intl formatters is too slow while scrolling. */
export function useFormat(): Format {
  const locale = useLocale();
  const { timeZone } = usePreferences();
  const key = `${locale} ${timeZone}`;
  const format = cache.get(key) ?? createFormat(locale, timeZone);
  cache.set(key, format);
  return format;
}
