/** The key under which an operator's browser keeps what they typed and did not save yet. */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";

export const getDraftKey = endpoint({
  method: "GET",
  path: "/api/draft-key",
  summary: "The key of the operator's own drafts: the same at every session, another operator's is another",
  response: z.object({
    operatorId: z.string(),
    /** 256 bits, base64. */
    key: z.base64(),
  }),
});
