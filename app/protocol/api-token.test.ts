import { describe, expect, it } from "vitest";
import { createdTokenSchema, newTokenSchema, TOKEN_NAME_LENGTH, tokenListSchema } from "./api-token";

const token = {
  id: "7",
  name: "nightly",
  creatorName: "Ann",
  isOwn: true,
  role: "operator",
  createdMs: 1,
  expiresMs: null,
  revokedMs: null,
  lastUsedMs: 5,
};

const isNewToken = (members: object) =>
  newTokenSchema.safeParse({ name: "nightly", role: "viewer", days: 30, ...members }).success;

describe("a new token", () => {
  it("has a name of one line, without blanks around it", () => {
    expect(newTokenSchema.parse({ name: " nightly ", role: "viewer", days: null }).name).toBe("nightly");
    expect(["x", "x".repeat(TOKEN_NAME_LENGTH)].map((name) => isNewToken({ name }))).toEqual([true, true]);
    const names = ["", "  ", "x".repeat(TOKEN_NAME_LENGTH + 1), "two\nlines", "\u0000"];
    expect(names.map((name) => isNewToken({ name }))).toEqual([false, false, false, false, false]);
  });

  it("has a role, and lasts for one of the lengths or for ever", () => {
    expect(["viewer", "operator", "manager", "admin"].map((role) => isNewToken({ role }))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect([7, 30, 90, 365, null, 8, "7"].map((days) => isNewToken({ days }))).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("has no other members: a program that sends one means something else", () => {
    expect(isNewToken({ admin: true })).toBe(false);
  });
});

it("answers about tokens have every member, and no member of another type", () => {
  const list = { nowMs: 1, maxRole: "manager", tokens: [token] };
  expect(tokenListSchema.parse(list)).toEqual(list);
  const created = { token, secret: "rdk_x" };
  expect(createdTokenSchema.parse(created)).toEqual(created);
  expect(createdTokenSchema.safeParse({ token }).success).toBe(false);
  const accepted = Object.keys(token).filter((name) => {
    const without = { ...token, [name]: undefined };
    return tokenListSchema.safeParse({ ...list, tokens: [without] }).success;
  });
  expect(accepted).toEqual([]);
});
