/** What every signature service behind the port does, whichever product it is and in whichever process. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePdf, sampleCollection } from "../../neighbours/signature-service/testing.ts";
import type { SignatureService, SignerRole } from "../../server/ports/signature-service.ts";

export type ServiceUnderTest = {
  service: SignatureService;
  /** What a signatory does on the service's own pages. */
  signAs(ref: string, role: SignerRole): Promise<void>;
  refuseAs(ref: string, role: SignerRole, reason: string): Promise<void>;
  /** The last call that the service made to the portal. */
  lastCall(): { raw: Uint8Array; headers: Record<string, string> } | undefined;
  /** The addresses that it wrote to. */
  writtenTo(): string[];
  stop(): Promise<void>;
};

/** Registers the suite. `start` is called once; each test makes collections of its own. */
export function signatureServiceContract(name: string, start: () => Promise<ServiceUnderTest>): void {
  describe(`the signature service: ${name}`, () => {
    let under: ServiceUnderTest;
    beforeAll(async () => {
      under = await start();
    });
    afterAll(() => under?.stop());

    const create = async (pdf?: Buffer) => under.service.create(await sampleCollection(randomUUID(), pdf));

    test("FLOW-3 begins a collection in which nobody has signed", async () => {
      const { state, signers } = await create();
      expect(state).toBe("open");
      expect(signers).toEqual([
        { role: "holder" },
        { role: "certificationAgent" },
        { role: "legalRepresentative" },
      ]);
    });

    test("FLOW-6 makes one collection of a key, also when it is asked several times at once", async () => {
      const request = await sampleCollection(randomUUID());
      const before = under.writtenTo().length;
      const views = await Promise.all([1, 2, 3].map(() => under.service.create(request)));
      expect(new Set(views.map(({ ref }) => ref)).size).toBe(1);
      expect(under.writtenTo()).toHaveLength(before + request.signers.length);
      expect(await under.service.findByKey(request.key)).toEqual(views[0]);
      expect(await under.service.findByKey(randomUUID())).toBeUndefined();
    });

    test("FLOW-6 refuses what nobody could complete, and a collection that it never had", async () => {
      const request = await sampleCollection(randomUUID());
      await expect(under.service.create({ ...request, signers: [] })).rejects.toThrow("signatories");
      await expect(under.service.get(randomUUID())).rejects.toThrow("unknown");
    });

    test("DETAIL-5 gives documents that begin with the very bytes that were sent, and says who signed when", async () => {
      const sent = await makePdf();
      const { ref } = await create(sent);
      expect(Buffer.compare(await under.service.download(ref, "termsOfUse"), sent)).toBe(0);
      await under.signAs(ref, "holder");
      const { signers } = await under.service.get(ref);
      expect(signers[0]?.signedAt).toBeInstanceOf(Date);
      const signed = await under.service.download(ref, "termsOfUse");
      expect(signed.length).toBeGreaterThan(sent.length);
      expect(Buffer.compare(signed.subarray(0, sent.length), sent)).toBe(0);
      const { signatories } = await under.service.evidence(ref);
      expect(signatories.find(({ role }) => role === "holder")?.events.at(-1)).toMatchObject({
        what: "signed",
      });
    });

    test("FLOW-6 is completed by the last signature", async () => {
      const { ref } = await create();
      for (const role of ["holder", "certificationAgent", "legalRepresentative"] as const)
        await under.signAs(ref, role);
      expect((await under.service.get(ref)).state).toBe("completed");
    });

    test("FLOW-6 ends with a refusal, whose reason it gives", async () => {
      const { ref } = await create();
      await under.refuseAs(ref, "legalRepresentative", "Le montant est faux : 12 € « TTC »");
      const view = await under.service.get(ref);
      expect(view.state).toBe("refused");
      expect(view.signers[2]).toMatchObject({ refusalReason: "Le montant est faux : 12 € « TTC »" });
    });

    test("FLOW-4 is cancelled once and for all", async () => {
      const { ref } = await create();
      await under.service.cancel(ref);
      await under.service.cancel(ref);
      expect((await under.service.get(ref)).state).toBe("cancelled");
    });

    test("FLOW-4 reminds those who have not signed", async () => {
      const { ref } = await create();
      await under.signAs(ref, "holder");
      const before = under.writtenTo().length;
      await under.service.remind(ref);
      expect(under.writtenTo().slice(before)).toEqual(["zoe@port.example", "anne@port.example"]);
    });

    test("FLOW-6 calls when something changed, and is known by its call", async () => {
      const { ref } = await create();
      await under.signAs(ref, "holder");
      const { raw, headers } = under.lastCall() ?? { raw: new Uint8Array(), headers: {} };
      expect(under.service.parseWebhook(raw, headers)).toMatchObject({ ref });
      expect(() => under.service.parseWebhook(raw, {})).toThrow("not authentic");
    });
  });
}
