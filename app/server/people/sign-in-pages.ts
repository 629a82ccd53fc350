/** The few pages around the sign-in, made by the server: the page itself loads only for people who have signed in. */
import { randomBytes } from "node:crypto";
import { languageOf } from "../../proxy/http/language";
import type { ResponseHeaders } from "../../proxy/http/response-headers";

type Language = ReturnType<typeof languageOf>;

const texts = {
  en: {
    signIn: "Sign in",
    signedOut: ["You are signed out", "Your session on this browser has ended."],
    signedOutThere: ["You are signed out", "Your sessions here and at the provider have ended."],
    atProvider:
      "You are still signed in at the provider: the next user of this browser can sign in here without a password.",
    signOutThere: "Sign out at",
    signedIn: ["You are signed in", "Close this tab and go on where you were."],
    failed: [
      "The sign-in did not work",
      "Nothing was changed. Try again; if it stays like this, tell your administrator:",
    ],
    front: [
      "You are not signed in",
      "The server in front of Renderdeck did not say who you are. Open Renderdeck at its usual address.",
    ],
  },
  zh: {
    signIn: "登录",
    signedOut: ["您已退出登录", "此浏览器上的会话已结束。"],
    signedOutThere: ["您已退出登录", "您在此处和登录服务的会话均已结束。"],
    atProvider: "您在登录服务仍处于登录状态：此浏览器的下一位使用者无需密码即可在此登录。",
    signOutThere: "同时退出",
    signedIn: ["您已登录", "请关闭此标签页，回到原来的页面继续。"],
    failed: ["登录未成功", "没有任何更改。请重试；如果仍然失败，请告知管理员："],
    front: ["您尚未登录", "Renderdeck 前面的服务器没有说明您是谁。请使用平时的地址打开 Renderdeck。"],
  },
} as const satisfies Record<Language, Record<string, string | readonly [title: string, text: string]>>;

/** A page of the sign-in; `signedOutThere`: also at the provider, `front`: the server in front names nobody. */
export type SignInPage = "signedOut" | "signedOutThere" | "signedIn" | "failed" | "front";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? "");

/** The colours of the page's themes (ui/theme/theme.css), which only people who have signed in can load. */
const style = `
:root { color-scheme: light dark; font: 14px/1.5 Inter, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans SC", "Microsoft YaHei", sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px; box-sizing: border-box; background: #f5f6f8; color: #16191f }
main { box-sizing: border-box; width: min(26rem, 100%); padding: 24px 28px 28px; border: 1px solid #e3e6eb; border-radius: 6px; background: #fff }
.name { margin: 0 0 16px; padding-bottom: 12px; border-bottom: 1px solid #e3e6eb; color: #4b5361; font-weight: 600 }
h1 { font-size: 17px; line-height: 1.35; margin: 0 0 6px }
p { margin: 0; color: #4b5361 }
p + p { margin-top: 14px }
a { display: inline-block; padding: 7px 14px; border-radius: 6px; background: #1f5fd6; color: #fff; font-weight: 500; text-decoration: none }
a[rel] { outline: 1px solid #8b93a1; outline-offset: -1px; background: none; color: #16191f }
a:focus-visible { outline: 2px solid #1f5fd6; outline-offset: 2px }
code { overflow-wrap: anywhere }
@media (prefers-color-scheme: dark) {
  body { background: #0f1115; color: #e8eaee }
  main { border-color: #262a32; background: #191c22 }
  .name { border-color: #262a32; color: #b3bac6 }
  p { color: #b3bac6 }
  a { background: #6096ff; color: #0b1220 }
  a[rel] { outline-color: #6b7482; color: #e8eaee }
  a:focus-visible { outline-color: #6096ff }
}
`;

export type PageOptions = {
  readonly headers: Pick<ResponseHeaders, "document">;
  readonly header: (name: string) => string | undefined;
  readonly status: number;
  /** The reason of a failure, for an administrator. */
  readonly detail?: string;
  /** Where the button leads; absent: there is none. */
  readonly signInAddress?: string;
  /** Where the session at the provider ends; absent: it has ended, or the provider offers no such address. */
  readonly providerAddress?: URL;
};

/** What the session here does not end, and where it ends. */
const providerLines = (address: URL, { atProvider, signOutThere }: (typeof texts)[Language]) => [
  `<p>${atProvider}</p>`,
  `<p><a href="${escapeHtml(address.href)}" rel="noreferrer">${signOutThere} ${escapeHtml(address.host)}</a></p>`,
];

/** A page as an answer; it has no script. */
export function signInPage(
  page: SignInPage,
  { headers, header, status, detail, signInAddress, providerAddress }: PageOptions,
): { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  const language = languageOf(header);
  const [title, text] = texts[language][page];
  const nonce = randomBytes(16).toString("base64");
  const lines = [
    `<p class="name">Renderdeck</p>`,
    `<h1>${title}</h1>`,
    `<p>${text}</p>`,
    ...(detail === undefined ? [] : [`<p><code>${escapeHtml(detail)}</code></p>`]),
    ...(signInAddress === undefined
      ? []
      : [`<p><a href="${escapeHtml(signInAddress)}">${texts[language].signIn}</a></p>`]),
    ...(providerAddress === undefined ? [] : providerLines(providerAddress, texts[language])),
  ];
  const body = `<!doctype html><html lang="${language === "zh" ? "zh-CN" : "en"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} – Renderdeck</title><style nonce="${nonce}">${style}</style></head><body><main>${lines.join("")}</main></body></html>`;
  return { status, headers: { ...headers.document(nonce), "cache-control": "no-store" }, body };
}
