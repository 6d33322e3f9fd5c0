/** The ledger as older versions kept it: a folder with a file for each request, and the secret that sealed what they held. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readIfPresent } from "../../platform/durable-file.ts";
import { unseal } from "../../platform/sealed-text.ts";
import type { AskedRequest, RequestLedger } from "./request-ledger.ts";

/**
 * Writes into the ledger what the folder holds and the ledger does not. Gives how many requests that were; undefined when
 * there is no such folder. Leaves the folder as it is: run again it does nothing.
 */
export async function takeOverRequestFiles(
  ledger: RequestLedger,
  folder: string,
): Promise<number | undefined> {
  const secret = (await readIfPresent(join(folder, "secret")))?.toString("ascii");
  if (secret === undefined) return undefined;
  let taken = 0;
  // Those left aside by a killed process end otherwise, and count for nothing.
  for (const name of (await readdir(folder)).filter((each) => each.endsWith(".json"))) {
    const record = opened(JSON.parse(await readFile(join(folder, name), "utf8")) as AskedRequest, secret);
    await ledger.inTurn(record.requestId, async () => {
      if (await ledger.find(record.requestId)) return;
      await ledger.write(record);
      taken += 1;
    });
  }
  return taken;
}

/** Keys and the passwords of containers were sealed one by one. */
function opened({ privateKey, outcome, ...rest }: AskedRequest, secret: string): AskedRequest {
  const container = outcome?.state === "issued" ? outcome.container : undefined;
  return {
    ...rest,
    ...(privateKey === undefined ? {} : { privateKey: unseal(privateKey, secret) }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(outcome?.state === "issued" && container
      ? { outcome: { ...outcome, container: { ...container, password: unseal(container.password, secret) } } }
      : {}),
  };
}
