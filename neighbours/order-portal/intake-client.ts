/** Calls the intake API as any order portal does: over HTTP, with the key of an authority. */

import type { z } from "zod";
import { type Problem, problemSchema } from "../../domain/api/problem.ts";
import {
  type IntakeOrder,
  intakeCreateOrder,
  intakeGetOrder,
  type intakeOrderViewSchema,
} from "../../domain/intake/intake-api.ts";
import type { SupportingDocumentKind } from "../../domain/order/supporting-document.ts";

export type IntakeView = z.infer<typeof intakeOrderViewSchema>;

/** The portal refused: its problem document, and what to tell the subscriber. */
export class IntakeRefusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }

  get words(): string {
    return this.problem.title;
  }
}

/** A client for the portal at `portalUrl`. Its calls throw `IntakeRefusal` when the portal refuses. */
export function createIntakeClient(portalUrl: string, keys: Record<string, string>) {
  const base = `${portalUrl}${intakeCreateOrder.path}`;

  async function call(authority: string, path: string, init: RequestInit): Promise<IntakeView> {
    const headers = { authorization: `Bearer ${keys[authority] ?? ""}`, ...init.headers };
    const answer = await fetch(`${base}${path}`, { ...init, headers });
    const body: unknown = await answer.json();
    if (!answer.ok) throw new IntakeRefusal(problemSchema.parse(body));
    return intakeGetOrder.response.parse(body);
  }

  return {
    get: (authority: string, portuId: number) => call(authority, `/${portuId}`, { method: "GET" }),
    create: (authority: string, order: IntakeOrder, idempotencyKey: string) =>
      call(authority, "", {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": idempotencyKey },
        body: JSON.stringify(order),
      }),
    async upload(
      authority: string,
      portuId: number,
      kind: SupportingDocumentKind,
      fileName: string,
      content: Uint8Array,
    ): Promise<void> {
      await call(authority, `/${portuId}/pieces/${kind}`, {
        method: "PUT",
        headers: { "content-type": "application/octet-stream", "x-file-name": encodeURIComponent(fileName) },
        body: Buffer.from(content),
      });
    },
    async submit(authority: string, portuId: number): Promise<void> {
      await call(authority, `/${portuId}/submission`, { method: "POST" });
    },
  };
}
