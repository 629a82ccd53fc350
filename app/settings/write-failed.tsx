import { Alert } from "@mantine/core";
import { failureOf } from "../queries/call-error";
import { useFailureWords } from "../ui/failure-words";

/** A write that failed: what happened, whether anything was changed, what to do. */
export function WriteFailed({ error }: { error: unknown }) {
  const { title, changed, remedy } = useFailureWords()(failureOf(error), "write");
  return (
    <Alert color="red" title={title} mt="sm" role="alert">
      {changed} {remedy}
    </Alert>
  );
}
