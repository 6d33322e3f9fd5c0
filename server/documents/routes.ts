/** The files of an order, its attachments, the verdicts on its pieces and its hand-over report. */
import type { FastifyInstance } from "fastify";
import * as api from "../../domain/documents/documents-api.ts";
import { operatorOf } from "../access/authentication.ts";
import { answerAfter, targetOf } from "../order/answer-after.ts";
import { requireMayPerform } from "../order/read-order.ts";
import { serve } from "../platform/http.ts";
import type { Services } from "../ports/services.ts";
import { addAttachment } from "./add-attachment.ts";
import { generateHandoverReport } from "./generate-handover-report.ts";
import { judgePiece } from "./judge-piece.ts";
import { readDocumentToSign, readSupportingDocument } from "./read-document.ts";
import { fileOfForm, receiveFile } from "./receive-file.ts";
import { sendFile } from "./send-file.ts";

/** Registers the routes; the caller has put `requireOperator` before them. */
export function documentRoutes(app: FastifyInstance, services: Services): void {
  serve(app, api.getDocumentToSign, async ({ params, query, request, reply }) => {
    const document = await readDocumentToSign(services, operatorOf(request), params);
    return sendFile(request, reply, services.files, { ...document, end: query.revision });
  });

  serve(app, api.getSupportingDocument, async ({ params, request, reply }) => {
    const piece = await readSupportingDocument(services, operatorOf(request), params);
    return sendFile(request, reply, services.files, piece);
  });

  serve(app, api.addAttachment, ({ params: { number }, request }) =>
    answerAfter(services, request, number, async (operator) => {
      // Whoever may not add is told so before their file is taken in.
      await requireMayPerform(services, operator, number, "addAttachment");
      const { content, fileName } = await fileOfForm(request);
      const file = await receiveFile(services.files, content, fileName);
      await addAttachment(services, operator, number, file);
    }),
  );

  serve(app, api.judgePiece, ({ params, body, request }) =>
    answerAfter(services, request, params.number, (operator) =>
      judgePiece(services, operator, { ...targetOf(params, body), pieceId: params.id }, body.verdict),
    ),
  );

  serve(app, api.generateHandoverReport, async ({ params, body, request, reply }) => {
    const pdf = await generateHandoverReport(services, operatorOf(request), targetOf(params, body));
    return reply
      .type("application/pdf")
      .header("content-disposition", `attachment; filename="PV-de-remise-${params.number}.pdf"`)
      .header("cache-control", "no-store")
      .send(Buffer.from(pdf));
  });
}
