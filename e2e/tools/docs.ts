/** `npm run docs`: writes docs/protocol.md and docs/openapi.json. */
import { writeFileSync } from "node:fs";
import { openApiText } from "./openapi/openapi-docs";
import { protocolDocs } from "./protocol-docs";

writeFileSync(new URL("../../docs/protocol.md", import.meta.url), protocolDocs());
writeFileSync(new URL("../../docs/openapi.json", import.meta.url), openApiText());
