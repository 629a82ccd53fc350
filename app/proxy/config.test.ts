import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { type Config, ConfigError, parseConfig } from "./config";

const credentials = { RENDERBUS_ACCESS_ID: "id", RENDERBUS_ACCESS_KEY: "SENTINEL" };

function messageOf(env: Record<string, string>): string {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error("the configuration was accepted");
}

describe("parseConfig", () => {
  it("uses defaults for everything but the credentials", () => {
    expect(parseConfig(credentials)).toMatchObject({
      host: "127.0.0.1",
      port: 8080,
      readOnly: false,
      viewersSeeMoney: false,
      publicOrigins: [],
      upstream: { protocol: "https", domain: "task.renderbus.com", accessId: "id", platform: "2", channel: "4" },
    } satisfies Partial<Record<keyof Config, unknown>>);
  });

  it("uses the dialect of 2018 for an account by default, and the current one for the demo farm", () => {
    expect(parseConfig(credentials)).toMatchObject({ dialect: "2018", upstream: { dialect: "2018" } });
    const current = { RENDERBUS_DIALECT: "current" };
    expect(parseConfig({ ...credentials, ...current })).toMatchObject({
      dialect: "current",
      upstream: { dialect: "current" },
    });
    expect(parseConfig({})).toMatchObject({ dialect: "current", upstream: null });
    expect(parseConfig({ RENDERBUS_DIALECT: "2018" })).toMatchObject({ dialect: "2018", upstream: null });
  });

  it("has no upstream without id and key, also if they are empty", () => {
    expect(parseConfig({}).upstream).toBeNull();
    expect(parseConfig({ RENDERBUS_ACCESS_ID: "", RENDERBUS_ACCESS_KEY: "  ", PORT: "" }).upstream).toBeNull();
  });

  it.each([
    [{ RENDERBUS_ACCESS_ID: "id" }, /RENDERBUS_ACCESS_KEY is not set but RENDERBUS_ACCESS_ID is: set both/],
    [{ RENDERBUS_ACCESS_KEY: "k" }, /RENDERBUS_ACCESS_ID is not set but RENDERBUS_ACCESS_KEY is: set both/],
    [{ RENDERBUS_ACCESS_KEY: "a b" }, /RENDERBUS_ACCESS_KEY must be .*without spaces/],
    [{ RENDERBUS_DOMAIN: "https://task.renderbus.com" }, /RENDERBUS_DOMAIN must be a host name.*without https/],
    [{ RENDERBUS_DOMAIN: "task.renderbus.com/v2" }, /RENDERBUS_DOMAIN/],
    [{ RENDERBUS_DOMAIN: "task.renderbus.com:99999" }, /RENDERBUS_DOMAIN must be a host name/],
    [{ RENDERBUS_DOMAIN: "1.2.3.999" }, /RENDERBUS_DOMAIN must be a host name/],
    [{ RENDERBUS_PROTOCOL: "ftp" }, /RENDERBUS_PROTOCOL must be https/],
    [{ RENDERBUS_PROTOCOL: "http" }, /RENDERBUS_PROTOCOL may be http only for a farm on this machine/],
    [{ RENDERBUS_PROTOCOL: "http", RENDERBUS_DOMAIN: "localhost.evil.example" }, /RENDERBUS_PROTOCOL may be http only/],
    [{ RENDERBUS_PLATFORM: "two" }, /RENDERBUS_PLATFORM must be the platform number, e.g. 2/],
    [{ RENDERBUS_CHANNEL: "-" }, /RENDERBUS_CHANNEL must be/],
    [{ RENDERBUS_DIALECT: "2020" }, /RENDERBUS_DIALECT must be 2018 .* or current/],
    [{ HOST: "http://0.0.0.0" }, /HOST must be the address to listen on/],
    [{ RENDERDECK_TRUSTED_PROXIES: "10.0.0.0/33" }, /RENDERDECK_TRUSTED_PROXIES must list the addresses or networks/],
    [{ PORT: "eighty" }, /PORT must be a port/],
    [{ PORT: "65536" }, /PORT must be a port/],
    [{ PORT: "p80" }, /PORT must be a port/],
    [{ PORT: "080000" }, /PORT must be a port/],
    [{ READ_ONLY: "yes" }, /READ_ONLY must be 1 or true/],
    [{ VIEWERS_SEE_MONEY: "some" }, /VIEWERS_SEE_MONEY must be 1 or true/],
    [{ PUBLIC_ORIGIN: "render.example.com" }, /PUBLIC_ORIGIN must be the origin in the browser/],
    [{ PUBLIC_ORIGIN: "https://render.example.com/tasks" }, /PUBLIC_ORIGIN must be/],
  ])("refuses %o and names the remedy", (env, message) => expect(messageOf(env)).toMatch(message));

  it("names all problems at once and no value", () => {
    const message = messageOf({ RENDERBUS_ACCESS_KEY: "SENTINEL key", PORT: "x", READ_ONLY: "y" });
    expect(message).toMatch(
      /RENDERBUS_ACCESS_KEY must[\s\S]*RENDERBUS_ACCESS_ID is not set[\s\S]*PORT must[\s\S]*READ_ONLY must/,
    );
    expect(message).not.toContain("SENTINEL");
  });

  it.each(["127.0.0.1:8787", "localhost", "[::1]:80"])("allows http to %s", (RENDERBUS_DOMAIN) => {
    const { upstream } = parseConfig({ ...credentials, RENDERBUS_PROTOCOL: "http", RENDERBUS_DOMAIN });
    expect(upstream).toMatchObject({ protocol: "http", domain: RENDERBUS_DOMAIN });
  });

  it("parses booleans, ports and a list of origins", () => {
    expect(
      parseConfig({
        READ_ONLY: "true",
        VIEWERS_SEE_MONEY: "1",
        PORT: "0",
        PUBLIC_ORIGIN: "https://a.example, https://b.example:8443",
        RENDERDECK_LIMIT_READS: "100",
        RENDERDECK_LIMIT_WRITES: "0",
      }),
    ).toEqual({
      limits: {
        read: { perPerson: 100, perAddress: 2000, seconds: 60 },
        picture: { perPerson: 1000, perAddress: 20_000, seconds: 60 },
        write: { perPerson: 0, perAddress: 0, seconds: 60 },
        signIn: { perPerson: 0, perAddress: 1000, seconds: 300 },
      },
      accounts: [],
      host: "127.0.0.1",
      port: 0,
      dialect: "current",
      readOnly: true,
      viewersSeeMoney: true,
      trustedProxies: { isEmpty: true, includes: expect.any(Function) },
      publicOrigins: ["https://a.example", "https://b.example:8443"],
      upstream: null,
    });
  });
});

describe("the access key", () => {
  const config = parseConfig(credentials);

  it("prints as [redacted] in every form", () => {
    const printed = [
      JSON.stringify(config),
      inspect(config, { depth: 9, showHidden: true }),
      String(config.upstream?.accessKey),
    ];
    for (const text of printed) {
      expect(text).toContain("[redacted]");
      expect(text).not.toContain("SENTINEL");
    }
  });

  it("is available for signing", () => expect(config.upstream?.accessKey.reveal()).toBe("SENTINEL"));
});
