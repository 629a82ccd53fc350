/** The client build that the page's server serves, compared with the build that this page is from (decision 043). */
import { BUILD_HEADER } from "../../protocol/wire/build-header";
import { createStore } from "../../state/create-store";

/** Whether the server has another build than this page. */
export const hasOtherBuild = createStore(false);

/** The server puts the name of the build into the page. */
const pageBuild = () => document.querySelector('meta[name="build"]')?.getAttribute("content") ?? null;

/** Every answer of the page's server is reported here. An answer without the header, for example a gateway's, changes nothing. */
export function reportServerBuild({ headers }: Response): void {
  const build = headers.get(BUILD_HEADER);
  if (build !== null && typeof document !== "undefined") hasOtherBuild.set(build !== pageBuild());
}
