/** What everything that takes the portal's mails does. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Mailer, MailMessage } from "../../server/ports/mailer.ts";

export type MailerUnderTest = {
  mailer: Mailer;
  /** The texts of the messages that came for this address, with the names and sizes of their attachments. */
  received(to: string): Promise<{ text: string; attachments: { fileName: string; size: number }[] }[]>;
  stop(): Promise<void>;
};

/** Registers the suite. `start` is called once. */
export function mailerContract(name: string, start: () => Promise<MailerUnderTest>): void {
  describe(`the mailer: ${name}`, () => {
    let under: MailerUnderTest;
    beforeAll(async () => {
      under = await start();
    });
    afterAll(() => under?.stop());

    const message = (more: Partial<MailMessage> = {}): MailMessage => ({
      messageId: `${randomUUID()}@portail-ae`,
      to: `${randomUUID()}@mail.example`,
      subject: "Votre commande N° 5144 – Łukasz",
      text: "Bonjour Łukasz,\n\nÀ bientôt.\n",
      ...more,
    });

    test("NOTIFY-1 brings a message whole, with what is attached to it", async () => {
      const content = Buffer.from([0, 255, 1, 254]);
      const sent = message({
        attachments: [{ fileName: "pièce.bin", mediaType: "application/pdf", content }],
      });
      await under.mailer.send(sent);
      const [received, ...others] = await under.received(sent.to);
      expect(others).toEqual([]);
      expect(received?.text.trim()).toBe(sent.text.trim());
      expect(received?.attachments).toEqual([{ fileName: "pièce.bin", size: 4 }]);
    });

    test("NOTIFY-1 keeps one of two messages of the same Message-ID", async () => {
      const sent = message();
      await Promise.all([under.mailer.send(sent), under.mailer.send(sent)]);
      await under.mailer.send(sent);
      expect(await under.received(sent.to)).toHaveLength(1);
    });
  });
}
