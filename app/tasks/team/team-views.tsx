/** The views that everybody has, below the own ones in the menu of views. */
import { Button, Menu } from "@mantine/core";
import { IconCopy, IconPin, IconRefresh, IconShare, IconTrash, IconUsers } from "@tabler/icons-react";
import { type Ref, useImperativeHandle } from "react";
import { useTranslations } from "use-intl";
import type { SharedView } from "../../protocol/team/team-views";
import { isSamePerson } from "../../protocol/team/teammate";
import { useRoleRefusal } from "../../queries/http/capabilities";
import { teamState } from "../../queries/team/team-state";
import { menuIcon } from "../../ui/controls/menu-icon";
import { MoreMenu } from "../../ui/controls/more-menu";
import { type RefusedProps, useRefusal } from "../../ui/controls/refusal";
import { useFormat } from "../../ui/format/format";
import { visibleName } from "../../ui/status/tail-name";
import { toast } from "../../ui/toasts/toast";
import type { ColumnLayout } from "../../ui/tree-grid/column-layout";
import { copyView } from "../toolbar/change-views";
import { urlOfShared } from "../toolbar/current-view";
import type { SavedView } from "../toolbar/saved-views";
import classes from "./team.module.css";
import { useSelf } from "./use-self";
import { type SharedViewActs, useViewActs, type ViewToShare } from "./use-view-acts";

type Opened = Pick<SavedView, "name" | "search" | "columns">;

export function TeamViews({
  openView,
  shown,
  actsRef,
  onOpen,
  onBegin,
  onEnd,
}: {
  /** The view that the page shows, as on the URL. */
  openView: string | undefined;
  /** The list as it is shown. */
  shown: { readonly search: Record<string, string>; readonly columns: ColumnLayout };
  /** Gets what the menus of own views use. */
  actsRef: Ref<SharedViewActs>;
  onOpen: (view: Opened) => void;
  /** Around an act, whose dialog needs the place of the menu. */
  onBegin: () => void;
  onEnd: () => void;
}) {
  const t = useTranslations("team.views");
  const { acts, dialogs } = useViewActs({ onBegin, onEnd });
  useImperativeHandle(actsRef, () => acts);
  const views = teamState.use((team) => team?.views);
  if (views === undefined) return null;
  return (
    <section className={classes["sharedViews"]} aria-label={t("title")}>
      <h3>{t("title")}</h3>
      {views.length === 0 && <p className="faint">{t("none")}</p>}
      <ul>
        {views.map((view) => {
          const url = urlOfShared(view.name);
          return (
            <SharedViewRow
              key={view.name}
              view={view}
              isOpen={url === openView}
              shown={{ name: view.name, ...shown }}
              acts={acts}
              onOpen={() => onOpen({ name: url, search: view.search, columns: view.columns })}
            />
          );
        })}
      </ul>
      {dialogs}
    </section>
  );
}

/** A long name ends with an ellipsis. */
const cutLabel = { label: { display: "block", overflow: "hidden", textOverflow: "ellipsis" } };

function SharedViewRow({
  view,
  isOpen,
  shown,
  acts,
  onOpen,
}: {
  view: SharedView;
  isOpen: boolean;
  shown: ViewToShare;
  acts: SharedViewActs;
  onOpen: () => void;
}) {
  const t = useTranslations("team.views");
  const format = useFormat();
  const refused = useRefusal();
  const notManager = refused(useRoleRefusal("roleManager"));
  const notAllowed = useChangeRefusal()(view);
  const { isPinned } = view;
  const name = visibleName(view.name);
  const by = visibleName(view.by.name);
  const copy = () => {
    const own = copyView({ ...view, columns: view.columns });
    void toast({ tone: "good", title: t("copied", { name: own }) });
  };
  return (
    <li>
      <Button
        {...menuIcon(isPinned ? IconPin : IconUsers)}
        variant="subtle"
        justify="flex-start"
        styles={cutLabel}
        fullWidth
        aria-current={isOpen || undefined}
        title={`${name}: ${t("sharedBy", { name: by, when: format.moment(view.atMs) })}`}
        onClick={onOpen}
      >
        <bdi>{name}</bdi>
        <span className="faint">
          &nbsp;· <bdi>{by}</bdi>
          {isPinned && <span className="visually-hidden"> · {t("pinned")}</span>}
        </span>
      </Button>
      <MoreMenu label={t("more", { name })} width={240} inPopover>
        <Menu.Item {...menuIcon(IconCopy)} onClick={copy}>
          {t("copy")}
        </Menu.Item>
        <Menu.Item {...menuIcon(IconRefresh)} {...notAllowed} onClick={() => acts.share(shown, view)}>
          {t("update")}
        </Menu.Item>
        <Menu.Item {...menuIcon(IconPin)} {...notManager} onClick={() => acts.pin(view, !isPinned)}>
          {t(isPinned ? "unpin" : "pin")}
        </Menu.Item>
        <Menu.Item
          {...menuIcon(IconTrash)}
          {...notAllowed}
          {...(notAllowed.disabled ? {} : { c: "var(--tone-bad)" })}
          onClick={() => acts.remove(view)}
        >
          {t("remove")}
        </Menu.Item>
      </MoreMenu>
    </li>
  );
}

/** Props for a control that changes a shared view: its author and managers may. */
function useChangeRefusal(): (view: SharedView) => RefusedProps {
  const t = useTranslations("team.views");
  const self = useSelf();
  const noOperator = useRefusal()(useRoleRefusal("roleOperator"));
  return ({ by }) => {
    if (noOperator.disabled || !self || self.role === "manager") return noOperator;
    const isOwn = self.teammate !== null && isSamePerson(by, self.teammate);
    return isOwn ? {} : { disabled: true, title: t("notOwn", { name: visibleName(by.name) }) };
  };
}

/** The entry of an own view's menu that gives it to everybody; nothing without a server that keeps shared views. */
export function ShareEntry({
  view,
  onShare,
}: {
  view: ViewToShare;
  /** `before`: the shared view of this name; null: there is none. */
  onShare: (view: ViewToShare, before: SharedView | null) => void;
}) {
  const t = useTranslations("team.views");
  const shared = teamState.use((team) => team?.views);
  const before = shared?.find(({ name }) => name === view.name) ?? null;
  const noOperator = useRefusal()(useRoleRefusal("roleOperator"));
  const notAllowed = useChangeRefusal();
  if (shared === undefined) return null;
  return (
    <Menu.Item
      {...menuIcon(IconShare)}
      {...(before ? notAllowed(before) : noOperator)}
      onClick={() => onShare(view, before)}
    >
      {t(before ? "shareAgain" : "share")}
    </Menu.Item>
  );
}
