/** `npm run docs`: writes docs/protocol.md. */
import { writeFileSync } from "node:fs";
import { protocolDocs } from "./protocol-docs";

writeFileSync(new URL("../../docs/protocol.md", import.meta.url), protocolDocs());
