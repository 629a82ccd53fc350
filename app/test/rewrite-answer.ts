/** A farm whose answers a test changes on their way to the page. */
import { HttpResponse, http } from "msw";
import { answerRequest } from "../../mocks/farm/answer";
import type { Farm } from "../../mocks/farm/farm";
import { endpoints, type OperationName } from "../protocol/endpoints";
import { server } from "./server";

type Members = Record<string, unknown>;
type Envelope = ReturnType<typeof answerRequest>;

/** Lets `change` edit the envelope of each answer to the operation; `body` is the request. The dialect is 2018. */
export function rewriteAnswer(
  farm: Farm,
  name: OperationName,
  change: (envelope: Envelope, body: Members) => object,
): void {
  server.use(
    http.post<never, Members>(`*${endpoints[name].path}`, async ({ request }) => {
      const body = await request.json();
      return HttpResponse.json(change(structuredClone(answerRequest(farm, name, body, "2018")), body));
    }),
  );
}
