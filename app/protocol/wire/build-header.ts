/** The response header in which the page's server names the client build that it serves. */
export const BUILD_HEADER = "x-renderdeck-build";
