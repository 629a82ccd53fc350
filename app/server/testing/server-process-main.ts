/** The process of startServerProcess. SIGUSR2 causes an uncaught exception, and SIGURG an unhandled rejection. */
import { runServer } from "../run-server";

process.on("SIGUSR2", () => {
  throw new Error("exception of the test");
});
process.on("SIGURG", () => void Promise.reject(new Error("rejection of the test")));
await runServer(process.argv[2] ?? "", "test");
