/** What may happen to one demonstration order, each as its subscriber, operator, signatories or authority would do it. */
import type { Operator } from "../../domain/access/actor.ts";
import {
  type DocumentToSignKind,
  documentsToSign,
  type SignatoryRole,
} from "../../domain/order/document-to-sign.ts";
import type { DemonstrationOrder } from "../../neighbours/order-portal/demonstration/orders.ts";
import { refreshCertificateStatus } from "../certificates/refresh-status.ts";
import { generateHandoverReport } from "../documents/generate-handover-report.ts";
import { judgePiece } from "../documents/judge-piece.ts";
import { notifySubscriber, previewNotification } from "../notifications/notify-subscriber.ts";
import { loadOrder } from "../order/order-store.ts";
import { addComment } from "../orders/add-comment.ts";
import { cancelOrder } from "../orders/cancel-order.ts";
import { deliverOrder } from "../orders/deliver-order.ts";
import { setIdentityDocument } from "../orders/set-identity-document.ts";
import { validatePaperOrder } from "../orders/validate-paper-order.ts";
import { followCollection } from "../signatures/follow-collection.ts";
import { launchSignatureCollection } from "../signatures/launch-collection.ts";
import { validateSignatures } from "../signatures/validate-signatures.ts";
import type { DrawnPieces } from "./draw-pieces.ts";
import type { Stage } from "./stage.ts";

export class OrderLife {
  readonly #stage: Stage;
  readonly #order: DemonstrationOrder;
  readonly #operator: Operator;
  #drawn: Promise<DrawnPieces> | undefined;
  /** 0 until it is created. */
  #number = 0;

  /** `turn` spreads the orders among the operators of their authority. */
  constructor(stage: Stage, order: DemonstrationOrder, turn: number) {
    this.#stage = stage;
    this.#order = order;
    this.#operator = stage.operators.forAuthority(order.registrationAuthority, turn);
  }

  get documents(): DocumentToSignKind[] {
    return documentsToSign(this.#order.intake.information).map(({ kind }) => kind);
  }

  get #target() {
    return { number: this.#number };
  }

  async create(): Promise<void> {
    const { intake } = this.#order;
    const key = { "idempotency-key": `demonstration-${intake.portuId}` };
    this.#number = await this.#intake("POST", "", intake, key);
  }

  drawPieces(at: Date): Promise<DrawnPieces> {
    this.#drawn ??= this.#stage.drawer.draw(this.#order, at);
    return this.#drawn;
  }

  async uploadPieces(): Promise<void> {
    for (const { kind, specimen } of await this.drawPieces(this.#stage.services.clock.now())) {
      const path = `/${this.#order.intake.portuId}/pieces/${kind}`;
      await this.#intake("PUT", path, Buffer.from(specimen.content), {
        "content-type": specimen.mediaType,
        "x-file-name": encodeURIComponent(specimen.fileName),
      });
    }
  }

  async submit(): Promise<void> {
    await this.#intake("POST", `/${this.#order.intake.portuId}/submission`);
  }

  async verify(): Promise<void> {
    const { services } = this.#stage;
    const order = await loadOrder(services.db, this.#operator.perimeter, this.#number);
    for (const { id: pieceId } of order?.pieces ?? [])
      await judgePiece(services, this.#operator, { ...this.#target, pieceId }, { outcome: "compliant" });
    await this.enterIdentityDocument();
  }

  enterIdentityDocument(): Promise<void> {
    const { identityDocument } = this.#order;
    return setIdentityDocument(this.#stage.services, this.#operator, this.#target, identityDocument);
  }

  launch(): Promise<void> {
    return launchSignatureCollection(this.#stage.services, this.#operator, this.#target);
  }

  async signAll(): Promise<void> {
    const { certificationAgent, legalRepresentative } = this.#order.intake.information;
    await this.signAs("holder");
    if (certificationAgent) await this.signAs("certificationAgent");
    if (legalRepresentative) await this.signAs("legalRepresentative");
    // The service tells by webhook, whose order and moment are its own: asking makes the next scene's turn sure.
    await followCollection(this.#stage.services, await this.#collectionRef());
  }

  async signAs(role: SignatoryRole): Promise<void> {
    await this.#stage.neighbours.signatureService.signAs(await this.#collectionRef(), role);
  }

  async refuseAs(role: SignatoryRole, reason: string): Promise<void> {
    await this.#stage.neighbours.signatureService.refuseAs(await this.#collectionRef(), role, reason);
  }

  async validate(...documents: DocumentToSignKind[]): Promise<void> {
    for (const kind of documents)
      await validateSignatures(this.#stage.services, this.#operator, this.#target, { kind });
  }

  validatePaper(): Promise<void> {
    return validatePaperOrder(this.#stage.services, this.#operator, this.#target);
  }

  async deliver(): Promise<void> {
    await generateHandoverReport(this.#stage.services, this.#operator, this.#target);
    await deliverOrder(this.#stage.services, this.#operator, this.#target);
  }

  async declareIncomplete(): Promise<void> {
    const { services } = this.#stage;
    const template = { ...this.#target, template: "holderId" } as const;
    const { text } = await previewNotification(services, this.#operator, template);
    await notifySubscriber(services, this.#operator, this.#target, { text, declareIncomplete: true });
  }

  comment(text: string): Promise<void> {
    return addComment(this.#stage.services, this.#operator, this.#number, text);
  }

  cancel(): Promise<void> {
    return cancelOrder(this.#stage.services, this.#whoMayCancel(), this.#target, String(this.#number));
  }

  async revoke(reason: NonNullable<DemonstrationOrder["revoked"]>["reason"]): Promise<void> {
    const { services, neighbours } = this.#stage;
    const certificate = await services.db
      .selectFrom("certificate")
      .select("serial_number")
      .where("order_number", "=", this.#number)
      .executeTakeFirstOrThrow();
    await neighbours.authority.revoke(certificate.serial_number, reason);
    await refreshCertificateStatus(services);
  }

  /** Calls the intake API as the order portal does; gives the order's number. */
  async #intake(
    method: "POST" | "PUT",
    path: string,
    payload?: object | Buffer,
    headers = {},
  ): Promise<number> {
    const { intake, registrationAuthority } = this.#order;
    const answer = await this.#stage.app.inject({
      method,
      url: `/intake/v1/orders${path}`,
      headers: { authorization: `Bearer ${this.#stage.keys[registrationAuthority]}`, ...headers },
      ...(payload ? { payload } : {}),
    });
    if (answer.statusCode !== 200)
      throw new Error(`demonstration, Portu ID ${intake.portuId}: ${answer.body}`);
    return (answer.json() as { number: number }).number;
  }

  async #collectionRef(): Promise<string> {
    const row = await this.#stage.services.db
      .selectFrom("signature_collection")
      .select("ref")
      .where("order_number", "=", this.#number)
      .executeTakeFirstOrThrow();
    if (!row.ref) throw new Error("the collection was not sent");
    return row.ref;
  }

  /** Cancelling takes a right that external operators lack: an internal one does it (ROLE-1). */
  #whoMayCancel(): Operator {
    for (let turn = 0; turn < 5; turn++) {
      const candidate = this.#stage.operators.forAuthority(this.#order.registrationAuthority, turn);
      if (candidate.perimeter.kind === "everything") return candidate;
    }
    return this.#operator;
  }
}
