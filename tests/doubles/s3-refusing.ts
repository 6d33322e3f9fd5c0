/** Stands before an S3 server and, while a test says so, answers every write as one without room does. */
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export type Refusal = { status: number; code: string };

export type RefusingS3 = {
  endpoint: string;
  /** What it answers to writes from now on; undefined: what the server behind it answers. */
  refuse(refusal: Refusal | undefined): void;
  stop(): Promise<void>;
};

export async function startRefusingS3(behind: string): Promise<RefusingS3> {
  let refusal: Refusal | undefined;
  const server = createServer((asked, answer) => {
    if (refusal && asked.method === "PUT") {
      const { status, code } = refusal;
      asked.resume().once("end", () => {
        answer.writeHead(status, { "content-type": "application/xml" });
        answer.end(
          `<?xml version="1.0"?><Error><Code>${code}</Code><Message>No room is left</Message></Error>`,
        );
      });
      return;
    }
    const passed = request(
      new URL(asked.url ?? "/", behind),
      { method: asked.method, headers: asked.headers },
      (given) => {
        answer.writeHead(given.statusCode ?? 500, given.headers);
        given.pipe(answer);
      },
    );
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    refuse(next) {
      refusal = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
