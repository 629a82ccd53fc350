import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { transferBidQuery } from "../../queries/tasks/new-tasks";
import { usePageStatus } from "../../ui/status/page-status";
import { Facts } from "../facts";
import { Loaded } from "../loaded";
import { useSlowInterval } from "../use-slow-interval";
import { TransferCommand } from "./transfer-command";

const fields = ["input_bid", "config_bid", "output_bid"] as const;

/** The ids of the upload client, each with a button to copy it. */
export function TransferSection() {
  const t = useTranslations("settings.transfer");
  const query = useQuery({ ...transferBidQuery, refetchInterval: useSlowInterval() });
  usePageStatus(query, query.data ? query.dataUpdatedAt : null);
  return (
    <Loaded query={query} section="transfer">
      {(bids) => (
        <>
          <Facts
            facts={fields.map((name) => ({ label: t(name), value: bids[name], note: t(`note.${name}`), copy: true }))}
          />
          <TransferCommand />
        </>
      )}
    </Loaded>
  );
}
