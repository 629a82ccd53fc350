import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";

/** A page says that it has left its task, also after the end of its test; tests of the team answer with the real route. */
const noPresence = http.post("*/api/team/here", () => new HttpResponse(null, { status: 503 }));

/** The mocked network of component tests. It has no other handlers until renderApp or connectFarm adds those of a farm. */
export const server = setupServer(noPresence);
