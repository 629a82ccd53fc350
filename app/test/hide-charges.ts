import { HttpResponse, http } from "msw";
import example from "../protocol/fixtures/query-user-profile.json";
import { server } from "./server";

/** From now on the account is one whose charges are hidden; a profile read before stays as it was. */
export function hideCharges(): void {
  const data = { ...example.response.data, hideJobCharge: 1 };
  server.use(http.post("*/queryUserProfile", () => HttpResponse.json({ code: 200, message: "success", data })));
}
