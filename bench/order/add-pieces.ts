/** Gives the orders of a load that are to be verified a proof of organization: a drawn text, or the scan of a paper. */
import { join } from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import { sql } from "kysely";
import { demonstrationOrders } from "../../neighbours/order-portal/demonstration/orders.ts";
import { specimenFor } from "../../neighbours/order-portal/specimens/specimen.ts";
import { createFolderFileStore } from "../../server/connectors/folder/folder-file-store.ts";
import { openDatabase } from "../../server/platform/database.ts";

/** Of a page of A4, in PDF points. */
const PAGE = { width: 595, height: 842 };
const SCANNED_PAGES = 3;

/** Orders with an even number get the text, the others the scan; `dataDir` is the portal's. */
export async function addPieces(databaseUrl: string, dataDir: string): Promise<void> {
  const order = demonstrationOrders()[0]?.intake;
  if (!order) throw new Error("the demonstration has no order");
  const at = new Date();
  const files = await createFolderFileStore(join(dataDir, "files"));
  const text = await files.put((await specimenFor("organizationId", order, at)).content);
  const scan = await files.put(await scanOf((await specimenFor("holderId", order, at)).content));
  const db = openDatabase(databaseUrl, { max: 1 });
  try {
    // The name tells whose piece is on the screen.
    for (const [parity, { sha256, size }] of [text, scan].entries())
      await sql`
        INSERT INTO supporting_document (order_number, kind, file_name, media_type, size, sha256, uploaded_at, uploaded_by)
        SELECT number, 'organizationId', 'Kbis ' || number || '.pdf', 'application/pdf', ${size}, ${sha256}, ${at}, 'Bench'
        FROM orders WHERE status = 'toVerify' AND number % 2 = ${parity}`.execute(db);
  } finally {
    await db.destroy();
  }
}

/** What a copier sends: pages that are each a picture (JPEG). */
async function scanOf(picture: Uint8Array): Promise<Uint8Array> {
  const scan = await PDFDocument.create();
  const image = await scan.embedJpg(picture);
  for (let page = 0; page < SCANNED_PAGES; page++)
    scan.addPage([PAGE.width, PAGE.height]).drawImage(image, { x: 0, y: 0, ...PAGE });
  return scan.save();
}
