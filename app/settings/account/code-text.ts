/** Codes of the profile in words (corrections, additions and row 10); an unknown code is shown with its number. */
import { useTranslations } from "use-intl";
import { downloadStates } from "../../protocol/account/rights";

const names = {
  status: { 0: "inactive", 1: "active", 4: "disabled", 5: "disabled" },
  infoStatus: { 0: "notRequired", 1: "incomplete", 2: "complete" },
  businessType: { 0: "stills", 1: "animation" },
  downloadDisable: downloadStates,
} as const satisfies Record<string, Readonly<Record<number, string>>>;

export type CodedMember = keyof typeof names;
type CodeName = { [Member in CodedMember]: (typeof names)[Member][keyof (typeof names)[Member]] }[CodedMember];

/** The text of a code; null without a code. */
export function useCodeText() {
  const t = useTranslations("settings.account.code");
  return (member: CodedMember, code: number | null): string | null => {
    if (code === null) return null;
    const byCode: Readonly<Record<number, CodeName>> = names[member];
    const name = byCode[code];
    return name === undefined ? t("unknown", { code }) : t(name);
  };
}
