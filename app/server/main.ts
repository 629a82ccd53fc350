/** The production server: `node dist/server/main.js`; with `--check-connection` the connection test instead. */
import { fileURLToPath } from "node:url";
import { ConfigError } from "../proxy/config";
import { runConnectionCheck } from "./connection/run-connection-check";
import { runServer } from "./run-server";
import { StoreConfigError } from "./store/store-config";
import { StoreError } from "./store/store-error";

const isCheck = process.argv.includes("--check-connection");
const run = isCheck
  ? runConnectionCheck()
  : runServer(fileURLToPath(new URL("../client", import.meta.url)), __VERSION__);
run.catch((error: unknown) => {
  const isExplained = error instanceof ConfigError || error instanceof StoreError || error instanceof StoreConfigError;
  console.error(isExplained ? error.message : String(error));
  process.exit(1);
});
