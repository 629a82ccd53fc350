import { setupServer } from "msw/node";

/** The mocked network of component tests. It has no handlers until renderApp or connectFarm adds those of a farm. */
export const server = setupServer();
