/** The intake API, `/intake/v1`: what order portals call, with the key of their authority. */
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import {
  intakeCreateOrder,
  intakeGetOrder,
  intakeSubmitOrder,
  intakeUploadPiece,
} from "../../domain/intake/intake-api.ts";
import { missingPieces } from "../../domain/order/supporting-document.ts";
import { receiveFile } from "../documents/receive-file.ts";
import { loadOrder } from "../order/order-store.ts";
import { notFound, ProblemError } from "../platform/errors.ts";
import { serve } from "../platform/http.ts";
import type { Services } from "../ports/services.ts";
import { createOrder } from "./create-order.ts";
import { type OrderPortal, orderPortalOf } from "./intake-keys.ts";
import { submitOrder } from "./submit-order.ts";
import { uploadPiece } from "./upload-piece.ts";

/** Registers the routes in a scope of their own: here a body is a stream, and a key stands for a session. */
export function intakeRoutes(app: FastifyInstance, services: Services): void {
  const { db, files } = services;
  const portals = new WeakMap<FastifyRequest, OrderPortal>();
  // Before the body is looked at: without a key nothing is read, and nothing is said of what was sent.
  app.addHook("onRequest", async (request) => {
    portals.set(request, await orderPortalOf(db, request));
  });
  const portalOf = (request: FastifyRequest): OrderPortal => {
    const portal = portals.get(request);
    if (!portal) throw new ProblemError("notSignedIn");
    return portal;
  };

  // A piece is streamed, whatever its declared type: the content decides.
  app.addContentTypeParser("*", (_request, payload, done) => done(null, payload));

  serve(app, intakeCreateOrder, async ({ body, request }) => {
    const portal = portalOf(request);
    const key = request.headers["idempotency-key"];
    if (typeof key !== "string" || key.length < 8 || key.length > 200)
      throw new ProblemError("invalidRequest", { fields: [{ field: "Idempotency-Key", code: "required" }] });
    return view(services, await createOrder(services, portal, key, body));
  });

  serve(app, intakeGetOrder, async ({ params, request }) => {
    const portal = portalOf(request);
    return view(services, await numberOf(services, portal, params.portuId));
  });

  serve(app, intakeUploadPiece, async ({ params, request }) => {
    const portal = portalOf(request);
    const number = await numberOf(services, portal, params.portuId);
    if (!(request.body instanceof Readable)) throw new ProblemError("unsupportedFile");
    const file = await receiveFile(files, request.body, decodedName(request.headers["x-file-name"]));
    await uploadPiece(services, portal, number, params.kind, file);
    return view(services, number);
  });

  serve(app, intakeSubmitOrder, async ({ params, request }) => {
    const portal = portalOf(request);
    const number = await numberOf(services, portal, params.portuId);
    await submitOrder(services, portal, number);
    return view(services, number);
  });
}

/** The number of an order of this authority, by its number in the order portal. Throws `notFound`. */
async function numberOf(services: Services, portal: OrderPortal, portuId: number): Promise<number> {
  const row = await services.db
    .selectFrom("orders")
    .select("number")
    .where("registration_authority_id", "=", portal.registrationAuthorityId)
    .where("portu_id", "=", portuId)
    .executeTakeFirst();
  if (!row) throw notFound();
  return row.number;
}

async function view(services: Services, number: number) {
  const order = await loadOrder(services.db, { kind: "everything" }, number);
  if (!order) throw notFound();
  const { row, pieces } = order;
  return {
    portuId: row.portu_id,
    number: row.number,
    status: row.status,
    missingPieces: missingPieces(
      row.information,
      pieces.map((piece) => piece.kind),
    ),
  };
}

function decodedName(header: string | string[] | undefined): string {
  try {
    return decodeURIComponent(String(header ?? "fichier"));
  } catch {
    return "fichier";
  }
}
