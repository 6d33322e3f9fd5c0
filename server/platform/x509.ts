/** `@peculiar/x509` with the reflection it needs at import. */
import "reflect-metadata";

export { Pkcs10CertificateRequest, X509Certificate } from "@peculiar/x509";
