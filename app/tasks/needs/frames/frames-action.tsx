import type { ReactNode } from "react";
import { refusedStates } from "../../../queries/frames/refused-states";
import { type FramesAct, type LeafFrames, targetsOf } from "./frames-act";
import { FramesButton } from "./frames-button";

/** The act on frames beside the link to them; the link alone where the act applies to none. */
export function FramesAction({
  act,
  parts,
  children,
}: {
  act: FramesAct;
  parts: readonly LeafFrames[];
  children: ReactNode;
}) {
  const targets = targetsOf(act, parts, refusedStates.use());
  return (
    <>
      {children}
      {targets.length > 0 && <FramesButton act={act} targets={targets} />}
    </>
  );
}
