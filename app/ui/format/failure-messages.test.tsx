import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";
import { describe, expect, it } from "vitest";
import en from "../../i18n/en/base.json";
import zh from "../../i18n/zh/base.json";
import { farmCodes } from "../../protocol/wire/envelope";
import type { Failure } from "../../protocol/wire/failure";
import { type ProblemName, problems } from "../../proxy/http/problem";
import { useFailureMessages } from "./failure-messages";

const catalogues = { en, zh };

function wordsIn(locale: "en" | "zh") {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <IntlProvider locale={locale} messages={catalogues[locale]} timeZone="UTC">
      {children}
    </IntlProvider>
  );
  return renderHook(() => useFailureMessages(), { wrapper }).result.current;
}

const refused = (code: number): Failure => ({ kind: "farm", code, message: "", certainty: "not-sent" });
const proxy = (problem: string) =>
  ({ kind: "proxy", status: 504, problem: `urn:renderdeck:problem:${problem}`, detail: "" }) as const;
const codes = Object.keys(farmCodes)
  .map(Number)
  .filter((code) => code !== 200);
/** Problems of requests that this page never makes, or about which nobody can say more: the status has to do. */
const toldByStatus = new Set<ProblemName>([
  "bad-address",
  "bad-host",
  "not-found",
  "unknown-operation",
  "method-not-allowed",
  "length-required",
  "unsupported-media-type",
  "invalid-json",
  "client-gone",
  "internal",
]);

describe.each(["en", "zh"] as const)("in %s", (locale) => {
  it.each(codes)("describes the farm code %i with a message, the code and a remedy", (code) => {
    const words = wordsIn(locale);
    const { title, changed, remedy } = words(refused(code), "write");
    expect(title).toContain(String(code));
    expect(title.replace(String(code), "")).not.toBe(words(refused(9999), "write").title.replace("9999", ""));
    expect(changed).toBe(catalogues[locale].failure.changed.nothing);
    expect(remedy).not.toBe("");
  });

  it("describes an unknown code by its number", () => {
    expect(wordsIn(locale)(refused(9999), "read").title).toContain("9999");
  });

  it("says that the effect of a write is unknown, but not for reads", () => {
    const words = wordsIn(locale);
    const { changed } = catalogues[locale].failure;
    for (const failure of [
      { kind: "network", certainty: "unknown" },
      { kind: "shape", detail: "", certainty: "unknown" },
    ] as const) {
      expect(words(failure, "write").changed).toBe(changed.unknown);
      expect(words(failure, "read").changed).toBe("");
    }
    expect(words({ kind: "network", certainty: "not-sent" }, "write").changed).toBe(changed.nothing);
  });

  it("never promises to retry a write: it asks to check the task first, or to repeat the action", () => {
    const words = wordsIn(locale);
    const { look, unsent } = catalogues[locale].failure.remedy;
    const transient = ["upstream-unreachable", "upstream-timeout", "upstream-reset", "upstream-bad-reply"].map(proxy);
    for (const failure of [...transient, { kind: "network" }, { kind: "shape", detail: "" }] as const) {
      expect(words({ ...failure, certainty: "unknown" }, "write").remedy).toBe(look);
      expect(words({ ...failure, certainty: "not-sent" }, "write").remedy).toBe(unsent);
    }
    expect(words({ ...refused(500), certainty: "unknown" }, "write").remedy).toBe(look);
    expect(words({ ...proxy("read-only"), certainty: "not-sent" }, "write").remedy).toBe(
      catalogues[locale].failure.proxy["read-only"].remedy,
    );
  });

  it("describes a gateway page by its HTTP status", () => {
    const failure: Failure = { kind: "proxy", status: 502, problem: "about:blank", detail: "", certainty: "unknown" };
    expect(wordsIn(locale)(failure, "write")).toMatchObject({ title: expect.stringContaining("502") });
  });
});

describe("problems of the proxy", () => {
  it("have a message when the page can receive them", () => {
    const words = wordsIn("en");
    const names = Object.keys(problems).filter((name): name is ProblemName => Object.hasOwn(problems, name));
    const wordless = names.filter((name) => {
      const { status } = problems[name];
      const failure = { kind: "proxy", status, detail: "", certainty: "not-sent" } as const;
      const { title } = words({ ...failure, problem: `urn:renderdeck:problem:${name}` }, "read");
      return title === words({ ...failure, problem: "about:blank" }, "read").title;
    });
    expect(wordless.filter((name) => !toldByStatus.has(name))).toEqual([]);
  });
});
