import { HttpResponse, http } from "msw";
import example from "../protocol/fixtures/query-user-profile.json";
import { server } from "./server";

/** Makes the account one whose charges are hidden. A profile that is already loaded does not change. */
export function hideCharges(): void {
  const data = { ...example.response.data, hideJobCharge: 1 };
  server.use(http.post("*/queryUserProfile", () => HttpResponse.json({ code: 200, message: "success", data })));
}
