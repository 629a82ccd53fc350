/** What the farm says about the codes of analysis errors, in the language of the page. */
import { useQueries } from "@tanstack/react-query";
import { errorDetailQuery } from "./account";

/** The description of each code; codes that the farm does not explain, or has not yet, are missing. */
export function useErrorExplanations(codes: readonly string[], language: "en" | "zh"): ReadonlyMap<string, string> {
  return useQueries({
    queries: codes.map((code) => errorDetailQuery(code, language === "zh" ? "0" : "1")),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }, index) => {
          const text = data?.rows.find(({ desDescriptionCn }) => desDescriptionCn !== "")?.desDescriptionCn;
          return text === undefined ? [] : [[codes[index] ?? "", text] as const];
        }),
      ),
  });
}
