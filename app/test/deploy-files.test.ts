/** The files for a deployment: they parse, name only variables and paths that exist, and keep the process from what it does not need. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseYaml } from "@redocly/openapi-core";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { parseConfig } from "../proxy/config";
import { stopLimits } from "../server/graceful-stop";
import { drainMsOf } from "../server/probes/drain-config";
import { LIVE_PATH, READY_PATH } from "../server/probes/probes";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "docs/deploy");
const readText = (path: string) => readFileSync(join(folder, path), "utf8");

/** The variables of the program, and two of Node. */
const known = new Set([
  ...[...readFileSync(join(root, ".env.example"), "utf8").matchAll(/^#? ?([A-Z][A-Z\d_]+)=/gm)].map(([, name]) => name),
  "NODE_ENV",
]);
/** Variables of the deployment itself: the name of the host, the password of the database, the tag of the image. */
const ofDeployment = new Set(["RENDER_HOST", "POSTGRES_PASSWORD", "RENDERDECK_TAG"]);

const texts = z.record(z.string(), z.string());
const limits = z.object({ cap_drop: z.array(z.string()), read_only: z.boolean(), security_opt: z.array(z.string()) });
const compose = z
  .object({
    services: z.object({
      renderdeck: limits.extend({ environment: texts, stop_grace_period: z.string(), env_file: z.array(z.string()) }),
      postgres: z.object({ healthcheck: z.object({ test: z.array(z.string()) }) }),
      front: limits,
    }),
    networks: z.object({
      front: z.object({ ipam: z.object({ config: z.tuple([z.object({ subnet: z.string() })]) }) }),
    }),
    secrets: z.record(z.string(), z.object({ file: z.string() })),
  })
  .parse(parseYaml(readText("compose.yaml")));

const documents = readText("kubernetes/renderdeck.yaml")
  .split(/^---$/m)
  .map((text) => z.looseObject({ kind: z.string() }).parse(parseYaml(text)));
const documentOf = (kind: string) => documents.find((one) => one.kind === kind);
const configMap = z.object({ data: texts }).parse(documentOf("ConfigMap")).data;
const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.literal("http") }) });
const deployment = z
  .object({
    spec: z.object({
      replicas: z.number(),
      template: z.object({
        spec: z.object({
          terminationGracePeriodSeconds: z.number(),
          automountServiceAccountToken: z.boolean(),
          securityContext: z.object({ runAsNonRoot: z.boolean() }),
          containers: z.tuple([
            z.object({
              securityContext: z.object({
                allowPrivilegeEscalation: z.boolean(),
                readOnlyRootFilesystem: z.boolean(),
                capabilities: z.object({ drop: z.array(z.string()) }),
              }),
              startupProbe: probe,
              livenessProbe: probe,
              readinessProbe: probe,
            }),
          ]),
        }),
      }),
    }),
  })
  .parse(documentOf("Deployment")).spec;
const pod = deployment.template.spec;
const stopSeconds = stopLimits.writeMs / 1000;
const drainSeconds = (env: Readonly<Record<string, string>>) => drainMsOf(env) / 1000;

it("has only files that are checked here", () => {
  expect(readdirSync(folder, { recursive: true }).map(String).toSorted()).toEqual([
    "Caddyfile",
    "Dockerfile",
    "Dockerfile.dockerignore",
    "compose.env.example",
    "compose.yaml",
    "kubernetes",
    "kubernetes/renderdeck.yaml",
    "renderdeck.service",
  ]);
});

describe("variables", () => {
  const service = [...readText("renderdeck.service").matchAll(/^Environment=([A-Z_]+)=/gm)].map(
    ([, name = ""]) => name,
  );
  const image = [...readText("Dockerfile").matchAll(/(?:^ENV | )([A-Z_]+)=/gm)].map(([, name = ""]) => name);
  const example = [...readText("compose.env.example").matchAll(/^([A-Z_]+)=/gm)].map(([, name = ""]) => name);

  it.each([
    ["compose.yaml", Object.keys(compose.services.renderdeck.environment)],
    ["kubernetes/renderdeck.yaml", Object.keys(configMap)],
    ["renderdeck.service", service],
    ["Dockerfile", image],
    ["compose.env.example", example],
  ])("of %s are known to the program", (_, names) => {
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !known.has(name) && !ofDeployment.has(name))).toEqual([]);
  });

  it("of compose.yaml that the host gives are in its example, or have a default", () => {
    const used = [...readText("compose.yaml").matchAll(/\$\{(\w+)(:-)?/g)].filter(([, , hasDefault]) => !hasDefault);
    expect(used.map(([, name]) => name).filter((name) => name === undefined || !example.includes(name))).toEqual([]);
  });

  it("of Kubernetes make a configuration", () => {
    const { RENDERBUS_ACCESS_KEY_FILE, ...rest } = configMap;
    expect(RENDERBUS_ACCESS_KEY_FILE).toMatch(/^\/etc\/renderdeck\/secrets\//);
    expect(parseConfig({ ...rest, RENDERBUS_ACCESS_KEY: "key" })).toMatchObject({
      host: "0.0.0.0",
      publicOrigins: ["https://render.example.com"],
      trustedProxies: { isEmpty: false },
    });
  });

  it("of compose.yaml let the network of the front name clients, and nobody else", () => {
    const [{ subnet }] = compose.networks.front.ipam.config;
    expect(compose.services.renderdeck.environment["RENDERDECK_TRUSTED_PROXIES"]).toBe(subnet);
  });
});

it("let the TLS front lead through what pages ask for, but not metrics and probes", () => {
  const [, withheld = ""] = /^\s*@inside path (.*)$/m.exec(readText("Caddyfile")) ?? [];
  expect(withheld.split(" ").toSorted()).toEqual(["/metrics", LIVE_PATH, READY_PATH].toSorted());
});

describe("processes", () => {
  it("run without root, privileges and a file system to write to", () => {
    for (const one of [compose.services.renderdeck, compose.services.front]) {
      expect(one).toMatchObject({ cap_drop: ["ALL"], read_only: true, security_opt: ["no-new-privileges:true"] });
    }
    expect(pod).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true } });
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(readText("Dockerfile")).toMatch(/^USER node$/m);
    for (const line of ["DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="])
      expect(readText("renderdeck.service").split("\n")).toContain(line);
  });

  it("are asked at the paths of the server", () => {
    const { startupProbe, livenessProbe, readinessProbe } = pod.containers[0];
    expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet.path)).toEqual([
      LIVE_PATH,
      LIVE_PATH,
      READY_PATH,
    ]);
    expect(readText("Dockerfile")).toContain(`'${LIVE_PATH}'`);
  });

  it("get more time to stop than writes under way", () => {
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(stopSeconds + drainSeconds(configMap));
    const { stop_grace_period: grace, environment } = compose.services.renderdeck;
    expect(Number.parseInt(grace, 10)).toBeGreaterThan(stopSeconds + drainSeconds(environment));
    const seconds = /^TimeoutStopSec=(\d+)$/m.exec(readText("renderdeck.service"))?.[1];
    expect(Number(seconds)).toBeGreaterThan(stopSeconds);
  });

  it("have two instances in Kubernetes, one of which stays during maintenance", () => {
    expect(deployment.replicas).toBe(2);
    expect(documentOf("PodDisruptionBudget")).toMatchObject({ spec: { minAvailable: 1 } });
  });
});

it("names no secret but files and variables that are not here", () => {
  const all = ["compose.yaml", "kubernetes/renderdeck.yaml", "renderdeck.service", "Dockerfile"]
    .map(readText)
    .join("\n");
  expect(all).not.toMatch(/(?:ACCESS_KEY|PASSWORD|SECRET)(?:=|: )["']?[A-Za-z\d]{8,}/);
  for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/secrets\//);
});
