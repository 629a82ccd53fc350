/** A process of its own that opens the store in the file of its argument, says so, and waits to be killed. */
import { openStore } from "../open-store";

const [, , path = ""] = process.argv;
await openStore({ engine: "sqlite", path });
process.stdout.write("open\n");
setInterval(() => undefined, 60_000);
