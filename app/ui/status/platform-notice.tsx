import type { PlatformAdvice } from "../../protocol/account/platforms";
import { usePlatformText } from "../format/platform-text";

/** That the account's platform is busy, full or disabled, and where tasks of the same kind could go. */
export function PlatformNotice({ advice }: { advice: PlatformAdvice }) {
  const text = usePlatformText();
  return (
    <span className="tone" data-tone="halted" role="note">
      <span aria-hidden="true">▲ </span>
      {text.advice(advice)}
    </span>
  );
}
