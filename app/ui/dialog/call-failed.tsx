import { Alert } from "@mantine/core";
import type { ReactNode } from "react";
import type { Failure } from "../../protocol/wire/failure";
import { useFailureMessages } from "../format/failure-messages";

/** A failed call inside its form or dialog: what failed, whether anything was changed, what to do. */
export function CallFailed({
  failure,
  kind,
  unknown,
  children,
}: {
  failure: Failure;
  kind: "read" | "write";
  /** Replaces the standard message when it is unknown whether the write was done. */
  unknown?: string;
  children?: ReactNode;
}) {
  const { title, changed, remedy } = useFailureMessages()(failure, kind);
  const isUnknown = kind === "write" && failure.certainty === "unknown";
  return (
    <Alert color="red" title={title} role="alert" my="sm">
      {(isUnknown && unknown) || changed} {remedy} {children}
    </Alert>
  );
}
