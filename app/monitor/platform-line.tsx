/** In the last line of the wall: the account's platform is busy, full or disabled. Loaded when it is. */
import { Suspense } from "react";
import { withMessages } from "../i18n/messages";
import { usePlatformAdvice } from "../queries/account/platform-advice";
import { lazyNamed } from "../ui/browser/lazy-named";
import classes from "./wall-foot.module.css";

const PlatformNotice = lazyNamed(
  () => withMessages("platforms", import("../ui/status/platform-notice")),
  "PlatformNotice",
  "background",
);

export function PlatformLine() {
  const advice = usePlatformAdvice();
  if (advice === null) return null;
  return (
    <span className={classes["platform"]}>
      <Suspense fallback={null}>
        <PlatformNotice advice={advice} />
      </Suspense>
    </span>
  );
}
