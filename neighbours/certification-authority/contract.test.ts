import { certificationAuthorityContract } from "../../tests/contracts/certification-authority.ts";
import { TestAuthority } from "./test-authority.ts";

certificationAuthorityContract("the embedded one", async () => {
  const ca = await TestAuthority.start();
  return { authority: ca.authority, now: () => ca.clock.now(), stop: () => ca.stop() };
});
