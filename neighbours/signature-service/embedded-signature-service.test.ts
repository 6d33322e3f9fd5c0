import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ContentInfo, SignedData } from "pkijs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { validationInThisThread } from "../../validator/index.ts";
import { openssl, pem, withOpenssl } from "../certification-authority/test-authority.ts";
import { makePdf, makeTestbed, START, sampleCollection, type Testbed } from "./testing.ts";

let bed: Testbed;
beforeEach(async () => {
  bed = await makeTestbed();
});
afterEach(() => bed.close());

const validatePdfSignatures = await validationInThisThread();
const validate = async (pdf: Uint8Array, expectedStart: Uint8Array) =>
  validatePdfSignatures(pdf, {
    trustAnchors: bed.authority.trustAnchors(),
    at: bed.clock.now(),
    expectedStart,
    revocationLists: await bed.authority.revocationLists(),
  });

describe("creating a collection", () => {
  test("FLOW-3 each signatory receives one invitation with a link of their own", async () => {
    const view = await bed.service.create(await sampleCollection("order-1"));
    expect(view).toMatchObject({ key: "order-1", state: "open" });
    expect(bed.mails.map(({ to }) => to)).toEqual([
      "lukasz@port.example",
      "zoe@port.example",
      "anne@port.example",
    ]);
    const links = bed.mails.map(({ text }) => /http:\/\/localhost:8081\/sign\/[\w-]{43}/.exec(text)?.[0]);
    expect(new Set(links).size).toBe(3);
    expect(bed.mails[0]?.text).not.toContain("Procuration");
  });

  test("FLOW-6 the same key never makes a second collection, at once or after a restart", async () => {
    const request = await sampleCollection("order-1");
    const [one, two] = await Promise.all([bed.service.create(request), bed.service.create(request)]);
    const again = await bed.service.create(request);
    const service = await bed.restart();
    const later = await service.create(request);
    expect(new Set([one.ref, two.ref, again.ref, later.ref]).size).toBe(1);
    expect(bed.mails).toHaveLength(3);
    expect(await service.findByKey("order-1")).toEqual(one);
    expect(await service.findByKey("order-2")).toBeUndefined();
  });

  test("FLOW-6 invitations that could not leave leave with the next try", async () => {
    const mailer = { send: () => Promise.reject(new Error("mail server down")) };
    const broken = await bed.restart({ mailer });
    await expect(broken.create(await sampleCollection("order-1"))).rejects.toThrow("mail server down");
    const service = await bed.restart();
    await service.create(await sampleCollection("order-1"));
    expect(bed.mails).toHaveLength(3);
  });

  test("what cannot be completed is refused", async () => {
    const request = await sampleCollection("order-1");
    const noAgent = {
      ...request,
      signers: request.signers.filter(({ role }) => role !== "certificationAgent"),
    };
    await expect(bed.service.create(noAgent)).rejects.toThrow("signatories");
    const [document] = request.documents;
    const notPdf = {
      ...request,
      documents: [{ ...document, pdf: Buffer.from("nothing") }] as typeof request.documents,
    };
    await expect(bed.service.create(notPdf)).rejects.toThrow();
    expect(bed.mails).toHaveLength(0);
  });
});

describe("signing", () => {
  test("DETAIL-5 three signatories sign: every signature passes and the bytes sent are the first bytes", async () => {
    const sent = await makePdf();
    const { ref } = await bed.service.create(await sampleCollection("order-1", sent));
    await Promise.all([
      bed.service.signAs(ref, "certificationAgent"),
      bed.service.signAs(ref, "holder"),
      bed.service.signAs(ref, "legalRepresentative"),
    ]);
    expect((await bed.service.get(ref)).state).toBe("completed");
    const pdf = await bed.service.download(ref, "termsOfUse");
    const report = await validate(pdf, sent);
    expect(report).toMatchObject({ indication: "TOTAL-PASSED", messages: [] });
    expect(report.signatures.map(({ signer }) => signer?.surname)).toEqual(["d’Aÿ", "Bonbeurre", "Roux"]);
    expect(report.signatures.map(({ level }) => level)).toEqual(["B-T", "B-T", "B-T"]);
    expect(report.signatures.map(({ coversWholeFile }) => coversWholeFile)).toEqual([false, false, true]);
    const signer = report.signatures[1]?.signer;
    expect(signer).toMatchObject({ givenName: "Łukasz", organizationIdentifier: "NTRFR-434202180" });
  });

  withOpenssl("DETAIL-5 each signature bears a time-stamp of its value that OpenSSL verifies", async () => {
    const { ref } = await bed.service.create(await sampleCollection("order-1"));
    await bed.service.signAs(ref, "holder");
    await bed.service.signAs(ref, "certificationAgent");
    const [issuing = new Uint8Array(), root = new Uint8Array()] = await bed.authority.chain();
    await writeFile(join(bed.folder, "root.pem"), pem(root));
    await writeFile(join(bed.folder, "issuing.pem"), pem(issuing));
    const signatures = signaturesIn(await bed.service.download(ref, "termsOfUse"));
    expect(signatures).toHaveLength(2);
    for (const { value, token } of signatures) {
      const paths = { value: join(bed.folder, "value"), token: join(bed.folder, "token") };
      await writeFile(paths.value, value);
      await writeFile(paths.token, token);
      const answer = openssl(
        ...["ts", "-verify", "-token_in", "-in", paths.token, "-data", paths.value],
        ...["-CAfile", join(bed.folder, "root.pem"), "-untrusted", join(bed.folder, "issuing.pem")],
        ...["-attime", String(Math.ceil(START.getTime() / 1000))],
      );
      expect(answer).toContain("OK");
    }
  });

  test("FLOW-6 nobody signs while the time-stamping authority is down, and nothing is lost", async () => {
    const down = await bed.restart({ timeStamping: { timeStamp: () => Promise.reject(new Error("down")) } });
    const { ref } = await down.create(await sampleCollection("order-1"));
    await expect(down.signAs(ref, "holder")).rejects.toThrow("down");
    expect((await down.get(ref)).signers[0]?.signedAt).toBeUndefined();
    const service = await bed.restart();
    await service.signAs(ref, "holder");
    expect((await service.get(ref)).signers[0]?.signedAt).toEqual(START);
  });

  test("FLOW-6 signatures made before a restart stand, and the next ones are added after it", async () => {
    const sent = await makePdf();
    const { ref } = await bed.service.create(await sampleCollection("order-1", sent));
    await bed.service.signAs(ref, "holder");
    const service = await bed.restart();
    expect((await service.get(ref)).signers[0]?.signedAt).toEqual(START);
    await service.signAs(ref, "legalRepresentative");
    const report = await validate(await service.download(ref, "termsOfUse"), sent);
    expect(report).toMatchObject({ indication: "TOTAL-PASSED" });
    expect(report.signatures).toHaveLength(2);
    await expect(service.signAs(ref, "holder")).rejects.toThrow("already signed");
  });

  test("FLOW-6 an authority that is down leaves everything as it was; one that refuses fails the collection", async () => {
    const request = await sampleCollection("order-1");
    const down = await bed.restart({
      authority: { ...port(bed), enroll: () => Promise.reject(new Error("down")) },
    });
    const { ref } = await down.create(request);
    await expect(down.signAs(ref, "holder")).rejects.toThrow("down");
    expect(await down.get(ref)).toMatchObject({ state: "open" });
    const refusing = await bed.restart({
      authority: { ...port(bed), enroll: async () => ({ state: "rejected", reason: "nom interdit" }) },
    });
    await refusing.signAs(ref, "holder");
    expect(await refusing.get(ref)).toMatchObject({ state: "failed", failure: "nom interdit" });
  });
});

describe("a service that seals once for all", () => {
  test("DETAIL-5 seals every document with the last consent, and says who consented", async () => {
    const service = await bed.restart({ sealsOnce: true });
    const sent = await makePdf();
    const { ref } = await service.create(await sampleCollection("order-1", sent));
    await service.signAs(ref, "holder");
    await service.signAs(ref, "certificationAgent");
    expect(Buffer.compare(await service.download(ref, "termsOfUse"), sent)).toBe(0);
    expect((await service.evidence(ref)).sealCertificates).toEqual([]);

    await service.signAs(ref, "legalRepresentative");
    expect((await service.get(ref)).state).toBe("completed");
    const report = await validate(await service.download(ref, "termsOfUse"), sent);
    expect(report).toMatchObject({ indication: "TOTAL-PASSED", messages: [] });
    expect(report.signatures).toMatchObject([{ field: "signature-seal", level: "B-T" }]);
    const [seal] = report.signatures;
    expect(seal?.signer).toMatchObject({ surname: "", givenName: "", organization: "Portail AE" });
    const evidence = await service.evidence(ref);
    expect(evidence.sealCertificates).toEqual([seal?.certificate?.sha256]);
    expect(evidence.signatories.map(({ events }) => events.at(-1)?.what)).toEqual(Array(3).fill("signed"));
  });

  test("FLOW-6 keeps the last consent out while the authority is down, and takes it again", async () => {
    const service = await bed.restart({ sealsOnce: true });
    const { ref } = await service.create(await sampleCollection("order-1"));
    await service.signAs(ref, "holder");
    await service.signAs(ref, "certificationAgent");
    const down = await bed.restart({
      authority: { ...port(bed), enroll: () => Promise.reject(new Error("down")) },
    });
    await expect(down.signAs(ref, "legalRepresentative")).rejects.toThrow("down");
    expect((await down.get(ref)).state).toBe("open");
    // How it seals was settled when it began, whatever the service does for others since.
    const again = await bed.restart({ sealsOnce: false });
    await again.signAs(ref, "legalRepresentative");
    expect((await again.evidence(ref)).sealCertificates).toHaveLength(1);
  });
});

/** The value of each signature of a file and the time-stamp beside it, as an independent reader of CMS sees them. */
function signaturesIn(pdf: Uint8Array): { value: Uint8Array; token: Uint8Array }[] {
  const contents = Buffer.from(pdf)
    .toString("latin1")
    .matchAll(/\/Contents <([0-9a-f]+)>/g);
  return [...contents].flatMap(([, hex = ""]) => {
    const content = ContentInfo.fromBER(new Uint8Array(Buffer.from(hex, "hex")));
    return new SignedData({ schema: content.content }).signerInfos.map((signer) => {
      const stamps = signer.unsignedAttrs?.attributes.filter(
        ({ type }) => type === "1.2.840.113549.1.9.16.2.14",
      );
      const [stamp] = stamps?.[0]?.values ?? [];
      return { value: signer.signature.valueBlock.valueHexView, token: new Uint8Array(stamp?.toBER()) };
    });
  });
}

/** The methods of the testbed's authority, so that one can be replaced. */
function port({ authority }: Testbed) {
  return {
    enroll: authority.enroll.bind(authority),
    findByRequestId: authority.findByRequestId.bind(authority),
    status: authority.status.bind(authority),
    revoke: authority.revoke.bind(authority),
    chain: authority.chain.bind(authority),
    revocations: authority.revocations.bind(authority),
  };
}

describe("how a collection ends", () => {
  test("FLOW-6 one refusal ends it for everybody, with its reason", async () => {
    const { ref } = await bed.service.create(await sampleCollection("order-1"));
    await bed.service.refuseAs(ref, "legalRepresentative", "Le montant est faux");
    const view = await bed.service.get(ref);
    expect(view.state).toBe("refused");
    expect(view.signers[2]).toMatchObject({ refusalReason: "Le montant est faux", refusedAt: START });
    await expect(bed.service.signAs(ref, "holder")).rejects.toThrow("refused");
  });

  test("FLOW-6 it expires by the clock, and nobody signs any more", async () => {
    const { ref } = await bed.service.create(await sampleCollection("order-1"));
    bed.clock.set(new Date(START.getTime() + 14 * 24 * 3600 * 1000));
    expect((await bed.service.get(ref)).state).toBe("expired");
    await expect(bed.service.signAs(ref, "holder")).rejects.toThrow("expired");
  });

  test("FLOW-4 cancelled, it stays cancelled; cancelling an ended one changes nothing", async () => {
    const { ref } = await bed.service.create(await sampleCollection("order-1"));
    await bed.service.cancel(ref);
    await bed.service.cancel(ref);
    expect((await bed.service.get(ref)).state).toBe("cancelled");
    const other = await bed.service.create(await sampleCollection("order-2"));
    await bed.service.refuseAs(other.ref, "holder", "non");
    await bed.service.cancel(other.ref);
    expect((await bed.service.get(other.ref)).state).toBe("refused");
  });

  test("a reminder goes to those who have not signed", async () => {
    const { ref } = await bed.service.create(await sampleCollection("order-1"));
    await bed.service.signAs(ref, "holder");
    bed.mails.length = 0;
    await bed.service.remind(ref);
    await bed.service.remind(ref);
    expect(bed.mails.map(({ to }) => to)).toEqual(
      Array(2).fill(["zoe@port.example", "anne@port.example"]).flat(),
    );
    expect(new Set(bed.mails.map(({ messageId }) => messageId)).size).toBe(4);
  });
});

describe("calls to the portal", () => {
  test("each change calls, and the call is authentic", async () => {
    const { ref } = await bed.service.create(await sampleCollection("order-1"));
    await bed.service.signAs(ref, "holder");
    await bed.service.refuseAs(ref, "certificationAgent", "non");
    expect(bed.calls).toHaveLength(2);
    for (const { raw, headers } of bed.calls)
      expect(bed.service.parseWebhook(raw, headers)).toMatchObject({ ref });
  });

  test("a call that is altered, unsigned or old is refused", async () => {
    const { ref } = await bed.service.create(await sampleCollection("order-1"));
    await bed.service.signAs(ref, "holder");
    const { raw, headers } = bed.calls[0] ?? { raw: Buffer.alloc(0), headers: {} };
    const altered = Buffer.from(Buffer.from(raw).toString().replace(ref, "another"));
    expect(() => bed.service.parseWebhook(altered, headers)).toThrow("not authentic");
    expect(() => bed.service.parseWebhook(raw, {})).toThrow("not authentic");
    const moved = { ...headers, "x-timestamp": "1000000000" };
    expect(() => bed.service.parseWebhook(raw, moved)).toThrow("not authentic");
  });
});
