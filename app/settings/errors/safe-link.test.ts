import { expect, it } from "vitest";
import { safeLink } from "./safe-link";

it.each([
  ["http://note.youdao.com/noteshare?id=d8", "http://note.youdao.com/noteshare?id=d8"],
  [" HTTPS://example.com/a b ", "https://example.com/a%20b"],
  ["javascript:alert(1)", null],
  [" java\nscript:alert(1)", null],
  ["data:text/html,<script>1</script>", null],
  ["//example.com/x", null],
  ["/settings", null],
  ["note.youdao.com", null],
  ["", null],
  [null, null],
])("%j leads to %j", (text, target) => {
  expect(safeLink(text)).toBe(target);
});
