/** Who else has a task open, as small marks with initials and as text. */
import { useTranslations } from "use-intl";
import { initialsOf, type Teammate } from "../../protocol/team/teammate";
import { visibleName } from "../status/tail-name";
import classes from "./also-here.module.css";

/** Names in the text; the others are a number. */
const MOST_NAMES = 3;

/** Renders nothing when nobody else is there. `isShort`: marks without the text on a narrow screen. */
export function AlsoHere({ people, isShort = false }: { people: readonly Teammate[]; isShort?: boolean }) {
  const t = useTranslations("team");
  if (people.length === 0) return null;
  const named = people.slice(0, MOST_NAMES);
  const text = t("here.text", {
    names: named.map(({ name }) => visibleName(name)).join(t("here.separator")),
    more: people.length - named.length,
  });
  const isUnverified = people.some(({ id }) => id === "");
  return (
    <span
      className={classes["here"]}
      data-short={isShort || undefined}
      title={isUnverified ? `${text}\n${t("here.unverified")}` : text}
    >
      {named.map((person) => (
        <span key={`${person.id} ${person.name}`} aria-hidden="true" className={classes["mark"]}>
          {initialsOf(person.name)}
        </span>
      ))}
      <span className={classes["text"]}>{text}</span>
    </span>
  );
}
