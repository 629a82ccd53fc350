import { describe, expect, it } from "vitest";
import { Secret } from "../proxy/signing/secret";
import { exposureWarning, listenErrorMessage, startLines } from "./startup-messages";

const upstream = {
  protocol: "https",
  domain: "farm.example:8443",
  accessId: "id",
  accessKey: new Secret("key"),
  platform: "2",
  channel: "4",
  dialect: "2018",
} as const;

describe("startLines", () => {
  it("names version, address and farm", () => {
    const config = { host: "127.0.0.1", readOnly: false };
    expect(startLines("1.2.3", config, 8080, { mode: "live", farms: [{ upstream }] })).toEqual([
      "Renderdeck 1.2.3 on http://127.0.0.1:8080",
      "Farm: https://farm.example:8443, dialect 2018",
    ]);
  });

  it("names demo farm and guide, dialect, read-only mode and an IPv6 address", () => {
    const config = { host: "::1", readOnly: true };
    const farms = [{ upstream: { ...upstream, dialect: "current" as const } }];
    expect(startLines("1.2.3", config, 80, { mode: "demo", farms })).toEqual([
      "Renderdeck 1.2.3 on http://[::1]:80",
      "Farm: demo farm (no account is configured), dialect current, read-only",
      "How to connect an account: http://[::1]:80/settings?section=connection",
    ]);
  });

  it("names the farm of each account", () => {
    const fox = { ...upstream, domain: "fox.example", dialect: "current" as const };
    const farms = [
      { title: "CN", upstream },
      { title: "Fox", upstream: fox },
    ];
    expect(startLines("1.2.3", { host: "127.0.0.1", readOnly: false }, 80, { mode: "live", farms }).slice(1)).toEqual([
      "Farm of CN: https://farm.example:8443, dialect 2018",
      "Farm of Fox: https://fox.example, dialect current",
    ]);
  });
});

describe("exposureWarning", () => {
  it("warns if other machines use the account without sign-in", () => {
    expect(exposureWarning({ insecure: true, mode: "live" })).toMatch(/^Warning: there is no sign-in/);
    expect(exposureWarning({ insecure: false, mode: "live" })).toBeUndefined();
  });

  it("is undefined for the demo farm", () => expect(exposureWarning({ insecure: true, mode: "demo" })).toBeUndefined());
});

const HOST_UNKNOWN =
  "HOST 10.0.0.1 is not an address of this machine: set HOST to 127.0.0.1, or to 0.0.0.0 for every network";

describe("listenErrorMessage", () => {
  it.each([
    ["EADDRINUSE", "Port 80 on 10.0.0.1 is in use: stop the other program, or set PORT to another port, e.g. PORT=81"],
    ["EACCES", "Port 80 needs privileges: set PORT to a port above 1023, e.g. PORT=8080"],
    ["EADDRNOTAVAIL", HOST_UNKNOWN],
    ["ENOTFOUND", HOST_UNKNOWN],
    ["EPERM", "Cannot listen on 10.0.0.1:80: listen failed"],
  ])("explains %s", (code, message) => {
    const error = Object.assign(new Error("listen failed"), { code });
    expect(listenErrorMessage(error, "10.0.0.1", 80)).toBe(message);
  });
});
