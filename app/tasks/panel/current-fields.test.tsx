import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { IntlProvider } from "use-intl";
import { describe, expect, it } from "vitest";
import enBase from "../../i18n/en/base.json" with { type: "json" };
import en from "../../i18n/en/current.json" with { type: "json" };
import enDialogs from "../../i18n/en/dialogs.json" with { type: "json" };
import { mergeMessages } from "../../i18n/messages";
import zhBase from "../../i18n/zh/base.json" with { type: "json" };
import zh from "../../i18n/zh/current.json" with { type: "json" };
import zhDialogs from "../../i18n/zh/dialogs.json" with { type: "json" };
import type { Task } from "../../protocol/tasks/task";
import { taskSchema } from "../../protocol/tasks/task-info";
import { TASK } from "../../protocol/tasks/task-status";
import { makeNode } from "../../test/make-task";
import { CurrentFields } from "./current-fields";

const catalogues = {
  en: mergeMessages(mergeMessages(enBase, enDialogs), en),
  zh: mergeMessages(mergeMessages(zhBase, zhDialogs), zh),
};

function show(members: object, language: "en" | "zh" = "en") {
  const task: Task = taskSchema.parse({ id: 1, ...members });
  render(
    <IntlProvider locale={language} messages={catalogues[language]} timeZone="UTC">
      <MantineProvider env="test">
        <CurrentFields node={makeNode(task)} />
      </MantineProvider>
    </IntlProvider>,
  );
}

const fieldValue = (label: string) => screen.getByText(label, { selector: "dt" }).nextElementSibling?.textContent;

describe("the fields of the current dialect", () => {
  it.each([
    [1, "Website, analysed locally"],
    [2, "Website, analysed in the cloud"],
    [3, "Plug-in for still images"],
    [4, "API or SDK"],
    [8, "Plug-in for animation"],
    [6, "Unknown (6)"],
  ])("name channel %d", (channel, text) => {
    show({ channel });
    expect(fieldValue("Submitted via")).toBe(text);
  });

  it.each([
    [1, "A user"],
    [2, "An administrator"],
    [3, "Arrears"],
    [4, "A user in the desktop client"],
    [5, "A request through the API"],
    [6, "Switch to full speed"],
    [7, "Its project was deleted"],
    [8, "Unknown (8)"],
    [9, "Stopped right after submission"],
    [10, "Time limit"],
    [11, "Unknown (11)"],
  ])("name stop type %d", (stopType, text) => {
    show({ stopType, taskStatus: TASK.stopped });
    expect(fieldValue("Stop reason")).toBe(text);
  });

  it("have words in Chinese too", () => {
    show({ stopType: 3, channel: 6, taskStatus: TASK.stopped }, "zh");
    expect(fieldValue("停止原因")).toBe("欠费");
    expect(fieldValue("提交途径")).toBe("未知（6）");
  });

  it("name what stopped a task by its state where the farm has no code, as in 2018", () => {
    show({ taskStatus: TASK.timedOut });
    expect(fieldValue("Stop reason")).toBe("Time limit");
  });

  it("are left out where the farm sends nothing", () => {
    show({ stopType: 0, sceneLocalPath: "D:/shots/a.ma" });
    expect(screen.queryByText("Stop reason")).not.toBeInTheDocument();
    expect(fieldValue("Scene path")).toContain("D:/shots/a.ma");
  });
});
