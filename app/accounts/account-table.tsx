/** One row per account, and a sum of the amounts per currency. */
import { useTranslations } from "use-intl";
import type { AccountSummary } from "../mirror/accounts-summary";
import type { Currency } from "../protocol/account/currency";
import type { ChargeSum } from "../protocol/charges";
import { accountAddress } from "../state/account";
import { ScrollRegion } from "../ui/controls/scroll-region";
import { EMPTY_CELL, HIDDEN_AMOUNT, useFormat } from "../ui/format/format";
import classes from "./accounts.module.css";
import { sumsByCurrency } from "./sums-by-currency";

const columns = ["active", "trouble", "executing", "waiting", "done", "failed", "day", "month", "balance"] as const;

export function AccountTable({ accounts, nowMs }: { accounts: readonly AccountSummary[]; nowMs: number }) {
  const t = useTranslations("accounts.table");
  const help = useTranslations("accounts.help");
  const sums = sumsByCurrency(accounts);
  return (
    <ScrollRegion label={t("accounts")}>
      <table className={classes["table"]}>
        <caption className="visually-hidden">{t("accounts")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("account")}</th>
            <th scope="col">{t("state")}</th>
            {columns.map((column) => (
              <th key={column} scope="col" data-number title={column === "trouble" ? help("trouble") : undefined}>
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <Row key={account.name} account={account} nowMs={nowMs} />
          ))}
        </tbody>
        <tfoot>
          {sums.map(({ currency, day, month, balance }) => (
            <tr key={currency}>
              <th scope="row" colSpan={2 + columns.indexOf("day")}>
                {t("total", { currency })}
              </th>
              <td data-number>
                <Spend value={day} currency={currency} />
              </td>
              <td data-number>
                <Spend value={month} currency={currency} />
              </td>
              <td data-number>
                <Balance value={balance} currency={currency} />
              </td>
            </tr>
          ))}
        </tfoot>
      </table>
    </ScrollRegion>
  );
}

function Row({ account, nowMs }: { account: AccountSummary; nowMs: number }) {
  const help = useTranslations("accounts.help");
  const format = useFormat();
  const { name, title, day, month, currency, balance, recordingSinceMs, inTrouble } = account;
  const recorded =
    recordingSinceMs === null ? help("notRecorded") : help("recorded", { when: format.moment(recordingSinceMs) });
  return (
    <tr>
      <th scope="row">
        <AccountLink name={name} title={title} />
      </th>
      <td>
        <FarmState account={account} nowMs={nowMs} />
      </td>
      <td data-number>{format.count(account.active)}</td>
      <td data-number className={inTrouble > 0 ? "tone" : ""} data-tone="bad">
        {format.count(inTrouble)}
      </td>
      <td data-number>{format.count(account.executing)}</td>
      <td data-number>{format.count(account.waiting)}</td>
      <td data-number title={recorded}>
        {format.count(day?.done ?? null)}
      </td>
      <td data-number title={recorded}>
        {format.count(day?.failed ?? null)}
      </td>
      <td data-number title={recorded}>
        <Spend value={day?.spend ?? null} currency={currency} />
      </td>
      <td data-number title={recorded}>
        <Spend value={month?.spend ?? null} currency={currency} />
      </td>
      <td data-number>
        <Balance value={balance} currency={currency} />
      </td>
    </tr>
  );
}

function AccountLink({ name, title }: Pick<AccountSummary, "name" | "title">) {
  return (
    <a href={accountAddress(name, "tasks")}>
      <bdi>{title}</bdi>
    </a>
  );
}

/** When the farm was asked last, and whether it answers. */
function FarmState({ account: { collector }, nowMs }: { account: AccountSummary; nowMs: number }) {
  const t = useTranslations("accounts.read");
  const format = useFormat();
  const { lastGoodReadMs, failure } = collector;
  const age = format.ago(lastGoodReadMs, nowMs);
  const isFailing = failure !== null;
  return (
    <span className="tone" data-tone={isFailing ? "bad" : lastGoodReadMs === null ? "idle" : "good"}>
      <span aria-hidden="true">{isFailing ? "✕" : "●"}</span>{" "}
      {lastGoodReadMs === null ? t("never") : t(isFailing ? "failing" : "at", { age })}
    </span>
  );
}

function Spend({ value, currency }: { value: ChargeSum | null; currency: Currency | null }) {
  const format = useFormat();
  return value === null || currency === null ? HIDDEN_AMOUNT : format.moneySum(value, currency);
}

function Balance({ value, currency }: { value: number | null; currency: Currency | null }) {
  const format = useFormat();
  return value === null || currency === null ? EMPTY_CELL : format.money(value, currency);
}
