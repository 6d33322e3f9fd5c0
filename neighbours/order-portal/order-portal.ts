/**
 * The embedded order portal ("Portail de commande", PortU): a subscriber enters an order, uploads its pieces and
 * validates it. It reaches the registration authority's portal by the intake API alone, with an authority's key.
 */
import { randomUUID } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { SupportingDocumentKind } from "../../domain/order/supporting-document.ts";
import { writeDurably } from "../../server/platform/durable-file.ts";
import type { Page } from "../pages/html.ts";
import { createIntakeClient, IntakeRefusal } from "./intake-client.ts";
import { EXAMPLE, type Form, orderFromForm } from "./order-form.ts";
import { type KnownOrder, listPage, newOrderPage, orderPage } from "./order-portal-pages.ts";
import { specimenFor } from "./specimens/specimen.ts";

/** The demonstration's own orders have lower numbers. */
const FIRST_PORTU_ID = 3201;

export type OrderPortal = { routes(app: FastifyInstance): Promise<void> };

/** The order portal; `keys` holds the intake key of each registration authority. */
export async function createOrderPortal(options: {
  portalUrl: string;
  keys: Record<string, string>;
  folder: string;
}): Promise<OrderPortal> {
  const { keys, folder } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "orders.json");
  const known: KnownOrder[] = JSON.parse(await readFile(file, "utf8").catch(() => "[]"));
  const intake = createIntakeClient(options.portalUrl, keys);

  async function remember(order: KnownOrder): Promise<void> {
    known.push(order);
    await writeDurably(file, JSON.stringify(known));
  }

  const nextPortuId = () => Math.max(FIRST_PORTU_ID - 1, ...known.map((order) => order.portuId)) + 1;

  async function showOrder(
    reply: FastifyReply,
    order: KnownOrder,
    message = "",
    status = 200,
  ): Promise<FastifyReply> {
    const view = await intake.get(order.registrationAuthority, order.portuId);
    return send(reply, orderPage(order, view, message, status));
  }

  async function create(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const form = (request.body ?? {}) as Form;
    const registrationAuthority = form.registrationAuthority ?? "";
    const order = orderFromForm(form, nextPortuId());
    try {
      await intake.create(registrationAuthority, order, form.idempotencyKey ?? randomUUID());
    } catch (error) {
      if (!(error instanceof IntakeRefusal)) throw error;
      return send(reply, newOrderPage(Object.keys(keys), form, error));
    }
    await remember({ portuId: order.portuId, registrationAuthority, order });
    return reply.redirect(`/portu/${order.portuId}`, 303);
  }

  async function upload(
    request: FastifyRequest,
    order: KnownOrder,
    kind: SupportingDocumentKind,
  ): Promise<void> {
    if (!request.isMultipart()) {
      const specimen = await specimenFor(kind, order.order, new Date());
      return intake.upload(
        order.registrationAuthority,
        order.portuId,
        kind,
        specimen.fileName,
        specimen.content,
      );
    }
    const part = await request.file();
    if (!part) return;
    const content = await part.toBuffer();
    return intake.upload(order.registrationAuthority, order.portuId, kind, part.filename, content);
  }

  return {
    async routes(app) {
      type OfOrder = { Params: { portuId: string; kind: SupportingDocumentKind } };
      const find = (portuId: string) => known.find((order) => order.portuId === Number(portuId));
      app.get("/", async (_request, reply) => send(reply, listPage(known.toReversed())));
      app.get<{ Querystring: { exemple?: string } }>("/nouvelle", async (request, reply) =>
        send(reply, newOrderPage(Object.keys(keys), request.query.exemple ? EXAMPLE : {})),
      );
      app.post("/nouvelle", create);
      app.get<OfOrder>("/:portuId", async (request, reply) => {
        const order = find(request.params.portuId);
        return order ? showOrder(reply, order) : reply.code(404).send("Commande inconnue.");
      });

      const act = (
        path: string,
        perform: (request: FastifyRequest<OfOrder>, order: KnownOrder) => Promise<unknown>,
      ) =>
        app.post<OfOrder>(path, async (request, reply) => {
          const order = find(request.params.portuId);
          if (!order) return reply.code(404).send("Commande inconnue.");
          try {
            await perform(request, order);
          } catch (error) {
            if (!(error instanceof IntakeRefusal)) throw error;
            return showOrder(reply, order, error.words, 409);
          }
          return reply.redirect(`/portu/${order.portuId}`, 303);
        });
      act("/:portuId/pieces/:kind", (request, order) => upload(request, order, request.params.kind));
      act("/:portuId/validation", (_request, order) =>
        intake.submit(order.registrationAuthority, order.portuId),
      );
    },
  };
}

function send(reply: FastifyReply, page: Page): FastifyReply {
  return reply.code(page.status).headers(page.headers).send(page.body);
}
