/** Above the messages: what they say in one sentence, and how far the logs are read. */
import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { MessageGroup } from "../../protocol/frames/message-groups";
import type { Failure } from "../../protocol/wire/failure";
import { useFormat } from "../format/format";
import { ReadFailure } from "../status/read-failure";
import classes from "./messages.module.css";

type Reading = {
  readonly messages: ReadonlyMap<number, unknown>;
  readonly failed: number;
  readonly unread: ReadonlySet<string>;
  readonly isReading: boolean;
  readonly isPaused: boolean;
  readonly failure: Failure | null;
  readonly pause: () => void;
  readonly goOn: () => void;
};

export function MessageReading({ groups, reading }: { groups: readonly MessageGroup[]; reading: Reading }) {
  const t = useTranslations("messages");
  const format = useFormat();
  const { messages, failed, unread, isReading, isPaused, failure, pause, goOn } = reading;
  const [first] = groups;
  const counts = { read: format.count(messages.size), total: format.count(failed) };
  return (
    <div className={classes["reading"]}>
      {first && !isReading && (
        <p>
          <strong>{t("summary", { count: first.ids.length, total: messages.size, nodes: first.nodes.length })}</strong>
        </p>
      )}
      {isReading && (
        <p role="status">
          <progress max={failed} value={messages.size} aria-label={t("progressLabel")} />
          {t("progress", counts)}
          <Button variant="default" size="compact-xs" onClick={pause}>
            {t("cancel")}
          </Button>
        </p>
      )}
      {!isReading && (isPaused || unread.size > 0) && (
        <p role={failure === null ? "status" : "alert"}>
          {t("progress", counts)} {unread.size > 0 && t("unread", { count: unread.size })}{" "}
          {failure !== null && <ReadFailure failure={failure} asked={t("title")} />}
          <Button variant="default" size="compact-xs" onClick={goOn}>
            {t(unread.size > 0 ? "retry" : "goOn")}
          </Button>
        </p>
      )}
      {failed === 0 && <p>{t("none")}</p>}
    </div>
  );
}
