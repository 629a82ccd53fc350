import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { noticesOf } from "../../e2e/tools/licenses";

const moduleOf = (path: string) => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url));

it("the notices have each package once, with its licence text", () => {
  const text = noticesOf([
    moduleOf("react/index.js"),
    moduleOf("react/cjs/react.production.js"),
    moduleOf("@mantine/core/esm/index.mjs"),
    "/source/app/main.tsx",
  ]);
  expect(text.match(/^react \d+\.\d+\.\d+: MIT$/gm)).toHaveLength(1);
  expect(text).toMatch(/^@mantine\/core \d+\.\d+\.\d+: MIT$/m);
  expect(text).toContain("Permission is hereby granted");
  expect(text).not.toContain("main.tsx");
});
