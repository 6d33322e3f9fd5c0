/** `@peculiar/x509` with the reflection it needs at import. */
import "reflect-metadata";

export {
  Pkcs10CertificateRequest,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509Crl,
} from "@peculiar/x509";
