/** The authority's private keys on the disk: encrypted under its secret, each beside the certificate that bears it. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { join } from "node:path";
import { readIfPresent, writeDurably } from "../../server/platform/durable-file.ts";
import { publicKeyInfoOf } from "./certificate.ts";

export const KEY_TYPES = ["P-256", "RSA-3072"] as const;
export type KeyType = (typeof KEY_TYPES)[number];

export type AuthorityKey = { certificate: Buffer; publicKeyInfo: Buffer };
export type SigningKey = AuthorityKey & { privateKey: KeyObject };

/** Signs the certificate of a key that was just made. */
export type Certify = (privateKey: KeyObject, publicKeyInfo: Buffer) => Promise<Buffer>;

export class KeyStore {
  readonly #folder: string;
  readonly #keyType: KeyType;
  /** Protects what the authority keeps of its subscribers' keys, too. */
  readonly secret: string;

  private constructor(folder: string, keyType: KeyType, secret: string) {
    this.#folder = folder;
    this.#keyType = keyType;
    this.secret = secret;
  }

  /** `keyType`: of the keys to be made; those that are there stay as they are. */
  static async open(folder: string, keyType: KeyType): Promise<KeyStore> {
    const path = join(folder, "secret");
    const kept = await readIfPresent(path);
    if (kept) return new KeyStore(folder, keyType, kept.toString("ascii"));
    const secret = randomBytes(32).toString("base64url");
    await writeDurably(path, secret);
    return new KeyStore(folder, keyType, secret);
  }

  /**
   * The key of this name, made and certified when it is missing. The key is written before its certificate: a
   * certificate on the disk always has its key.
   */
  async openOrMake(name: string, certify: Certify): Promise<SigningKey> {
    const path = join(this.#folder, `${name}.cer`);
    const kept = await readIfPresent(path);
    if (kept) {
      const privateKey = await this.privateKey(name);
      return { certificate: kept, privateKey, publicKeyInfo: publicKeyInfoOf(createPublicKey(privateKey)) };
    }
    const { privateKey, publicKey } = makeKeyPair(this.#keyType);
    const passphrase = this.secret;
    const pem = privateKey.export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase });
    await writeDurably(join(this.#folder, `${name}.key.pem`), pem);
    const publicKeyInfo = publicKeyInfoOf(publicKey);
    const certificate = await certify(privateKey, publicKeyInfo);
    await writeDurably(path, certificate, 0o644);
    return { certificate, privateKey, publicKeyInfo };
  }

  /** Throws when the file is missing or was encrypted under another secret. */
  async privateKey(name: string): Promise<KeyObject> {
    const pem = await readIfPresent(join(this.#folder, `${name}.key.pem`));
    if (!pem) throw new Error(`The key ${name}.key.pem of the certification authority is missing.`);
    return createPrivateKey({ key: pem, passphrase: this.secret });
  }
}

const makeKeyPair = (keyType: KeyType) =>
  keyType === "P-256"
    ? generateKeyPairSync("ec", { namedCurve: "P-256" })
    : generateKeyPairSync("rsa", { modulusLength: 3072 });
