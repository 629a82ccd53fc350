import { renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { type AbstractIntlMessages, IntlProvider } from "use-intl";
import { describe, expect, it } from "vitest";
import en from "../../i18n/en/base.json";
import enRefusals from "../../i18n/en/refusals.json";
import enSoon from "../../i18n/en/soon.json";
import enTeam from "../../i18n/en/team.json";
import { loadCatalogue, mergeMessages } from "../../i18n/messages";
import { LanguageProvider } from "../../i18n/provider";
import zh from "../../i18n/zh/base.json";
import zhRefusals from "../../i18n/zh/refusals.json";
import type { Failure } from "../../protocol/wire/failure";
import { certaintyOf, nextStepOf, refusals } from "../../protocol/wire/refusals";
import { type ProblemName, problems } from "../../proxy/http/problem";
import { useFailureMessages } from "./failure-messages";

const catalogues = { en: { ...en, ...enRefusals }, zh: { ...zh, ...zhRefusals } };

function wordsIn(locale: "en" | "zh", messages: AbstractIntlMessages = catalogues[locale]) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <IntlProvider locale={locale} messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
  return renderHook(() => useFailureMessages(), { wrapper }).result.current;
}

const refused = (code: number, message = ""): Failure => ({ kind: "farm", code, message, certainty: "not-sent" });
const proxy = (problem: string) =>
  ({ kind: "proxy", status: 504, problem: `urn:renderdeck:problem:${problem}`, detail: "" }) as const;
const codes = Object.keys(refusals).map(Number);
/** Only requests with an API token get them. */
const forPrograms = new Set<ProblemName>(["invalid-token", "token-in-address", "not-for-tokens"]);
/** Problems of requests that this page never makes, or about which nobody can say more: the status has to do. */
const toldByStatus = new Set<ProblemName>([
  "bad-address",
  "bad-request",
  "bad-host",
  "not-found",
  "unknown-operation",
  "method-not-allowed",
  "length-required",
  "unsupported-media-type",
  "invalid-json",
  "request-timeout",
  "headers-too-large",
  "expectation-failed",
  "client-gone",
  "internal",
  // The views of pictures say it themselves.
  "no-picture",
  // History shows its own message with the moment.
  "history-unavailable",
]);
const isToldElsewhere = (name: ProblemName) => forPrograms.has(name) || Object.hasOwn(enTeam.team.problem, name);

// The first test: the others load the texts too.
describe("the texts of refusals", () => {
  it("are loaded with the first refusal", async () => {
    const initial = await loadCatalogue("en");
    expect(initial.messages).not.toHaveProperty("refusal");
    const wrapper = ({ children }: { children: ReactNode }) => (
      <LanguageProvider initial={initial} language="en">
        {children}
      </LanguageProvider>
    );
    const { result } = renderHook(() => useFailureMessages(), { wrapper });
    expect(result.current(refused(403), "read").title).toContain("(code 403)");
    await waitFor(() => expect(result.current(refused(403), "read").title).toContain("no permission (code 403)"));
  });
});

describe.each(["en", "zh"] as const)("in %s", (locale) => {
  it.each(codes)("describes the farm code %i with a message, the code and a remedy", (code) => {
    const words = wordsIn(locale);
    const { title, changed, remedy } = words(refused(code), "write");
    expect(title).toContain(String(code));
    expect(title.replace(String(code), "")).not.toBe(words(refused(9999), "write").title.replace("9999", ""));
    expect(changed).toBe(catalogues[locale].failure.changed.nothing);
    const { next } = catalogues[locale].refusal;
    const step = nextStepOf(code);
    expect(remedy).toBe(step === "support" ? catalogues[locale].failure.remedy.other : next[step]);
  });

  it("describes an unknown code by its number and the farm's own message", () => {
    const { title, remedy } = wordsIn(locale)(refused(9999, "quota_of_moon"), "read");
    expect(title).toContain(locale === "en" ? "Unknown (9999)" : "未知 (9999)");
    expect(remedy).toContain("quota_of_moon");
    expect(wordsIn(locale)(refused(9999), "read").remedy).toBe(catalogues[locale].failure.remedy.other);
  });

  it.each(["too-many-requests", "busy", "stopping"])("says when the next try after %s is possible", (problem) => {
    for (const kind of ["read", "write"] as const)
      expect(
        wordsIn(locale)({ ...proxy(problem), certainty: "not-sent", retryAfterSeconds: 30 }, kind).remedy,
      ).toContain("30");
  });

  it("shows the code alone while its texts are not loaded", () => {
    const { title, remedy } = wordsIn(locale, { failure: catalogues[locale].failure })(refused(507), "read");
    expect(title).toContain("507");
    expect(remedy).toBe(catalogues[locale].failure.remedy.other);
  });

  it.each(codes.filter((code) => certaintyOf(code) === "unknown"))(
    "says of a write refused with %i, a fault of the farm, that its effect is not known",
    (code) => {
      const { changed } = wordsIn(locale)({ ...refused(code), certainty: certaintyOf(code) }, "write");
      expect(changed).toBe(catalogues[locale].failure.changed.unknown);
    },
  );

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
    const words = wordsIn("en", mergeMessages(catalogues.en, enSoon));
    const names = Object.keys(problems).filter((name): name is ProblemName => Object.hasOwn(problems, name));
    const wordless = names.filter((name) => {
      const { status } = problems[name];
      const failure = { kind: "proxy", status, detail: "", certainty: "not-sent" } as const;
      const { title } = words({ ...failure, problem: `urn:renderdeck:problem:${name}` }, "read");
      return title === words({ ...failure, problem: "about:blank" }, "read").title;
    });
    expect(wordless.filter((name) => !toldByStatus.has(name) && !isToldElsewhere(name))).toEqual([]);
  });
});
