/** The buttons of playback; each has a key (playback-shortcuts.ts). */
import { ActionIcon } from "@mantine/core";
import {
  IconChevronLeft,
  IconChevronRight,
  IconMaximize,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
  type TablerIcon,
} from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import classes from "./playback.module.css";
import { type PlaybackCommand, playbackShortcuts } from "./playback-shortcuts";
import type { Player, PlayerCommand } from "./player";

const keysOf = (command: PlaybackCommand) => playbackShortcuts.find((row) => row.command === command)?.keys ?? "";

const before: readonly (readonly [PlayerCommand, TablerIcon])[] = [
  ["first", IconPlayerSkipBack],
  ["previous", IconChevronLeft],
  ["backwards", IconPlayerTrackPrev],
];
const after: readonly (readonly [PlayerCommand, TablerIcon])[] = [
  ["forwards", IconPlayerTrackNext],
  ["next", IconChevronRight],
  ["last", IconPlayerSkipForward],
];

export function Transport({
  player,
  isDisabled,
  onFullScreen,
}: {
  player: Player;
  /** There is nothing to play. */
  isDisabled: boolean;
  /** null: the browser has no full screen. */
  onFullScreen: (() => void) | null;
}) {
  const t = useTranslations("playback");
  const isRunning = player.schedule.use(({ speed }) => speed !== 0);
  const button = (command: PlayerCommand, label: string, Icon: TablerIcon) => (
    <ActionIcon
      key={command}
      variant="default"
      size={32}
      aria-label={label}
      title={`${label} (${keysOf(command)})`}
      disabled={isDisabled}
      onClick={() => player.run(command)}
    >
      <Icon size={16} aria-hidden="true" />
    </ActionIcon>
  );
  return (
    <div className={classes["buttons"]}>
      {before.map(([command, Icon]) => button(command, t(`command.${command}`), Icon))}
      <ActionIcon
        data-autofocus
        size={36}
        aria-label={t(isRunning ? "command.pause" : "command.toggle")}
        title={`${t(isRunning ? "command.pause" : "command.toggle")} (${keysOf("toggle")})`}
        // It has the focus from the start, which a disabled button would lose.
        aria-disabled={isDisabled}
        data-disabled={isDisabled}
        onClick={() => player.run("toggle")}
      >
        {isRunning ? <IconPlayerPause size={18} aria-hidden="true" /> : <IconPlayerPlay size={18} aria-hidden="true" />}
      </ActionIcon>
      {after.map(([command, Icon]) => button(command, t(`command.${command}`), Icon))}
      {onFullScreen && (
        <ActionIcon
          variant="default"
          size={32}
          aria-label={t("command.fullScreen")}
          title={`${t("command.fullScreen")} (${keysOf("fullScreen")})`}
          onClick={onFullScreen}
        >
          <IconMaximize size={16} aria-hidden="true" />
        </ActionIcon>
      )}
    </div>
  );
}
