import { setupServer } from "msw/node";

/** The network of component tests. It answers nothing by itself: `renderApp` lays the farm's handlers over it. */
export const server = setupServer();
