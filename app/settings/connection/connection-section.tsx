/** The connection to the farm: the account or the likely cause of a failure; with the demo farm, how to connect an account. */
import { useQuery } from "@tanstack/react-query";
import { healthQuery } from "../../queries/http/health";
import { Loaded } from "../loaded";
import { ConnectGuide } from "./connect-guide";
import { ConnectionResult } from "./connection-result";

export function ConnectionSection() {
  const query = useQuery(healthQuery);
  return (
    <Loaded query={query} section="connection">
      {({ mode }) => (mode === "demo" ? <ConnectGuide /> : <ConnectionResult />)}
    </Loaded>
  );
}
