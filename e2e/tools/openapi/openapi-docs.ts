/** Generates docs/openapi.json (OpenAPI 3.1) from the endpoint table, the request schemas and the table of our own routes. */
import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { capabilities } from "../../../app/protocol/capabilities";
import { type Endpoint, endpoints, type OperationName, operationNames } from "../../../app/protocol/endpoints";
import { frameInfoSchema } from "../../../app/protocol/frames/frame";
import { requests } from "../../../app/protocol/requests";
import { taskInfoSchema } from "../../../app/protocol/tasks/task-info";
import { responses } from "../protocol-docs";
import { answers } from "./answers";
import type { OwnRoute, Parameter } from "./own-route";
import { ownRoutes } from "./own-routes";
import { type JsonSchema, responseSchema } from "./response-schema";

const { version } = z.parse(
  z.object({ version: z.string() }),
  JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")),
);

const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const jsonOf = (schema: JsonSchema) => ({ "application/json": { schema } });
const withoutMeta = ({ $schema: _schema, $id: _id, ...schema }: JsonSchema): JsonSchema => schema;

/** A schema that stands alone; bounds that only say "a safe integer" are left out. */
const inline = (schema: z.core.$ZodType): JsonSchema =>
  withoutMeta(
    z.toJSONSchema(schema, {
      io: "input",
      unrepresentable: "any",
      override: ({ jsonSchema }) => {
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
        if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      },
    }),
  );

/** The answers of our own routes as components that refer to each other. */
function answerSchemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries<z.ZodMiniType>(answers)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io: "input", uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutMeta(schema)]));
}

const problemResponse = (name: string) => ({ $ref: `#/components/responses/${name}` });
const failures = { "4XX": problemResponse("Refused"), "5XX": problemResponse("Failed") };

/** `queryTaskFrames` as "Query task frames". */
const inWords = (name: string): string => {
  const text = name.replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const tagNames = { task: "Farm: tasks", user: "Farm: account", common: "Farm: environments and labels" } as const;

const tags = [
  { name: tagNames.task, description: "Operations of the farm on tasks and frames." },
  { name: tagNames.user, description: "Operations of the farm on the account." },
  { name: tagNames.common, description: "Operations of the farm on render environments, labels and files." },
  { name: "Tasks", description: "The task list, which the server reads once for everyone." },
  { name: "History", description: "What the server has recorded." },
  { name: "Server", description: "The server itself." },
  { name: "Tokens", description: "API tokens. Only people in the page call these; a token is refused." },
];

function groupOf(path: string): keyof typeof tagNames {
  const group = path.split("/")[3];
  return group === "user" || group === "common" ? group : "task";
}

const roleText = (role: string) => `Role: ${role}.`;

function descriptionOf(name: OperationName): string {
  const endpoint: Endpoint = endpoints[name];
  const kind =
    endpoint.kind === "write"
      ? "Changes something on the farm and is sent once; on a problem with `certainty` unknown look before you send it again."
      : "Reads from the farm.";
  const need =
    endpoint.since === "current"
      ? ` Only with the current dialect (capability \`${endpoint.capability}\`: ${capabilities[endpoint.capability]}).`
      : "";
  return `${kind}${need} ${roleText(endpoint.role)}`;
}

/** A refusal has no data. */
function dataOf(name: OperationName): JsonSchema {
  const schema = responseSchema(responses.get(name) ?? z.unknown(), name);
  return Object.keys(schema).length === 0 ? schema : { anyOf: [schema, { type: "null" }] };
}

const operationPath = (name: OperationName) => ({
  post: {
    operationId: name,
    summary: inWords(name),
    description: descriptionOf(name),
    tags: [tagNames[groupOf(endpoints[name].path)]],
    "x-role": endpoints[name].role,
    "x-kind": endpoints[name].kind,
    requestBody: { required: true, content: jsonOf(inline(requests[name])) },
    responses: {
      "200": {
        description: "The farm's answer: `code` 200 is success, any other code a refusal.",
        content: jsonOf({
          allOf: [refTo("Envelope"), { type: "object", properties: { data: dataOf(name) } }],
        }),
      },
      ...failures,
    },
  },
});

const parameterOf = ({ name, in: place, description, isOptional, schema, example }: Parameter) => ({
  name,
  in: place,
  description,
  required: !isOptional,
  schema: inline(schema),
  ...(example === "now" ? {} : { example }),
});

const contentOf = ({ answer, content }: OwnRoute) =>
  content === undefined
    ? jsonOf(answer === null ? { type: "object" } : refTo(answer))
    : { [content]: { schema: { type: "string", format: "binary" } } };

const ownOperation = (route: OwnRoute) => ({
  operationId: route.name,
  summary: route.summary,
  description: [route.description, route.role === "anyone" ? "Needs no sign-in." : roleText(route.role)]
    .filter(Boolean)
    .join(" "),
  tags: [route.tag],
  ...(route.role === "anyone" ? { security: [] } : {}),
  ...(route.isForPeople ? { security: [{ session: [] }] } : {}),
  "x-role": route.role,
  ...(route.parameters ? { parameters: route.parameters.map(parameterOf) } : {}),
  ...(route.request ? { requestBody: { required: true, content: jsonOf(refTo(route.request)) } } : {}),
  responses: {
    [String(route.status ?? 200)]: {
      description: "Success.",
      content: contentOf(route),
    },
    ...failures,
  },
});

function ownPaths(): Record<string, object> {
  const paths: Record<string, object> = {};
  for (const route of ownRoutes) paths[route.path] = { ...paths[route.path], [route.method]: ownOperation(route) };
  return paths;
}

const envelope: JsonSchema = {
  type: "object",
  required: ["code"],
  properties: {
    version: { type: ["string", "number", "null"] },
    result: {},
    code: { type: ["integer", "string"], description: "200: success." },
    message: { type: ["string", "number", "null"] },
    serverTime: { type: ["number", "string", "null"], description: "The farm's clock, epoch ms." },
    data: {},
    requestId: { type: ["string", "number", "null"] },
  },
};

const problemContent = { "application/problem+json": { schema: refTo("Problem") } };

/** The description of the API. */
export function openApi() {
  return {
    openapi: "3.1.1",
    info: {
      title: "Renderdeck",
      version,
      description:
        "The API of a Renderdeck server: the farm's operations, which the server signs and forwards, and what the server itself knows. Programs send an API token in the header `Authorization: Bearer`. A server where nobody signs in needs none. See docs/api.md.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [
      { url: "/", description: "A server with one farm account." },
      {
        url: "/accounts/{account}",
        description: "An account of a server with several.",
        variables: { account: { default: "main", description: "Name of the account in the configuration." } },
      },
    ],
    security: [{ token: [] }, { session: [] }],
    tags,
    paths: {
      ...Object.fromEntries(operationNames.map((name) => [endpoints[name].path, operationPath(name)])),
      ...ownPaths(),
    },
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token: `rdk_` and 43 letters and digits." },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "__Host-renderdeck",
          description: "A person who signed in with the page.",
        },
      },
      responses: {
        Refused: { description: "Our server refused the request; nothing was changed.", content: problemContent },
        Failed: {
          description: "Our server could not do it; `certainty` says whether a write may have been done.",
          content: problemContent,
        },
      },
      schemas: {
        Envelope: envelope,
        TaskInfo: responseSchema(taskInfoSchema, "TaskInfo"),
        FrameInfo: responseSchema(frameInfoSchema, "FrameInfo"),
        ...answerSchemas(),
      },
    },
  };
}

/** The text of docs/openapi.json. */
export const openApiText = (): string => `${JSON.stringify(openApi(), null, 1)}\n`;
