/** The routes of certificates, and the page where a holder retrieves a key container. */
import type { FastifyInstance } from "fastify";
import * as api from "../../domain/certificates/certificates-api.ts";
import { operatorOf } from "../access/authentication.ts";
import { sendExport } from "../orders/export-list.ts";
import { serve } from "../platform/http.ts";
import type { Services } from "../ports/services.ts";
import { certificateDetail, certificatePem, listCertificates } from "./certificate-list.ts";
import { exportCertificates } from "./export-certificates.ts";

/** List, export, detail and download. */
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
  serve(app, api.downloadCertificate, async ({ params, request, reply }) => {
    const pem = await certificatePem(services, operatorOf(request), params.number);
    return reply
      .type("application/x-pem-file")
      .header("content-disposition", `attachment; filename="certificat-${params.number}.pem"`)
      .send(pem);
  });
}
