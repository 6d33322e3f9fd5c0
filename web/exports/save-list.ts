import type { CallOf } from "../../domain/api/endpoint.ts";
import { exportCertificates } from "../../domain/certificates/certificates-api.ts";
import { exportOrders } from "../../domain/orders/order-list-api.ts";
import { type Downloaded, download } from "../api/download.ts";
import { saveFile } from "../api/save-file.ts";

/** Which list is asked for, with its filters and its sort. */
export type ExportRequest =
  | { list: "orders"; query: CallOf<typeof exportOrders>["query"] }
  | { list: "certificates"; query: CallOf<typeof exportCertificates>["query"] };

/** Downloads a whole list as a file and hands it to the browser; gives how many rows it has. Throws as `download` does. */
export async function saveList(
  request: ExportRequest,
  how: Parameters<typeof download>[2],
): Promise<number | undefined> {
  const { content, fileName, rows } = await downloadOf(request, how);
  saveFile(content, fileName ?? `${request.list}.xlsx`);
  return rows;
}

function downloadOf(request: ExportRequest, how: Parameters<typeof download>[2]): Promise<Downloaded> {
  return request.list === "orders"
    ? download(exportOrders, { query: request.query }, how)
    : download(exportCertificates, { query: request.query }, how);
}
