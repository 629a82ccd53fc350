import { Fragment } from "react";

/** A name that may break after its underscores, so that shot, version and extension stay whole. */
export function BreakableName({ name }: { name: string }) {
  let length = 0;
  const parts = name.split(/(?<=_)/u).map((text) => {
    const at = length;
    length += text.length;
    return { text, at };
  });
  return parts.map(({ text, at }) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {text}
    </Fragment>
  ));
}
