/** Balance, coupon and prices, unless the account hides them (hideBalance, hideJobCharge). */
import { useTranslations } from "use-intl";
import { type Currency, currencyOfZone } from "../../protocol/account/currency";
import type { UserProfile } from "../../queries/account/user-profile";
import { useFormat } from "../../ui/format/format";
import { type Fact, Facts } from "../facts";

export function AccountMoney({ profile }: { profile: UserProfile }) {
  const t = useTranslations("settings.account");
  return (
    <div>
      <h3>{t("money")}</h3>
      {profile.hideBalance ? <p>{t("moneyHidden")}</p> : <Balance profile={profile} />}
      {profile.hideJobCharge ? <p>{t("chargesHidden")}</p> : <Prices profile={profile} />}
    </div>
  );
}

type Wallet = { readonly balance: number | null; readonly paidIn: number | null };

/** The account has a wallet in each currency; its zone decides which one pays. */
function walletsOf(profile: UserProfile): { own: Wallet; other: Wallet; currency: Currency; otherCurrency: Currency } {
  const yuan = { balance: profile.rmbbalance, paidIn: profile.rmbCumulative };
  const dollars = { balance: profile.usdbalance, paidIn: profile.usdCumulative };
  return currencyOfZone(profile.zone) === "USD"
    ? { own: dollars, other: yuan, currency: "USD", otherCurrency: "CNY" }
    : { own: yuan, other: dollars, currency: "CNY", otherCurrency: "USD" };
}

function Balance({ profile }: { profile: UserProfile }) {
  const t = useTranslations("settings.account");
  const format = useFormat();
  const { own, other, currency, otherCurrency } = walletsOf(profile);
  const facts: Fact[] = [
    { label: t("field.balance"), value: format.money(own.balance, currency) },
    { label: t("field.coupon"), value: format.money(profile.coupon, currency), note: t("couponNote") },
    { label: t("field.credit"), value: format.money(profile.credit, currency), note: t("creditNote") },
    { label: t("field.cumulative"), value: format.money(own.paidIn, currency), note: t("cumulativeNote") },
  ];
  if (other.balance) {
    const value = format.money(other.balance, otherCurrency);
    facts.push({ label: t("field.otherBalance"), value, note: t("otherBalanceNote") });
  }
  return <Facts facts={facts} />;
}

function Prices({ profile }: { profile: UserProfile }) {
  const t = useTranslations("settings.account");
  const format = useFormat();
  const currency = currencyOfZone(profile.zone);
  return (
    <Facts
      facts={(["cpuPrice", "gpuPrice"] as const).map((name) => ({
        label: t(`field.${name}`),
        value: format.money(profile[name], currency),
        note: t("priceNote"),
      }))}
    />
  );
}
