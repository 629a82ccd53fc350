/** GET /api/openapi.json: the description of the API of this version (docs/openapi.json, which `npm run docs` writes). */
import type { Hono } from "hono";
import openApi from "../../docs/openapi.json" with { type: "json" };
import { compressedJson } from "../proxy/http/compressed-json";
import type { ResponseHeaders } from "../proxy/http/response-headers";
import type { RouteEnv } from "../proxy/http/route-app";

const OPENAPI_PATH = "/api/openapi.json";

/** Adds the route. */
export function addOpenApiRoute(app: Hono<RouteEnv>, headers: Pick<ResponseHeaders, "json">): void {
  app.get(OPENAPI_PATH, (c) => compressedJson(c, openApi, headers));
}
