/** What every feature works with; made once, in the composition root. */

import type { SignatureValidator } from "../../validator/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Config } from "../platform/config.ts";
import type { Database } from "../platform/database.ts";
import type { Jobs } from "../platform/jobs.ts";
import type { Logger } from "../platform/log.ts";
import type { Sealing } from "../platform/sealing.ts";
import type { AnchorPlaces } from "./anchor-store.ts";
import type { CertificationAuthority } from "./certification-authority.ts";
import type { FileStore } from "./file-store.ts";
import type { Mailer } from "./mailer.ts";
import type { SignatureService } from "./signature-service.ts";
import type { SignatureTrust } from "./signature-trust.ts";

export type Services = {
  config: Config;
  db: Database;
  clock: Clock;
  jobs: Pick<Jobs, "enqueue" | "check">;
  log: Logger;
  sealing: Sealing;
  files: FileStore;
  anchors: AnchorPlaces;
  mailer: Mailer;
  signatureService: SignatureService;
  certificationAuthority: CertificationAuthority;
  signatureValidator: SignatureValidator;
  signatureTrust: SignatureTrust;
};
