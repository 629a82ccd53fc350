/** The farm account that the page shows, and the way to the same page of the server's other accounts. */
import { Menu } from "@mantine/core";
import { IconBuildings, IconBuildingWarehouse, IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { healthQuery } from "../queries/http/health";
import { accountAddress } from "../state/account";
import { menuIcon } from "../ui/controls/menu-icon";
import classes from "./nav-rail.module.css";

export function AccountSwitch() {
  const t = useTranslations("shell.nav");
  const { data: health } = useQuery(healthQuery);
  const navigate = useNavigate();
  // A task or a filter of one account means nothing in another.
  const page = useRouterState({ select: ({ location }) => location.pathname.split("/")[1] ?? "" });
  const { own, all = [] } = health?.accounts ?? {};
  const title = all.find(({ name }) => name === own)?.title;
  if (title === undefined) return null;
  return (
    <Menu position="right-start">
      <Menu.Target>
        <button type="button" className={classes["railLink"]} aria-label={t("account", { title })} title={title}>
          <IconBuildingWarehouse size={20} stroke={1.6} aria-hidden="true" />
          <span className={classes["accountName"]}>
            <bdi>{title}</bdi>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("accounts")}</Menu.Label>
        <Menu.Item {...menuIcon(IconBuildings)} onClick={() => void navigate({ to: "/all" })}>
          {t("allAccounts")}
        </Menu.Item>
        {all.map((account) => (
          <Menu.Item
            key={account.name}
            {...menuIcon(account.name === own ? IconCheck : IconBuildingWarehouse)}
            component="a"
            href={accountAddress(account.name, page)}
            {...(account.name === own ? { "aria-current": true, fw: 600 } : {})}
          >
            <bdi>{account.title}</bdi>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
