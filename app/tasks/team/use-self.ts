/** Who uses this page, as the team sees it. */
import type { Role } from "../../protocol/endpoints";
import type { Teammate } from "../../protocol/team/teammate";
import { useMe } from "../../queries/account/me";
import { usePersonName } from "../../ui/storage/person-name";

export type Self = {
  /** null: nobody signs in, and the name was not asked for yet. */
  readonly teammate: Teammate | null;
  readonly role: Role;
};

/** undefined: not known yet. */
export function useSelf(): Self | undefined {
  const person = useMe()?.person;
  const name = usePersonName().trim();
  if (!person) return undefined;
  const { id, role } = person;
  if (id !== "") return { teammate: { id, name: person.name || id }, role };
  return { teammate: name === "" ? null : { id: "", name }, role };
}
