/** Request handlers for msw, one for each operation of the dialect: they answer as the server at the origin of the page does. */
import { HttpResponse, http, type RequestHandler } from "msw";
import { capabilityNames } from "../app/protocol/capabilities";
import { endpoints, isIn2018, operationNames } from "../app/protocol/endpoints";
import type { Me } from "../app/protocol/person";
import { answerRequest, emptyEnvelope } from "./farm/answer";
import type { Farm } from "./farm/farm";
import { createFaults, effectDelayOf, type Faults, latencyOf, replyTo } from "./faults";
import { pictureHandlers } from "./msw-pictures";

/** The response of GET /healthz, with the members of the proxy's response. */
export type HealthAnswer = {
  readonly status: "ok" | "degraded";
  readonly mode: "live" | "demo";
  readonly readOnly: boolean;
  readonly upstream: {
    readonly host?: string;
    readonly reachable: boolean | null;
    readonly refusedCode?: number | null;
    readonly latencyMs: number | null;
    /** Epoch ms. */
    readonly checkedAt: number | null;
  };
  readonly clockOffsetMs: number | null | undefined;
  readonly version: string | undefined;
  readonly dialect: "2018" | "current";
  readonly capabilities: readonly string[];
};

export type HandlerOptions = {
  readonly farm: Farm;
  readonly faults?: Faults;
  /** The dialect between server and farm; default "2018". */
  readonly dialect?: HealthAnswer["dialect"];
  /** Members of /healthz that replace those of a healthy demo farm. */
  readonly health?: () => Partial<HealthAnswer>;
  /** Members of /api/me that replace those of a server where nobody signs in. */
  readonly me?: () => Partial<Me>;
};

const openMe: Me = {
  person: { id: "", name: "", role: "manager", source: "open" },
  signIn: "none",
  insecure: false,
};

const PARAMETER_INVALID = 600;

const demoHealth = (now: number, dialect: HealthAnswer["dialect"]): HealthAnswer => ({
  status: "ok",
  mode: "demo",
  readOnly: false,
  upstream: { host: "demo farm", reachable: true, latencyMs: 0, checkedAt: now },
  clockOffsetMs: 0,
  version: "demo",
  dialect,
  capabilities: dialect === "current" ? capabilityNames : ["framePictures"],
});

const pause = (ms: number): Promise<void> =>
  ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();

/** Handlers for all operations, for /healthz and for /api/me. */
export function createHandlers({
  farm,
  faults = createFaults(),
  dialect = "2018",
  health = () => ({}),
  me = () => ({}),
}: HandlerOptions): RequestHandler[] {
  const names = dialect === "current" ? operationNames : operationNames.filter(isIn2018);
  const operations = names.map((name) =>
    http.post(`*${endpoints[name].path}`, async ({ request }) => {
      const bodyText = await request.text();
      const fault = faults.take(name);
      await pause(latencyOf(fault));
      const reply = replyTo(fault, farm.now(), () => {
        const body = parse(bodyText);
        return body
          ? answerRequest(farm, name, body.value, dialect === "current" ? "page" : "2018", effectDelayOf(fault))
          : emptyEnvelope(PARAMETER_INVALID, Math.floor(farm.now()));
      });
      if (reply.kind === "hang") return new Promise<never>(() => {});
      if (reply.kind === "reset") return HttpResponse.error();
      return new HttpResponse(reply.text, { status: reply.status, headers: { "Content-Type": reply.contentType } });
    }),
  );
  return [
    ...operations,
    ...pictureHandlers(farm),
    http.get("*/api/me", () => HttpResponse.json({ ...openMe, ...me() })),
    http.get("*/healthz", () => HttpResponse.json({ ...demoHealth(Math.floor(farm.now()), dialect), ...health() })),
  ];
}

function parse(bodyText: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(bodyText) };
  } catch {
    return undefined;
  }
}
