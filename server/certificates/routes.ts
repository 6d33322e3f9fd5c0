/** The routes of certificates, and the page where a holder retrieves a key container. */
import type { FastifyInstance } from "fastify";
import * as api from "../../domain/certificates/certificates-api.ts";
import { operatorOf } from "../access/authentication.ts";
import { sendExport } from "../lists/export-list.ts";
import { answerAfter, targetOf } from "../order/answer-after.ts";
import { serve } from "../platform/http.ts";
import type { Services } from "../ports/services.ts";
import { certificateDetail } from "./certificate-detail.ts";
import { certificateFile } from "./certificate-files.ts";
import { listCertificates } from "./certificate-list.ts";
import { exportCertificates } from "./export-certificates.ts";
import { retryIssuance } from "./retry-issuance.ts";
import { revokeCertificate } from "./revoke-certificate.ts";

/** List, export, detail, download and revocation; asking the authority again for an order. */
export function certificateRoutes(app: FastifyInstance, services: Services): void {
  serve(app, api.listCertificates, ({ query, request }) =>
    listCertificates(services, operatorOf(request), query),
  );
  serve(app, api.exportCertificates, async ({ query, request, reply }) =>
    sendExport(reply, await exportCertificates(services, operatorOf(request), query)),
  );
  serve(app, api.getCertificate, ({ params, request }) =>
    certificateDetail(services, operatorOf(request), params.number),
  );
  serve(app, api.downloadCertificate, async ({ params, query, request, reply }) => {
    const file = await certificateFile(services, operatorOf(request), params.number, query.format);
    return reply
      .type(file.mediaType)
      .header("content-disposition", `attachment; filename="${file.name}"`)
      .send(file.content);
  });
  serve(app, api.revokeCertificate, async ({ params, body, request }) => {
    const operator = operatorOf(request);
    await revokeCertificate(services, operator, params.number, body);
    return certificateDetail(services, operator, params.number);
  });
  serve(app, api.retryIssuance, ({ params, body, request }) =>
    answerAfter(services, request, params.number, (operator) =>
      retryIssuance(services, operator, targetOf(params, body)),
    ),
  );
}
